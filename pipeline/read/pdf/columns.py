"""Reading order: a page is cut at its gutters and at what spans them, again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.read.pdf.gutters import Gutter, gutters, stretched
from pipeline.read.pdf.shapes import Word

_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Column:
    """Words that are read from top to bottom; with `gutter`, the rows of a table whose labels stand left of it."""

    words: tuple[Word, ...]
    gutter: Gutter | None = None


def columns(words: Sequence[Word], size: float, known: Sequence[Gutter] = (), depth: int = 0) -> Iterator[Column]:
    """The columns in reading order. `size` is the document's usual font size, `known` its gutters elsewhere."""
    if not words:
        return
    found = gutters(words, size, known) if depth < _DEEPEST else []
    if not found:
        yield Column(tuple(words))
        return
    cut = stretched(words, found[0]) if found[0].labels and not found[0].last else found[0]
    inside = [word for word in words if cut.top <= word.base <= cut.bottom]
    left = [word for word in inside if word.x1 <= cut.middle]
    right = [word for word in inside if word.x1 > cut.middle]
    yield from columns([word for word in words if word.base < cut.top], size, known, depth + 1)
    if cut.labels:
        yield Column(tuple(inside), cut)
    elif len(left) == len(words) or len(right) == len(words):
        yield Column(tuple(words))
        return
    else:
        yield from columns(left, size, known, depth + 1)
        yield from columns(right, size, known, depth + 1)
    yield from columns([word for word in words if word.base > cut.bottom], size, known, depth + 1)
