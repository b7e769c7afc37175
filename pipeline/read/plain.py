"""`.txt` and `.md`: one document a file."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read.encoding import decode
from pipeline.read.metadata import front_matter
from pipeline.read.source import Source
from pipeline.records import Document

_MOST_BYTES = 4  # of a character in any encoding


def documents(source: Source) -> Iterator[Document]:
    """The one document. Raises ReadError (`empty`, `undecodable`, `bad_metadata`, `too_large`)."""
    data = source.data(_MOST_BYTES * source.limits.text_chars)
    decoded = decode(data, source.where)
    inside, body = front_matter(decoded.text, source.where)
    yield source.document(decoded.text, data, decoded.encoding, inside, body)
