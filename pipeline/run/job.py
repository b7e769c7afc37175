"""A run from its inputs to its final files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from pathlib import Path

import filelock

from pipeline import emit
from pipeline.run import batch
from pipeline.run.assemble import assemble, now
from pipeline.run.crew import LocalCrew
from pipeline.run.duties import Chain, Reading
from pipeline.run.fingerprint import versions
from pipeline.run.inputs import STDIN, Inputs, spooled
from pipeline.run.messages import Bounds, Duty, Input
from pipeline.run.selection import Selection
from pipeline.run.store import Store
from pipeline.run.summary import Summary
from pipeline.settings import Settings

log = logging.getLogger("bulletin")
STATE = "state.sqlite"


class BusyError(RuntimeError):
    """Another run is writing to the same output folder."""


def run(
    inputs: Sequence[str],
    output: Path,
    settings: Settings | None = None,
    *,
    selection: Selection | None = None,
    progress: Callable[[batch.Update], None] | None = None,
    duty: Duty | None = None,
) -> Summary:
    """Run the chain on files, folders, globs or `-`, and write the contract's files in `output`.

    What is neither new nor changed since the last run in `output` is not processed again. Killed at
    any moment, the next run goes on from there. A failure in one document is that document's reject.
    The work is done in other processes; `duty` is what they do with a document (default: the chain),
    and must not be defined in the main module.

    Raises NothingToReadError, BusyError, OutputError, StoreError, WorkerError, TooManyRejectsError.
    """
    settings, selection, duty = settings or Settings(), selection or Selection(), duty or Chain()
    started = now()
    found = Inputs.find(inputs, output)
    folder = emit.hidden(output)
    with _alone(folder, output), closing(Store(folder / STATE)) as store:
        installed = versions(asdict(settings.limits), repr(duty))
        with crews(settings, duty, installed.chain, folder) as (reader, crew):
            work = batch.Batch(store, reader, crew, settings, selection, installed.reading, progress)
            store.plan(_names(found))
            work.refuse(found.rejects())
            work.go(_inputs(found, folder), len(found))
        summary = assemble(store, output, settings, selection, started)
        if selection.is_whole:
            store.forget_the_rest()
        summary.processed, summary.unchanged = work.processed, work.unchanged
    return summary


@contextmanager
def crews(settings: Settings, duty: Duty, version: str, errors: Path) -> Iterator[tuple[batch.Crew, batch.Crew]]:
    """Those who read and those who process, to the end of the block."""
    level = log.getEffectiveLevel()
    readers = max(1, settings.processes // 2)
    with ExitStack() as stack:
        duty_of_readers = Reading(version, settings.limits)
        reader: batch.Crew = LocalCrew(duty_of_readers, readers, Bounds(settings.memory), level, errors)
        stack.callback(reader.close)
        crew: batch.Crew
        if settings.engine == "ray":
            from pipeline.run.ray_crew import RayCrew  # noqa: PLC0415 - an extra, and slow to import

            crew = RayCrew.start(duty, settings, level)
        else:
            bounds = Bounds(settings.memory, cores=1 if settings.workers else None)
            crew = LocalCrew(duty, settings.processes, bounds, level, errors)
        stack.callback(crew.close)
        yield reader, crew


@contextmanager
def _alone(folder: Path, output: Path) -> Iterator[None]:
    """No other run writes to the folder in the block. The lock goes when its process does, however that ends."""
    lock = filelock.FileLock(folder / "lock", timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise BusyError(
            f"{output}: another run is writing to this folder; wait until it is done, or choose another with -o"
        ) from None
    try:
        yield
    finally:
        lock.release()


def _names(found: Inputs) -> Iterator[str]:
    yield from (reject.path for reject in found.rejects())
    yield from (item.name for item in found.files())
    if found.from_stdin:
        yield STDIN


def _inputs(found: Inputs, folder: Path) -> Iterator[Input]:
    yield from found.files()
    if found.from_stdin:
        yield spooled(folder)
