"""A chronology's rows become entries: label and all text that belongs to it, over lines and pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.records import SegmentKind
from pipeline.segment import kinds
from pipeline.segment.drafts import Draft, of_lines
from pipeline.segment.lines import Line
from pipeline.segment.repair import repeated_tail
from pipeline.segment.rows import Row, Run
from pipeline.text import Span
from pipeline.timex import Label, complete

# A line printed this often in one document is a running head or foot.
_RUNNING = 3


@dataclass(slots=True)
class _Entry:
    """An entry while its lines are gathered."""

    label: Label
    label_pieces: list[Span]
    pieces: list[Span] = field(default_factory=list)
    words: str = ""
    repaired: bool = False

    def add(self, source: str, start: int, end: int, *, new_piece: bool) -> None:
        if self.pieces and not new_piece and not source[self.pieces[-1][1] : start].strip():
            self.pieces[-1] = (self.pieces[-1][0], end)
        else:
            self.pieces.append((start, end))
        self.words = source[start:end]

    def draft(self) -> Draft:
        return Draft(
            "chronology_entry",
            tuple(self.pieces),
            label=self.label,
            label_pieces=tuple(self.label_pieces),
            repaired=self.repaired,
        )


def entries(source: str, lines: list[Line], run: Run) -> tuple[list[Draft], int]:
    """Drafts of the run's entries and of what stands between them, and the number of the line after its last.

    The result covers every line from the run's first row or heading on.
    """
    gatherer = _Gatherer(source, lines, run)
    return gatherer.gather()


class _Gatherer:
    """Walks over the lines of a run, from its first row or heading to its end."""

    def __init__(self, source: str, lines: list[Line], run: Run) -> None:
        self._source, self._lines, self._run = source, lines, run
        self._rows = {row.index: row for row in run.rows}
        self._printed = Counter(line.text for line in lines)
        self._own_line = _labels_stand_alone(lines, run)
        self._drafts: list[Draft] = []
        self._entry: _Entry | None = None

    def gather(self) -> tuple[list[Draft], int]:
        index = min([self._run.rows[0].index, *self._run.headings])
        while index < len(self._lines):
            if not self._step(index):
                break
            index += 1
        self._close()
        return self._drafts, index

    def _step(self, index: int) -> bool:
        """Take line `index`; False if the chronology ended before it."""
        line = self._lines[index]
        if index in self._run.headings:
            self._close()
            self._drafts.append(of_lines("heading", [line]))
        elif index in self._rows:
            self._row(self._rows[index])
        elif self._entry is None:
            self._drafts.append(of_lines(kinds.kind_of(line.text), [line]))
        else:
            return self._unlabelled(self._entry, index)
        return True

    def _row(self, row: Row) -> None:
        line = self._lines[row.index]
        label_piece = (line.start, line.start + len(self._source[line.start : row.text_at].rstrip()))
        half = self._entry
        if half and half.label.open_ended and row.label.separator != "end":
            half.label = complete(half.label, row.label, row.period)
            half.label_pieces.append(label_piece)
            half.add(self._source, row.text_at, line.end, new_piece=True)
            return
        self._close()
        self._entry = _Entry(row.label, [label_piece])
        if row.text_at < line.end:
            self._entry.add(self._source, row.text_at, line.end, new_piece=True)

    def _unlabelled(self, entry: _Entry, index: int) -> bool:
        line = self._lines[index]
        if not line.after_blank and not kinds.is_title(line.text):
            entry.add(self._source, line.start, line.end, new_piece=False)
            return True
        if self._is_furniture(line):
            self._drafts.append(of_lines("boilerplate", [line]))
            return True
        if self._is_printed_twice(entry, line):
            return True
        if self._goes_on(entry, line):
            entry.add(self._source, line.start, line.end, new_piece=False)
            return True
        return self._other(entry, index)

    def _is_furniture(self, line: Line) -> bool:
        return kinds.kind_of(line.text) == "boilerplate" or self._printed[line.text] >= _RUNNING

    def _is_printed_twice(self, entry: _Entry, line: Line) -> bool:
        """A page break's double: the first copy, which stops short, becomes furniture."""
        if not entry.pieces:
            return False
        double = repeated_tail(self._source, entry.pieces[-1], (line.start, line.end))
        if double is None:
            return False
        kept = self._source[entry.pieces[-1][0] : double[0]].rstrip()
        entry.pieces[-1] = (entry.pieces[-1][0], entry.pieces[-1][0] + len(kept))
        entry.pieces = [piece for piece in entry.pieces if piece[0] < piece[1]]
        self._drafts.append(Draft("boilerplate", (double,)))
        entry.add(self._source, line.start, line.end, new_piece=True)
        entry.repaired = True
        return True

    def _goes_on(self, entry: _Entry, line: Line) -> bool:
        if not entry.pieces:
            return not kinds.is_title(line.text) or not line.after_blank
        if line.indented and not line.after_blank:
            return True
        return kinds.opens_small(line.text) or (kinds.is_open(entry.words) and len(entry.words.split()) > 6)  # noqa: PLR2004

    def _other(self, entry: _Entry, index: int) -> bool:
        """A complete line of its own below an entry: another paragraph of it, or something between rows."""
        line = self._lines[index]
        row_follows = self._row_follows(index)
        kind: SegmentKind = kinds.kind_of(line.text)
        if kind == "paragraph" and (row_follows or self._own_line):
            entry.add(self._source, line.start, line.end, new_piece=False)
            return True
        if not row_follows:
            return False
        self._drafts.append(of_lines(kind, [line]))
        if kind == "heading":
            self._close()
        return True

    def _row_follows(self, index: int) -> bool:
        return index < self._run.rows[-1].index

    def _close(self) -> None:
        if self._entry is not None:
            self._drafts.append(self._entry.draft())
        self._entry = None


def _labels_stand_alone(lines: list[Line], run: Run) -> bool:
    """Whether the labels of this chronology stand on lines of their own, with paragraphs under them."""
    alone = sum(row.text_at >= lines[row.index].end for row in run.rows)
    return alone > len(run.rows) / 2


def without_empty(drafts: list[Draft]) -> list[Draft]:
    """Labels that no text follows stay, as headings: nothing of a document is lost."""
    return [
        draft
        if draft.pieces
        else replace(draft, kind="heading", pieces=draft.label_pieces, label=None, label_pieces=())
        for draft in drafts
    ]


def in_order(drafts: list[Draft]) -> bool:
    """Whether the drafts stand in source order (a check for tests)."""
    return all(a.start <= b.start for a, b in pairwise(drafts))
