"""Inputs to a store: what is new or changed is read, and what was read is processed, by workers."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Protocol

from pipeline.read.source import shown
from pipeline.records import Document, Reject
from pipeline.run.faults import check_rejects
from pipeline.run.fingerprint import guard, input_key
from pipeline.run.messages import Answer, End, Fault, Input, Item, Logged, Made, Notice, Order, Read
from pipeline.run.selection import Selection
from pipeline.run.store import Item as Stored
from pipeline.run.store import Store
from pipeline.settings import Settings

log = logging.getLogger("bulletin")

_CHARS = 250_000  # for each begun so many, a document gets the whole time that the settings allow
# Rejects that another limit of time or memory could turn into records.
_GUARDED = frozenset({"timeout", "too_large", "internal_error"})
_LONGEST = 3600.0  # seconds of one wait: more than some systems can be asked for is never needed
_AHEAD = 2  # documents that wait for each worker, so that none has to wait for the readers


class Crew(Protocol):
    """Those who do the work, here or elsewhere."""

    def __len__(self) -> int:
        """Orders that are not done."""

    def submit(self, order: Order) -> None:
        """Take an order."""

    def hold(self, held: bool) -> None:
        """While held, nothing is taken from the workers."""

    def waitables(self) -> list[Connection]:
        """What to wait for."""

    def patience(self) -> float | None:
        """Seconds after which to look again, whatever comes."""

    def collect(self, ready: Sequence[object]) -> Iterator[Notice]:
        """What has come."""

    def close(self) -> None:
        """End all work."""


@dataclass(frozen=True, slots=True)
class Update:
    """How far a run is: inputs begun and in all, documents done by this run and before, rejects, the last name."""

    inputs: int
    of: int
    processed: int
    unchanged: int
    rejects: int
    name: str
    is_last: bool = False


@dataclass(slots=True)
class _Open:
    """An input of which something is not done yet."""

    key: str | None
    items: int = 0
    waiting: int = 0
    read: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a document stands that is being processed."""

    input: Input
    number: int
    read: Read


