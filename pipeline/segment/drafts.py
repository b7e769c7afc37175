"""A segment in the making: which source pieces it takes and what it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.records import SegmentKind
from pipeline.segment.lines import Line
from pipeline.text import Span
from pipeline.timex import Label


@dataclass(frozen=True, slots=True)
class Draft:
    """Source pieces in reading order, their kind, and for a chronology entry its day label.

    `title` says that a heading opens a section (rather than naming a month or a part of one).
    """

    kind: SegmentKind
    pieces: tuple[Span, ...]
    label: Label | None = None
    label_pieces: tuple[Span, ...] = ()
    title: bool = False
    repaired: bool = False

    @property
    def start(self) -> int:
        """Where the draft begins in the source, its label included."""
        return min(start for start, _ in (*self.pieces, *self.label_pieces))

    def joined(self, *pieces: Span) -> Draft:
        """The same with further pieces at its end."""
        return replace(self, pieces=(*self.pieces, *pieces))


def of_lines(kind: SegmentKind, lines: list[Line], *, title: bool = False) -> Draft:
    """A draft of whole neighbouring lines."""
    return Draft(kind, ((lines[0].start, lines[-1].end),), title=title)
