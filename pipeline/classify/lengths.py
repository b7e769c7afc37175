"""How long an event lasted, where the text says it: `a five-day visit`, `the two-day forum`, `until 26 June`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.classify.cued import lexicon
from pipeline.classify.cued.grammar import children, is_verb, root_at
from pipeline.classify.datable import datable
from pipeline.classify.distances import is_definite
from pipeline.passages import Action, Passage, TimeExpression
from pipeline.records import EventType
from pipeline.sentences import number_at, sentences

if TYPE_CHECKING:
    from spacy.tokens import Token

_LASTING: frozenset[EventType] = frozenset({"CONSULT", "COOPERATE", "AID", "MOBILIZE", "PROTEST"})
# Words for what lasts that name no act by themselves.
_GENERAL = frozenset({"event", "programme", "program", "meeting", "training", "course", "operation", "stay", "tour",
                      "survey", "patrol", "voyage", "expedition", "mission"})  # fmt: skip
_TAUGHT = frozenset({"course", "training", "programme", "program"})
# What a sentence says of an act told before it: "The distribution lasted until 9 May."
_LASTED = frozenset({"last", "run", "continue", "go", "end", "conclude", "close", "finish", "break"})
_DAYS = re.compile(r"P\d+[DW]")
# Between a verb and the noun of the same act: "came for a visit", "went on a tour".
_PURPOSE = frozenset({"for", "on"})
_WORDS_AHEAD = 4
_JUST_BEFORE = 30  # characters
_LASTED_FOR = re.compile(r"\b(?:which|that)\s+(?:lasted|lasts|will last)\s+(?:for\s+)?$", re.IGNORECASE)
_END = re.compile(
    r"\b(?:until|till|through|(?:(?:end|conclud|clos|finish)(?:s|es|ed|ing)|br(?:oke|eaks?) up)(?:\s+on)?)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def with_lengths(actions: Iterable[Action], passage: Passage) -> list[Action]:
    """The actions with the stated lengths that are theirs.

    A length belongs to the act whose trigger it stands before, or whose verb lasted for it; else to the primary
    one, if it stands in the same sentence or is told as known (`the two-day event`).
    """
    result = list(actions)
    for length in datable(passage):
        if length.type != "DURATION" or not _DAYS.fullmatch(length.value):
            continue
        noun = _noun_behind(length, passage)
        noun = noun or _told_before(length, passage)
        index = _owner(result, length, noun, passage) if noun else _lasting_for(result, length, passage)
        if index is not None and not result[index].durations:
            result[index] = replace(result[index], durations=(length,))
    return result


def with_ends(actions: Iterable[Action], passage: Passage) -> list[Action]:
    """The actions with the last day that stands behind them in their sentence and that is no other action's."""
    result = list(actions)
    taken = {date for action in result for date in (*action.dates, action.scheduled)}
    for date in datable(passage):
        before = passage.segment.text[: date.start]
        if date in taken or date.precision != "day" or not _END.search(before):
            continue
        index = _lasting_before(result, date)
        if index is None and _is_of_earlier(date, passage):
            index = _lasting_above(result, date)
        if index is not None and not _is_said_of_another(date, result[index], passage):
            result[index] = replace(result[index], dates=(date,))
    return result


def _lasting_before(actions: Sequence[Action], date: TimeExpression) -> int | None:
    """The action without a day of its own whose trigger is the last one before the date in its sentence."""
    here = [
        index
        for index, action in enumerate(actions)
        if (words := action.sentence_words) is not None
        and words.start <= action.triggers[0].start < date.start < words.end
    ]
    last = max(here, key=lambda index: actions[index].triggers[0].start, default=None)
    return _if_lasting(actions, last)


def _if_lasting(actions: Sequence[Action], number: int | None) -> int | None:
    """The number of an action without a day of its own, if it is one that lasts."""
    fits = number is not None and actions[number].type in _LASTING and not actions[number].dates
    return number if fits else None


def _relative_clause(expression: TimeExpression, passage: Passage) -> Token | None:
    """The verb of the relative clause that a time expression stands in."""
    root = root_at(passage.doc, expression.start, expression.end)
    return next((word for word in root.ancestors if word.dep_ == "relcl"), None) if root is not None else None


def _is_of_earlier(date: TimeExpression, passage: Passage) -> bool:
    """Whether the date's sentence only says until when what was told before it lasted."""
    root = sentences(passage.doc)[number_at(passage.doc, date.start)].root
    return any(map(is_definite, children(root, "nsubj"))) and root.lemma_.lower() in _LASTED


def _lasting_above(actions: Sequence[Action], date: TimeExpression) -> int | None:
    """The last action without a day of its own, of a sentence before the date's, if it is one that lasts."""
    above = [k for k, action in enumerate(actions) if (words := action.sentence_words) and words.end <= date.start]
    last = above[-1] if above else None
    return _if_lasting(actions, last)


