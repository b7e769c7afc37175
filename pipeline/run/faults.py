"""What becomes of a document that its worker does not survive, and of a run with too many rejects."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import Stage
from pipeline.run.messages import Fault, Order
from pipeline.settings import Settings

DEATHS = 2  # of a worker by one order: once can be the system's doing, twice is the document's


class WorkerError(RuntimeError):
    """Workers cannot work at all."""


class TooManyRejectsError(RuntimeError):
    """The run was stopped because of its rejects."""


def too_late(order: Order, stage: Stage, detail: str = "") -> Fault:
    """Nothing came of an order in its time."""
    message = f"nothing came of it within {order.allowance:g} s; split it, or raise --timeout"
    return Fault("timeout", stage, message, detail)


def once_more(order: Order, answers: int) -> Order | None:
    """The order for another worker after one has died of it, `answers` being known; None if it has killed enough."""
    return replace(order, deaths=order.deaths + 1, skip=answers) if order.deaths + 1 < DEATHS else None


def deadly(how: str, stage: Stage, detail: str = "", *, killed: bool = False) -> Fault:
    """An order of which workers have died, the last one `how`; `killed` from outside."""
    if killed:
        message = (
            f"{DEATHS} workers died of it, the last one {how}; it takes too much memory for this machine: split it"
        )
        return Fault("too_large", stage, message, detail)
    message = f"{DEATHS} workers died of it, the last one {how}; this is a fault of the program: please report it"
    return Fault("internal_error", stage, message, detail)


def check_rejects(count: int, settings: Settings) -> None:
    """Raise TooManyRejectsError if the settings do not suffer so many."""
    if settings.fail_fast and count:
        raise TooManyRejectsError("stopped at the first reject (--fail-fast)")
    if settings.max_rejects is not None and count > settings.max_rejects:
        raise TooManyRejectsError(f"stopped after {count} rejects (--max-rejects {settings.max_rejects})")
