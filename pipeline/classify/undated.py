"""Acts of a report that neither reading dates, though a date stands with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.classify.datable import datable
from pipeline.passages import Action, Passage, TimeExpression

_IN = re.compile(r"\b(?:on|in|at|during|over|early|late)\s+(?:the\s+)?$", re.IGNORECASE)
# Between an act and a date: here another clause begins, or another thing's date.
_OTHER = re.compile(r"[,;:()]|\b(?:that|who|whom|whose|which|where|when|as|after|before|while|since|because|to|from)\b")
# Characters from a sentence's beginning in which the date that opens it begins ("In", "On Tuesday").
_OPENING = 6


def with_dates_beside(actions: Sequence[Action], passage: Passage) -> list[Action]:
    """The actions; one without days has those behind it in its clause that are nobody's, or that open its sentence."""
    taken = {date for action in actions for date in (*action.dates[:1], action.scheduled)}
    told = [date for date in datable(passage) if date.date is not None and date.type != "DURATION"]
    result = []
    for action in actions:
        own = None
        if not action.dates and set(action.auxiliary) <= {"historical"}:
            own = next((date for date in told if date not in taken and _follows(date, action)), None)
        if own is None and not action.dates and not action.auxiliary:
            own = next((date for date in told if _opens(date, action)), None)
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
