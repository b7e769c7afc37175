"""Gold and output folders as records, one `Records` a document.

A folder holds the contract's files itself, or has one sub-folder per document that does.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.evaluate.rows import EventRow, MentionRow, Row, SegmentRow
from pipeline.text import pieces, slices, squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

AnyRow = TypeVar("AnyRow", bound=Row)
SEGMENTS, EVENTS, MENTIONS, ANNOTATED = "segments.jsonl", "events.jsonl", "mentions.jsonl", "annotated.json"


class _AnnotatedFile(BaseModel):
    """`annotated.json`: ids of the segments whose events, whose mentions were annotated."""

    model_config = ConfigDict(extra="forbid")

    events: frozenset[str] | None = None
    mentions: frozenset[str] | None = None


class EvaluationError(ValueError):
    """A folder or file that cannot be compared: what, where, and what to do."""


@dataclass(frozen=True)
class Records:
    """What a folder says of one document.

    `event_scope`, `mention_scope`: ids of the segments whose events, whose mentions were annotated
    (None: of all). `is_annotation` says that the folder states this itself (`annotated.json`).
    `text` is the document's stored text, None where the folder has none.
    """

    doc: str
    segments: tuple[SegmentRow, ...]
    events: tuple[EventRow, ...]
    mentions: tuple[MentionRow, ...]
    text: str | None = None
    event_scope: frozenset[str] | None = None
    mention_scope: frozenset[str] | None = None
    is_annotation: bool = False


@dataclass(frozen=True)
class Fingerprint:
    """A file's SHA-256 and its number of records."""

    sha256: str
    count: int


def folders(root: Path) -> tuple[Path, ...]:
    """The folders under `root` (or `root` itself) that hold records."""
    if not root.is_dir():
        raise EvaluationError(f"{root}: no such folder")
    if (root / SEGMENTS).is_file():
        return (root,)
    found = tuple(sorted(path.parent for path in root.glob(f"*/{SEGMENTS}")))
    if not found:
        raise EvaluationError(
            f"{root}: no {SEGMENTS} in it or in its sub-folders; give the folder that `bulletin run` wrote"
        )
    return found


def load(root: Path) -> dict[str, Records]:
    """The documents of a folder by id."""
    documents: dict[str, Records] = {}
    for folder in folders(root):
        for records in _load_folder(folder, root):
            if records.doc in documents:
                raise EvaluationError(f"{folder}: document {records.doc} stands in two folders of {root}")
            documents[records.doc] = records
    return documents


def fingerprints(root: Path) -> dict[str, Fingerprint]:
    """Hash and count of each record file, by its path in `root`."""
    names = (SEGMENTS, EVENTS, MENTIONS, ANNOTATED)
    paths = [folder / name for folder in folders(root) for name in names]
    return {path.relative_to(root).as_posix(): _fingerprint(path) for path in paths if path.is_file()}


def _fingerprint(path: Path) -> Fingerprint:
    content = path.read_bytes()
    return Fingerprint(hashlib.sha256(content).hexdigest(), sum(1 for line in content.split(b"\n") if line.strip()))


def _load_folder(folder: Path, root: Path) -> list[Records]:
    """Documents of one folder; each event and mention is put with its document."""
    segments = _rows(folder / SEGMENTS, SegmentRow)
    docs = {segment.id: segment.doc for segment in segments}
    order = list(dict.fromkeys(docs.values()))
    events: dict[str, list[EventRow]] = defaultdict(list)
    for event in _rows(folder / EVENTS, EventRow):
        events[_document(folder, order, docs, event.link, event.id)].append(event)
    mentions: dict[str, list[MentionRow]] = defaultdict(list)
    for mention in _rows(folder / MENTIONS, MentionRow):
        mentions[mention.doc or _document(folder, order, docs, mention.segment, None)].append(mention)
    annotated = _annotated(folder, mentions)
    return [
        Records(
            doc=doc,
            segments=tuple(segment for segment in segments if segment.doc == doc),
            events=tuple(events[doc]),
            mentions=tuple(mentions[doc]),
            text=_text((folder, root), doc),
            event_scope=annotated["events"],
            mention_scope=annotated["mentions"],
            is_annotation=(folder / ANNOTATED).is_file(),
        )
        for doc in order
    ]


def _document(folder: Path, order: Sequence[str], docs: dict[str, str], link: str | None, row: str | None) -> str:
    """Document of a record that does not name it: by its segment, its id, or because there is one."""
    if link in docs:
        return docs[link]
    prefix = (row or link or "").split("/")[0]
    if prefix in order:
        return prefix
    if len(order) == 1:
        return order[0]
    raise EvaluationError(f"{folder}: record {row or link!r} belongs to no document of {SEGMENTS}")


def _rows(path: Path, model: type[AnyRow]) -> list[AnyRow]:
    """The lines of a file; none if it is missing."""
    if not path.is_file():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                found.append(model.model_validate_json(line))
            except ValidationError as error:
                first = error.errors()[0]
                field = ".".join(map(str, first["loc"]))
                raise EvaluationError(f"{path}:{number}: {field}: {first['msg']}") from error
    return found


def _annotated(folder: Path, mentions: dict[str, list[MentionRow]]) -> dict[str, frozenset[str] | None]:
    """Which segments were annotated: `annotated.json`, else what follows from the files that are there.

    Without it, events count in all segments if there is an event file, and mentions in the segments
    that have any.
    """
    path = folder / ANNOTATED
    given = _AnnotatedFile()
    if path.is_file():
        try:
            given = _AnnotatedFile.model_validate_json(path.read_text(encoding="utf-8"))
        except ValidationError as error:
            raise EvaluationError(f"{path}: {error.errors()[0]['msg']}") from error
    with_mentions = {row.segment for rows in mentions.values() for row in rows if row.segment}
    events = None if (folder / EVENTS).is_file() else frozenset[str]()
    return {
        "events": events if given.events is None else given.events,
        "mentions": frozenset(with_mentions) if given.mentions is None else given.mentions,
    }


def _text(places: Iterable[Path], doc: str) -> str | None:
    for place in places:
        path = place / "texts" / f"{doc}.txt"
        if path.is_file():
            return path.read_bytes().decode("utf-8")
    return None


def check_quotes(records: Records, text: str | None) -> None:
    """Raise EvaluationError where a segment's offsets do not point to its words in `text`."""
    for segment in records.segments if text is not None else ():
        assert text is not None
        stands = slices(text, pieces(segment.start, segment.end, segment.spans))
        if squash(stands) != squash(segment.text):
            raise EvaluationError(
                f"{segment.id}: {segment.text[:40]!r} does not stand at {segment.start}-{segment.end} of "
                f"texts/{records.doc}.txt ({stands[:40]!r} does); gold and output are of different texts"
            )
