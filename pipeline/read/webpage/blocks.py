"""A page's tree as blocks of text in the order of the page, each with what tells text from frame."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.read import markup
from pipeline.read.webpage.cues import BLOCKS, is_silent, page, words_of
from pipeline.read.webpage.grid import grid, is_grid

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = frozenset({"b", "strong"})
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_BLANK = " \t\n\r\f"
_BLANKS = re.compile(f"[{_BLANK}]+")
_DOUBLE = re.compile(" {2,}")
_BOXES = frozenset({"span", "time", "a", "label", "small"})
_JOINT = re.compile(r"\d[A-Z]|[a-z.,:;)]\d|[a-z.,:;)][A-Z]")
_WHOLE = frozenset({"html", "body", "main", "article"})  # their classes speak of the page


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item or table.

    `text` is as it is stored, `tight` that it stands directly under the block above (items of one
    list); `linked` counts characters inside links; `role` is the same for blocks that stand in the
    same kind of place (tags and classes of what is around them); `frame` is the role of the frame
    element that it stands in, or 0.
    """

    text: str
    tag: str
    role: int
    frame: int
    linked: int = 0
    tight: bool = False
    date: str = ""  # what it begins with, if that is called a date


@dataclass(slots=True)
class _Place:
    """An open element."""

    tag: str
    role: int
    frame: int
    preserved: bool = False
    marks: Iterator[str] | None = None  # of a list: the marks of its items
    depth: int = 0  # of lists


@dataclass(slots=True)
class _Run:
    """Inline text of one paragraph, as pieces."""

    pieces: list[str] = field(default_factory=list)
    lead: int = 0  # pieces from the beginning that are bold or called a date
    dated: bool = False  # whether they are called a date
    linked: int = 0


def blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of a page."""
    writer = _Writer()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            writer.leave(element)
        elif is_silent(element):
            walk.skip_subtree()
            writer.skipped.add(element)
        elif element.tag == "table" and is_grid(element):
            walk.skip_subtree()
            writer.skipped.add(element)
            writer.table(element)
        else:
            writer.enter(element)
    writer.flush()
    return _with_labels(writer.found)


def _with_labels(found: list[Block]) -> list[Block]:
    """Dates that several blocks in the same kind of place begin with are the labels of a list's rows."""
    rows = Counter(block.role for block in found if block.date)
    for block in found:
        if block.date and rows[block.role] > 1:
            block.text = markup.dated_label(block.text, block.date)
    return found


