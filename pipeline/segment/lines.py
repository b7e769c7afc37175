"""A document as lines and blocks with their offsets in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

_INK = re.compile(r"\S(?:.*\S)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source without the white space around it.

    `start`, `end` are source offsets of its ink; `number` counts all lines from 1; `indented` says
    whether white space stood before it; `after_blank` whether an empty line (or the document's
    start) came before.
    """

    text: str
    start: int
    end: int
    number: int
    indented: bool
    after_blank: bool


def read_lines(text: str, begin: int = 0) -> list[Line]:
    """The lines of `text` from offset `begin` that have ink, in order. A form feed ends a line too."""
    lines: list[Line] = []
    offset, blank = begin, True
    for number, raw in enumerate(re.split(r"[\n\f]", text[begin:]), text.count("\n", 0, begin) + 1):
        ink = _INK.search(raw)
        if ink:
            start, end = offset + ink.start(), offset + ink.end()
            lines.append(Line(ink.group(), start, end, number, ink.start() > 0, blank))
        blank = ink is None
        offset += len(raw) + 1
    return lines


def blocks(lines: list[Line]) -> list[list[Line]]:
    """Lines grouped where no empty line stands between them."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.after_blank or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups
