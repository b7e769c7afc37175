"""A chronology's rows become entries: label and all text that belongs to it, over lines and pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.records import SegmentKind
from pipeline.segment import kinds
from pipeline.segment.candidates import Row
from pipeline.segment.drafts import Draft, of_lines
from pipeline.segment.lines import Line
from pipeline.segment.repair import repeated_tail
from pipeline.segment.rows import Run
from pipeline.text import Span, squash
from pipeline.timex import Label, complete

# Fewer words without a full stop may be a whole row; more are a sentence that goes on.
_OPEN_WORDS = 6
_SUBHEADING_WORDS = 6
_BULLET = re.compile(r"(?:[-•*▪◦–—·●►]|\(?\d{1,3}[.)])\s+")

_DASHED = re.compile(r"[–—]\s+[^\W\d_]")
_LEAST_DASHES = 2


@dataclass(slots=True)
class _Entry:
    """An entry while its lines are gathered. `stop` is where its text ends, if its label stands there."""

    label: Label
    label_pieces: list[Span]
    stop: int | None = None
    pieces: list[Span] = field(default_factory=list)
    words: str = ""
    repaired: bool = False
    listed: bool = False
    indent: int = 0

    def add(self, source: str, start: int, end: int, *, new_piece: bool) -> None:
        if self.stop is not None:
            end = min(end, self.stop)
            end -= len(source[start:end]) - len(source[start:end].rstrip())
            if start >= end:
                return
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

    The result covers every line from the run's first row or heading on; `source` is the text as its view shows it.
    """
    gatherer = _Gatherer(source, lines, run)
    return gatherer.gather()


