"""Builders of ranges whose two ends share their month, year or era."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.timex.build import Built, Parts, builder, meaning, relative
from pipeline.timex.build_dates import counts_things, day_of, full_year, month_of, year_of
from pipeline.timex.meaning import Calendar, Meaning
from pipeline.timex.moment import Moment


@builder
def days_of_month(parts: Parts) -> Built:
    """`October 11-15`, `11 to 15 October 2023`: two days that share month and year."""
    first, second = day_of(parts.word("a")), day_of(parts.word("b"))
    if first is None or second is None:
        return None
    month, number = month_of(parts), year_of(parts)
    rel = relative(parts.words("rel")) if "rel" in parts else None

    def day(written: int) -> Meaning:
        inner = Moment(year=number, month=month, day=written)
        return replace(rel, inner=inner) if rel else meaning(Calendar(inner))

    cut = parts.spans["sep"]
    return (parts.first, cut[0], day(first)), (cut[1], parts.last, day(second))


@builder
def listed_days(parts: Parts) -> Built:
    """`May 3, 5 and 7`, `3, 5 and 7 May`: days that share month and year."""
    month, number = month_of(parts), year_of(parts)
    names = [name for name in ("a", "c", "d", "b") if name in parts]
    numbers = [day_of(parts.word(name)) or 0 for name in names]
    if numbers != sorted(set(numbers)) or month is None:
        return None
    firsts = [parts.first, *(parts.spans[name][0] for name in names[1:])]
    lasts = [*(parts.spans[name][1] for name in names[:-1]), parts.last]
    dates = [meaning(Calendar(Moment(year=number, month=month, day=day))) for day in numbers]
    return tuple(zip(firsts, lasts, dates, strict=True))


@builder
def years(parts: Parts) -> Built:
    """`1921-23`, `FY2022-23`."""
    written = parts.word("a") or parts.word("f")
    first = full_year(re.sub(r"\D", "", written))
    tail = parts.word("b")
    second = int(tail) if len(tail) > 2 else first // 100 * 100 + int(tail)  # noqa: PLR2004
    if not first < second or len(tail) < 2 or counts_things(parts, strict=True):  # noqa: PLR2004
        return None
    fiscal_years = parts.parameter == "fiscal"
    cut = parts.spans["sep"]
    return (
        (parts.first, cut[0], meaning(Calendar(Moment(year=first, fiscal=fiscal_years)))),
        (cut[1], parts.last, meaning(Calendar(Moment(year=second, fiscal=fiscal_years)))),
    )


@builder
def years_before_christ(parts: Parts) -> Built:
    """`(264-241 BC)`: both years are before Christ."""
    first, second = -int(parts.word("a")), -int(parts.word("b"))
    if first >= second or not parts.word("era").startswith("b"):
        return None
    cut = parts.spans["sep"]
    return (
        (parts.first, cut[0], meaning(Calendar(Moment(year=first)))),
        (cut[1], parts.last, meaning(Calendar(Moment(year=second)))),
    )


@builder
def months_of_year(parts: Parts) -> Built:
    """`October to December 2023`, `November-January 2024`: the left month takes the right one's year."""
    first, second, number = month_of(parts), month_of(parts, "m2"), year_of(parts)
    if first is None or second is None or number is None:
        return None
    cut = parts.spans["sep"]
    return (
        (parts.first, cut[0], meaning(Calendar(Moment(year=number - (first > second), month=first)))),
        (cut[1], parts.last, meaning(Calendar(Moment(year=number, month=second)))),
    )
