"""What time it is in a chronology: what headings and titles say, and the row above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TypeVar

from pipeline.timex import Label, leading_label, read_label
from pipeline.timex.days import Interval, same_month

Found = TypeVar("Found")

_HALF_A_YEAR = dt.timedelta(days=182)


class Time:
    """The period that holds at a line: `said` by the headings above, `last` by the row above.

    A day without its month is in the month of the row above, a day without its year in the period
    that is said; the row above, give or take half a year, decides where nothing else does.
    `order` says how numeric dates are to be read.
    """

    def __init__(self, period: Interval | None, order: str | None = None) -> None:
        self._order = order
        self._said = self.year = period
        self._last: Interval | None = None

    @property
    def near(self) -> Interval | None:
        """The closest that is known."""
        return self._last or self._said

    @property
    def in_month(self) -> bool:
        """Whether a month is said, and no more."""
        return self._said is not None and same_month(self._said) is not None

    def heading(self, named: Interval | None) -> None:
        """A month or year heading: months below a year are in it."""
        if named is None:
            return
        self._said, self._last = named, None
        year = self.year
        inside = year and _is_year(year) and year[0] <= named[0] <= named[1] <= year[1]
        self.year = year if inside else named

    def title(self, named: Interval) -> None:
        """A title that names a period."""
        self._said = self.year = named
        self._last = None

    def row(self, label: Label) -> None:
        """A row: what is said no longer holds if the row names another year."""
        if label.date is None or label.month_from_period:
            return
        self._last = label.date, label.enddate or label.date
        far = self._said and not _touches(self._said, self._last)
        if far and not label.year_from_period:
            self._said = None

    def leading(self, text: str) -> tuple[Label, int] | None:
        """The label that `text` begins with, and where the text after it begins."""
        return self._read(lambda period: leading_label(text, period, order=self._order), lambda found: found[0])

    def whole(self, text: str) -> Label | None:
        """`text` as a label and nothing else."""
        return self._read(lambda period: read_label(text, period, order=self._order), lambda found: found)

    def _read(self, read: Callable[[Interval | None], Found | None], label: Callable[[Found], Label]) -> Found | None:
        found = read(self.near)
        if found is None or label(found).bare:
            return found
        for period in self._periods():
            again = read(period)
            if again and label(again).date:
                return again
        return found

    def _periods(self) -> Iterator[Interval]:
        known = [period for period in (self._said, self._last) if period]
        yield from known
        for first, last in reversed(known):
            yield first - _HALF_A_YEAR, last + _HALF_A_YEAR


def _touches(one: Interval, other: Interval) -> bool:
    return one[0] - _HALF_A_YEAR <= other[1] and other[0] <= one[1] + _HALF_A_YEAR


def _is_year(period: Interval) -> bool:
    return (period[1] - period[0]).days > 360  # noqa: PLR2004 - a year heading
