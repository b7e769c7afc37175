"""Neighbouring dates that share their year: the ends of a range, the members of a list."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.timex.context import Context
from pipeline.timex.meaning import Calendar, Found, Meaning, Weekday
from pipeline.timex.moment import of_day
from pipeline.timex.resolve import Value
from pipeline.timex.tokens import Tokens
from pipeline.timex.years import weekday_near

RANGE_WORDS = frozenset({"-", "\u2013", "\u2014", "to", "through", "until", "till", "/"})
WEEK = dt.timedelta(days=7)
_LISTS = frozenset({"and", "or", ",", "&"})
_NEAR = 2


def needs_year(meaning: Meaning) -> bool:
    """Whether it is a month or day whose year is left open."""
    core = meaning.core
    return isinstance(core, Calendar) and core.moment.yearless and core.moment.month is not None


def _between(tokens: Tokens, left: Found, right: Found) -> list[str]:
    return tokens.words((left.last, right.first)) if right.first - left.last <= _NEAR else ["far"]


def are_linked(tokens: Tokens, left: Found, right: Found) -> bool:
    """Whether two expressions are the ends of a range."""
    words = _between(tokens, left, right)
    if len(words) != 1:
        return False
    return words[0] in RANGE_WORDS or (words[0] == "and" and tokens.word(left.first - 1) == "between")


def share_year(tokens: Tokens, item: Found, following: Found | None) -> Meaning:
    """`January and February 1937`, `28 December to 2 January 2024`: the first takes the second's year."""
    meaning, core = item.meaning, item.meaning.core
    if following is None or not isinstance(core, Calendar) or not needs_year(meaning):
        return meaning
    other = following.meaning.core
    if not isinstance(other, Calendar) or other.moment.year is None or other.moment.month is None:
        return meaning
    words = _between(tokens, item, following)
    if len(words) != 1 or words[0] not in RANGE_WORDS | _LISTS:
        return meaning
    crosses = (core.moment.month or 0) > other.moment.month
    year = other.moment.year - int(crosses)
    return replace(meaning, core=Calendar(replace(core.moment, year=year)))


def range_end(meaning: Meaning, context: Context) -> Value | None:
    """The right end of a range: the first namesake not before the left end; None if it needs no such help."""
    core, last = meaning.core, context.last
    if isinstance(core, Weekday) and core.direction is None and meaning.inner is None and context.last_day:
        if dt.date.max - context.last_day <= WEEK:
            return None
        return Value(of_day(weekday_near(context.last_day, core.number, 1, None)), anchor="last")
    if not isinstance(core, Calendar) or not needs_year(meaning):
        return None
    if last is None or last.year is None or last.month is None:
        return None
    crosses = (core.moment.month or 0) < last.month
    return Value(replace(core.moment, year=last.year + int(crosses)), anchor="last")
