"""Dates whose month stands in another language (`17 Agustus 2023`): the one question put to dateparser.

The grammar delimits them, with the words of `months_foreign.tsv`; what they mean dateparser says.
It is imported when the first such date turns up, which in most English texts is never.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from pipeline import tables
from pipeline.timex.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "timex/months_foreign.tsv"


@dataclass(frozen=True, slots=True)
class ForeignMonth:
    """A month's name in languages that dateparser knows, there as `known_as` if not as `word`.

    `alone` says whether it names a month without a day too (`Agustus 2023`, but not `Mars 2020`).
    """

    word: str
    languages: tables.Cells
    known_as: str = ""
    alone: Literal["yes", "no"] = "yes"


@cache
def months() -> Mapping[str, ForeignMonth]:
    """Lower-case word -> its row."""
    return MappingProxyType({row.word: row for row in tables.tsv(TABLE, ForeignMonth)})


def value_of(day: int | None, month: str, year: int) -> Moment | None:
    """The date of a month's name with the day and year printed beside it; None if there is no such date."""
    row = months().get(month.lower())
    if row is None:
        return None
    return ask(day, row.known_as or row.word, year, row.languages)


@lru_cache(maxsize=4096)
def ask(day: int | None, month: str, year: int, languages: tuple[str, ...]) -> Moment | None:
    """What dateparser says, if that has the day and year that were asked about."""
    written = f"{day} {month} {year}" if day else f"{month} {year}"
    said = _parser(languages, with_day=day is not None).get_date_data(written).date_obj
    if said is None or said.year != year or (day is not None and said.day != day):
        return None
    return Moment(year=year, month=said.month, day=day)


@cache
def _parser(languages: tuple[str, ...], *, with_day: bool) -> Any:  # noqa: ANN401 - dateparser has no types
    from dateparser.date import DateDataParser  # noqa: PLC0415 - takes a tenth of a second, seldom needed

    settings = {
        "PARSERS": ["absolute-time"],
        "STRICT_PARSING": with_day,
        "REQUIRE_PARTS": ["day", "month", "year"] if with_day else ["month", "year"],
        "PREFER_DAY_OF_MONTH": "first",
        "DATE_ORDER": "DMY",
        # nothing may lean on the clock
        "RELATIVE_BASE": dt.datetime(2000, 1, 1),  # noqa: DTZ001 - dateparser wants it without a zone
    }
    return DateDataParser(languages=list(languages), settings=settings)
