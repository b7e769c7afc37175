"""How long an event lasted: a stated length fixes the end where the first day is known, and the other way round."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pipeline.normalize.when import END_WORDS, SENTENCE, When, words_before
from pipeline.passages import Action, TimeExpression
from pipeline.records import EventType
from pipeline.timex import days
from pipeline.timex.numerals import ordinal_of

# A stated duration is the length of these.
EXTENDED: frozenset[EventType] = frozenset({"CONSULT", "COOPERATE", "AID", "MOBILIZE", "PROTEST", "ASSAULT"})
# `concluded a five-day visit`: before the length
_ENDED_LENGTH = re.compile(rf"\b(?:{END_WORDS}|after|(?:end|close|conclusion) of)\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
# `a two-day forum wound up`: behind the length, in its sentence
_THEN_ENDED = re.compile(rf"^[^.;,]{{0,80}}?\b{END_WORDS}\b", re.IGNORECASE)
# "on the second day of a three-day visit"
_NTH_DAY = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh) day of (?:an?|the|his|her|its|their) $", re.IGNORECASE
)
_LENGTH = re.compile(r"P(\d+)([DWM])")
LONGEST_DAYS = 31  # longer programmes are seldom told as one dated event, unless the text gives their first day


def extended(when: When, action: Action) -> When:
    """A stated duration fixes the end where only the first day is known, and the other way round."""
    if when.date is None or when.precision != "day" or when.enddate is not None or action.type not in EXTENDED:
        return when
    backwards = any(_is_over(action, length) for length in action.durations)
    day = _first_day(action, when.date) or when.date
    length = stated_length(action, day, backwards=backwards, told=when.origin == "text")
    if length is None:
        return when
    other, words = length
    first, last = (other, day) if backwards else (day, other)
    return replace(when, date=first, enddate=last, words=(*when.words, words), rule=f"{when.rule}, with its duration")


def _first_day(action: Action, day: dt.date) -> dt.date | None:
    """The first day of what lasts, where the day is said to be one of its days: "on the second day of a visit"."""
    found = (_NTH_DAY.search(words_before(action, length, SENTENCE)) for length in action.durations)
    number = next((ordinal_of(words[1].lower()) for words in found if words), None)
    return day - (number - 1) * days.DAY if number is not None and number <= day.toordinal() else None


def _is_over(action: Action, length: TimeExpression) -> bool:
    """Whether what lasted so long ended on the day: `left after a five-day visit`, `a two-day forum ended`."""
    if _ENDED_LENGTH.search(words_before(action, length, SENTENCE)):
        return True
    return bool(_THEN_ENDED.match(action.segment.text[length.end :]))


def stated_length(
    action: Action, day: dt.date, *, backwards: bool = False, told: bool = True
) -> tuple[dt.date, TimeExpression] | None:
    """The other end of what begins (or ends) on a day, and the duration that gives it.

    `told` says that the text gives the day: only then are months counted.
    """
    if action.type not in EXTENDED:
        return None
    for length in action.durations:
        found = _LENGTH.fullmatch(length.value)
        other = _counted(day, int(found[1]), found[2], backwards=backwards) if found else None
        if other and other != day and (told or abs(other - day) < dt.timedelta(days=LONGEST_DAYS)):
            return other, length
    return None


def _counted(day: dt.date, count: int, unit: str, *, backwards: bool) -> dt.date | None:
    """The last (first) day of `count` days, weeks or months that begin (end) on a day; a year at most."""
    if unit == "M":
        if count > 12:  # noqa: PLR2004 - months of a year
            return None
        return days.shift_months(day + days.DAY, -count) if backwards else days.shift_months(day, count) - days.DAY
    length = dt.timedelta(days=count * (7 if unit == "W" else 1) - 1)
    if not 0 <= length.days < 366:  # noqa: PLR2004 - days of a year
        return None
    return day - length if backwards else day + length
