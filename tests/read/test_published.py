"""An article's day from the lines above its first paragraph."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.read.published import day_in_full, day_of_publication

PROSE = "Ministers met in the port, where they had been once before, " * 3
FOUND = [
    ("# A title\n\nPublished: Friday, 8 July 2011\n\nBy our correspondent", dt.date(2011, 7, 8)),
    ("Posted on May 3, 2021 by the desk", dt.date(2021, 5, 3)),
    ("By Ana Prieto\nMay 3, 2021", dt.date(2021, 5, 3)),
    ("Sea Report | Hai Phong | Published: Wednesday, 4 January 2017", dt.date(2017, 1, 4)),
    ("Last updated 4 May 2021 | Published 3 May 2021", dt.date(2021, 5, 3)),
    ("*The Long Read, Sunday 8 November 2009*", dt.date(2009, 11, 8)),
    ("PRESS RELEASE\nJakarta, Monday, 15 August 2022", dt.date(2022, 8, 15)),
    ("Published: 18.06.2023, Sunday", dt.date(2023, 6, 18)),
    ("*The Long Report. Sunday, 4 August 2024*", dt.date(2024, 8, 4)),
    ("2019-08-24 21:16:08 | Source: Silk Road News", dt.date(2019, 8, 24)),
    ("2019-08-24T21:16:08", dt.date(2019, 8, 24)),
    ("Last updated: 3 January 2021 at 09:20 GMT", dt.date(2021, 1, 3)),
    ("FRIDAY, JULY 8, 2011 | VOL. 3", dt.date(2011, 7, 8)),
    ("Published at 10:00 on 3 May 2021", dt.date(2021, 5, 3)),
    ("Date: 2021-05-03, 10:30 GMT", dt.date(2021, 5, 3)),
    ("Published: Monday 3 May 2021. Reporting period: 26 April to 2 May", dt.date(2021, 5, 3)),
    ("Muscat: Monday, May 3, 2021", dt.date(2021, 5, 3)),
    ("Monday 3.5.2021 | World", dt.date(2021, 5, 3)),
    ("Monday, 3 May, 2021, 09:12 GMT 10:12 UK", dt.date(2021, 5, 3)),
    ("Pokhara | Monday 3 May 2021 [2078 Baisakh 20]", dt.date(2021, 5, 3)),
    ("7:05 am on 3 May 2021", dt.date(2021, 5, 3)),
]
NOT_FOUND = [
    "Chronology, 1 October – 3 December 2023",
    "Resolution 2231 of 20 July 2015",
    "They left on 3 May 2021",
    "Published: 03/04/2021",
    "3 May 2021\nThe minister met.\n\n5 May 2021\nHe left.",
    "Council meeting, Geneva, 3-5 May 2021",
    "Lima, 3 May 2021\nQuito, 5 May 2021",
    "Deadline: 3 May 2021",
]


@pytest.mark.parametrize(("head", "day"), FOUND)
def test_a_line_above_the_text_gives_the_day(head: str, day: dt.date) -> None:
    assert day_of_publication(f"{head}\n\n{PROSE}") == day


def test_a_report_may_begin_with_its_day_and_a_dash() -> None:
    report = f"A title\n\n3 May 2021 – {PROSE}\n\n{PROSE}\n\n{PROSE}"
    assert day_of_publication(report) == dt.date(2021, 5, 3)
    assert day_of_publication(f"{report}\n\n5 May 2021 – {PROSE}") is None  # rows of a chronology
    assert day_of_publication(f"A title\n\n3 May 2021 – {PROSE}") is None


@pytest.mark.parametrize("words", ["17.04.2012 15:42", "Tuesday, April 17 2012 18:42", "2012-04-17T08:00 +0600"])
def test_a_day_may_have_its_hour(words: str) -> None:
    assert day_in_full(words) == dt.date(2012, 4, 17)


@pytest.mark.parametrize("head", NOT_FOUND)
def test_anything_else_gives_none(head: str) -> None:
    assert day_of_publication(f"{head}\n\n{PROSE}") is None


def test_lines_below_the_first_paragraph_are_not_read() -> None:
    assert day_of_publication(f"{PROSE}\n\nPublished: 3 May 2021") is None
