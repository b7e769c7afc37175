"""Blocks become the document's text, with the place of each page and of what is told by its look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.read.pdf.blocks import Block, continues
from pipeline.read.pdf.flow import Flow
from pipeline.records import Part, SegmentKind


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed on one page, in parts."""

    heads: tuple[str, ...]
    flow: Flow
    feet: tuple[str, ...]


@dataclass(slots=True)
class Rendered:
    """The text so far, the offsets at which pages begin, and the parts that are told."""

    text: str = ""
    pages: list[int] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def render(sheets: Sequence[Sheet]) -> Rendered:
    """The text of the sheets.

    A block is a line. Between blocks stands an empty line, but none between the rows of a table, nor anywhere between
    the halves of a block that goes on on the next page. Pages are parted by form feeds.
    """
    sheets = _running_on(sheets)
    writer = _Writer()
    for number, sheet in enumerate(sheets):
        following = sheets[number + 1].flow.text[:1] if number + 1 < len(sheets) else ()
        writer.sheet(sheet, onward=bool(following and following[0].goes_on))
    return writer.done()


def _running_on(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, with the first block of each told to go on if it does."""
    result: list[Sheet] = []
    before: Block | None = None
    for sheet in sheets:
        text = list(sheet.flow.text)
        if text and before and continues(before, text[0]):
            text[0] = replace(text[0], goes_on=True)
        before = text[-1] if text else None
        result.append(replace(sheet, flow=replace(sheet.flow, text=tuple(text))))
    return result


class _Writer:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._out = Rendered()
        self._last: Block | None = None

    def sheet(self, sheet: Sheet, *, onward: bool) -> None:
        """Write a page; `onward`: its last block goes on on the next."""
        first = sheet.flow.text[0] if sheet.flow.text else None
        goes_on = first is not None and first.goes_on
        if self._out.pages:
            self._put("\n\f")
        self._out.pages.append(self._length)
        for head in sheet.heads:
            self._told(head, "boilerplate", close=goes_on)
        for place, block in enumerate(sheet.flow.text):
            self._block(block, close=place == 0 and (goes_on or not sheet.heads))
        for note in sheet.flow.notes:
            self._told(note.text, note.told or "reference", close=onward)
        for foot in sheet.feet:
            self._told(foot, "boilerplate", close=onward)
        if not onward:
            self._put("\n")
            self._last = None

    def done(self) -> Rendered:
        """What was written."""
        self._out.text = "".join(self._parts).rstrip("\n\f ") + "\n"
        return self._out

    def _block(self, block: Block, *, close: bool) -> None:
        rows = self._last is not None and self._last.row and (block.row or block.rest)
        leaders = self._last is not None and self._last.told == block.told == "contents"
        if block.told:
            self._told(block.text, block.told, close=close or leaders, beside=block.told != "heading")
        else:
            self._line(block.text, close=close or rows)
        self._last = block

    def _told(self, text: str, kind: SegmentKind, *, close: bool, beside: bool = True) -> None:
        start = self._line(text, close=close)
        last = self._out.parts[-1] if self._out.parts else None
        if last and last.kind == kind == "contents" and self._last and self._last.told == kind:
            self._out.parts[-1] = last.model_copy(update={"end": self._length})
        else:
            self._out.parts.append(Part(kind=kind, start=start, end=self._length, beside=beside))

    def _line(self, text: str, *, close: bool) -> int:
        """Write a line, behind an empty one if not `close`; the offset at which it begins."""
        at_top = not self._parts or self._parts[-1] == "\n\f"
        self._put("" if at_top else ("\n" if close else "\n\n"))
        start = self._length
        self._put(text)
        return start

    def _put(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
