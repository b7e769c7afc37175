"""The body of a Word document as text: headings, lists, tables, text boxes and notes in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.read import markup
from pipeline.read.word import names
from pipeline.read.word.inline import inline
from pipeline.read.word.names import W, child, is_on
from pipeline.read.word.package import Package
from pipeline.read.word.styles import Numbering, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_CHARS = 250  # a longer paragraph is text, whatever its style


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading, item or table; `tight` where it stands directly under the one above."""

    text: str
    tight: bool = False
    is_title: bool = False


class Body:
    """Writes the pieces of a document."""

    def __init__(self, package: Package) -> None:
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering)
        self._numbers: dict[tuple[str, str], int] = {}
        self._notes = {"footnote": package.footnotes, "endnote": package.endnotes}
        self._body = child(package.document, "body")

    def pieces(self) -> Iterator[Piece]:
        """The pieces of the body, then those of its notes."""
        if self._body is not None:
            yield from self._all(self._body)
        done = 0
        while done < len(self._numbers):  # a note may refer to another one
            key = list(self._numbers)[done]
            done += 1
            yield from self._note(key)

    def _all(self, element: _Element) -> Iterator[Piece]:
        was_item = False
        for inner in element:
            if inner.tag == names.P:
                for piece in self._paragraph(inner):
                    item = piece.tight
                    yield Piece(piece.text, tight=item and was_item, is_title=piece.is_title)
                    was_item = item
            elif inner.tag == names.TABLE:
                yield Piece(self._table(inner))
                was_item = False
            elif inner.tag in names.WRAPPERS:
                yield from self._all(inner)
                was_item = False

    def _paragraph(self, paragraph: _Element) -> Iterator[Piece]:
        """The paragraph, and the boxes that hang on it; items of lists are tight."""
        found = inline(paragraph, self._numbers)
        text = found.text.strip("\n ")
        if text.strip():
            yield self._shaped(paragraph, text)
        for box in found.boxes:
            yield from self._all(box)

    def _shaped(self, paragraph: _Element, text: str) -> Piece:
        level = self._styles.level(paragraph)
        if level is not None and len(text) <= _HEADING_CHARS:
            plain = text.replace("**", "")
            return Piece(markup.heading(level, plain), is_title=self._styles.is_title(paragraph))
        listed = self._styles.list_of(paragraph)
        if listed is not None:
            key, depth = listed
            return Piece(markup.item(self._numbering.mark(key, depth), depth, text), tight=True)
        return Piece(text)

    def _table(self, element: _Element) -> str:
        rows = [row for row in element.iterchildren() if row.tag in (names.ROW, *names.WRAPPERS)]
        header = bool(rows) and is_on(rows[0], "trPr", "tblHeader")
        return markup.table([self._row(row) for row in rows], header=header)

    def _row(self, row: _Element) -> list[list[str]]:
        return [self._cell(cell) for cell in _cells(row)]

    def _cell(self, cell: _Element) -> list[str]:
        """The paragraphs of a cell; none where a cell above covers it."""
        merged = child(cell, "tcPr", "vMerge")
        if merged is not None and merged.get(names.VAL) != "restart":
            return []
        return [piece.text for piece in self._all(cell)]

    def _note(self, key: tuple[str, str]) -> Iterator[Piece]:
        kind, note_id = key
        tree = self._notes[kind]
        for note in tree.iterfind(f"{W}{kind}") if tree is not None else ():
            if note.get(f"{W}id") == note_id:
                text = " ".join(piece.text for piece in self._all(note))
                yield Piece(f"[^{self._numbers[key]}]: {markup.flat(text)}")
                return


def _cells(row: _Element) -> Iterator[_Element]:
    for inner in row:
        if inner.tag == names.CELL:
            yield inner
        elif inner.tag in names.WRAPPERS or inner.tag == names.ROW:
            yield from _cells(inner)
