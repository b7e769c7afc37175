"""Rows of a table whose labels stand left of their texts: a day table, days in the margin, a numbered list."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.read.pdf.blocks import Block, block_of, join, line_text
from pipeline.read.pdf.columns import Column
from pipeline.read.pdf.gutters import gutters
from pipeline.read.pdf.lines import Line, is_open, lines_of, opens_small
from pipeline.read.pdf.paragraphs import Shape, paragraphs, shape_of
from pipeline.read.pdf.shapes import Box, Word, around

_MARK = re.compile(r"[•▪◦●■□►▶‣⁃*·–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]")
_HALF_LABEL = re.compile(r"(?:[-–—,&/]|\b(?:to|and|until))$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEXT_LINE, _LEVEL, _RULE = 1.7, 0.4, 2.5
_CENTRED, _WHOLE, _CROSSING = 0.12, 0.9, 0.6


def rows(column: Column, size: float, frames: Sequence[Box] = ()) -> list[Block]:
    """The blocks of a table, from top to bottom.

    `size` is the document's usual font size, `frames` what is drawn on the page: rules may part the rows.
    """
    assert column.gutter is not None
    right = [word for word in column.words if not column.gutter.is_label(word)]
    labels = lines_of(word for word in column.words if column.gutter.is_label(word))
    texts = lines_of(right)
    grouped = list(_labels(labels, texts))
    shape = shape_of(texts, size)
    parts = _by_rules(grouped, texts, _edges(frames, column))
    if not parts:
        parts = _by_level(grouped, texts)
        if not column.gutter.last and _is_centred(grouped, parts, texts):
            parts = _by_middle(grouped, texts, shape)
    inner = _inner(right, size)
    found = _blocks([], parts[0], shape, inner)
    for label, part in zip(grouped, parts[1:], strict=True):
        found += _blocks(label, part, shape, inner, last=column.gutter.last)
    return found


def _labels(labels: Sequence[Line], texts: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of the left column, those of one label together."""
    label: list[Line] = []
    for line in labels:
        if label and not _is_more(label[-1], line, texts):
            yield label
            label = []
        label.append(line)
    if label:
        yield label


def _is_more(before: Line, line: Line, texts: Sequence[Line]) -> bool:
    """Whether a line of the left column goes on with the label above it."""
    if line.base - before.base > _NEXT_LINE * line.size:
        return False
    if _HALF_LABEL.search(before.text) or line.text[0] in "-–—" or _YEAR.fullmatch(line.text):
        return True
    at = next((k for k, text in enumerate(texts) if abs(text.base - line.base) < _LEVEL * line.size), None)
    if at is None:
        return True
    goes_on = opens_small(texts[at].text) or not any(char.isdigit() for char in line.text)
    return at > 0 and is_open(texts[at - 1].text) and goes_on


def _edges(frames: Sequence[Box], column: Column) -> list[float]:
    """The heights at which rules or the sides of drawn cells run through the table's texts."""
    box = around(column.words)
    wide = [frame for frame in frames if min(frame.x1, box.x1) - max(frame.x0, box.x0) > _CROSSING * box.width]
    edges = sorted(edge for frame in wide for edge in (frame.top, frame.bottom) if box.top < edge < box.bottom)
    return [edge for at, edge in enumerate(edges) if not at or edge - edges[at - 1] > _RULE]


def _by_rules(labels: Sequence[list[Line]], texts: Sequence[Line], edges: Sequence[float]) -> list[list[Line]]:
    """The text lines of each label where a rule parts all labels; nothing where rules are missing."""
    places = [bisect_right(edges, _middle(label)) for label in labels]
    if not edges or any(before >= after for before, after in pairwise(places)):
        return []
    parts: list[list[Line]] = [[] for _ in range(len(labels) + 1)]
    for line in texts:
        parts[bisect_right(places, bisect_right(edges, line.base - line.size / 3))].append(line)
    return parts


def _by_level(labels: Sequence[list[Line]], texts: Sequence[Line]) -> list[list[Line]]:
    """The text lines before the first label, and those of each label: from its first line to the next label's."""
    parts: list[list[Line]] = [[] for _ in range(len(labels) + 1)]
    at = 0
    for line in texts:
        while at < len(labels) and labels[at][0].base <= line.base + _LEVEL * line.size:
            at += 1
        parts[at].append(line)
    return parts


