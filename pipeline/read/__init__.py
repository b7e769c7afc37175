"""Stage 1, read: a file becomes Documents, or a Reject that says why not.

One module per file type; this one chooses by the file's ending.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.read import jsonl, plain
from pipeline.read.faults import ReadError
from pipeline.read.inputs import document_ids, expand, slug
from pipeline.records import Document, Reject

__all__ = ["SUPPORTED", "ReadError", "document_ids", "documents", "expand", "slug", "stdin"]

SUPPORTED = (".txt", ".md", ".jsonl")


def documents(path: Path, doc_id: str | None = None) -> Iterator[Document | Reject]:
    """Every document in the file at `path`, in order.

    `doc_id` names the document (default: the slug of the file's stem); in a `.jsonl` each line has
    its own. What cannot be read is yielded as a Reject; nothing is raised for a bad input.
    """
    name = doc_id or slug(path.stem)
    try:
        if path.suffix.lower() == ".jsonl":
            yield from jsonl.documents(path, name)
        elif path.suffix.lower() in SUPPORTED:
            yield plain.document(path, name)
        else:
            yield _reject(path, name, ReadError("unsupported_type", _unsupported(path)))
    except ReadError as error:
        yield _reject(path, name, error)
    except OSError as error:
        message = f"{path.as_posix()}: {error.strerror or error}; check the path and its permissions"
        yield _reject(path, name, ReadError("unreadable", message))


def stdin(data: bytes) -> Document | Reject:
    """The document in `data`, read from standard input."""
    path = Path("stdin.txt")
    try:
        return plain.from_bytes(data, path, "stdin")
    except ReadError as error:
        return Reject(doc="stdin", path="-", stage="read", reason=error.reason, message=error.message)


def _unsupported(path: Path) -> str:
    ending = path.suffix or "no ending"
    return (
        f"{path.as_posix()}: files with {ending} are not read; "
        f"convert it to one of {', '.join(SUPPORTED)} and run again"
    )


def _reject(path: Path, doc_id: str, error: ReadError) -> Reject:
    try:
        digest: str | None = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        digest = None
    return Reject(
        doc=doc_id,
        path=path.as_posix(),
        stage="read",
        reason=error.reason,
        message=error.message,
        sha256=digest,
    )
