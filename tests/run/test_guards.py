"""A document that crashes, hangs or eats memory is that document's reject."""

import json
import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from pipeline import run
from pipeline.run.chain import Enter
from pipeline.run.crew import LocalCrew
from pipeline.run.faults import WorkerError
from pipeline.run.messages import Answer, Bounds, Fault, Order
from pipeline.settings import Settings
from tests.run.fakes import Fake, content, corpus, processed

ENEMIES = {"exit": "EXIT", "segfault": "SEGFAULT", "killed": "KILLED", "raise": "RAISE", "eat": "EAT", "hang": "HANG"}
TIGHT = Settings(timeout=3, memory=700, workers=2)


def rejects(output: Path) -> dict[str, dict[str, str]]:
    lines = (output / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
    return {reject["doc"]: reject for reject in map(json.loads, lines)}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with good documents and enemies in `in`, and what a run with tight guards made of it in `out`."""
    folder = tmp_path_factory.mktemp("attacked")
    corpus(folder / "in", 3, 2)
    for name, text in ENEMIES.items():
        (folder / f"in/{name}.txt").write_text(text, encoding="utf-8")
    run.run([str(folder / "in")], folder / "out", TIGHT, duty=Fake(str(folder / "log")))
    return folder


@pytest.mark.parametrize(
    ("name", "reason", "says"),
    [
        ("exit", "internal_error", "ended itself with code 3"),
        ("segfault", "internal_error", "was ended by signal SIGSEGV"),
        ("killed", "too_large", "was ended by signal SIGKILL"),
        ("raise", "internal_error", "ValueError at fakes.py"),
        ("eat", "too_large", "raise --memory"),
        ("hang", "timeout", "within 3 s; split it, or raise --timeout"),
    ],
)
def test_the_enemy_is_rejected(attacked: Path, name: str, reason: str, says: str) -> None:
    reject = rejects(attacked / "out")[name]
    assert (reject["reason"], reject["stage"]) == (reason, "extract")
    assert reject["message"].startswith(f"{attacked}/in/{name}.txt: ")
    assert says in reject["message"]


def test_the_others_are_not_touched(attacked: Path, tmp_path: Path) -> None:
    alone = corpus(tmp_path / "in", 3, 2)
    run.run([str(alone)], tmp_path / "out", duty=Fake())
    for name in ("events.jsonl", "segments.jsonl"):
        assert content(attacked / "out")[name] == content(tmp_path / "out")[name]
    assert set(rejects(attacked / "out")) == set(ENEMIES)


def test_a_guard_that_is_changed_gives_the_enemy_another_chance(attacked: Path) -> None:
    log, duty = attacked / "log", Fake(str(attacked / "log"))
    processed(log)
    assert run.run([str(attacked / "in")], attacked / "out", TIGHT, duty=duty).processed == 0
    assert processed(log) == []
    patient = Settings(timeout=3.5, memory=700, workers=2)
    run.run([str(attacked / "in")], attacked / "out", patient, duty=duty)
    assert set(processed(log)) == set(ENEMIES)
    assert "within 3.5 s" in rejects(attacked / "out")["hang"]["message"]


@dataclass(frozen=True)
class Reader:
    """Yields the numbers up to `last`, then dies."""

    last: int

    def ready(self) -> None:
        """Nothing to load."""

    def answers(self, job: int, enter: Enter) -> Iterator[int]:
        """The numbers from `job` on."""
        enter("read")
        yield from range(job, self.last)
        os._exit(1)


@dataclass(frozen=True)
class Unfit:
    """Cannot start."""

    how: str

    def ready(self) -> None:
        """Fail."""
        if self.how == "dies":
            os._exit(1)
        raise OSError("no models here")

    def answers(self, job: int, enter: Enter) -> Iterator[int]:
        """Never called."""
        raise AssertionError((job, enter))


def test_what_was_read_before_a_crash_counts_and_is_read_once(tmp_path: Path) -> None:
    crew = LocalCrew(Reader(5), 1, Bounds(1000), logging.ERROR, tmp_path)
    crew.submit(Order("ticket", 0, 30))
    answers, faults = [], []
    while len(crew):
        for notice in crew.collect(wait(crew.waitables(), crew.patience())):
            answers += [notice.what.content] if isinstance(notice.what, Answer) else []
            faults += [notice.what] if isinstance(notice.what, Fault) else []
    crew.close()
    assert answers == [0, 1, 2, 3, 4]
    assert [(fault.reason, fault.stage) for fault in faults] == [("internal_error", "read")]


@pytest.mark.parametrize(("how", "says"), [("dies", "ended itself with code 1"), ("raises", "no models here")])
def test_workers_that_cannot_start_end_the_run(tmp_path: Path, how: str, says: str) -> None:
    with pytest.raises(WorkerError, match=says):
        run.run([str(corpus(tmp_path / "in", 1, 0))], tmp_path / "out", duty=Unfit(how))


def test_a_crew_that_is_held_is_not_too_late(tmp_path: Path) -> None:
    crew = LocalCrew(Reader(2), 1, Bounds(1000), logging.ERROR, tmp_path)
    crew.submit(Order("ticket", 0, 2))
    while not any(isinstance(notice.what, Answer) for notice in crew.collect(wait(crew.waitables()))):
        assert len(crew) == 1
    crew.hold(held=True)
    time.sleep(2.2)
    assert not list(crew.collect([]))
    crew.hold(held=False)
    assert any(isinstance(n.what, Answer) for n in crew.collect(wait(crew.waitables())))
    crew.close()
