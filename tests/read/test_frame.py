"""An article's day from what stands among names above its text or before its first sentence."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.read.frame import day_of_frame

PROSE = "ministers met in the port, where they had been once before, " * 3
LINES = [
    "Updated - March 07, 2019 04:40 pm IST - PATNA",
    "INDEX: EUR 11/402/2019          7 March 2019",
    "www.agency.example  2019-03-07 21:07:33",
    "Staff Reporter  Published March 7, 2019  11:05pm",
    "Posted at 05:21 on 7 March, 2019 UTC",
    "Regional News of Thursday, 7 March 2019",
]
OPENINGS = [
    "Riyadh, Rajab 01, 1440, March 07, 2019, ABC -- The",
    "Hawassa March 7/2019 (ABC) The",
]
NOT_FOUND = [
    "Resolution 2231 of 20 July 2015",
    "Deadline for papers: 20 July 2015 (noon)",
    "They left on 3 May 2021 at night",
    "Rules In Force Since 3 May 2021 in Lima",
    "A, 3 May 2021 X\nB, 5 May 2021 Y",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_names_gives_the_day_in_it(line: str) -> None:
    assert day_of_frame(f"# A title\n\n{line}\n\nThe {PROSE}") == dt.date(2019, 3, 7)


@pytest.mark.parametrize("opening", OPENINGS)
def test_so_does_what_stands_before_the_first_sentence(opening: str) -> None:
    assert day_of_frame(f"# A title\n\n{opening} {PROSE}") == dt.date(2019, 3, 7)


@pytest.mark.parametrize("head", NOT_FOUND)
def test_a_sentence_or_two_days_give_none(head: str) -> None:
    assert day_of_frame(f"{head}\n\nThe {PROSE}") is None