def _is_centred(labels: Sequence[list[Line]], parts: Sequence[list[Line]], texts: Sequence[Line]) -> bool:
    """Whether labels stand at the middle of their texts: between two lines, or in the midst of a sentence."""
    between = cutting = 0
    for label, (before, part) in zip(labels, pairwise(parts), strict=True):
        level = any(abs(text.base - label[0].base) < _LEVEL / 2 * text.size for text in texts)
        between += len(label) == 1 and not level
        cutting += bool(before and part) and is_open(before[-1].text) and opens_small(part[0].text)
    return between + cutting > max(1, _CENTRED * len(labels))


def _by_middle(labels: Sequence[list[Line]], texts: Sequence[Line], shape: Shape) -> list[list[Line]]:
    """To each label as many lines as have it at their middle; lines that end above the first label are of none."""
    middles = [_middle(label) for label in labels]
    first = paragraphs(texts, shape)[0]
    at = len(first) if first[-1].base < labels[0][0].base - _NEXT_LINE * labels[0][0].size / 2 else 0
    parts = [list(texts[:at])]
    for number, middle in enumerate(middles):
        left = len(texts) - at
        size = labels[number][0].size
        if not left or texts[at].base > middle + _NEXT_LINE * size:
            parts.append([])
        elif number == len(middles) - 1:
            beyond = texts[-1].base < middle - size / 2
            parts[-1] += texts[at:] if beyond else []
            parts.append([] if beyond else list(texts[at:]))
        else:
            most = max(1, left - (len(middles) - number - 1))
            count = min(range(1, most + 1), key=lambda k: _distance(texts, at, k, middle))
            parts.append(list(texts[at : at + count]))
            at += count
    return parts


def _distance(texts: Sequence[Line], at: int, count: int, middle: float) -> tuple[int, float]:
    """How far from their label's middle so many lines stand (in half letters), and how little white follows them."""
    end = at + count
    white = texts[end].base - texts[end - 1].base if end < len(texts) else 0.0
    return int(2 * abs(_middle(texts[at:end]) - middle) / texts[at].size), -white


def _middle(lines: Sequence[Line]) -> float:
    return (lines[0].base + lines[-1].base) / 2


def _inner(words: Sequence[Word], size: float) -> list[float]:
    """Where a further column of cells ends, right of the labels: over nearly the whole height of the table."""
    if not words:
        return []
    box = around(words)
    high = [
        gutter.right - 1
        for gutter in gutters(words, size)
        if gutter.labels and gutter.sure and gutter.bottom - gutter.top > _WHOLE * box.height
    ]
    return sorted(high)[:1]


def _blocks(
    label: list[Line], texts: list[Line], shape: Shape, inner: Sequence[float], *, last: bool = False
) -> list[Block]:
    said = ""
    for line in label:
        said = join(said, line_text(line)) if said else line_text(line)
    if not texts:
        return [_alone(label, shape)] if label else []
    size = texts[0].size
    text = "\t".join(_cells(texts, inner)) if inner and label else _cell(texts, shape)
    full = texts[-1].x1 > shape.right - 6 * size
    if not label:
        return [Block(text, size, rest=True, full=full)]
    between = " " if _MARK.fullmatch(said) else "\t"
    row = f"{text.replace(chr(10), ' ')}\t{said}" if last else f"{said}{between}{text}"
    return [Block(row, size, row=True, begins=True, full=full)]


def _alone(label: list[Line], shape: Shape) -> Block:
    """The block of a label without a text; the text of a short one may stand on the next page."""
    block = block_of(label, shape)
    dated = any(char.isdigit() for char in block.text) and not block.told
    return replace(block, row=dated, begins=True)


def _cell(texts: list[Line], shape: Shape) -> str:
    """The text of a cell, a line for each paragraph."""
    return "\n".join(block_of(group, shape).text for group in paragraphs(texts, shape))


def _cells(texts: list[Line], inner: Sequence[float]) -> list[str]:
    edges = [float("-inf"), *inner, float("inf")]
    cells = []
    for left, right in pairwise(edges):
        words = [word for line in texts for word in line.words if left < word.x0 <= right]
        text = ""
        for line in lines_of(words):
            text = join(text, line_text(line)) if text else line_text(line)
        cells.append(text)
    return cells
