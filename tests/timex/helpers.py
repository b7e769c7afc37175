"""Reading the case files of this folder."""

from __future__ import annotations

from pathlib import Path

from pipeline.timex import read_heading
from pipeline.timex.days import Interval

CASES = Path(__file__).parent / "cases"


def rows(name: str, width: int) -> list[list[str]]:
    """Rows of a tab-separated case file, padded to `width` cells; comments and blank lines left out."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line.strip() and not line.startswith("# ")]
    return [(row + [""] * width)[:width] for row in cells]


def period(text: str) -> Interval | None:
    """`2023`, `2023-10` or `2023-10/2023-12` as an interval."""
    if not text:
        return None
    first, _, last = text.partition("/")
    begin, end = read_heading(first), read_heading(last or first)
    assert begin
    assert end
    return begin[0], end[1]


def interval(first: object, last: object) -> str:
    """`date/enddate`, `date` or nothing."""
    return "" if first is None else f"{first}/{last}" if last and last != first else f"{first}"
