"""A worker process: it does one duty, job by job, and says how it goes over a connection."""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import time
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from pipeline.records import Stage
from pipeline.run import memory
from pipeline.run.messages import Answer, Bounds, Broken, Duty, End, Entered, Fault, Logged, Order, Ready
from pipeline.tables import TableError

# What a process keeps of each document (words it had not seen) adds up to some ten kilobytes: about
# 10 MB in a thousand documents, which cost a thousand times more to process than a new start.
JOBS = 1000
# From this share of the memory limit on, what earlier jobs have left behind could fail the next one.
FULL = 0.7


class Channel(Protocol):
    """Where a worker says how it goes."""

    def send(self, obj: Any) -> None:  # noqa: ANN401 - as connections have it
        """Say something."""


def serve(connection: Connection, duty: Duty, bounds: Bounds, level: int, errors: Path) -> None:
    """Do the jobs that come over the connection until it is closed.

    Log lines from `level` on are sent; `errors` is the file that the process's own output goes to
    (libraries write there, and a crash its traceback).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to all; the one in charge decides
    _turn_output_to(errors)
    confine(bounds)
    try:
        _serve(connection, duty, bounds.memory, level)
    except (EOFError, ConnectionError):
        return  # the one in charge is gone


def confine(bounds: Bounds) -> None:
    """Let this process use no more; to be called before anything heavy is imported."""
    # sums come out the same for any number
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS") if bounds.cores else ():
        os.environ[name] = str(bounds.cores)
    memory.limit(bounds.memory)


def _turn_output_to(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    os.close(descriptor)
    faulthandler.enable()


def _serve(connection: Connection, duty: Duty, limit: int, level: int) -> None:
    teller = Teller(connection, level)
    try:
        duty.ready()
    except Exception as error:  # noqa: BLE001 - whatever it is, no document is to blame
        connection.send(Broken(f"a worker cannot start: {type(error).__name__}: {error}; reinstall the package"))
        return
    connection.send(Ready())
    for jobs in range(1, JOBS + 1):
        order: Order = connection.recv()
        try:
            sound = do(connection, duty, order, teller)
        except TableError as error:  # the installation is broken, not the document
            connection.send(Broken(str(error)))
            return
        retires = not sound or jobs == JOBS or memory.held() > limit * FULL
        connection.send(End(retires))
        if retires:
            return


def do(connection: Channel, duty: Duty, order: Order, teller: Teller) -> bool:
    """Do a job; False if the process should not be trusted with another. Raises TableError."""
    answers = duty.answers(order.job, teller.enter)
    try:
        for number, answer in enumerate(_watched(answers, order.allowance)):
            teller.leave()
            if number >= order.skip:
                connection.send(Answer(answer))
    except (ConnectionError, TableError):
        raise
    except MemoryError:
        message = "it needs more memory than a worker may hold; split it, or raise --memory"
        connection.send(Fault("too_large", teller.stage, message, traceback.format_exc()))
        return False
    except Exception as error:  # noqa: BLE001 - the boundary at which a document's failure becomes its reject
        connection.send(Fault("internal_error", teller.stage, _told(error), traceback.format_exc()))
    return True


def _watched(answers: Iterator[object], allowance: float) -> Iterator[object]:
    """The answers; a process that is left alone with one that never comes ends itself.

    The one in charge kills it long before. This is for the case that there is none any more; it works
    where the interpreter hangs in a library, as it needs none of it.
    """
    while True:
        faulthandler.dump_traceback_later(allowance * 2 + 30, exit=True)
        try:
            answer = next(answers, None)
        finally:
            faulthandler.cancel_dump_traceback_later()
        if answer is None:
            return
        yield answer


def _told(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return (
        f"{type(error).__name__} at {where}: {error}; this is a fault of the program: "
        "run it again with -v --force for the traceback and report it"
    )


class Teller(logging.Handler):
    """Sends log lines, and the stage that a job is in, with the time that it took. Takes the process's log over."""

    def __init__(self, connection: Channel, level: int) -> None:
        super().__init__(level)
        logging.basicConfig(level=level, handlers=[self], force=True)
        self._connection = connection
        self._since = 0.0
        self.stage: Stage = "read"
        self._inside = False
        self._spent: dict[Stage, float] = {}

    def enter(self, stage: Stage) -> None:
        """A stage begins or goes on; the one before is over, or waits."""
        self._count()
        self.stage, self._inside = stage, True
        self._connection.send(Entered(stage))

    def leave(self) -> None:
        """The job is done: what each stage has taken."""
        self._count()
        for stage, seconds in self._spent.items() if self.level <= logging.DEBUG else ():
            self._connection.send(Entered(stage))
            self._connection.send(Logged(logging.DEBUG, f"{seconds:.3f} s"))
        self._spent.clear()

    def _count(self) -> None:
        now = time.perf_counter()
        if self._inside:
            self._spent[self.stage] = self._spent.get(self.stage, 0.0) + now - self._since
        self._since, self._inside = now, False

    def emit(self, record: logging.LogRecord) -> None:
        """A line that a stage has logged."""
        self._connection.send(Logged(record.levelno, record.getMessage()))
