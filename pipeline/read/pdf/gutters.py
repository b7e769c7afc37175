"""White strips between columns, and between the labels of a table and their texts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf.lines import Line, lines_of
from pipeline.read.pdf.shapes import Word, around

# A gutter is at least this wide (parts of the font size), and this wide if few lines stand beside it.
_GUTTER, _SAFE_GUTTER, _BROAD_GUTTER, _SURE_ROWS = 0.55, 1.6, 3.0, 5
# Lines of a column have more characters than this; what has fewer is a table's cell.
_CELL, _LONGEST_CELL = 14, 34
# ... but labels that are whole dates have more.
_DATE = 26
# Right of a gutter this part of the lines begins at one place; after a mere gap in lines it does not.
_ALIGNED, _ALIGNED_TWICE, _NO_CHANCE = 0.55, 0.75, 15
# Labels stand on the lines of their texts.
_LEVEL, _HALF = 0.7, 0.5
_SAME_PLACE = 3.0


Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gutter:
    """White from `top` to `bottom` between `left` and `right`.

    `labels`: left of it stand the labels of a table, or right of it, if `last`. `begin` is where what stands left of
    it begins, `rows` how many lines stand beside it at least. `sure` that it needs no other gutter to be believed.
    """

    left: float
    right: float
    top: float
    bottom: float
    begin: float
    labels: bool = False
    last: bool = False
    rows: int = 0
    sure: bool = True

    @property
    def middle(self) -> float:
        """Where to cut."""
        return (self.left + self.right) / 2

    def is_label(self, word: Word) -> bool:
        """Whether the word stands on the labels' side."""
        return word.x0 >= self.right - _SAME_PLACE / 2 if self.last else word.x0 < self.right - _SAME_PLACE / 2

    def like(self, other: Gutter) -> bool:
        """Whether it could part the same columns as the other, or the same kind of table."""
        if other.labels:
            return max(abs(self.right - other.right), abs(self.begin - other.begin)) < _SAME_PLACE
        return other.left - _SAME_PLACE <= self.middle <= other.right + _SAME_PLACE


def gutters(words: Sequence[Word], size: float, known: Sequence[Gutter] = ()) -> list[Gutter]:
    """All gutters among the words, those to cut at first in front.

    A gutter with few lines beside it is believed if one of the `known` is like it.
    """
    strips = [strip for strip in _strips(words, size) if strip.sure or _is_like(strip, known)]
    judged = [gutter for strip in strips if (gutter := _judged(words, strip, size))]
    found = [gutter for gutter in judged if _is_believed(gutter, size, known)]
    cuts = [
        gutter
        for gutter in found
        if gutter.labels or not (_after_cells(words, gutter, found) or _in_table(gutter, found))
    ]
    return sorted(cuts, key=_rank, reverse=True)


def stretched(words: Sequence[Word], gutter: Gutter) -> Gutter:
    """A table's gutter over the rows above and below whose labels fill their column to the brim."""
    lines = lines_of(words)
    top, bottom = gutter.top, gutter.bottom
    for line in lines:
        if line.base > bottom:
            if not _is_row(line, gutter):
                break
            bottom = line.base + 0.1
    for line in reversed(lines):
        if line.base < top:
            if not _is_row(line, gutter):
                break
            top = line.base - 0.1
    return replace(gutter, top=top, bottom=bottom)


def _is_row(line: Line, gutter: Gutter) -> bool:
    """Whether a word of the line begins where the table's texts do, behind nothing or a label."""
    label = [word for word in line.words if gutter.is_label(word)]
    texts = line.words[len(label) :]
    if not texts or abs(texts[0].x0 - gutter.right) > _SAME_PLACE / 2:
        return False
    return not label or (abs(label[0].x0 - gutter.begin) < _SAME_PLACE and _is_cells(label))


def _rank(gutter: Gutter) -> tuple[bool, float, float, float]:
    return not gutter.labels, round(gutter.bottom - gutter.top), gutter.right - gutter.left, -gutter.left


def _is_believed(gutter: Gutter, size: float, known: Sequence[Gutter]) -> bool:
    """Whether it is one by itself, or like one: wide gaps of a few justified lines may stand one below the other."""
    if _is_like(gutter, [other for other in known if other.labels == gutter.labels]):
        return True
    if gutter.labels:
        return gutter.sure
    return gutter.rows >= _SURE_ROWS or (gutter.sure and gutter.right - gutter.left >= _BROAD_GUTTER * size)


def _is_like(gutter: Gutter, known: Sequence[Gutter]) -> bool:
    return any(gutter.like(other) for other in known)


def _strips(words: Sequence[Word], size: float) -> Iterator[Gutter]:
    """White strips as high as nothing stands in them, and as wide as that height allows."""
    wide, box = _GUTTER * size, around(words)
    x0, x1 = np.array([word.x0 for word in words]), np.array([word.x1 for word in words])
    tops, bottoms = np.array([word.top for word in words]), np.array([word.bottom for word in words])
    bases = np.array([word.base for word in words])
    seen: set[tuple[float, float, float]] = set()
    for x in sorted({math.ceil(float(edge) * 4) / 4 for edge in x1}):
        blocking = (x0 < x + wide) & (x1 > x + 0.1)
        for top, bottom in _between(tops[blocking], bottoms[blocking], box.top - 1, box.bottom + 1):
            if bottom - top < size:
                continue
            inside = (bases >= top) & (bases <= bottom)
            before, after = inside & (x1 <= x + 0.1), inside & (x0 >= x + wide)
            if not before.any() or not after.any():
                continue
            left, right = float(x1[before].max()), float(x0[after].min())
            if (top, bottom, left) not in seen:
                seen.add((top, bottom, left))
                rows = min(_rows(bases[before], size), _rows(bases[after], size))
                sure = rows >= _SURE_ROWS or (rows > 1 and right - left >= _SAFE_GUTTER * size)
                yield Gutter(left, right, top, bottom, float(x0[before].min()), rows=rows, sure=sure)


