"""What a run would do: which documents are new, changed, unchanged or gone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import Literal

from pipeline import emit
from pipeline.records import Reject
from pipeline.run.batch import Crew
from pipeline.run.crew import LocalCrew
from pipeline.run.database import is_store
from pipeline.run.duties import Chain, Reading
from pipeline.run.fingerprint import guard, input_key, versions
from pipeline.run.inputs import STDIN, Inputs
from pipeline.run.job import STATE
from pipeline.run.messages import Answer, Bounds, Duty, Fault, Input, Order, Read
from pipeline.run.selection import Selection
from pipeline.run.store import Store
from pipeline.settings import Settings

State = Literal["new", "changed", "unchanged", "rejected", "gone"]


@dataclass(frozen=True, slots=True)
class Change:
    """A document, where it is, and how it stands to the last run."""

    state: State
    doc: str
    path: str


def survey(
    inputs: Sequence[str],
    output: Path,
    settings: Settings | None = None,
    *,
    selection: Selection | None = None,
    duty: Duty | None = None,
) -> Iterator[Change]:
    """Each document that a run would be about. New and changed inputs are read, nothing is processed or written.

    Standard input is not read. Raises NothingToReadError, StoreError, WorkerError.
    """
    settings, selection = settings or Settings(), selection or Selection()
    found = Inputs.find([name for name in inputs if name != STDIN], output)
    state = emit.hidden_if_there(output) / STATE
    with tempfile.TemporaryDirectory() as errors, closing(Store(state if is_store(state) else ":memory:")) as store:
        installed = versions(asdict(settings.limits), repr(duty or Chain()))
        reader = LocalCrew(Reading(installed.chain, settings.limits), 1, Bounds(settings.memory), 50, Path(errors))
        try:
            changes = (
                change
                for item in found.files()
                for change in _changes(item, store, reader, settings, installed.reading)
            )
            chosen = (change for change in changes if selection.has(change.doc, change.path))
            yield from islice(chosen, selection.limit)
            if selection.is_whole:
                yield from (Change("gone", item.doc or "", item.path) for item in store.gone())
        finally:
            reader.close()


def _changes(item: Input, store: Store, reader: Crew, settings: Settings, version: str) -> Iterator[Change]:
    if store.is_done(item.name, input_key(item, version), guard(settings)):
        for stored in store.items(item.name):
            store.see(stored.doc or stored.path)
            yield Change("unchanged", stored.doc or stored.path, stored.path)
        return
    for found in _read(item, reader, settings):
        if isinstance(found, Read):
            doc, path = found.document.id, found.document.path
            yield Change(_state(store, found, settings), doc, path)
        else:
            doc = found.doc or found.path
            yield Change("rejected", doc, found.path)
        store.see(doc)


def _state(store: Store, found: Read, settings: Settings) -> State:
    known = store.known(found.document.id)
    if found.key in known and (store.has(found.key) or store.reject_of(found.key, guard(settings))):
        return "unchanged"
    return "changed" if known else "new"


def _read(item: Input, reader: Crew, settings: Settings) -> Iterator[Read | Reject]:
    reader.submit(Order(item, item, settings.timeout))
    while len(reader):
        for notice in reader.collect(wait(reader.waitables(), reader.patience())):
            if isinstance(notice.what, Answer):
                yield notice.what.content
            elif isinstance(notice.what, Fault):
                message = f"{item.name}: {notice.what.message}"
                yield Reject(doc=item.doc_id, path=item.name, stage="read", reason=notice.what.reason, message=message)
