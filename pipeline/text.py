"""Offsets: the one place that relates repaired text to the source text it came from.

A repair may only join, split or drop white space and hyphens. So the k-th *solid* character
(neither white space nor hyphen) of a repaired text is the k-th solid character of the source
slices it was made from, and that correspondence is the whole map.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

Span = tuple[int, int]

HYPHENS = "-\u00ad\u2010\u2011"
_SQUASHED = re.compile(rf"[\s{re.escape(HYPHENS)}]+")
_SOLID = re.compile(rf"[^\s{re.escape(HYPHENS)}]")


def squash(text: str) -> str:
    """`text` without white space and hyphens: what a repair never changes."""
    return _SQUASHED.sub("", text)


def is_solid(char: str) -> bool:
    """Whether a repair must keep this character."""
    return not (char.isspace() or char in HYPHENS)


def slices(text: str, spans: Iterable[Span]) -> str:
    """The pieces of `text` at `spans`, put together."""
    return "".join(text[start:end] for start, end in spans)


class AlignmentError(ValueError):
    """A repaired text does not squash to the source slices it claims to come from."""


class Alignment:
    """Map from offsets in a repaired text to offsets in its source.

    `spans` are the source slices, in reading order, that `repaired` was made from.
    Raises AlignmentError if their solid characters differ.
    """

    def __init__(self, source: str, repaired: str, spans: Sequence[Span]) -> None:
        self._source = source
        self._solid = [found.start() for found in _SOLID.finditer(repaired)]
        self._origin = [found.start() for start, end in spans for found in _SOLID.finditer(source, start, end)]
        self._breaks = _piece_ends(source, spans)
        if squash(repaired) != squash(slices(source, spans)):
            raise AlignmentError(
                f"repaired text {repaired[:40]!r}… is not its source {source[slice(*spans[0])][:40]!r}…"
            )

    def to_source(self, start: int, end: int) -> tuple[Span, ...]:
        """Source slices of repaired[start:end], in reading order; empty if it has no solid character.

        Slices begin and end at solid characters, except that a hyphen which the words themselves
        begin or end with is kept off too; neighbouring pieces of one source slice are one slice.
        """
        first, last = bisect_left(self._solid, start), bisect_left(self._solid, end)
        if first == last:
            return ()
        pieces: list[Span] = []
        begin = first
        for stop in [k for k in self._breaks if first < k < last] + [last]:
            pieces.append((self._origin[begin], self._origin[stop - 1] + 1))
            begin = stop
        return tuple(pieces)


def _piece_ends(source: str, spans: Sequence[Span]) -> list[int]:
    """Counts of solid characters at which one source slice ends and a non-adjacent one begins."""
    ends, total = [], 0
    for start, end in spans:
        total += len(_SOLID.findall(source, start, end))
        ends.append(total)
    return ends


def bounds(pieces: Sequence[Span]) -> tuple[int, int, tuple[Span, ...] | None]:
    """`(start, end, spans)` as the contract has them: spans is None for a single piece."""
    start, end = pieces[0][0], pieces[-1][1]
    return start, end, None if len(pieces) == 1 else tuple(pieces)


def pieces(start: int, end: int, spans: Sequence[Span] | None) -> tuple[Span, ...]:
    """The inverse of `bounds`: the source slices of a record."""
    return tuple(spans) if spans else ((start, end),)