def _rows(bases: Numbers, size: float) -> int:
    """How many lines the baselines are, those nearer than half a letter being one."""
    return 1 + int((np.diff(np.sort(bases)) > size / 2).sum())


def _between(tops: Numbers, bottoms: Numbers, top: float, bottom: float) -> Iterator[tuple[float, float]]:
    """The intervals of `top`..`bottom` that none of the blocking ones covers."""
    for index in np.argsort(tops, kind="stable"):
        if tops[index] > top:
            yield top, float(tops[index])
        top = max(top, float(bottoms[index]))
    if bottom > top:
        yield top, bottom


def _judged(words: Sequence[Word], strip: Gutter, size: float) -> Gutter | None:
    """The strip as a gutter, cut to the height at which text stands on both its sides; None if it is none."""
    inside = [word for word in words if strip.top <= word.base <= strip.bottom]
    left = [word for word in inside if word.x1 <= strip.left + 0.1]
    right = [word for word in inside if word.x0 >= strip.right - 0.1]
    labels = _is_cells(left) and _level(left, right)
    if labels and _rows(_bases(left), size) <= _SURE_ROWS and _numbers(left) < _LEVEL and not _is_marks(left):
        return None
    if not labels and _is_cells(right) and _level(right, left):
        dated = strip.sure and _numbers(right) >= _LEVEL
        return replace(strip, labels=True, last=True) if dated else None
    if not _aligned(right):
        return None
    return replace(strip, top=_upper(left, right, strip, size), labels=labels)


def _upper(left: list[Word], right: list[Word], strip: Gutter, size: float) -> float:
    """Where the gutter begins: below a title that stands over one of the right columns."""
    first = around(left).top
    early = [word for word in right if word.base < first - size]
    if early and min(word.size for word in early) > size * 1.1:
        return first - 0.1
    return strip.top


def _aligned(words: list[Word]) -> bool:
    """Whether lines begin at one place, or at two (labels and their texts); gaps never part very many lines."""
    starts = [line.x0 for line in lines_of(words)]
    if len(starts) >= _NO_CHANCE:
        return True
    level = [
        frozenset(at for at, other in enumerate(starts) if abs(start - other) <= _SAME_PLACE / 2) for start in starts
    ]
    first = max(level, key=len)
    if len(first) >= _ALIGNED * len(starts):
        return True
    second = max(level, key=lambda one: len(one - first))
    return len(starts) >= _SURE_ROWS and len(first | second) >= _ALIGNED_TWICE * len(starts)


def _is_cells(words: list[Word]) -> bool:
    texts = [line.text for line in lines_of(words)]
    usual, most = median(map(len, texts)), max(map(len, texts))
    return most <= _LONGEST_CELL and (usual <= _CELL or (usual <= _DATE and _numbers(words) >= _LEVEL))


def _is_marks(words: list[Word]) -> bool:
    """Whether the words are bullets."""
    return not any(char.isalnum() for word in words for char in word.text)


def _bases(words: list[Word]) -> Numbers:
    return np.array([word.base for word in words])


def _numbers(words: list[Word]) -> float:
    """The part of the lines that have a figure."""
    lines = lines_of(words)
    return sum(any(char.isdigit() for char in line.text) for line in lines) / len(lines)


def _level(cells: list[Word], texts: list[Word]) -> bool:
    """Whether the cells stand on lines of the texts, or are numbers (which may stand in the middle of theirs)."""
    lines = lines_of(cells)
    bases = np.array([line.base for line in lines_of(texts)])
    level = sum(float(np.abs(bases - line.base).min()) < line.size / 4 for line in lines)
    return level >= _LEVEL * len(lines) or _numbers(cells) >= _HALF


def _in_table(gutter: Gutter, others: Sequence[Gutter]) -> bool:
    """Whether this is a stretch of a table's gutter."""
    return any(
        other.labels
        and min(gutter.right, other.right) > max(gutter.left, other.left)
        and other.top - _SAME_PLACE <= gutter.top
        and gutter.bottom <= other.bottom + _SAME_PLACE
        for other in others
    )


def _after_cells(words: Sequence[Word], gutter: Gutter, others: Sequence[Gutter]) -> bool:
    """Whether only a table's cells stand between this and the gutter left of it."""
    for other in others:
        shared = min(gutter.bottom, other.bottom) - max(gutter.top, other.top)
        if other.right >= gutter.left or shared < _LEVEL * (gutter.bottom - gutter.top):
            continue
        between = [
            word
            for word in words
            if gutter.top <= word.base <= gutter.bottom and other.middle <= word.x0 and word.x1 <= gutter.middle
        ]
        if between and _is_cells(between):
            return True
    return False
