"""`.jsonl`: one document a line, `{"id", "text", "date"?, "title"?, "url"?, …}`; read as a stream."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from pipeline.read.encoding import decode, tidy
from pipeline.read.faults import ReadError, said, too_large
from pipeline.read.inputs import digest8, slug
from pipeline.read.metadata import Metadata, validated
from pipeline.read.source import Source
from pipeline.records import Document, Reject

# Names that files for other open event coders use for the same things.
_SYNONYMS = {"event_text": "text", "publication_date": "date"}


def documents(source: Source) -> Iterator[Document | Reject]:
    """Documents of the file, in order; a line that is none becomes a Reject and costs nothing else."""
    seen: set[str] = set()
    lines = 0
    with source.opener() as stream:
        for number, raw in _lines(stream, source.limits.line_bytes):
            lines = number
            if raw is not None and not raw.strip():
                continue
            where = f"{source.where}:{number}"
            try:
                document = _document(raw, replace(source, where=where, doc_id=f"{source.doc_id}-{number}"), seen)
            except ReadError as error:
                digest = hashlib.sha256(raw).hexdigest() if raw is not None else None
                yield Reject(
                    doc=None, path=where, stage="read", reason=error.reason, message=error.message, sha256=digest
                )
                continue
            yield document
    if not lines:
        raise ReadError("empty", f"{source.where}: there is no text in it")


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers from 1; None stands for a line that is longer than `limit` bytes."""
    number = 0
    while raw := stream.readline(limit + 1):
        number += 1
        if len(raw) <= limit or raw.endswith(b"\n"):
            yield number, raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(limit + 1)
        yield number, None


def _document(raw: bytes | None, source: Source, seen: set[str]) -> Document:
    where = source.where
    if raw is None:
        limit = source.limits.line_bytes
        raise too_large(where, "the line has too many bytes", limit, "split its text, or raise the limit")
    decoded = decode(raw, where)
    content = _object(decoded.text, where)
    for theirs, ours in _SYNONYMS.items():
        if theirs in content and ours not in content:
            content[ours] = content[theirs]
    text = content.get("text")
    if not isinstance(text, str):
        raise ReadError("bad_json", f"{where}: no string under 'text'; each line needs one")
    if not text.strip():
        raise ReadError("empty", f"{where}: 'text' is empty")
    known = {key: content[key] for key in Metadata.model_fields if content.get(key) is not None}
    named = _named(source, content.get("id"), seen)
    text = tidy(text)  # what a line has as \\u escapes is decoded only here
    return named.document(text, raw, decoded.encoding, validated(known, where))


def _named(source: Source, given: object, seen: set[str]) -> Source:
    """The source under the id that the line gives; raises ReadError where the file has it already.

    Two ids that differ only in what cannot stand in a file's name get ids that differ.
    """
    raw = source.doc_id if given is None else str(given)
    doc_id = raw if given is None else slug(raw)
    if (mark := digest8(raw)) in seen:
        message = f"{source.where}: id {doc_id!r} stands in the file twice; give each line its own"
        raise ReadError("duplicate_id", message)
    if digest8(f"id {doc_id}") in seen:
        doc_id = f"{doc_id}-{mark}"
    seen |= {mark, digest8(f"id {doc_id}")}
    return replace(source, doc_id=doc_id)


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError("bad_json", f"{where}: {said(error)}; each line must be one JSON object") from error
    if not isinstance(content, dict):
        raise ReadError("bad_json", f"{where}: a {type(content).__name__}, not an object with 'text'")
    return content
