"""Giving a partial date its year, or a weekday its week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.timex import days
from pipeline.timex.moment import SEASON_STARTS, Moment, interval

if TYPE_CHECKING:
    from pipeline.timex.context import Context
    from pipeline.timex.days import Interval
    from pipeline.timex.tense import Tense

InYear = Callable[[int], Moment]
# A past-tense date ten months back whose namesake is two months ahead is meant to be the one ahead.
_STALE = dt.timedelta(days=300)
_SOON = dt.timedelta(days=62)
# News looks back: without a telling verb the namesake ahead is meant only if it is this much nearer.
_PAST_BIAS = 2
_HALF_YEAR = 6
# A past date farther back than this is background, and says nothing of the year of the news.
_LONGEST_BRACKET = dt.timedelta(days=213)
_WEEK = 7


def around(base: dt.date, in_year: InYear, tense: Tense | None) -> Moment | None:
    """The namesake of a yearly date that fits the tense, seen from a day."""
    choices = [moment for year in (-1, 0, 1) if _interval(moment := in_year(base.year + year))]
    if not choices:
        return None
    past = [moment for moment in choices if _days(moment)[0] <= base]
    ahead = [moment for moment in choices if _days(moment)[1] >= base]
    nearest = min(choices, key=lambda moment: _distance(_days(moment), base))
    if tense == "past" and past:
        return nearest if _is_stale(past[-1], nearest, base) else past[-1]
    if tense == "future" and ahead:
        return nearest if _is_stale(ahead[0], nearest, base) else ahead[0]
    if past and ahead and _PAST_BIAS * _distance(_days(ahead[0]), base) >= _distance(_days(past[-1]), base):
        return past[-1]
    return nearest


def _is_stale(chosen: Moment, nearest: Moment, base: dt.date) -> bool:
    return _distance(_days(chosen), base) > _STALE and _distance(_days(nearest), base) <= _SOON


def directed(base: dt.date, in_year: InYear, direction: int) -> Moment | None:
    """`last September`, `this May`, `next spring`."""
    choices = [moment for year in (-2, -1, 0, 1, 2) if _interval(moment := in_year(base.year + year))]
    if direction == 0:
        within = (moment for moment in choices if _days(moment)[0] <= base <= _days(moment)[1])
        if now := next(within, None):  # the winter that a February lies in began in the year before
            return now
        return next((moment for moment in choices if moment.year == base.year), None)
    if direction < 0:
        return next((moment for moment in reversed(choices) if _days(moment)[1] < base), None)
    return next((moment for moment in choices if _days(moment)[0] > base), None)


def in_narrative(last: Moment, in_year: InYear, *, told: bool) -> Moment | None:
    """In a narrative: the year of the date before, or the next where time has clearly moved on.

    `told` says that the text itself gave the date before its year: only then is the next year
    considered, so that one wrong step does not carry the rest of the story with it.
    """
    if last.year is None:
        return None
    moment = in_year(last.year)
    before, after = _month_of(last), _month_of(moment)
    if moment.season == "WI":
        # the winter of a narrative is named by its January: it follows the autumn before
        return in_year(last.year + 1) if before and before > _HALF_YEAR else moment
    if told and before and after and before - after > _HALF_YEAR:
        return in_year(last.year + 1)
    return moment


def in_digression(context: Context, in_year: InYear) -> Moment | None:
    """In an issue's essay: the year just told, where the text is still in the past that it looks back on.

    That is so where the date follows within a few months of a day told with its year, or where the
    issue's own months have no such date.
    """
    last, period = context.last, context.period
    if not context.told or last is None or last.year is None or period is None:
        return None
    found = in_narrative(last, in_year, told=True)
    before, after = interval(last), _interval(found) if found else None
    if found is None or before is None or after is None:
        return None
    near = last.day is not None and dt.timedelta(0) <= after[0] - before[0] <= _SOON
    return found if near or (in_period(period, in_year) is None and last.year < period[0].year) else None


def _month_of(moment: Moment) -> int | None:
    return moment.month or (SEASON_STARTS[moment.season] if moment.season else None)


def bracketed(context: Context, in_year: InYear, tense: Tense | None) -> Moment | None:
    """The year that the document's own past dates leave for a date of its news.

    News is told soon after what it looks back on: the first namesake after the latest past date, within
    seven months. Nothing is inferred for what is to come, nor where the document gives no full date.
    """
    if not context.document_dates or tense == "future":
        return None
    latest = max(dates[1] for dates in context.document_dates)
    choices = (in_year(latest.year), in_year(latest.year + 1))
    begins = ((moment, _days(moment)[0]) for moment in choices if _interval(moment))
    return next((moment for moment, first in begins if latest < first <= latest + _LONGEST_BRACKET), None)


def in_period(period: Interval, in_year: InYear) -> Moment | None:
    """The only namesake that lies within a period."""
    years = range(period[0].year, period[1].year + 1)
    inside = [
        moment
        for year in years
        if _interval(moment := in_year(year)) and _days(moment)[0] <= period[1] and _days(moment)[1] >= period[0]
    ]
    return inside[0] if len(inside) == 1 else None


def weekday_near(base: dt.date, number: int, direction: int | None, tense: Tense | None) -> dt.date:
    """The Monday (1) to Sunday (7) that is meant, seen from a day."""
    back = (base.isoweekday() - number) % _WEEK
    if direction is None:
        return base + ((number - base.isoweekday()) % _WEEK if tense == "future" else -back) * days.DAY
    if direction < 0:
        return base - (back or _WEEK) * days.DAY
    if direction > 0:
        return base + (((number - base.isoweekday()) % _WEEK) or _WEEK) * days.DAY
    return base + (number - base.isoweekday()) * days.DAY


def on_weekday(base: dt.date, in_year: InYear, weekday: int) -> Moment | None:
    """The namesake within a year of a day that falls on a day of the week, if there is but one."""
    choices = (in_year(base.year + year) for year in (-1, 0, 1))
    fitting = [moment for moment in choices if _interval(moment) and _days(moment)[0].isoweekday() == weekday]
    return fitting[0] if len(fitting) == 1 else None


def with_year(moment: Moment) -> InYear:
    """A function that puts a moment into a year."""
    return lambda year: replace(moment, year=year)


def _interval(moment: Moment) -> Interval | None:
    return interval(moment)


def _days(moment: Moment) -> Interval:
    found = interval(moment)
    assert found
    return found


def _distance(span: Interval, base: dt.date) -> dt.timedelta:
    return max(span[0] - base, base - span[1], dt.timedelta(0))
