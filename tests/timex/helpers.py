"""Reading the case files of this folder."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.timex import Context, read_heading

if TYPE_CHECKING:
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


_MARK = re.compile(r"\[([^\]]+)\]\{([^}]*)\}")


@dataclass(frozen=True)
class Case:
    """A sentence with its context and what is expected at which place of it."""

    context: Context
    text: str
    expected: list[tuple[int, int, str]]


def cases(name: str) -> list[Case]:
    """The marked sentences of a case file."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [_case(line) for line in lines if line.strip() and not line.startswith("#")]


def _case(line: str) -> Case:
    setting, _, marked = line.partition(" | ")
    text, expected, position = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        expected.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        position = match.end()
    return Case(_context(setting.strip()), text + marked[position:], expected)


def _context(setting: str) -> Context:
    if setting == "narrative":
        return Context(narrative=True)
    kind, _, dates = setting.partition("=")
    if kind == "ref":
        return Context(reference=dt.date.fromisoformat(dates))
    if kind == "period":
        return Context(period=period(dates))
    if kind == "label":
        first, _, last = dates.partition("/")
        label = (dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))
        return Context().entry(label, None)
    assert not kind, setting
    return Context()
