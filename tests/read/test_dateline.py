"""An article's day from its dateline."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline import read
from pipeline.read.dateline import day_of_dateline
from pipeline.records import Document

FOUND = [
    ("A title\n\nLOME, 9 February 2021 (Coast Press) - Ministers met.", dt.date(2021, 2, 9)),
    ("YAPACANI, Bolivia, March 14, 2020 (News) - Growers blocked a bridge.", dt.date(2020, 3, 14)),
    ("NEW YORK, N.Y., Jan. 3, 2019 -- The Council met.", dt.date(2019, 1, 3)),
    ("GENEVA (3 May 2021) – Experts met.", dt.date(2021, 5, 3)),
    ("**SUVA, 18 May 2021 — Fiji signed.**", dt.date(2021, 5, 18)),
]
NOT_FOUND = [
    "TOKYO, 3 May: Ministers met.",
    "DECEMBER 2023\n\n1st - Ministers met.",
    "On 3 May 2021 - a Monday - they met.",
    "UN Security Council resolution of 3 May 2021 - what it says",
    "LIMA, 3 May 2021 - One release.\n\nLIMA, 9 May 2021 - Another release.",
    "LIMA, May 2021 - A month is no day.",
]


@pytest.mark.parametrize(("text", "day"), FOUND)
def test_a_dateline_gives_the_day(text: str, day: dt.date) -> None:
    assert day_of_dateline(text) == day


@pytest.mark.parametrize("text", NOT_FOUND)
def test_anything_else_gives_none(text: str) -> None:
    assert day_of_dateline(text) is None


def test_what_the_publisher_says_is_stronger(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("---\ndate: 2021-02-10\n---\n" + FOUND[0][0], encoding="utf-8")
    (document,) = read.documents(path)
    assert isinstance(document, Document)
    assert document.date == dt.date(2021, 2, 10)
