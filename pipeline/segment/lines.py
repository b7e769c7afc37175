"""A document as lines and blocks with their offsets in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.records import SegmentKind
from pipeline.segment import kinds
from pipeline.segment.view import FRESH

_INK = re.compile(r"\S(?:.*\S)?", re.DOTALL)
# A double-spaced text has lines of a typewriter's width, and sentences run on over its empty lines.
_TYPED_WIDTH = 100
_LEAST_TYPED_LINES = 6
_RUNS_ON = 0.25


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source without the white space around it.

    `start`, `end` are source offsets of its ink; `number` counts all lines from 1; `indent` is the
    width of the white space before it; `after_blank` whether an empty line (or the document's
    start) came before, `page_top` whether a form feed did; `fresh` that it begins an item of its
    own (a table row without a label); `told` what the page's look shows it to be; `runs_on` that
    the reader saw it go on from the line above, over a page's end.
    """

    text: str
    start: int
    end: int
    number: int
    indent: int
    after_blank: bool
    page_top: bool = False
    fresh: bool = False
    told: SegmentKind | None = None
    runs_on: bool = False

    @property
    def kind(self) -> SegmentKind:
        """What it is by its look, else by its words."""
        return self.told or kinds.kind_of(self.text)

    @property
    def indented(self) -> bool:
        """Whether white space stands before it."""
        return self.indent > 0


def read_lines(text: str, begin: int = 0) -> list[Line]:
    """The lines of `text` from offset `begin` that have ink, in order. A form feed ends a line too."""
    lines: list[Line] = []
    offset, blank, page_top = begin, True, False
    number = text.count("\n", 0, begin) + 1
    for raw in re.split(r"(?<=[\n\f])", text[begin:]):
        ink = _INK.search(raw)
        if ink:
            start, end = offset + ink.start(), offset + ink.end()
            fresh = FRESH in raw[: ink.start()]
            lines.append(Line(ink.group(), start, end, number, ink.start(), blank, page_top, fresh))
        blank = ink is None and (blank or not raw.endswith("\f"))
        page_top = raw.endswith("\f") or (page_top and ink is None)
        number += raw.endswith("\n")
        offset += len(raw)
    return _single_spaced(lines)


def _single_spaced(lines: list[Line]) -> list[Line]:
    """The lines of a double-spaced text as if it were not: only after a full stop can something new begin."""
    if len(lines) < _LEAST_TYPED_LINES or max(len(line.text) for line in lines) > _TYPED_WIDTH:
        return lines
    if sum(line.after_blank for line in lines) < len(lines) * 0.9:
        return lines
    runs_on = [kinds.is_open(before.text) and kinds.opens_small(line.text) for before, line in pairwise(lines)]
    if sum(runs_on) < len(lines) * _RUNS_ON:
        return lines
    joined = [
        replace(line, after_blank=not kinds.is_open(before.text) or kinds.is_title(before.text))
        for before, line in pairwise(lines)
    ]
    return [lines[0], *joined]


def blocks(lines: list[Line]) -> list[list[Line]]:
    """Lines grouped where no empty line stands between them."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.after_blank or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups
