"""`.jsonl`: one document a line, `{"id", "text", "date"?, "title"?, "url"?, …}`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.read.encoding import decode
from pipeline.read.faults import ReadError
from pipeline.read.inputs import slug
from pipeline.read.metadata import Metadata, validated
from pipeline.records import Document, Reject

# Names that files for other open event coders use for the same things.
_SYNONYMS = {"event_text": "text", "publication_date": "date"}


def documents(path: Path, doc_id: str) -> Iterator[Document | Reject]:
    """Documents of the file, in order; a line that is none becomes a Reject and costs nothing else."""
    seen: set[str] = set()
    with path.open("rb") as handle:
        for number, raw in enumerate(handle, 1):
            where = f"{path.as_posix()}:{number}"
            if not raw.strip():
                continue
            digest = hashlib.sha256(raw).hexdigest()
            try:
                document = _document(raw, where, f"{doc_id}-{number}", digest)
                _refuse_twice(document.id, seen, where)
            except ReadError as error:
                yield Reject(
                    doc=None,
                    path=where,
                    stage="read",
                    reason=error.reason,
                    message=error.message,
                    sha256=digest,
                )
                continue
            seen.add(document.id)
            yield document


def _refuse_twice(doc_id: str, seen: set[str], where: str) -> None:
    if doc_id in seen:
        message = f"{where}: id {doc_id!r} stands in the file twice; give each line its own"
        raise ReadError("duplicate_id", message)


def _document(raw: bytes, where: str, fallback_id: str, digest: str) -> Document:
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
    return Document(
        id=slug(str(content.get("id", fallback_id))),
        path=where,
        text=text.replace("\r\n", "\n").replace("\r", "\n"),
        sha256=digest,
        encoding=decoded.encoding,
        **validated(known, where).model_dump(),
    )


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except ValueError as error:
        raise ReadError("bad_json", f"{where}: {error}; each line must be one JSON object") from error
    if not isinstance(content, dict):
        raise ReadError("bad_json", f"{where}: a {type(content).__name__}, not an object with 'text'")
    return content
