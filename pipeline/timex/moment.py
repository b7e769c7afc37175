"""A calendar date as far as it is known, its TIMEX3 value and the days it covers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.timex import days

if TYPE_CHECKING:
    from pipeline.records import DatePrecision
    from pipeline.timex.days import Interval

SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DECADES = 10
_CENTURIES = 100


@dataclass(frozen=True, slots=True)
class Moment:
    """A partial date: None for what is unknown or coarser than said.

    Years before Christ are negative (-480 is 480 BC). `decade` and `century` are the digits that
    TIMEX3 writes (199, 19). `week` counts ISO weeks, the year then being the ISO year. `clock` is
    `17:30` or an hour, `part` TIMEX3's part of the day (`MO`).
    """

    year: int | None = None
    century: int | None = None
    decade: int | None = None
    bc: bool = False
    fiscal: bool = False
    half: int | None = None
    quarter: int | None = None
    season: str | None = None
    month: int | None = None
    week: int | None = None
    weekend: bool = False
    weekday: int | None = None
    day: int | None = None
    clock: str | None = None
    zone: str | None = None
    part: str | None = None

    @property
    def yearless(self) -> bool:
        """Whether the year is what is missing."""
        return self.year is None and self.century is None and self.decade is None


def of_day(day: dt.date) -> Moment:
    """A known day."""
    return Moment(year=day.year, month=day.month, day=day.day)


def of_week(day: dt.date) -> Moment:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    return Moment(year=year, week=week)


def of_unit(day: dt.date, unit: str) -> Moment:
    """The unit (`Y`, `M`, `W`, `D`, `Q`, `WE`, `DE`, `CE`) that a day lies in."""
    simple = {
        "Y": Moment(year=day.year),
        "M": Moment(year=day.year, month=day.month),
        "Q": Moment(year=day.year, quarter=(day.month + 2) // 3),
        "DE": Moment(decade=day.year // _DECADES),
        "CE": Moment(century=day.year // _CENTURIES),
        "W": of_week(day),
    }
    if unit == "WE":
        week = of_week(day)
        return Moment(year=week.year, week=week.week, weekend=True)
    return simple.get(unit) or of_day(day)


def value(moment: Moment) -> str:
    """The TIMEX3 value, `X` standing for unknown digits."""
    text = _date_value(moment)
    if moment.clock is None and moment.part is None:
        return text
    if text == "XXXX":
        text = "XXXX-XX-XX"
    if moment.clock is not None:
        return f"{text}T{moment.clock}{moment.zone or ''}"
    return f"{text}T{moment.part}"


def _date_value(moment: Moment) -> str:  # noqa: PLR0911 - one return for each kind of date
    era = "BC" if moment.bc or (moment.year or 0) < 0 else ""
    if moment.century is not None:
        return f"{era}{moment.century:02}"
    if moment.decade is not None:
        return f"{era}{moment.decade:03}"
    year = "XXXX" if moment.year is None else f"{era}{abs(moment.year):04}"
    if moment.fiscal:
        year = f"FY{year}"
    if moment.week is not None:
        return f"{year}-W{moment.week:02}" + ("-WE" if moment.weekend else "")
    if moment.weekday is not None and moment.day is None:
        return f"{year}-WXX-{moment.weekday}"
    if moment.season:
        return f"{year}-{moment.season}"
    if moment.quarter:
        return f"{year}-Q{moment.quarter}"
    if moment.half:
        return f"{year}-H{moment.half}"
    if moment.month is None:
        return f"{year}-XX-{moment.day:02}" if moment.day else year
    return f"{year}-{moment.month:02}" + (f"-{moment.day:02}" if moment.day else "")


def interval(moment: Moment) -> Interval | None:
    """The days a moment covers; None where the year (or its calendar) is unknown or out of range."""
    try:
        return _interval(moment)
    except (ValueError, OverflowError):
        return None


def _interval(moment: Moment) -> Interval | None:
    if moment.bc or (moment.year is not None and moment.year < 1):
        return None
    if moment.century is not None:
        first = max(moment.century * _CENTURIES, 1)
        return dt.date(first, 1, 1), dt.date(moment.century * _CENTURIES + 99, 12, 31)
    if moment.decade is not None:
        return dt.date(moment.decade * _DECADES, 1, 1), dt.date(moment.decade * _DECADES + 9, 12, 31)
    if moment.year is None or (moment.weekday is not None and moment.day is None):
        return None
    return _in_year(moment, moment.year)


def _in_year(moment: Moment, year: int) -> Interval | None:  # noqa: PLR0911 - likewise
    if moment.week is not None:
        first, last = days.week_days(year, moment.week)
        return (first + 5 * days.DAY, last) if moment.weekend else (first, last)
    if moment.season:
        start = SEASON_STARTS[moment.season]
        return dt.date(year, start, 1), days.month_end(*days.add_months(year, start, 2))
    if moment.quarter:
        return days.quarter_days(year, moment.quarter)
    if moment.half:
        return days.half_days(year, moment.half)
    if moment.month is None:
        return None if moment.day else days.year_days(year)
    if moment.day is None:
        return days.month_days(year, moment.month)
    day = dt.date(year, moment.month, moment.day)
    return day, day


def precision(moment: Moment) -> DatePrecision:
    """The unit that a moment names; seasons and half-years count as quarters, centuries as decades."""
    if moment.century is not None or moment.decade is not None:
        return "decade"
    if moment.day is not None or moment.weekday is not None:
        return "day"
    if moment.week is not None:
        return "week"
    if moment.month is not None:
        return "month"
    return "quarter" if moment.quarter or moment.season or moment.half else "year"
