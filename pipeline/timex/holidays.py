"""Named days: when a rule of `holidays.tsv` falls in a year."""

from __future__ import annotations

import datetime as dt

from pipeline.timex import days

_WEEK = 7


def easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian algorithm)."""
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return dt.date(year, month, offset + 28 - 31 * (month // 4))


def day_of_rule(rule: str, year: int) -> dt.date:
    """The day; raises ValueError for a rule that is none."""
    kind, *arguments = rule.split()
    match kind:
        case "fixed":
            month, day = arguments[0].split("-")
            return dt.date(year, int(month), int(day))
        case "easter":
            return easter(year) + int(arguments[0]) * days.DAY
        case "nth":
            first = dt.date(year, int(arguments[0]), 1)
            ahead = (int(arguments[2]) - first.isoweekday()) % _WEEK
            return first + (ahead + _WEEK * (int(arguments[1]) - 1)) * days.DAY
        case "last":
            end = days.month_end(year, int(arguments[0]))
            return end - ((end.isoweekday() - int(arguments[1])) % _WEEK) * days.DAY
    raise ValueError(f"unknown rule {rule!r} in models/timex/holidays.tsv")
