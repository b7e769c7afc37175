"""Arithmetic with calendar units. An interval is a pair of days, both included."""

from __future__ import annotations

import datetime as dt

Interval = tuple[dt.date, dt.date]
DAY = dt.timedelta(days=1)
MONTHS = 12


def safe(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def year_days(year: int) -> Interval:
    """All days of a year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def month_days(year: int, month: int) -> Interval:
    """All days of a month."""
    return dt.date(year, month, 1), month_end(year, month)


def month_end(year: int, month: int) -> dt.date:
    """Last day of a month."""
    following = add_months(year, month, 1)
    return (dt.date(*following, 1) - DAY) if following[0] <= dt.MAXYEAR else dt.date(year, month, 31)


def quarter_days(year: int, quarter: int) -> Interval:
    """All days of a quarter, 1 to 4."""
    return dt.date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter)


def half_days(year: int, half: int) -> Interval:
    """All days of a half-year, 1 or 2."""
    return dt.date(year, 6 * half - 5, 1), month_end(year, 6 * half)


def week_days(year: int, week: int) -> Interval:
    """Monday to Sunday of an ISO week."""
    monday = dt.date.fromisocalendar(year, week, 1)
    return monday, monday + 6 * DAY


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month `count` months later (earlier if negative)."""
    index = year * MONTHS + month - 1 + count
    return index // MONTHS, index % MONTHS + 1


def shift_months(day: dt.date, count: int) -> dt.date:
    """The same day of the month `count` months later, or that month's last day."""
    year, month = add_months(day.year, day.month, count)
    return safe(year, month, day.day) or month_end(year, month)


def same_month(period: Interval | None) -> tuple[int, int] | None:
    """Year and month, if the interval lies within one month."""
    if period is None or (period[0].year, period[0].month) != (period[1].year, period[1].month):
        return None
    return period[0].year, period[0].month