@dataclass(slots=True)
class Batch:
    """A run over inputs. Results come in any order; the store puts them where they belong."""

    store: Store
    reader: Crew
    crew: Crew
    settings: Settings
    selection: Selection
    version: str
    progress: Callable[[Update], None] | None = None
    processed: int = 0
    unchanged: int = 0
    rejects: int = 0
    _items: int = 0
    _begun: int = 0
    _of: int = 0
    _full: bool = False
    _open: dict[str, _Open] = field(default_factory=dict)

    def go(self, inputs: Iterable[Input], of: int) -> None:
        """Process the inputs, `of` them in all. Raises TooManyRejectsError, WorkerError, StoreError."""
        self._of = of
        # a limit counts documents in order, so that no input may be read ahead of another
        readers = 1 if self.selection.limit is not None else max(1, self.settings.processes // 2)
        for item in inputs:
            if self._full:
                break
            self._begun += 1
            self._tell(item.name)
            key = input_key(item, self.version)
            if not self.selection.force and self.store.is_done(item.name, key, guard(self.settings)):
                self._skip(item)
                if len(self.crew):
                    self._work(0)
                continue
            self.store.begin(item.name)
            self._open[item.name] = _Open(key)
            self.reader.submit(Order(item, item, self.settings.timeout))
            self._work_until(lambda: len(self.reader) < readers)
        self._work_until(lambda: not len(self.reader) and not len(self.crew))
        self.store.commit()
        self._tell("", is_last=True)

    def refuse(self, rejects: Iterable[Reject]) -> None:
        """Put rejects of inputs that are not there."""
        for reject in rejects:
            self.store.begin(reject.path)
            if self.selection.has(None, reject.path):
                self._count_item()
                self._put_reject(Stored(reject.path, 0, None, reject.path, None, None, reject), reject)

    def _skip(self, item: Input) -> None:
        for stored in self.store.items(item.name):
            if not self._full and self.selection.has(stored.doc, stored.path):
                self.unchanged += 1
                self._count_item()
                if stored.reject:
                    self._count_reject()

    def _work_until(self, enough: Callable[[], bool]) -> None:
        while not enough():
            self.reader.hold(len(self.crew) >= _AHEAD * self.settings.processes)
            patience = [p for p in (self.reader.patience(), self.crew.patience()) if p is not None]
            self._work(min([*patience, _LONGEST]))

    def _work(self, patience: float) -> None:
        """Wait so many seconds at most for what the workers bring, and take it."""
        ready = wait([*self.reader.waitables(), *self.crew.waitables()], patience)
        for notice in self.reader.collect(ready):
            self._from_reader(notice)
        for notice in self.crew.collect(ready):
            self._from_crew(notice)
        self.store.tick()

    # reading

    def _from_reader(self, notice: Notice) -> None:
        item: Input | None = notice.ticket
        if item is None or item.name not in self._open:
            return
        state = self._open[item.name]
        match notice.what:
            case Logged():
                self._log(notice.what, item.doc_id, notice.stage)
            case Answer():
                self._take(item, state.items, notice.what.content)
                state.items += 1
            case Fault():
                self._take(item, state.items, self._fault(notice.what, item.doc_id, item.name, None))
                state.items += 1
            case End():
                state.read = True
                self.store.cut(item.name, state.items)
                self._close_if_done(item.name)
        if self._full:
            # the rest of this input is not asked for
            self.reader.close()
            self._open.pop(item.name, None)

    def _take(self, item: Input, number: int, found: Item) -> None:
        doc, path = (found.document.id, found.document.path) if isinstance(found, Read) else (found.doc, found.path)
        if not self.selection.has(doc, path):
            self.store.drop(item.name, number)
            self._open[item.name].key = None
            return
        self._count_item()
        if isinstance(found, Reject):
            self._put_reject(_place(item, number, found), found)
            return
        stored = self._stored(item, number, found)
        if stored is None:
            self._open[item.name].waiting += 1
            allowance = self.settings.timeout * math.ceil(len(found.document.text) / _CHARS)
            self.crew.submit(Order(_Place(item, number, found), found.document, allowance))
        elif stored.reject:
            self._put_reject(stored, stored.reject)
        else:
            self.unchanged += 1
            self.store.put(stored)

    def _stored(self, item: Input, number: int, found: Read) -> Stored | None:
        """The item, if its records (or its reject by the same guards) are known already."""
        if self.selection.force:
            return None
        place = _place(item, number, found)
        if self.store.has(found.key):
            return place
        reject = self.store.reject_of(found.key, guard(self.settings))
        return _place(item, number, found, reject) if reject else None

    # processing

    def _from_crew(self, notice: Notice) -> None:
        place: _Place | None = notice.ticket
        if place is None:
            return
        document = place.read.document
        match notice.what:
            case Logged():
                self._log(notice.what, document.id, notice.stage)
            case Answer():
                self._put_records(place, notice.what.content)
            case Fault():
                reject = self._fault(notice.what, document.id, document.path, document.sha256)
                self._put_reject(_place(place.input, place.number, place.read, reject), reject)
            case End():
                if place.input.name in self._open:
                    self._open[place.input.name].waiting -= 1
                    self._close_if_done(place.input.name)

    def _put_records(self, place: _Place, made: Made) -> None:
        self.store.keep(place.read.key, made)
        self.store.put(_place(place.input, place.number, place.read))
        self.processed += 1
        counts = made.counts
        told = f"{counts.segments.total()} segments, {counts.mentions} mentions, {counts.events.total()} events"
        log.info("%s", told, extra={"document": place.read.document.id, "stage": "emit"})
        self._tell(place.input.name)

    def _fault(self, fault: Fault, doc: str, path: str, sha256: str | None) -> Reject:
        if fault.detail:
            log.debug("%s", fault.detail, extra={"document": doc, "stage": fault.stage})
        message = shown(f"{path}: {fault.message}")
        return Reject(doc=doc, path=path, stage=fault.stage, reason=fault.reason, message=message, sha256=sha256)

    def _put_reject(self, stored: Stored, reject: Reject) -> None:
        self.store.put(stored, guard(self.settings) if reject.reason in _GUARDED else None)
        extra = {"document": reject.doc or reject.path, "stage": reject.stage}
        log.warning("rejected (%s): %s", reject.reason, reject.message, extra=extra)
        self._count_reject()

    # counting

    def _count_item(self) -> None:
        self._items += 1
        self._full = self.selection.limit is not None and self._items >= self.selection.limit

    def _count_reject(self) -> None:
        self.rejects += 1
        check_rejects(self.rejects, self.settings)

    def _close_if_done(self, name: str) -> None:
        state = self._open[name]
        if state.read and not state.waiting:
            del self._open[name]
            if state.key is not None:
                self.store.done(name, state.key)

    def _tell(self, name: str, *, is_last: bool = False) -> None:
        if self.progress:
            counts = (self._begun, self._of, self.processed, self.unchanged, self.rejects)
            self.progress(Update(*counts, name, is_last))

    def _log(self, line: Logged, doc: str, stage: str) -> None:
        log.log(line.level, "%s", line.message, extra={"document": doc, "stage": stage})


def _place(item: Input, number: int, found: Read | Reject, reject: Reject | None = None) -> Stored:
    if isinstance(found, Reject):
        return Stored(item.name, number, found.doc, found.path, found.sha256, None, found)
    document: Document = found.document
    return Stored(item.name, number, document.id, document.path, document.sha256, found.key, reject)
