"""`.docx`: styles become headings, lists and tables become lines; heads and feet of pages are not read."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read.metadata import Metadata
from pipeline.read.source import Source
from pipeline.read.word.body import Body
from pipeline.read.word.package import Package, opened
from pipeline.records import Document
from pipeline.text import squash

__all__ = ["documents"]

# How far into the text the title may stand.
_OPENING = 3_000


def documents(source: Source) -> Iterator[Document]:
    """The one document. Raises ReadError (`corrupt`, `empty`, `too_large`, `unsupported_type`)."""
    data = source.data()
    package = opened(data, source)
    text, titles = "", []
    for piece in Body(package).pieces():
        if not piece.text:
            continue
        text += ("\n" if piece.tight else "\n\n") if text else ""
        text += piece.text
        if piece.is_title:
            titles.append(piece.text.lstrip("# "))
    title = titles[0] if titles else _said(package, text)
    yield source.document(f"{text}\n" if text else "", data, "docx", Metadata(title=title))


def _said(package: Package, text: str) -> str | None:
    """The title among the file's properties, if the text says it too.

    Such properties are often those of a template or of last year's issue; of the days among them
    none is the day of publication.
    """
    title = package.title
    said = title and squash(title).casefold() in squash(text[:_OPENING]).casefold()
    return title if said and len(title or "") <= _OPENING else None
