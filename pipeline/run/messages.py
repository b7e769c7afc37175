"""What travels between the process that hands out work and those that do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pipeline.records import Document, Reject, RejectReason, Stage
from pipeline.run.chain import Enter
from pipeline.run.summary import Counts


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a run. `name` is its path as records have it, and the same in every run."""

    name: str
    path: Path
    doc_id: str


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read, and the hash of all that its records depend on."""

    document: Document
    key: str


@dataclass(frozen=True, slots=True)
class Telling:
    """An event for the store: only events of one `block` can be the same; `facts` are JSON."""

    block: str
    facts: str


@dataclass(frozen=True, slots=True)
class Made:
    """A document's records as lines of the record files, compressed, with their counts.

    `tellings` are what of the events tells whether other documents report the same (`link`).
    """

    text: bytes
    segments: bytes
    mentions: bytes
    events: bytes
    counts: Counts
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a job has no (further) answer. `message` says what, not where; `detail` is for the log."""

    reason: RejectReason
    stage: Stage
    message: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A job for a worker: `allowance` seconds for each answer; the first `skip` answers are known already."""

    ticket: Any
    job: Any
    allowance: float
    skip: int = 0
    deaths: int = 0


# What a worker says.


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded what it needs."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The worker cannot work at all: the installation is at fault, not a document."""

    message: str


@dataclass(frozen=True, slots=True)
class Entered:
    """The job has reached a stage."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Logged:
    """A line for the log."""

    level: int
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the things that a job yields."""

    content: Any


@dataclass(frozen=True, slots=True)
class End:
    """The job is done. A worker that retires has ended its process; another takes its place."""

    retires: bool


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a worker may use: megabytes of memory, and cores (None: as many as there are)."""

    memory: int
    cores: int | None = 1


# What the crew of workers tells the one that hands out work: a message and the ticket of its order.


@dataclass(frozen=True, slots=True)
class Notice:
    """`what` was said about the order `ticket` (None: about the worker itself) while it was in `stage`."""

    ticket: Any
    what: Answer | Fault | End | Logged
    stage: Stage


class Duty(Protocol):
    """What a worker does; must be picklable."""

    def ready(self) -> None:
        """Load what is needed, once a process."""

    def answers(self, job: Any, enter: Enter) -> Iterator[Any]:  # noqa: ANN401 - each duty has jobs of its own
        """Do a job."""


Item = Read | Reject
