"""Acts of a report that neither reading dates, though a date stands with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify.anchored import is_near
from pipeline.classify.cued.grammar import clause_verb, root_at
from pipeline.classify.datable import datable
from pipeline.passages import Action, Passage, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Token

_IN = re.compile(r"\b(?:on|in|at|during|over|early|late)\s+(?:the\s+)?$", re.IGNORECASE)
# Between an act and a date: here another clause begins, or another thing's date.
_OTHER = re.compile(r"[,;:()]|\b(?:that|who|whom|whose|which|where|when|as|after|before|while|since|because|to|from)\b")
_ENDS = frozenset({"end", "close", "conclusion"})
# Characters from a sentence's beginning in which the date that opens it begins ("In", "On Tuesday").
_OPENING = 6


def with_dates_beside(actions: Sequence[Action], passage: Passage) -> list[Action]:
    """The actions; one without days has those behind it in its clause that are nobody's, or that open its sentence.

    So has one with days of another sentence. Or those of the verb that it goes with: "answered on Saturday by
    handing over the maps".
    """
    taken = {date for action in actions for date in (*action.dates[:1], action.scheduled)}
    told = [date for date in datable(passage) if date.date is not None and date.type != "DURATION"]
    result = []
    for action in actions:
        own = None
        if not (action.dates and is_near(action)) and set(action.auxiliary) <= {"historical"}:
            own = next((date for date in told if date not in taken and _follows(date, action)), None)
        if own is None and not action.dates and not action.auxiliary:
            own = next((date for date in told if _opens(date, action)), None)
            own = own or next((date for date in told if _is_of_governing(date, action, passage)), None)
        result.append(replace(action, dates=(own,)) if own is not None and own != action.scheduled else action)
    return result


def _follows(date: TimeExpression, action: Action) -> bool:
    text, words, last = action.segment.text, action.sentence_words, action.triggers[-1]
    if words is None or not last.end <= date.start < words.end:
        return False
    between = text[last.end : date.start]
    return bool(_IN.search(between)) and not _OTHER.search(between)


def _opens(date: TimeExpression, action: Action) -> bool:
    words = action.sentence_words
    return words is not None and words.start <= date.start <= words.start + _OPENING and date.precision == "day"


def _is_of_governing(date: TimeExpression, action: Action, passage: Passage) -> bool:
    """Whether a day is that of the verb under which the act stands as a participle, or at the end of which it does."""
    first = action.triggers[0]
    verb, word = (root_at(passage.doc, at.start, at.end) for at in (first, date))
    if verb is None or word is None or date.precision != "day" or date.end > first.start:
        return False
    governing = _governing(verb)
    return governing is not None and clause_verb(word) == governing


def _governing(word: Token) -> Token | None:
    """The verb that a participle is said with, alone or behind "by"; or which was "at the end of" a visit."""
    of = word.head
    if word.dep_ == "pobj" and of.lower_ == "of" and of.head.lower_ in _ENDS:
        return clause_verb(of)
    if word.tag_ != "VBG":
        return None
    if word.dep_ == "pcomp" and word.head.lower_ == "by":
        return word.head.head
    marked = any(child.dep_ in ("mark", "advmod", "prep") and child.i < word.i for child in word.children)
    return word.head if word.dep_ == "advcl" and not marked else None
