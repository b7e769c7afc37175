"""Runs that are killed at random moments, and what is left at the end.

    python -m tests.run.kills COUNT [--real] [--seed N]

kills a run COUNT times (SIGKILL), each time at another moment, lets it end, and compares the bytes with
those of a run that nobody disturbed. Half of the kills come at a random time; the others at a random write
to the disk, where they hurt most. `--real` uses the chain and the seed documents.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline import run
from pipeline.run.store import Store
from pipeline.settings import Settings
from tests.run.fakes import Fake, content, corpus

ROOT = Path(__file__).parents[2]
_PAUSE = 0.03  # seconds that a fake document takes, so that there is a middle to be killed in
_AT_WRITE = 0.5  # of the kills; the others are by the clock
_LET_LIVE = 0.25  # of the runs after a kill end; the others go on to the next kill


def main() -> None:
    """The command; with `--victim IN OUT WRITES` it is the run that gets killed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=100)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--victim", nargs=3, metavar=("IN", "OUT", "WRITES"))
    arguments = parser.parse_args()
    if arguments.victim:
        source, output, writes = arguments.victim
        be_killed(int(writes))
        run.run([source], Path(output), Settings(workers=2), duty=None if arguments.real else Fake(pause=_PAUSE))
        return
    with tempfile.TemporaryDirectory() as folder:
        source = ROOT / "raw_docs" if arguments.real else corpus(Path(folder) / "in")
        made = survive(source, Path(folder), arguments.count, arguments.seed, real=arguments.real)
    sys.stdout.write(f"{arguments.count} kills, {made} outputs, all with the same bytes\n")


def survive(source: Path, folder: Path, count: int, seed: int, *, real: bool = False) -> int:
    """Kill runs `count` times; how many outputs were made so. Raises AssertionError where their bytes differ."""
    begin = time.monotonic()
    assert victim(source, folder / "calm", 0, real=real).wait() == 0
    duration = time.monotonic() - begin
    expected = content(folder / "calm")
    chance, kills, folders = random.Random(seed), 0, 0  # noqa: S311 - reproducible, not secret
    while kills < count:
        output = folder / f"killed{folders}"
        at_write = chance.random() < _AT_WRITE
        process = victim(source, output, chance.randint(1, 40) if at_write else 0, real=real)
        if not at_write:
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0, duration))
            process.kill()
        killed = process.wait() == -signal.SIGKILL
        kills += killed
        if not killed or chance.random() < _LET_LIVE or kills == count:
            assert victim(source, output, 0, real=real).wait() == 0
            assert content(output) == expected, output
            assert (output / "run.json").is_file()
            folders += 1
    return folders


def victim(source: Path, output: Path, writes: int, *, real: bool) -> subprocess.Popen[bytes]:
    """A run in a process of its own, which kills itself at its write number `writes` (0: never)."""
    command = [sys.executable, "-m", "tests.run.kills", "--victim", str(source), str(output), str(writes)]
    return subprocess.Popen([*command, *(["--real"] if real else [])], cwd=ROOT)


def be_killed(writes: int) -> None:
    """Let this process be killed just before its write number `writes` that something depends on."""
    left = writes

    def counted(write: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return write(*arguments, **more)

        return counting

    if writes:
        for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Store, "put"), (Store, "commit")):
            setattr(owner, name, counted(getattr(owner, name)))


if __name__ == "__main__":
    main()
