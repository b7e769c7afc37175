"""A document as it would be seen on paper: its markup (tags, table rules, bars) is blank.

A view has the length of its source, so that every offset in it is an offset in the source. What
was blanked is kept as `marks`: it belongs to no words, and comes out as page furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.segment.cues import layout
from pipeline.text import Span

# Stands before what begins an item of its own under the label above: a table row whose first cell is empty.
FRESH = "\x1e"
_TAG = re.compile(r"</?(?P<name>[a-z][a-z0-9]*)\b[^<>\n]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,5}|[a-z]{2,6});", re.IGNORECASE)
_ODD_BLANK = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
_ODD_NEWLINE = re.compile("[\x0b\x85\u2028\u2029]")
_RULE = re.compile(r"^[ \t]*+(?=[^\n]*(?:--|==))[|+:=\- \t]+$")
_STROKES = re.compile(r"^[ \t]*([-=_*~])(?:[ \t]*\1){2,}[ \t]*$|^:(?=[ \t]+\S)|^(?:>[ \t]?)+", re.MULTILINE)
# A sign between a date and its text; a dash says the same.
_ARROW = re.compile(r"^(?=[^\n]{0,25}\d)[^\n→►▶»•·⇒]{3,30}\s(?P<sign>[→►▶»•·⇒])\s", re.MULTILINE)
_BLANKED_ENTITIES = ("&nbsp;", "&#160;", "&ensp;", "&emsp;", "&thinsp;")
# Fewer tags than this are no markup of the document, but something it talks of.
_LEAST_TAGS = 3


@dataclass(frozen=True, slots=True)
class View:
    """`text` has the length of the source; `marks` are the source spans that it blanks."""

    text: str
    marks: tuple[Span, ...]

    def pieces(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """The spans without the markup in them, cut where it stood."""
        return tuple(piece for span in spans for piece in self._cut(span)) if self.marks else spans

    def _cut(self, span: Span) -> Iterator[Span]:
        begin, end = span
        at = max(0, bisect_right(self.marks, (begin, begin)) - 1)
        while at < len(self.marks) and self.marks[at][0] < end:
            start, stop = self.marks[at]
            if stop > begin:
                yield from self._inked(begin, start)
                begin = stop
            at += 1
        yield from self._inked(begin, end)

    def _inked(self, begin: int, end: int) -> Iterator[Span]:
        ink = self.text[begin:end].strip() if begin < end else ""
        if ink:
            start = self.text.index(ink, begin)
            yield start, start + len(ink)

    def joint(self, end: int, start: int) -> str:
        """What stands between two pieces of one text: nothing where a tag parts a word, else a blank."""
        between = self.text[end:start]
        return "" if between and not any(char.isspace() for char in between) else " "


def read_view(source: str) -> View:
    """The view of a text."""
    painter = _Painter(source)
    painter.blanks()
    painter.tags()
    painter.rules()
    painter.tables()
    return View("".join(painter.chars), tuple(_apart(sorted(painter.marks))))


def _apart(marks: list[Span]) -> Iterator[Span]:
    """Marks in order, without those that lie in another."""
    reached = 0
    for start, end in marks:
        if end > reached:
            yield max(start, reached), end
            reached = end


class _Painter:
    """Paints over the characters of a text, one for one."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.chars = list(source)
        self.marks: list[Span] = []

    def _paint(self, start: int, end: int, paint: str, *, mark: bool = True) -> None:
        self.chars[start:end] = paint[: end - start].ljust(end - start)
        if mark:
            self.marks.append((start, end))

    def blanks(self) -> None:
        for found in _ODD_BLANK.finditer(self._source):
            self._paint(*found.span(), " ", mark=False)
        for found in _ODD_NEWLINE.finditer(self._source):
            self._paint(*found.span(), "\n", mark=False)

    def tags(self) -> None:
        known = layout().html_paint
        found = [tag for tag in _TAG.finditer(self._source) if tag["name"].lower() in known]
        if len(found) < _LEAST_TAGS:
            return
        for tag in found:
            paint = known[tag["name"].lower()]
            if paint == "*":
                paint *= len(tag[0])
            elif tag[0].startswith("</"):
                paint = "\n" if paint.startswith("\n") else " "
            self._paint(*tag.span(), paint)
        for start, end in _comments(self._source):
            self._paint(start, end, "\n")
        for entity in _ENTITY.finditer(self._source):
            self._entity(entity)

    def _entity(self, entity: re.Match[str]) -> None:
        shown = layout().html_entities.get(entity[0].lower())
        if entity[0].lower() in _BLANKED_ENTITIES:
            self._paint(*entity.span(), " ")
        elif shown:
            self._paint(*entity.span(), shown * len(entity[0]), mark=False)

    def rules(self) -> None:
        """Lines that are nothing but strokes, signs of quotation, and the colon before a definition."""
        for found in _STROKES.finditer(self._source):
            self._paint(*found.span(), "")
        for found in _ARROW.finditer(self._source):
            self._paint(*found.span("sign"), "–", mark=False)

    def tables(self) -> None:
        """Bars and rules of drawn and Markdown tables; a block of lines is a table if it has a rule or many bars."""
        block: list[Span] = []
        for line in [*_lines(self._source), (len(self._source), len(self._source))]:
            text = self._source[slice(*line)]
            if "|" in text or _RULE.match(text):
                block.append(line)
                continue
            self._table(block)
            block = []

    def _table(self, block: list[Span]) -> None:
        texts = [self._source[start:end].strip() for start, end in block]
        barred = [text for text in texts if "|" in text]
        ruled = any(_RULE.match(text) for text in texts)
        framed = sum(text.startswith("|") and text.endswith("|") for text in barred)
        if len(barred) < 2 or not (ruled or framed == len(barred)):  # noqa: PLR2004 - a row and its head
            return
        drawn = any(text.startswith("+") for text in texts) or sum(bool(_RULE.match(text)) for text in texts) > 1
        for start, end in block:
            if _RULE.match(self._source[start:end]):
                self._paint(start, end, "")
            else:
                self._row(start, end, drawn=drawn)

    def _row(self, start: int, end: int, *, drawn: bool) -> None:
        bars = [at for at in range(start, end) if self._source[at] == "|"]
        ink = self._source[start:end].strip()
        if ink.startswith("|"):
            self._paint(bars[0], bars[0] + 1, " ")
            bars = bars[1:]
        if bars and ink.endswith("|"):
            self._paint(bars[-1], bars[-1] + 1, " ")
            bars = bars[:-1]
        for number, bar in enumerate(bars):
            empty = number == 0 and not self._source[start:bar].strip(" \t|")
            self._paint(bar, bar + 1, FRESH if empty and not drawn else "\t")


def _comments(source: str) -> Iterator[Span]:
    start = source.find("<!--")
    while start >= 0 and (stop := source.find("-->", start)) >= 0:
        yield start, stop + 3
        start = source.find("<!--", stop)


def _lines(source: str) -> Iterator[Span]:
    start = 0
    for line in source.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
