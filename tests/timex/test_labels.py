"""Day labels and headings of chronologies."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.timex import complete, leading_label, period_in, period_of_file, read_heading, read_label
from tests.timex.helpers import interval, period, rows

if TYPE_CHECKING:
    from pipeline.timex.labels import Label

OCTOBER = (dt.date(2023, 10, 1), dt.date(2023, 10, 31))
STYLES = (
    *("{d} {B} {Y}", "{d}{s} {B} {Y}", "{B} {d}, {Y}", "{b}. {d}, {Y}", "{Y}-{m:02}-{d:02}"),
    *("{d:02}.{m:02}.{Y}", "{A}, {d} {B} {Y}", "{a} {d} {b} {Y}", "{Y} {b} {d}", "{d}{B}{Y}"),
    *("**{d} {B} {Y}** \u2013", "{B} {d}{s}, {Y}:"),
)


def marks(label: Label) -> str:
    named = {"Y": "year_from_period", "M": "month_from_period", "O": "open_ended", "R": "repaired"}
    return "".join(letter for letter, name in named.items() if getattr(label, name))


@pytest.mark.parametrize("row", rows("labels.tsv", 7), ids=lambda row: f"{row[0]} in {row[1]}")
def test_label(row: list[str]) -> None:
    text, within, repaired, dates, precision, mod, expected_marks = row
    label = read_label(text, period(within))
    assert label
    found = [label.text, interval(label.date, label.enddate), label.precision, label.mod or "", marks(label)]
    assert found == [repaired, dates, precision, mod, expected_marks]


@pytest.mark.parametrize("row", rows("lines.tsv", 3), ids=lambda row: row[0])
def test_line_begins_with_label(row: list[str]) -> None:
    line, dates, separator = row[0].replace("\\t", "\t"), row[1], row[2]
    found = leading_label(line, OCTOBER)
    if dates == "-":
        assert found is None
        return
    assert found
    label, end = found
    assert (interval(label.date, label.enddate), label.separator) == (dates, separator)
    assert line[end:] == line[end:].strip()
    assert label.end <= end


@pytest.mark.parametrize("row", rows("headings.tsv", 3), ids=lambda row: row[0])
def test_heading(row: list[str]) -> None:
    found = read_heading(row[0], period(row[1]))
    assert ("-" if found is None else interval(*found)) == row[2]


@pytest.mark.parametrize(("order", "day"), [("dmy", dt.date(2023, 9, 1)), ("mdy", dt.date(2023, 1, 9))])
def test_order_of_numeric_label(order: str, day: dt.date) -> None:
    label = read_label("01/09/2023", order=order)
    assert label
    assert label.date == day


def test_label_over_two_rows() -> None:
    first, second = read_label("25th-", OCTOBER), read_label("27th", OCTOBER)
    assert first
    assert second
    label = complete(first, second, OCTOBER)
    assert label.text == "25th-27th"
    assert (label.date, label.enddate) == (dt.date(2023, 10, 25), dt.date(2023, 10, 27))


def test_label_that_does_not_go_on() -> None:
    first, second = read_label("25th-", OCTOBER), read_label("2023", OCTOBER)
    assert first
    assert second
    with pytest.raises(ValueError, match="do not make one day label"):
        complete(first, second, OCTOBER)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A Chronology of Key Events: October 2023 to December 2023", "2023-10-01/2023-12-31"),
        ("Chronology (January\u2013March 2024) of relations", "2024-01-01/2024-03-31"),
        ("The May Report", ""),
    ],
)
def test_period_in_title(title: str, expected: str) -> None:
    assert interval(*(period_in(title) or (None, None))) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("korea_bulletin_2023q4.txt", "2023-10-01/2023-12-31"),
        ("2024-05-chronology.md", "2024-05-01/2024-05-31"),
        ("in/chron-20240503.txt", "2024-05-03"),
        ("oct-dec-2023.html", "2023-10-01/2023-12-31"),
        ("events_2023.txt", "2023-01-01/2023-12-31"),
        ("notes.txt", ""),
    ],
)
def test_period_of_file(name: str, expected: str) -> None:
    assert interval(*(period_of_file(name) or (None, None))) == expected


@given(st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31)), st.sampled_from(STYLES))
def test_any_written_day_is_read(day: dt.date, style: str) -> None:
    suffix = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    names = {letter: day.strftime(f"%{letter}") for letter in "BbAa"}
    written = style.format(d=day.day, m=day.month, Y=day.year, s=suffix, **names)
    label = read_label(written)
    assert label
    assert (label.date, label.enddate, label.precision) == (day, None, "day")


@given(st.text(max_size=40))
def test_no_line_breaks_the_reader(line: str) -> None:
    found = leading_label(line, OCTOBER)
    if found:
        assert 0 <= found[0].start < found[0].end <= found[1] <= len(line)
