"""Worker processes on this machine: orders in, notices out; a worker that dies or hangs costs its order only."""

from __future__ import annotations

import logging
import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType

from pipeline.records import Stage
from pipeline.run.faults import DEATHS, WorkerError, deadly, once_more, too_late
from pipeline.run.messages import Answer, Bounds, Broken, Duty, End, Entered, Fault, Logged, Notice, Order, Ready
from pipeline.run.worker import serve

log = logging.getLogger("bulletin")

_KILLED = -9  # the exit code of a process that was killed from outside
_START = 600.0  # seconds to load the models, on the slowest machine


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    slot: int
    errors: Path
    deadline: float
    ready: bool = False
    order: Order | None = None
    answers: int = 0
    stage: Stage = "read"

    def begin(self, order: Order) -> None:
        self.order, self.answers, self.deadline = order, order.skip, time.monotonic() + order.allowance
        self.connection.send(order)

    def end(self) -> None:
        self.order, self.deadline = None, float("inf")


@dataclass(slots=True)
class LocalCrew:
    """Up to `size` workers with one duty, started when there is work for them.

    `level` is the lowest level of log lines that are wanted; `errors` a folder for what the processes
    print.
    """

    duty: Duty
    size: int
    bounds: Bounds
    level: int
    errors: Path
    _workers: list[_Worker] = field(default_factory=list)
    _queue: deque[Order] = field(default_factory=deque)
    _held: bool = False
    _failed_starts: int = 0

    def __len__(self) -> int:
        """Orders that are not done."""
        return len(self._queue) + sum(worker.order is not None for worker in self._workers)

    def submit(self, order: Order) -> None:
        """Take an order."""
        self._queue.append(order)
        self._assign()

    def hold(self, held: bool) -> None:
        """While held, nothing is taken from the workers, and none is too late."""
        if self._held and not held:
            for worker in self._workers:
                if worker.order:
                    worker.deadline = time.monotonic() + worker.order.allowance
        self._held = held

    def waitables(self) -> list[Connection]:
        """The connections on which something can come."""
        return [] if self._held else [worker.connection for worker in self._workers]

    def patience(self) -> float | None:
        """Seconds until a worker is too late; None if nothing is awaited."""
        deadlines = [worker.deadline for worker in self._workers if worker.deadline != float("inf")]
        return None if self._held or not deadlines else max(0.0, min(deadlines) - time.monotonic())

    def collect(self, ready: Sequence[object]) -> Iterator[Notice]:
        """What the connections in `ready` bring, one message each, and what has become of late workers."""
        for worker in list(self._workers):
            if worker.connection in ready:
                yield from self._hear(worker)
            elif not self._held and time.monotonic() > worker.deadline:
                yield from self._too_late(worker)
        self._assign()

    def close(self) -> None:
        """End all workers; what they are doing is lost."""
        for worker in self._workers:
            _end(worker)
        self._workers.clear()
        self._queue.clear()

    def _hear(self, worker: _Worker) -> Iterator[Notice]:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._died(worker)
            return
        ticket = worker.order.ticket if worker.order else None
        match message:
            case Ready():
                worker.ready, worker.deadline, self._failed_starts = True, float("inf"), 0
            case Broken():
                raise WorkerError(message.message)
            case Entered():
                worker.stage = message.stage
            case Logged():
                yield Notice(ticket, message, worker.stage)
            case Answer():
                worker.answers += 1
                assert worker.order
                worker.deadline = time.monotonic() + worker.order.allowance
                yield Notice(ticket, message, worker.stage)
            case Fault():
                yield Notice(ticket, message, message.stage)
            case End():
                worker.end()
                if message.retires:
                    self._remove(worker)
                yield Notice(ticket, message, worker.stage)

    def _too_late(self, worker: _Worker) -> Iterator[Notice]:
        order = worker.order
        self._remove(worker)
        if order is None:
            raise WorkerError(f"a worker has not started within {_START:.0f} s; is the machine overloaded?")
        yield Notice(order.ticket, too_late(order, worker.stage, _printed(worker)), worker.stage)
        yield Notice(order.ticket, End(retires=True), worker.stage)

    def _died(self, worker: _Worker) -> Iterator[Notice]:
        order = worker.order
        self._remove(worker)
        how = _how(worker.process.exitcode)
        if order is None:
            if not worker.ready:
                self._failed_starts += 1
            if self._failed_starts == DEATHS:
                raise WorkerError(f"a worker cannot start: it {how}; {_printed(worker)[-500:]}")
            return
        if again := once_more(order, worker.answers):
            self._queue.appendleft(again)
            yield Notice(order.ticket, Logged(logging.INFO, f"the worker {how}; once more"), worker.stage)
            return
        fault = deadly(how, worker.stage, _printed(worker), killed=worker.process.exitcode == _KILLED)
        yield Notice(order.ticket, fault, worker.stage)
        yield Notice(order.ticket, End(retires=True), worker.stage)

    def _assign(self) -> None:
        idle = [worker for worker in self._workers if worker.order is None]
        while len(idle) < len(self._queue) and len(self._workers) < self.size:
            idle.append(self._start())
        for worker in idle:
            if self._queue and worker.ready:
                self._give(worker)

    def _give(self, worker: _Worker) -> None:
        order = self._queue.popleft()
        try:
            worker.begin(order)
        except OSError:
            # it died while idle, and its connection will say so
            worker.end()
            self._queue.appendleft(order)

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        slot = min(set(range(self.size)) - {worker.slot for worker in self._workers})
        errors = self.errors / f"{type(self.duty).__name__.lower()}-{slot + 1}.log"
        arguments = (theirs, self.duty, self.bounds, self.level, errors)
        process = context.Process(target=serve, args=arguments, daemon=True)
        try:
            with _no_main_module():
                process.start()
        except OSError as error:
            raise WorkerError(f"a worker cannot start: {error.strerror}; try fewer --workers") from error
        theirs.close()
        worker = _Worker(process, ours, slot, errors, time.monotonic() + _START)
        self._workers.append(worker)
        return worker

    def _remove(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        _end(worker)


@contextmanager
def _no_main_module() -> Iterator[None]:
    """A process that is started in this block does not run the main module of this one.

    It would, so that what the main module defines is there; nothing of ours is, and the script of
    somebody who calls `run` without a guard would begin again in every worker.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _end(worker: _Worker) -> None:
    """End the process; one that has ended before keeps its exit code."""
    worker.process.kill()
    worker.process.join()
    worker.connection.close()


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        names = {found.value: found.name for found in signal.Signals}
        return f"was ended by signal {names.get(-code, -code)}"
    return f"ended itself with code {code}"


def _printed(worker: _Worker) -> str:
    try:
        return worker.errors.read_text(encoding="utf-8", errors="replace")[-4000:].strip()
    except OSError:
        return ""
