"""A small typesetter: paragraphs and table rows flow through frames; text is drawn in the ways that programs have."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

ROMAN, BOLD, ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"
Run = tuple[str, str]
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True)
class Style:
    """How a paragraph is set; lengths in points."""

    font: str = ROMAN
    size: float = 10
    leading: float = 12
    align: str = "left"
    indent: float = 0
    hang: float = 0
    before: float = 0
    after: float = 6
    hyphens: str = ""
    keep: bool = False


@dataclass(frozen=True)
class Frame:
    """A column to fill: left edge, top (from the page's lower edge), width, bottom."""

    x: float
    top: float
    width: float
    bottom: float


@dataclass
class Piece:
    """A word of a line: text, font, and whether a blank comes before it."""

    text: str
    font: str
    space: bool = True


@dataclass
class Setter:
    """Sets text on pages. `habit`: how lines are drawn (`lines`, `words`, `letters`, `no_spaces`)."""

    frames: Callable[[int], Sequence[Frame]]
    furniture: Callable[[Setter, int], None] = lambda _setter, _page: None
    size: tuple[float, float] = (595, 842)
    habit: str = "lines"
    scramble: bool = False
    angle: int = 0
    page: int = 1
    places: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._buffer = io.BytesIO()
        self._canvas: Any = Canvas(self._buffer, pagesize=self.size, invariant=1)
        self._pending: list[tuple[str, str, float, float, float, float, float]] = []
        self._at, self._y = 0, self.frames(1)[0].top
        self._fresh = True

    @property
    def canvas(self) -> Any:  # noqa: ANN401 - reportlab has no types
        """The page that is being drawn."""
        return self._canvas

    @property
    def y(self) -> float:
        """The height reached in the frame."""
        return self._y

    @property
    def frame(self) -> Frame:
        """The frame that is being filled."""
        return self.frames(self.page)[self._at]

    def next_frame(self) -> None:
        """Go on in the next column, or on the next page."""
        self._at += 1
        if self._at >= len(self.frames(self.page)):
            self._close()
            self.page += 1
            self._at = 0
        self._y, self._fresh = self.frame.top, True

    def skip(self, height: float) -> None:
        """Leave white."""
        self._y -= height

    def paragraph(self, runs: str | Sequence[Run], style: Style, mark: int | None = None) -> None:
        """Set a paragraph; `mark` notes the page on which it begins."""
        self._block([], runs, style, 0, mark)

    def row(self, label: str, text: str | Sequence[Run], style: Style, column: float, mark: int | None = None, *,
            label_font: str = "", label_at: float = 0) -> None:  # fmt: skip
        """Set a table row: a label, and its text in a column that begins `column` further right."""
        self._block([(label, label_font or style.font, label_at)], text, style, column, mark)

    def _block(
        self, labels: list[tuple[str, str, float]], runs: str | Sequence[Run], style: Style, shift: float,
        mark: int | None,
    ) -> None:  # fmt: skip
        self._y -= 0 if self._fresh else style.before
        pieces = list(_pieces([(runs, style.font)] if isinstance(runs, str) else runs))
        lines = list(_broken(pieces, self.frame.width - shift, style))
        if style.keep and self._y - style.leading * (len(lines) + 2) < self.frame.bottom:
            self.next_frame()
        for number, (line, width) in enumerate(lines):
            if self._y - style.leading < self.frame.bottom:
                self.next_frame()
            if number == 0 and mark is not None:
                self.places[mark] = self.page
            self._y -= style.leading
            self._fresh = False
            if number == 0:
                for label, font, at in labels:
                    self.draw(label, self.frame.x + at, self._y, font, style.size)
            indent = style.indent if number == 0 else style.hang
            last = number == len(lines) - 1
            self._line(line, self.frame.x + shift + indent, self.frame.width - shift - indent, width, style, last=last)
        self._y -= style.after

    def _line(self, line: list[Piece], x: float, room: float, width: float, style: Style, *, last: bool) -> None:
        gaps = sum(piece.space for piece in line[1:])
        spare = room - width
        x += {"center": spare / 2, "right": spare}.get(style.align, 0.0)
        stretch = spare / gaps if style.align == "justify" and gaps and not last else 0.0
        letters = sum(len(piece.text) for piece in line) + gaps
        spread = spare * 0.4 / letters if self.habit == "letters" and stretch else 0.0
        blank = stringWidth(" ", style.font, style.size) + stretch - (spread * letters / gaps if gaps else 0)
        if self.habit == "lines" and len({piece.font for piece in line}) == 1:
            text = "".join(f"{' ' if piece.space and n else ''}{piece.text}" for n, piece in enumerate(line))
            self.draw(text, x, self._y, style.font if not line else line[0].font, style.size, gap=stretch)
            return
        for number, piece in enumerate(line):
            x += blank if piece.space and number else 0
            trailing = number + 1 < len(line) and line[number + 1].space and self.habit != "no_spaces"
            self.draw(piece.text + (" " if trailing else ""), x, self._y, piece.font, style.size, spread=spread)
            x += stringWidth(piece.text, piece.font, style.size) + spread * len(piece.text)

    def draw(self, text: str, x: float, y: float, font: str, size: float, *, gap: float = 0, spread: float = 0) -> None:
        """Draw words at a place; `gap` is added to each blank, `spread` behind each letter."""
        self._pending.append((text, font, size, x, y, gap, spread))

    def _close(self) -> None:
        self.furniture(self, self.page)
        if self.scramble:
            random.Random(self.page).shuffle(self._pending)  # noqa: S311 - disorder, no secrets
        for text, font, size, x, y, gap, spread in self._pending:
            drawn = self._canvas.beginText()
            drawn.setFont(font, size)
            if self.angle == 90:  # noqa: PLR2004 - a quarter turn
                drawn.setTextTransform(0, 1, -1, 0, self.size[0] - y, x)
            else:
                drawn.setTextOrigin(x, y)
            drawn.setWordSpace(gap)
            drawn.setCharSpace(spread)
            drawn.textOut(text)
            self._canvas.drawText(drawn)
        self._pending = []
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The file."""
        self._close()
        self._canvas.save()
        return self._buffer.getvalue()


def _pieces(runs: Sequence[Run]) -> Iterator[Piece]:
    for text, font in runs:
        for number, word in enumerate(text.split(" ")):
            if word:
                yield Piece(word, font, number > 0)
    return


def _broken(pieces: list[Piece], width: float, style: Style) -> Iterator[tuple[list[Piece], float]]:
    line: list[Piece] = []
    used, number = 0.0, 0
    queue = list(pieces)
    while queue:
        piece = queue.pop(0)
        room = width - (style.indent if number == 0 else style.hang)
        space = stringWidth(" ", style.font, style.size) if piece.space and line else 0.0
        needed = stringWidth(piece.text, piece.font, style.size)
        if not line or used + space + needed <= room:
            line.append(piece)
            used += space + needed
            continue
        halves = _halves(piece, room - used - space, style) if style.hyphens else None
        if halves:
            head, tail = halves
            line.append(head)
            used += space + stringWidth(head.text, head.font, style.size)
            queue.insert(0, tail)
        else:
            queue.insert(0, piece)
        yield line, used
        line, used, number = [], 0.0, number + 1
    if line:
        yield line, used


def _halves(piece: Piece, room: float, style: Style) -> tuple[Piece, Piece] | None:
    """The word cut at a consonant before a vowel, or at its own hyphen, if the first half has room."""
    word = piece.text
    for at in range(len(word) - 3, 2, -1):
        own = word[at - 1] == "-"
        cut = word.isalpha() and word[at] not in _VOWELS and word[at + 1] in _VOWELS and word[at - 1] in _VOWELS
        head = word[:at] + ("" if own else style.hyphens)
        if (own or cut) and stringWidth(head, piece.font, style.size) <= room:
            return Piece(head, piece.font, piece.space), Piece(word[at:], piece.font)
    return None
