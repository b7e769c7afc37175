"""Days told from another act: `a day after the attack`, `on the eve of the summit`, `four days after they crossed`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.classify.cued import lexicon
from pipeline.classify.cued.grammar import root_at
from pipeline.passages import Action, Passage, TimeExpression
from pipeline.timex.days import DAY, Interval

if TYPE_CHECKING:
    from spacy.tokens import Token

_LENGTH = re.compile(r"P(\d{1,3})([DW])")
_RELATION = re.compile(r"\s+(after|before)\b")
_WORDS = re.compile(
    r"\b(?:the (?:day|morning|evening|night) (?P<relation>after|before)|on the eve (?P<eve>of)"
    r"|(?P<same>at) the(?=\s[a-z]))\b",
    re.IGNORECASE,
)
_DAYS = {"D": 1, "W": 7}
_FARTHEST = 366  # days from which one does not count any more
_OCCASIONS = frozenset({"ceremony", "signing", "session", "occasion"})
# What the words can take up: "the attack", "her arrival", "they rose".
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "his", "her", "its", "their", "they", "he", "she", "it"}
)


@dataclass(frozen=True, slots=True)
class _Distance:
    """`start`..`end` are the words; `days` how far behind the anchor, which is told in `low`..`high`, the act was."""

    start: int
    end: int
    days: int
    low: int
    high: int
    definite: bool
    nouns: frozenset[str]


def anchored(actions: Iterable[Action], passage: Passage, before: Sequence[Action]) -> list[Action]:
    """The actions of a passage, with the days that such words give; `before` are the report's earlier actions.

    The anchor is the act told in the words, one of their noun's type told before, or the act before; its day is
    that of a date in the words or its own. Where only the act itself has a day, the anchor has one by it.
    """
    result = list(actions)
    for distance in _distances(passage):
        own = _owner(result, distance)
        if own is None:
            continue
        told = next((k for k, action in enumerate(result) if _stands_in(action, distance)), None)
        anchor = None if told is None else result[told]
        day = _day_of_anchor(distance, passage, [*before, *result[:own]], anchor)
        mine = _days(result[own])
        if day is not None and (mine is None or (result[own].dates and not _is_near(result[own]))):
            result[own] = _on(result[own], _shifted(day, distance.days), distance, passage)
        elif day is None and mine is not None and mine[0] == mine[1] and told is not None:
            result[told] = _on(result[told], _shifted(mine[0], -distance.days), distance, passage)
    return result


def _distances(passage: Passage) -> Iterator[_Distance]:
    text = passage.segment.text
    for length in passage.dates:
        count, relation = _LENGTH.fullmatch(length.value), _RELATION.match(text, length.end)
        days = int(count[1]) * _DAYS[count[2]] if count else 0
        if relation and 0 < days <= _FARTHEST:
            yield from _distance(passage, length.start, relation.start(1), days if relation[1] == "after" else -days)
    for words in _WORDS.finditer(text):
        if words["same"]:
            yield from (same for same in _distance(passage, words.start(), words.start("same"), 0) if _is_of_act(same))
            continue
        behind = words["relation"] is not None and words["relation"].lower() == "after"
        at = words.start("eve") if words["eve"] else words.start("relation")
        yield from _distance(passage, words.start(), at, 1 if behind else -1)


def _is_of_act(distance: _Distance) -> bool:
    """Whether the words name an act and no place: "at the ceremony", not "at the border"."""
    return any(noun in lexicon.nouns() or noun in _OCCASIONS for noun in distance.nouns)


def _distance(passage: Passage, start: int, at: int, days: int) -> Iterator[_Distance]:
    """What the preposition or conjunction at `at` governs."""
    token = root_at(passage.doc, at, at + 1)
    rest = list(_governed(token)) if token is not None else []
    if token is None or not rest:
        return
    nouns = frozenset(each.lemma_.lower() for each in rest if each.pos_ == "NOUN" and each.head.i <= token.i)
    last = rest[-1]
    yield _Distance(start, at + len(token), days, rest[0].idx, last.idx + len(last), rest[0].lower_ in _DEFINITE, nouns)


def _governed(token: Token) -> Iterator[Token]:
    """The words of the phrase or clause behind a preposition or conjunction."""
    whole = token.head.subtree if token.dep_ == "mark" else token.subtree
    yield from (each for each in whole if each.i > token.i)


def _stands_in(action: Action, distance: _Distance) -> bool:
    return any(distance.low <= words.start < distance.high for words in action.triggers)


def _owner(actions: Sequence[Action], distance: _Distance) -> int | None:
    """The act of the words' sentence that they date: the last before them, else the next behind what they govern."""
    inside = [
        k
        for k, action in enumerate(actions)
        if (words := action.sentence_words) is not None
        and words.start <= distance.start < words.end
        and not _stands_in(action, distance)
    ]
    behind = [k for k in inside if actions[k].triggers[0].start >= distance.high]
    ahead = [k for k in inside if actions[k].triggers[0].start < distance.start]
    return ahead[-1] if ahead else behind[0] if behind else None


def _day_of_anchor(
    distance: _Distance, passage: Passage, before: Sequence[Action], told: Action | None
) -> dt.date | None:
    inside = (date for date in passage.dates if distance.low <= date.start < distance.high)
    day = next((date.date for date in inside if date.date and date.precision == "day"), None)
    day = day or (_end(told, distance) if told is not None else None)
    if day is not None or (told is not None and not distance.nouns):
        return day
    types = {row.type for noun in distance.nouns for row in lexicon.nouns().get(noun, ())}
    types |= {told.type} if told is not None else set()
    alike = [found for action in before if action.type in types and (found := _end(action, distance))]
    any_ = [found for action in before if (found := _end(action, distance))] if distance.definite else []
    return next(iter(reversed(alike or any_)), None)


def _end(action: Action, distance: _Distance) -> dt.date | None:
    """The day that one counts from: the first of an act's days backwards, the last forwards."""
    days = _days(action)
    return days and days[distance.days > 0]


def _days(action: Action) -> Interval | None:
    """The first and last day that the text gives an act, or to the act that a row is listed for the row's label."""
    date = next((date for date in action.dates if date.precision == "day"), None)
    if date is not None and date.date is not None:
        return date.date, date.enddate or date.date
    segment = action.segment
    if action.dates or not action.primary or segment.date is None or segment.date_precision != "day":
        return None
    return segment.date, segment.enddate or segment.date


def _is_near(action: Action) -> bool:
    """Whether the act's day stands in its own sentence."""
    words = action.sentence_words
    return words is not None and any(words.start <= date.start < words.end for date in action.dates)


def _shifted(day: dt.date, count: int) -> dt.date | None:
    """The day so many days later; None beyond the calendar's ends."""
    try:
        return day + count * DAY
    except OverflowError:
        return None


def _on(action: Action, day: dt.date | None, distance: _Distance, passage: Passage) -> Action:
    if day is None:
        return action
    words = passage.segment.text[distance.start : distance.high]
    date = TimeExpression(
        distance.start, distance.high, words, "DATE", day.isoformat(), day, None, "day", anchor="another act"
    )
    return replace(action, dates=(date,), durations=())
