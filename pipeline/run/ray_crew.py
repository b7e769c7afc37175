"""Workers on other machines: the same orders and notices as here, over Ray."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Self

from pipeline.records import Stage
from pipeline.run import memory
from pipeline.run.faults import WorkerError, deadly, once_more, too_late
from pipeline.run.messages import Answer, Bounds, Duty, End, Fault, Logged, Notice, Order
from pipeline.run.worker import FULL, JOBS, Teller, confine, do
from pipeline.settings import Settings

_LOOK = 0.05  # seconds between two looks for what has come
_STAGE: Stage = "extract"  # where a document is taken to have been that brought nothing back


class _Box:
    """Keeps what a worker says until its job is done."""

    def __init__(self) -> None:
        self.messages: list[Any] = []

    def send(self, obj: Any) -> None:  # noqa: ANN401 - as connections have it
        """Keep something."""
        self.messages.append(obj)


class _Hand:
    """A worker, in a process of Ray's."""

    def __init__(self, duty: Duty, limit: int, level: int) -> None:
        confine(Bounds(limit))
        self._duty, self._limit, self._level, self._jobs = duty, limit, level, 0
        duty.ready()

    def here(self) -> bool:
        """Answers once everything is loaded."""
        return True

    def do(self, order: Order) -> list[Any]:
        """All that is to be said of a job, when it is done."""
        box = _Box()
        sound = do(box, self._duty, order, Teller(box, self._level))
        self._jobs += 1
        retires = not sound or self._jobs == JOBS or memory.held() > self._limit * FULL
        return [*(said for said in box.messages if isinstance(said, Answer | Fault | Logged)), End(retires)]


@dataclass(slots=True, eq=False)
class _Worker:
    actor: Any
    waits_for: Any
    order: Order | None = None
    deadline: float = float("inf")
    ready: bool = False


@dataclass(slots=True)
class RayCrew:
    """Up to `size` actors with one duty; `ray` is the module."""

    ray: Any
    duty: Duty
    size: int
    memory: int
    level: int
    _workers: list[_Worker] = field(default_factory=list)
    _queue: deque[Order] = field(default_factory=deque)

    @classmethod
    def start(cls, duty: Duty, settings: Settings, level: int) -> Self:
        """Connect to the cluster of the settings, or start one on this machine. Raises WorkerError."""
        try:
            import ray  # noqa: PLC0415 - an extra, and slow to import
        except ImportError as error:
            raise WorkerError("the engine ray needs a package: pip install 'bulletin-events[ray]'") from error
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
        own = {} if settings.ray_address else {"num_cpus": settings.processes, "include_dashboard": False}
        try:
            ray.init(address=settings.ray_address or "local", ignore_reinit_error=True, **quiet, **own)
        except (ConnectionError, RuntimeError, ValueError) as error:
            message = f"there is no Ray cluster at {settings.ray_address}: {error}; check --ray-address"
            raise WorkerError(message) from error
        return cls(ray, duty, settings.processes, settings.memory, level)

    def __len__(self) -> int:
        """Orders that are not done."""
        return len(self._queue) + sum(worker.order is not None for worker in self._workers)

    def submit(self, order: Order) -> None:
        """Take an order."""
        self._queue.append(order)
        self._assign()

    def hold(self, held: bool) -> None:
        """What comes is taken at once; there is nothing to hold."""

    def waitables(self) -> list[Connection]:
        """Nothing: Ray is asked."""
        return []

    def patience(self) -> float | None:
        """Seconds until Ray is asked again."""
        return _LOOK if len(self) else None

    def collect(self, ready: Sequence[object]) -> Iterator[Notice]:
        """What has come of the orders."""
        del ready
        awaited = {worker.waits_for: worker for worker in self._workers if worker.waits_for is not None}
        if awaited:
            done, _ = self.ray.wait(list(awaited), num_returns=len(awaited), timeout=0)
            for reference in done:
                yield from self._hear(awaited[reference], reference)
        for worker in [worker for worker in self._workers if time.monotonic() > worker.deadline]:
            assert worker.order
            self._remove(worker)
            yield from _ended(worker.order, too_late(worker.order, _STAGE))
        self._assign()

    def close(self) -> None:
        """End all workers, and the cluster if it is one of its own."""
        self._workers.clear()
        self._queue.clear()
        self.ray.shutdown()

    def _hear(self, worker: _Worker, reference: Any) -> Iterator[Notice]:  # noqa: ANN401 - one of Ray's
        order, worker.waits_for = worker.order, None
        try:
            said = self.ray.get(reference)
        except self.ray.exceptions.RayActorError as error:
            yield from self._died(worker, str(error).splitlines()[0])
            return
        except self.ray.exceptions.RayError as error:
            raise WorkerError(f"a worker cannot work: {error}") from error
        if order is None:
            worker.ready = True
            return
        worker.order, worker.deadline = None, float("inf")
        if said[-1].retires:
            self._remove(worker)
        for message in said:
            yield Notice(order.ticket, message, getattr(message, "stage", _STAGE))

    def _died(self, worker: _Worker, how: str) -> Iterator[Notice]:
        order = worker.order
        self._remove(worker)
        if order is None:
            raise WorkerError(f"a worker cannot start: {how}")
        if again := once_more(order, 0):
            self._queue.appendleft(again)
        else:
            yield from _ended(order, deadly("was lost", _STAGE, how))

    def _assign(self) -> None:
        idle = [worker for worker in self._workers if worker.order is None]
        while len(idle) < len(self._queue) and len(self._workers) < self.size:
            idle.append(self._start())
        for worker in idle:
            if self._queue and worker.ready:
                worker.order = self._queue.popleft()
                worker.deadline = time.monotonic() + worker.order.allowance
                worker.waits_for = worker.actor.do.remote(worker.order)

    def _start(self) -> _Worker:
        actor = self.ray.remote(num_cpus=1, max_restarts=0)(_Hand).remote(self.duty, self.memory, self.level)
        worker = _Worker(actor, actor.here.remote())
        self._workers.append(worker)
        return worker

    def _remove(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        self.ray.kill(worker.actor)


def _ended(order: Order, fault: Fault) -> Iterator[Notice]:
    yield Notice(order.ticket, fault, fault.stage)
    yield Notice(order.ticket, End(retires=True), fault.stage)