class _Gatherer:
    """Walks over the lines of a run, from its first row or heading to its end."""

    def __init__(self, source: str, lines: list[Line], run: Run) -> None:
        self._source, self._lines, self._run = source, lines, run
        self._rows = {row.index: row for row in run.rows}
        self._more = {row.more[0]: row.more for row in run.rows if row.more}
        self._own_line = _labels_stand_alone(lines, run)
        self._dashed = _uses_dashes(lines, run)
        self._drafts: list[Draft] = []
        self._bullets: list[Span] = []
        self._entry: _Entry | None = None

    def gather(self) -> tuple[list[Draft], int]:
        index = min([self._run.rows[0].index, *self._run.headings])
        while index < len(self._lines):
            if not self._step(index):
                break
            index += 1
        self._close()
        if self._bullets:
            self._drafts.append(Draft("boilerplate", tuple(self._bullets)))
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
            return self._between(index)
        elif index in self._more:
            _, piece, text_at = self._more[index]
            self._entry.label_pieces.append(piece)
            if text_at < line.end:
                self._entry.add(self._source, text_at, line.end, new_piece=True)
        else:
            return self._unlabelled(self._entry, index)
        return True

    def _row(self, row: Row) -> None:
        line = self._lines[row.index]
        half = self._entry
        if half and (whole := _whole_label(half, row)):
            half.label = whole
            half.label_pieces.append(row.label_piece)
            half.add(self._source, row.text_at, line.end, new_piece=True)
            return
        self._close()
        self._entry = _Entry(row.label, [row.label_piece])
        if row.style == "day":
            front = self._source[line.start : row.label_piece[0]].rstrip()
            self._drafts.append(Draft("heading", ((line.start, line.start + len(front)),), title=True))
        elif row.style == "end":
            self._entry.stop = row.label_piece[0]
            self._set_apart(line.start, row.text_at)
        if row.cut:
            self._set_apart(*row.cut)
            self._part(self._entry, row.text_at, row.cut[0])
        self._part(self._entry, row.cut[1] if row.cut else row.text_at, line.end)

    def _part(self, entry: _Entry, start: int, end: int) -> None:
        """Add what is inked between two offsets as a piece of its own."""
        ink = self._source[start:end].strip()
        if ink:
            start = self._source.index(ink, start)
            entry.add(self._source, start, start + len(ink), new_piece=True)

    def _set_apart(self, start: int, end: int) -> None:
        """A bullet or number is no word of its item."""
        ink = self._source[start:end].strip()
        if squash(ink):
            self._bullets.append((start, start + len(ink)))

    def _between(self, index: int) -> bool:
        """A line in the chronology that stands under no label."""
        line = self._lines[index]
        if not self._row_follows(index):
            return False
        self._drafts.append(of_lines(line.kind, [line]))
        return True

    def _unlabelled(self, entry: _Entry, index: int) -> bool:
        line = self._lines[index]
        if self._is_next_item(entry, line):
            self._item(entry, line)
        elif entry.stop is not None and line.start >= entry.stop:
            return self._other(entry, index)
        elif line.runs_on or (not line.after_blank and self._is_inside(entry, index)):
            entry.add(self._source, line.start, line.end, new_piece=False)
        elif kinds.kind_of(line.text) == "boilerplate":
            self._drafts.append(of_lines("boilerplate", [line]))
        elif self._is_printed_twice(entry, line):
            pass
        elif self._goes_on(entry, line):
            entry.add(self._source, line.start, line.end, new_piece=False)
        else:
            return self._other(entry, index)
        return True

    def _is_next_item(self, entry: _Entry, line: Line) -> bool:
        """Whether an item of its own begins here, under the label of the one above."""
        if line.fresh:
            return not kinds.opens_small(line.text) and not kinds.is_open(entry.words)
        if line.after_blank and self._dashed and _DASHED.match(line.text):
            return True
        bulleted = bool(_BULLET.match(line.text))
        if not entry.pieces:
            return bulleted
        return bulleted and entry.listed and line.indent <= entry.indent

    def _item(self, entry: _Entry, line: Line) -> None:
        if entry.pieces:
            self._close()
            entry = _Entry(entry.label, list(entry.label_pieces))
            self._entry = entry
        bullet = _BULLET.match(line.text)
        text_at = line.start + (bullet.end() if bullet else 0)
        self._set_apart(line.start, text_at)
        entry.listed, entry.indent = not line.fresh, line.indent
        entry.add(self._source, text_at, line.end, new_piece=True)

    def _is_inside(self, entry: _Entry, index: int) -> bool:
        """Whether a line directly below an entry's line is more of it, and not a sub-heading or a source."""
        line = self._lines[index]
        if line.text.startswith("#"):
            return False
        if kinds.kind_of(line.text) == "reference" and len(line.text) < 120 and not kinds.is_open(entry.words):  # noqa: PLR2004
            return False
        if not kinds.is_title(line.text) or line.text[:1] in "([":
            return True
        following = index + 1 in self._rows or index + 1 in self._run.headings
        short = len(line.text.split()) <= _SUBHEADING_WORDS
        return not (short and following and not kinds.is_open(entry.words) and entry.pieces)

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
            return self._own_line or not kinds.is_title(line.text) or not line.after_blank
        if line.indented and not line.after_blank:
            return True
        return kinds.opens_small(line.text) or (
            kinds.is_open(entry.words) and len(entry.words.split()) > _OPEN_WORDS and not line.text.startswith("#")
        )

    def _other(self, entry: _Entry, index: int) -> bool:
        """A complete line of its own below an entry: another paragraph of it, or something between rows."""
        line = self._lines[index]
        row_follows = self._row_follows(index)
        kind: SegmentKind = line.kind
        if kind == "paragraph" and (row_follows or self._own_line) and entry.stop is None:
            entry.add(self._source, line.start, line.end, new_piece=False)
            return True
        if not row_follows and (kind != "reference" or line.after_blank):
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


def _whole_label(half: _Entry, row: Row) -> Label | None:
    """The label of which the entry has the first half (`25th-`) and the row the second, if it is one.

    A row whose text has come to its end is whole: its label says that what it tells went on.
    """
    if not half.label.open_ended or row.label.separator == "end" or (half.words and not kinds.is_open(half.words)):
        return None
    try:
        return complete(half.label, row.label, row.period)
    except ValueError:
        return None


def _labels_stand_alone(lines: list[Line], run: Run) -> bool:
    """Whether the labels of this chronology stand on lines of their own, with paragraphs under them."""
    alone = sum(row.text_at >= lines[row.index].end for row in run.rows)
    return alone > len(run.rows) / 2


def _uses_dashes(lines: list[Line], run: Run) -> bool:
    """Whether paragraphs behind a day's first begin with a dash: each tells of something else on that day."""
    inside = lines[run.rows[0].index : run.rows[-1].index]
    return sum(line.after_blank and bool(_DASHED.match(line.text)) for line in inside) >= _LEAST_DASHES


def without_empty(drafts: Iterable[Draft]) -> list[Draft]:
    """Labels that no text follows stay, as headings: nothing of a document is lost."""
    return [
        draft
        if draft.pieces
        else replace(draft, kind="heading", pieces=draft.label_pieces, label=None, label_pieces=())
        for draft in drafts
    ]
