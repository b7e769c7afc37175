"""Months in other languages: what dateparser is asked, when, and what of its answers is believed."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.timex import find, foreign, lexicon
from pipeline.timex.moment import Moment

if TYPE_CHECKING:
    from pipeline.timex.foreign import ForeignMonth

ENGLISH = """They met on 17 August 2023, in September 2023 and on Monday; 5 people of 14 de facto states came.
Mars 2020 landed, Mayo Clinic 2020 opened, the 12th Mac sold; on 31 December 2023 the 2020s were young."""
PROBE = f"""
import sys
from pipeline.timex import find, leading_label, read_heading
for style in ("manual", "timex3"):
    find({ENGLISH!r}, style=style)
leading_label("3 September 2023: Talks"), read_heading("October 2023")
assert "dateparser" not in sys.modules
find("Signed on 17 Agustus 2023.")
assert "dateparser" in sys.modules
"""
ROWS = sorted(foreign.months().values(), key=lambda row: row.word)


def word(row: ForeignMonth) -> str:
    return row.word


def test_dateparser_is_imported_only_when_such_a_date_turns_up() -> None:
    subprocess.run([sys.executable, "-c", PROBE], check=True)


def test_no_row_is_an_english_word_of_the_calendar() -> None:
    kinds: tuple[lexicon.Kind, ...] = ("month", "weekday", "weekdays", "season", "unit", "units", "pointer", "number")
    english = {entry for kind in kinds for entry in lexicon.words(kind)}
    assert not english & set(foreign.months())


@pytest.mark.parametrize("row", ROWS, ids=word)
def test_every_row_is_known_to_dateparser_and_means_one_month(row: ForeignMonth) -> None:
    written = row.known_as or row.word
    months = {moment.month for code in row.languages if (moment := foreign.ask(9, written, 2021, (code,)))}
    assert len(months) == 1
    assert all(foreign.ask(9, written, 2021, (code,)) for code in row.languages)


@given(day=st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)), row=st.sampled_from(ROWS))
@settings(max_examples=40, deadline=None)
def test_the_day_and_year_that_are_printed_are_read_back(day: dt.date, row: ForeignMonth) -> None:
    text = f"Ditandatangani {day.day} {row.word.title()} {day.year}."
    for found in find(text, style="timex3"):
        if found.precision == "day":
            assert found.date
            assert (found.date.day, found.date.year) == (day.day, day.year)


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        (17, "Agustus", 2023, Moment(year=2023, month=8, day=17)),
        (None, "oktober", 1998, Moment(year=1998, month=10)),
        (31, "Februari", 2020, None),
        (29, "février", 2021, None),
        (3, "Smarch", 2020, None),
    ],
)
def test_values(day: int | None, month: str, year: int, expected: Moment | None) -> None:
    assert foreign.value_of(day, month, year) == expected


@pytest.mark.parametrize("said", [None, dt.datetime(2023, 8, 7), dt.datetime(2020, 8, 17)])  # noqa: DTZ001
def test_an_answer_without_the_printed_day_and_year_is_not_believed(
    said: dt.datetime | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Answer:
        date_obj = said

    class Parser:
        def get_date_data(self, _written: str) -> Answer:
            return Answer()

    monkeypatch.setattr(foreign, "_parser", lambda *_, **__: Parser())
    foreign.ask.cache_clear()
    assert foreign.ask(17, "agustus", 2023, ("id",)) is None
    foreign.ask.cache_clear()


def test_a_month_that_does_not_exist_is_none() -> None:
    assert [found.text for found in find("ngày 14 tháng 13 năm 2023")] == ["2023"]
