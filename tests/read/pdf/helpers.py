"""PDFs typeset for a test, and what is read of them."""

from __future__ import annotations

import io
import tempfile
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from pipeline import read, segment
from pipeline.records import Document, Reject, Segment
from pipeline.text import squash
from tools.layouts.designs import DESIGNS
from tools.layouts.issue import Entry, Issue, read_issue
from tools.layouts.parts import Printed
from tools.layouts.tables import TABLES

Found = tuple[str, str, str, int]


def read_all(data: bytes) -> list[Document | Reject]:
    """What the reader makes of a file of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(data)
        return list(read.documents(path))


def document(data: bytes) -> Document:
    """The one document in the bytes."""
    (found,) = read_all(data)
    assert isinstance(found, Document), found
    return found


def reject(data: bytes) -> Reject:
    """The one reject that comes of the bytes."""
    (found,) = read_all(data)
    assert isinstance(found, Reject), found
    return found


@cache
def issue() -> Issue:
    """The issue that is typeset."""
    return read_issue()


@cache
def printed(name: str) -> tuple[Printed, Document, tuple[Segment, ...]]:
    """A design, the document read of it, and its segments."""
    made = DESIGNS[name](issue())
    doc = document(made.data)
    return made, doc, tuple(segment.segments(doc))


@cache
def table(name: str) -> tuple[Document, tuple[Segment, ...]]:
    """The document read of a table of the second typesetter, and its segments."""
    doc = document(TABLES[name](issue()))
    return doc, tuple(segment.segments(doc))


def wanted(entry: Entry, page: int) -> Found:
    """An entry as it must be found: days, text, page."""
    return str(entry.first), str(entry.last), squash(entry.text), page


def entries(doc: Document, segments: tuple[Segment, ...]) -> list[Found]:
    """The entries that were found."""
    return [
        (str(one.date), str(one.enddate or one.date), squash(one.text), bisect_right(doc.pages, one.start))
        for one in segments
        if one.kind == "chronology_entry"
    ]


def drawn(*pages: Callable[[Any], object], size: tuple[float, float] = (400, 400)) -> bytes:
    """A file of pages, each drawn by a function that is given the canvas."""
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=size, invariant=1)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def words(*lines: tuple[float, float, str], font: str = "Times-Roman", size: float = 10) -> Callable[[Any], None]:
    """A page of lines, each at its place (x, y from the lower edge)."""

    def draw(canvas: Any) -> None:
        for x, y, text in lines:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)

    return draw
