"""`.pdf`: one text in reading order, made from the places of the words on each page.

The text is what offsets point into: one line for each paragraph, heading or table row, form feeds between pages.
Running heads, page numbers, captions and notes stand in it where they are printed, and are told in `Document.parts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.read.faults import ReadError
from pipeline.read.metadata import Metadata
from pipeline.read.pdf.asides import printed_runs, shaded_rows
from pipeline.read.pdf.flow import Setting, flow_of, gutters_of
from pipeline.read.pdf.furniture import strip
from pipeline.read.pdf.lines import body_size
from pipeline.read.pdf.pdfium import OpenFile, RawPage, opened
from pipeline.read.pdf.render import Rendered, Sheet, render
from pipeline.read.pdf.shapes import Page
from pipeline.read.pdf.words import page_of
from pipeline.read.source import Source
from pipeline.records import Document, Reject
from pipeline.text import squash

__all__ = ["documents"]

# A text layer with more characters of no known meaning than this is no text.
_MOST_UNMAPPED = 0.3


def documents(source: Source) -> Iterator[Document | Reject]:
    """The document, and where some of its pages are pictures without text, a Reject that names them.

    Raises ReadError: `encrypted`, `corrupt`, `too_large`, `empty` (a scan without a text layer),
    `undecodable` (its fonts do not say which characters their signs are).
    """
    data = source.data()
    with opened(data, source.where) as file:
        pages, unread = _pages(file)
        title = file.title()
    rendered = _rendered(pages)
    if not rendered.text.strip():
        raise ReadError("empty", f"{source.where}: {_no_text(pages)}")
    found = source.document(rendered.text, data, "pdf", _metadata(title, rendered))
    yield found.model_copy(update={"pages": tuple(rendered.pages), "parts": tuple(rendered.parts)})
    if unread:
        named = ", ".join(map(str, unread[:20])) + (" …" if len(unread) > 20 else "")  # noqa: PLR2004 - enough to look
        message = f"{source.where}: {len(unread)} page(s) are pictures without text ({named}); the others were read"
        yield source.reject(ReadError("empty", f"{message}; recognise these (OCR) and run again"), data)


def _metadata(title: str | None, rendered: Rendered) -> Metadata:
    """The file's own title, if its first page says it too: titles in files are often those of a template."""
    first = rendered.text[: rendered.pages[1]] if len(rendered.pages) > 1 else rendered.text
    said = title is not None and squash(title).casefold() in squash(first).casefold()
    return Metadata(title=title if said else None)


def _pages(file: OpenFile) -> tuple[list[Page], list[int]]:
    """The pages with their words, and the numbers of those that are pictures without any."""
    pages: list[Page] = []
    characters = unmapped = 0
    for raw in file.pages():
        characters += len(raw.glyphs)
        unmapped += _unmapped(raw)
        pages.append(page_of(raw))
    if characters and unmapped > _MOST_UNMAPPED * characters:
        message = f"{file.where}: its fonts do not say which characters their signs are; recognise its pages (OCR)"
        raise ReadError("undecodable", message + " and run again")
    return pages, [page.number for page in pages if page.pictures and not page.words]


def _unmapped(raw: RawPage) -> int:
    """Characters of no known meaning: without a Unicode value, or with one that says so."""
    strange = sum(bool(re.match(r"[\ue000-\uf8ff\ufffd]", glyph.char)) for glyph in raw.glyphs)
    return max(raw.unmapped, strange)


def _no_text(pages: list[Page]) -> str:
    if any(page.pictures for page in pages):
        return "a scan: its pages are pictures without a text layer; recognise them (OCR) and run again"
    return "no text on its pages; if they show text, it is drawn and not written: recognise it (OCR) and run again"


def _rendered(pages: list[Page]) -> Rendered:
    size = body_size(word for page in pages for word in page.words)
    stripped = strip(pages, size)
    bare = [one.page for one in stripped]
    tables = tuple(box for page in bare for box in shaded_rows(page))
    gutters = tuple(gutter for page in bare for gutter in gutters_of(page, size, tables))
    setting = Setting(size, gutters, printed_runs(bare, size), tables)
    return render([Sheet(one.heads, flow_of(one.page, setting), (*one.feet, *one.page.aslant)) for one in stripped])
