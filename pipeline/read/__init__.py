"""Stage 1, read: a file becomes Documents, or a Reject that says why not.

One module per file type; which it is, its first bytes and its name's ending tell. Archives and
messages hold further inputs, which are read like files. Nothing in an input is run, fetched or
unpacked to disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.read.dispatch import guarded, of_bytes, of_file
from pipeline.read.faults import ReadError
from pipeline.read.inputs import document_ids, expand, slug
from pipeline.read.limits import DEFAULT, Limits
from pipeline.read.sniff import ENDINGS
from pipeline.records import Document, Reject

__all__ = [
    "SUPPORTED", "Limits", "ReadError", "document_ids", "documents", "expand", "slug", "stdin", "stdin_documents",
]  # fmt: skip

SUPPORTED = tuple(ENDINGS)


def documents(path: Path, doc_id: str | None = None, limits: Limits = DEFAULT) -> Iterator[Document | Reject]:
    """Every document in the file at `path`, in order.

    `doc_id` names the document (default: the slug of the file's stem); what an archive or a message
    holds has an id that begins with it, a line of a `.jsonl` has its own. What cannot be read is
    yielded as a Reject; nothing is raised for a bad input.
    """
    source = of_file(path, doc_id or slug(path.stem), limits)
    yield from guarded(source)


def stdin(data: bytes, limits: Limits = DEFAULT) -> Document | Reject:
    """The one document in `data`, read from standard input; a Reject where there are several."""
    found = list(stdin_documents(data, limits))
    if len(found) == 1:
        return found[0]
    message = f"-: standard input holds {len(found)} documents where one is expected; write them to a file and name it"
    return of_bytes(data, "stdin", "-", limits).reject(ReadError("unsupported_type", message), data)


def stdin_documents(data: bytes, limits: Limits = DEFAULT) -> Iterator[Document | Reject]:
    """Every document in `data`, read from standard input."""
    yield from guarded(of_bytes(data, "stdin", "-", limits))
