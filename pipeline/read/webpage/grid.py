"""Tables of a page: those that hold rows of data, and those that only lay the page out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.read import markup
from pipeline.read.webpage.cues import is_silent

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BREAKS = frozenset({"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote"})
_BREAK = "\x1e"  # no page has it: it is a control character
_MOST_SPAN = 100  # columns or rows that one cell covers


def is_grid(element: HtmlElement) -> bool:
    """Whether a table holds data: no table, section or heading in it, and rows of at least two cells."""
    if element.get("role") == "presentation":
        return False
    rows = 0
    for inner in element.iterdescendants():
        if inner.tag in ("table", "article", "section", "h1", "h2", "h3", "form", "nav"):
            return False
        if inner.tag == "tr":
            cells = sum(1 for cell in inner.iterchildren("td", "th") if (cell.xpath("string()") or "").strip())
            rows += cells > 1
    return rows > 0


def grid(element: HtmlElement) -> tuple[str, int]:
    """The table as it is stored, and the characters in it that are links."""
    rows: list[list[list[str]]] = []
    below: dict[int, int] = {}  # columns that a cell above covers, and for how many rows yet
    header = False
    caption: list[str] = []
    for part in element.iterdescendants("tr", "caption"):
        if part.tag == "caption":
            caption += _paragraphs(part)
            continue
        row = _row(part, below)
        header = header or (not rows and all(cell.tag == "th" for cell in part.iterchildren("td", "th")))
        rows.append(row)
    linked = sum(len("".join(link.itertext()).strip()) for link in element.iterdescendants("a"))
    drawn = markup.table(rows, header=header)
    return "\n\n".join(part for part in (" ".join(caption), drawn) if part), linked


def _row(element: HtmlElement, below: dict[int, int]) -> list[list[str]]:
    cells: list[list[str]] = []
    for cell in element.iterchildren("td", "th"):
        _covered(cells, below)
        span = _span(cell, "rowspan")
        if span > 1:
            below[len(cells)] = span - 1
        cells.append(_paragraphs(cell))
    _covered(cells, below)
    return cells


def _covered(cells: list[list[str]], below: dict[int, int]) -> None:
    """Empty cells for those that a cell of a row above covers."""
    while below.get(len(cells), 0) > 0:
        below[len(cells)] -= 1
        cells.append([])


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), _MOST_SPAN) if value.isdecimal() and len(value) < 5 else 1  # noqa: PLR2004 - a number


def _paragraphs(element: HtmlElement) -> list[str]:
    return [line for text in "".join(_pieces(element)).split(_BREAK) if (line := markup.flat(text))]


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The text of a cell, with a line end where a paragraph, item or line does."""
    skipped: HtmlElement | None = None
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        tag = inner.tag
        if event == "start" and is_silent(inner):
            walk.skip_subtree()
            skipped = inner
        elif event == "start":
            yield _BREAK if tag in _BREAKS else ""
            yield "- " if tag == "li" else ""
            yield inner.text or ""
        else:
            yield _BREAK if tag in _BREAKS and inner is not skipped and tag != "br" else ""
            yield (inner.tail or "") if inner is not element else ""
