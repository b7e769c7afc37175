"""Which lines of a document are rows of a chronology: lines that begin with a day label, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.segment import kinds
from pipeline.segment.lines import Line
from pipeline.timex import Label, is_heading, leading_label, period_in, read_heading
from pipeline.timex.days import Interval

# Rows farther apart than this many other lines belong to different lists.
_GAP = 40
_HALF_A_YEAR = dt.timedelta(days=182)
_LEAST_ROWS = 3
_LEAST_UNDER_HEADING = 1
_IN_ORDER = 0.75
_CHRONOLOGY_WORDS = (
    "chronology",
    "timeline",
    "key events",
    "calendar",
    "diary",
    "this month in",
    "events in",
)


@dataclass(frozen=True, slots=True)
class Row:
    """Line number `index` (in the list of lines) begins with `label`; its text begins at offset `text_at`.

    `period` is what the headings above say of its time.
    """

    index: int
    label: Label
    text_at: int
    period: Interval | None


@dataclass(frozen=True, slots=True)
class Run:
    """The rows of one chronology, and the numbers of the lines that are its month and year headings."""

    rows: tuple[Row, ...]
    headings: frozenset[int]


def find_runs(lines: list[Line], period: Interval | None) -> list[Run]:
    """The chronologies among the lines. `period` is what the document as a whole says of its time."""
    headings = {index for index, line in enumerate(lines) if is_heading(line.text)}
    rows = list(_candidates(lines, headings, period))
    runs: list[Run] = []
    for group in _groups(rows, headings):
        run = _run(lines, group, headings)
        if run:
            runs.append(run)
    return runs


def _candidates(lines: list[Line], headings: set[int], period: Interval | None) -> Iterator[Row]:
    within, year = period, period
    for index, line in enumerate(lines):
        if index in headings:
            within = read_heading(line.text, year) or within
            year = within if within and _is_year(within) else (within or year)
            continue
        found = _label(line.text, within)
        if found:
            label, offset = found
            yield Row(index, label, line.start + offset, within)
            if label.date and not label.month_from_period:
                within = (label.date, label.enddate or label.date)
        elif not line.indented and kinds.is_title(line.text) and (named := period_in(line.text)):
            within = year = named


def _label(text: str, within: Interval | None) -> tuple[Label, int] | None:
    """The label that a line begins with; a year that it leaves out is that of the day nearest to the row before."""
    found = leading_label(text, within)
    if found and within and found[0].date is None and found[0].month:
        return leading_label(text, (within[0] - _HALF_A_YEAR, within[1] + _HALF_A_YEAR))
    return found


def _is_year(period: Interval) -> bool:
    return (period[1] - period[0]).days > 360  # noqa: PLR2004 - a year heading


def _groups(rows: list[Row], headings: set[int]) -> Iterator[list[Row]]:
    """Rows that stand near each other; a month heading between them bridges any gap."""
    group: list[Row] = []
    for row in rows:
        far = group and row.index - group[-1].index > _GAP
        bridged = group and any(group[-1].index < heading < row.index for heading in headings)
        if far and not bridged:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _run(lines: list[Line], group: list[Row], headings: set[int]) -> Run | None:
    rows = _trusted(lines, group)
    if not rows:
        return None
    above = _headings_above(lines, rows, headings)
    announced = bool(above) or _announced(lines, rows[0].index)
    least = _LEAST_UNDER_HEADING if announced and len(rows) > 1 else _LEAST_ROWS
    if len(rows) < least or not _in_order(rows):
        return None
    inside = {index for index in headings if rows[0].index < index < rows[-1].index}
    return Run(tuple(rows), frozenset(inside | above))


def _headings_above(lines: list[Line], rows: list[Row], headings: set[int]) -> set[int]:
    """Month and year headings that stand directly above the first row."""
    above: set[int] = set()
    index = rows[0].index - 1
    while index >= 0 and index in headings and not lines[index].text.isdigit():
        above.add(index)
        index -= 1
    return above


def _announced(lines: list[Line], first: int) -> bool:
    before = [line.text.lower() for line in lines[max(0, first - 8) : first] if kinds.is_title(line.text)]
    return any(word in text for text in before for word in _CHRONOLOGY_WORDS)


def _trusted(lines: list[Line], group: list[Row]) -> list[Row]:
    """The rows to believe: those well separated from their text, and the others where their days fit between.

    A label that only a blank separates from its text could be the beginning of a sentence
    (`12th Seoul Defence Dialogue`), so it needs a row before and after it whose days bracket it.
    """
    strong = [row for row in group if row.label.separator != "blank"]
    style_is_blank = len(strong) < len(group) / 3
    result: list[Row] = []
    for row in group:
        if row.label.separator == "blank" and not style_is_blank and not _brackets(strong, row):
            continue
        if row.label.separator == "blank" and not _begins_sentence(lines, row.index):
            continue
        result.append(row)
    return result


def _begins_sentence(lines: list[Line], index: int) -> bool:
    """Whether the line can begin something: after an empty line, or after a line that is complete."""
    return lines[index].after_blank or index == 0 or not kinds.is_open(lines[index - 1].text)


def _brackets(strong: list[Row], row: Row) -> bool:
    before = [other for other in strong if other.index < row.index and other.label.date]
    after = [other for other in strong if other.index > row.index and other.label.date]
    day = row.label.date
    if day is None or not before or not (before or after):
        return False
    low = before[-1].label.date
    high = after[0].label.date if after else day
    assert low is not None
    assert high is not None
    return min(low, high) <= day <= max(low, high)


def _in_order(rows: list[Row]) -> bool:
    days = [row.label.date for row in rows if row.label.date]
    pairs = list(pairwise(days))
    if not pairs:
        return True
    rising = sum(a <= b for a, b in pairs)
    falling = sum(a >= b for a, b in pairs)
    return max(rising, falling) >= _IN_ORDER * len(pairs)
