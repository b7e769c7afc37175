"""`.txt` and `.md`: one document a file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.read.encoding import decode
from pipeline.read.faults import ReadError
from pipeline.read.metadata import front_matter, side_file
from pipeline.records import Document


def document(path: Path, doc_id: str) -> Document:
    """The document in the file. Raises ReadError (`empty`, `undecodable`, `bad_metadata`)."""
    return from_bytes(path.read_bytes(), path, doc_id)


def from_bytes(data: bytes, path: Path, doc_id: str) -> Document:
    """The document in `data`, which came from `path`."""
    decoded = decode(data, path.as_posix())
    if not decoded.text.strip():
        raise ReadError("empty", f"{path.as_posix()}: the file has no text")
    inside, body = front_matter(decoded.text, path.as_posix())
    metadata = side_file(path).over(inside)
    return Document(
        id=doc_id,
        path=path.as_posix(),
        text=decoded.text,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        body_start=body,
        **metadata.model_dump(),
    )
