"""Lines of one column become paragraphs: by their distances, indents, lengths and fonts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.read.pdf.lines import Line, is_open, opens_small
from pipeline.read.pdf.shapes import Word

BULLET = re.compile(r"[•▪◦●■□►▶‣⁃*·–—-]\s+\S|[•▪◦●■►▶‣]\S")
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S")
_LEADER = re.compile(r"(?:\.{4,}|(?:\.\s){4,}|…{2,}|_{4,})\s*\S{1,6}$")
# Lines farther apart than this many usual distances belong to different paragraphs.
_WIDE = 1.2
_INDENT = 0.7
_OTHER_SIZE = 0.07
_BODY_DISTANCE = 1.45
# Room that is left at a line's end, beyond what the next word needs, where the line was ended on purpose.
_ROOM = 1.2
_DISPLAY = 1.08
_LABEL_WORDS = 6
_BRACKETS = frozenset("([{)]}&/%")
_DASHES = frozenset("-–—:|")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a column is set. `hanging`: first lines of paragraphs stand out to the left, else they may be indented."""

    left: float
    right: float
    leading: float
    size: float
    hanging: bool

    def fits(self, before: Line, word: Word) -> bool:
        """Whether the word would have had room at the end of the line before it."""
        if before.text.endswith(("-", "\u00ad", "\u2010")):
            return False
        return before.x1 + (word.x1 - word.x0) + (0.3 + _ROOM) * before.size < self.right

    def indented(self, line: Line) -> bool:
        """Whether the line stands in from the column's edge."""
        return line.x0 > self.left + _INDENT * line.size


def shape_of(lines: Sequence[Line], size: float) -> Shape:
    """The shape of a column. `size` is the document's usual font size."""
    body = [line for line in lines if abs(line.size - size) <= _OTHER_SIZE * size] or list(lines)
    starts = Counter(round(line.x0 / 1.5) for line in body)
    left = min(
        (line.x0 for line in body if round(line.x0 / 1.5) == max(starts, key=lambda start: (starts[start], -start))),
        default=0.0,
    )
    steps = Counter(
        round((after.base - before.base) * 4) / 4
        for before, after in pairwise(lines)
        if _alike(before, after) and 0 < after.base - before.base < 2.2 * after.size
    )
    least = min(steps, default=0.0)
    leading = min((step for step in steps if steps[step] * 3 >= max(steps.values())), default=least)
    hanging = _hangs(body)
    if hanging:
        left = min(line.x0 for line in body)
    return Shape(left, max(line.x1 for line in lines), leading or _BODY_DISTANCE * size, size, hanging)


def _hangs(lines: Sequence[Line]) -> bool:
    """Whether the column's first lines stand out: what is indented then goes on from the line above."""
    hanging = first = 0
    for before, line in pairwise(lines):
        step = line.x0 - before.x0
        if abs(step) < _INDENT * line.size:
            continue
        goes_on = is_open(before.text)
        if (step > 0) == goes_on:
            hanging += 1
        else:
            first += 1
    return hanging > first


def paragraphs(lines: Sequence[Line], shape: Shape) -> list[list[Line]]:
    """The lines of one column in groups, each of which is one paragraph, heading or item."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(groups[-1], line, shape):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def is_display(line: Line, size: float) -> bool:
    """Whether the line is set like a title: big or bold."""
    return line.size > _DISPLAY * size or line.bold


def has_leader(line: Line) -> bool:
    """Whether dots lead to a page number: a line of a table of contents."""
    return bool(_LEADER.search(line.text))


def is_item(line: Line) -> bool:
    """Whether the line begins an item of a list."""
    return bool(BULLET.match(line.text) or _NUMBERED.match(line.text))


def run_in(line: Line) -> int:
    """How many words at the line's beginning are a date in bold or italics, before its text in another font; else 0."""
    count = line.bold_words or line.italic_words
    if not 0 < count < len(line.words) or count > _LABEL_WORDS or line.words[count].text in _DASHES:
        return 0
    return count if any(char.isdigit() for word in line.words[:count] for char in word.text) else 0


def _alike(before: Line, line: Line) -> bool:
    return abs(before.size - line.size) <= _OTHER_SIZE * max(before.size, line.size)


def _begins(group: list[Line], line: Line, shape: Shape) -> bool:
    """Whether something new begins with the line, after the lines of the group."""
    before = group[-1]
    if not _alike(before, line) or _is_far(before, line, shape) or has_leader(before) or has_leader(line):
        return True
    if line.bold != before.bold and not (before.bold and line.bold_words):
        return not (is_open(before.text) and opens_small(line.text))
    if BULLET.match(line.text) or (is_item(line) and not is_open(before.text)):
        return True
    goes_on = is_open(before.text) and (opens_small(line.text) or line.text[0] in _BRACKETS)
    if is_display(line, shape.size) and is_display(before, shape.size):
        return _is_label(before, line) and shape.fits(before, line.words[0])
    if run_in(line) and not goes_on and (not is_open(before.text) or shape.fits(before, line.words[0])):
        return True
    return _stands_out(group, line, shape) or (not goes_on and shape.fits(before, line.words[0]))


def _is_far(before: Line, line: Line, shape: Shape) -> bool:
    usual = shape.leading if abs(line.size - shape.size) <= _OTHER_SIZE * shape.size else _BODY_DISTANCE * line.size
    return line.base - before.base > _WIDE * max(usual, line.size)


def _is_label(before: Line, line: Line) -> bool:
    """Whether one of two lines of a title is short and has a figure: a date, and no half of a title."""
    return any(len(one.words) < _LABEL_WORDS and any(char.isdigit() for char in one.text) for one in (before, line))


def _stands_out(group: list[Line], line: Line, shape: Shape) -> bool:
    """Whether the line's indent says that it is a first line."""
    before = group[-1]
    if shape.hanging:
        edge = shape.left + _INDENT * line.size
        return line.x0 < edge and (before.x0 >= edge or not is_open(before.text) or shape.fits(before, line.words[0]))
    if not shape.indented(line):
        return False
    level = abs(line.x0 - before.x0) < _INDENT * line.size
    return not is_open(before.text) if level else line.x0 > before.x0