class _Writer:
    """Puts blocks together while the tree is walked."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.skipped: set[HtmlElement] = set()
        self._places = [_Place("", 0, 0)]
        self._roles: dict[tuple[int, str], int] = {}
        self._run = _Run()
        self._bold = self._links = 0
        self._dates: set[HtmlElement] = set()  # open elements that are called a date
        self._closed = ""  # the inline element that ended just here
        self._item: str | None = None  # the mark of an item that has no text yet

    def enter(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if tag in BLOCKS:
            self.flush()
            self._places.append(self._place(element, tag))
            if tag == "li":
                self._begin_item(element)
        elif tag == "br":
            self._run.pieces.append("\n")
        elif tag in _BOXES and self._closed == tag:
            self._part(element.text or "")
        self._bold += tag in _BOLD
        self._links += tag == "a"
        if tag not in BLOCKS and (tag == "time" or not words_of(element).isdisjoint(page().date_words)):
            self._dates.add(element)
        self._add(element.text)

    def leave(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if element not in self.skipped:
            self._bold -= tag in _BOLD
            self._links -= tag == "a"
            self._dates.discard(element)
            if tag in BLOCKS:
                self.flush()
                self._places.pop()
                if tag == "li":
                    self._item = None
        self._closed = "" if element.tail else tag
        self._add(element.tail)

    def table(self, element: HtmlElement) -> None:
        """A table of rows becomes one block."""
        self.flush()
        place = self._place(element, "table")
        drawn, linked = grid(element)
        if drawn:
            self.found.append(Block(drawn, "table", place.role, place.frame, linked))

    def flush(self) -> None:
        """The inline text so far becomes a block."""
        run, self._run = self._run, _Run()
        place = self._places[-1]
        text = _text(run, preserved=place.preserved)
        for number, paragraph in enumerate(_PARAGRAPHS.split(text)):
            if paragraph.strip():
                self._block(paragraph.strip("\n"), place, run.linked if number == 0 else 0)
                if number == 0 and run.dated:
                    self.found[-1].date = _BLANKS.sub(" ", "".join(run.pieces[: run.lead])).strip(_BLANK)

    def _block(self, text: str, place: _Place, linked: int) -> None:
        tag = place.tag
        if tag in _HEADINGS:
            text = markup.heading(_HEADINGS[tag], text)
        elif self._item is not None:
            text = markup.item(self._item, max(0, place.depth - 1), text)
            tag, self._item = "li", None
        elif place.depth and self.found and self.found[-1].tag == "li":
            text, tag = "  " * place.depth + text, "li"
        elif tag == "dd":
            text = f": {text}"
        before = self.found[-1].tag if self.found else ""
        tight = (tag == before == "li") or (tag == "dd" and before in ("dt", "dd"))
        self.found.append(Block(text, tag, place.role, place.frame, linked, tight))

    def _part(self, text: str) -> None:
        """A blank between two boxes that stand side by side, where their words would run together."""
        last = self._run.pieces[-1][-1:] if self._run.pieces else ""
        if _JOINT.fullmatch(last + text[:1]):
            self._run.pieces.append(" ")

    def _add(self, text: str | None) -> None:
        run, preserved = self._run, self._places[-1].preserved
        if not text or not (run.pieces or preserved or text.strip(_BLANK)):
            return
        if (self._bold or self._dates) and run.lead == len(run.pieces):
            run.lead += 1
            run.dated = run.dated or bool(self._dates)
        if self._links:
            run.linked += len(text.strip())
        run.pieces.append(text if preserved else _BLANKS.sub(" ", text))

    def _place(self, element: HtmlElement, tag: str) -> _Place:
        above = self._places[-1]
        step = f"{tag}.{element.get('class', '')}"
        role = self._roles.setdefault((above.role, step), len(self._roles) + 1)
        frame = above.frame
        if not frame and _is_frame(element, tag):
            frame = role
        lists = tag in ("ul", "ol")
        marks = _marks(element) if lists else above.marks
        preserved = above.preserved or tag == "pre"
        if tag == "p" and not words_of(element).isdisjoint(page().title_words):
            tag = "h1"
        return _Place(tag, role, frame, preserved, marks, above.depth + lists)

    def _begin_item(self, element: HtmlElement) -> None:
        marks = self._places[-1].marks
        mark = next(marks) if marks else "-"
        value = element.get("value", "")
        self._item = f"{value}." if value.isdecimal() and mark != "-" else mark


def _marks(element: HtmlElement) -> Iterator[str]:
    """The marks of a list's items: numbers where it has numbers."""
    if element.tag != "ol" or element.get("type", "1") != "1":
        while True:
            yield "-"
    start = element.get("start", "1")
    number = int(start) if start.isdecimal() and len(start) < 6 else 1  # noqa: PLR2004 - a number, not an attack
    while True:
        yield f"{number}."
        number += 1


def _is_frame(element: HtmlElement, tag: str) -> bool:
    if tag in page().frame_tags or element.get("role", "").lower() in page().frame_roles:
        return True
    if tag in _WHOLE:
        return False
    return not words_of(element).isdisjoint(page().frame_words)


def _text(run: _Run, *, preserved: bool) -> str:
    lead, rest = "".join(run.pieces[: run.lead]), "".join(run.pieces[run.lead :])
    if not preserved and lead.strip():
        text = lead + rest if run.dated else markup.bold_label(lead, rest)
    else:
        text = lead + rest
    if preserved:
        return text
    return "\n".join(_DOUBLE.sub(" ", line).strip(_BLANK) for line in text.split("\n"))