def _is_said_of_another(date: TimeExpression, action: Action, passage: Passage) -> bool:
    """Whether a relative clause says it of something else: "met beside the fair, which ran until the 29th"."""
    clause = _relative_clause(date, passage)
    if clause is None or (clause.head.dep_ == "appos" and clause.head.lemma_.lower() in _event_nouns()):
        return False
    if any(word.lemma_.lower() in _TAUGHT for word in clause.ancestors):
        return False  # "began to train them in a course that runs until 19 May"
    lasting = (_noun_behind(length, passage) for length in action.durations)
    nouns = {noun[0] for noun in lasting if noun is not None}
    if any(word.idx in nouns for word in clause.ancestors):
        return False  # "prepared it during a three-day visit that ended on 2 June"
    told = [word for words in action.triggers if (word := root_at(passage.doc, words.start, words.end)) is not None]
    if clause.head.head.lower_ in _PURPOSE and clause.head.head.head in told and _is_noun_of(clause.head, action):
        return False  # "entered Varna for a port call which lasted until 4 May"
    return not any(word == clause.head or (not is_verb(word) and word.is_ancestor(clause)) for word in told)


def _is_noun_of(noun: Token, action: Action) -> bool:
    return any(row.type == action.type for row in lexicon.nouns().get(noun.lemma_.lower(), ()))


def _told_before(length: TimeExpression, passage: Passage) -> tuple[int, int] | None:
    """The extent of what a relative clause says lasted so long: "began a drill, which lasted six days"."""
    before = passage.segment.text[max(0, length.start - _JUST_BEFORE) : length.start]
    clause = _relative_clause(length, passage) if _LASTED_FOR.search(before) else None
    return (clause.head.idx, clause.head.idx + len(clause.head)) if clause is not None else None


def _lasting_for(actions: Sequence[Action], length: TimeExpression, passage: Passage) -> int | None:
    """The action whose verb lasted for it: "blocked the wharf for nine days"."""
    root = root_at(passage.doc, length.start, length.end)
    if root is None or root.dep_ != "pobj" or root.head.lower_ != "for":
        return None
    at = root.head.head.idx
    return next(
        (
            index
            for index, action in enumerate(actions)
            if action.type in _LASTING and any(words.start <= at < words.end for words in action.triggers)
        ),
        None,
    )


def _noun_behind(length: TimeExpression, passage: Passage) -> tuple[int, int] | None:
    """The extent of the event noun that a length stands before."""
    if not re.search(r"[-\s]", length.text):
        return None
    behind = [token for token in passage.doc if token.idx >= length.end][:_WORDS_AHEAD]
    for token in behind:
        if token.is_punct and token.text != "-":
            return None
        if token.lemma_.lower() in _event_nouns():
            return token.idx, token.idx + len(token)
    return None


def _on_own_day(length: TimeExpression, passage: Passage) -> bool:
    """Whether the length's sentence names the row's own day: then it tells of the row's event."""
    day = passage.segment.date
    sentence = sentences(passage.doc)[number_at(passage.doc, length.start)]
    inside = [date for date in passage.dates if sentence.start_char <= date.start < sentence.end_char]
    return day is not None and any(date.date == day for date in inside)


def _opens(length: TimeExpression, actions: Sequence[Action], passage: Passage) -> bool:
    """Whether it stands in a first sentence that tells no act of its own: "A two-day forum ended. X met Y."."""
    inside = number_at(passage.doc, length.start) == 0
    return inside and all(1 not in action.sentences for action in actions)


@cache
def _event_nouns() -> frozenset[str]:
    return _GENERAL | {noun for noun, rows in lexicon.nouns().items() if any(row.type in _LASTING for row in rows)}


def _owner(actions: Sequence[Action], length: TimeExpression, noun: tuple[int, int], passage: Passage) -> int | None:
    for index, action in enumerate(actions):
        if any(words.start < noun[1] and noun[0] < words.end for words in action.triggers):
            return index
    governing = _governing(actions, noun, passage)
    if governing is not None:
        return governing
    before = passage.segment.text[: length.start].rstrip().lower()
    for index, action in enumerate(actions):
        if action.primary and action.type in _LASTING:
            words = action.sentence_words
            beside = words is not None and words.start <= length.start < words.end
            known = before.endswith((" the", "the")) or _on_own_day(length, passage)
            return index if beside or known or _opens(length, actions, passage) else None
    return None


def _governing(actions: Sequence[Action], noun: tuple[int, int], passage: Passage) -> int | None:
    """The action that lasts whose word a noun stands under: "received X, who had arrived for a three-day visit"."""
    root = root_at(passage.doc, *noun)
    for word in root.ancestors if root is not None else ():
        for index, action in enumerate(actions):
            if any(words.start <= word.idx < words.end for words in action.triggers):
                return index if action.type in _LASTING else None
    return None
