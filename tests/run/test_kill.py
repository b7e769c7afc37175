"""Killed, run twice at a time, out of disk: the next run ends with the bytes of one that nobody disturbed."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import run
from pipeline.emit import OutputError
from tests.run.fakes import Fake, content, corpus
from tests.run.kills import ROOT, survive


def test_killed_at_random_moments(tmp_path: Path) -> None:
    assert survive(corpus(tmp_path / "in"), tmp_path, count=5, seed=3) >= 2


_HOLDER = """
import sys, filelock
lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print("held", flush=True); sys.stdin.read()
"""


def test_a_second_run_at_the_same_time_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    source, out = corpus(tmp_path / "in", 1, 0), tmp_path / "out"
    (out / ".bulletin").mkdir(parents=True)
    command = [sys.executable, "-c", _HOLDER, str(out / ".bulletin/lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(run.BusyError, match="another run is writing to this folder"):
            run.run([str(source)], out, duty=Fake())
        holder.kill()
    assert run.run([str(source)], out, duty=Fake()).documents == 1


_NO_SPACE = """
import resource, sys
from pathlib import Path
from pipeline import run
from pipeline.emit import OutputError
from tests.run.fakes import Fake
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    run.run([sys.argv[1]], Path(sys.argv[2]), duty=Fake())
except (OutputError, run.StoreError) as error:
    print(error)
    sys.exit(77)
"""


@pytest.mark.parametrize("space", [0, 60_000, 200_000])
def test_a_disk_that_is_full(tmp_path: Path, space: int) -> None:
    """A file that may not grow is to a program what a full disk is: a write that the system refuses."""
    source = corpus(tmp_path / "in", 3, 2)
    (source / "long.txt").write_text("France met Peru. " * 20_000, encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-c", _NO_SPACE, str(source), str(out), str(space)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 77, result.stderr
    assert "free some space" in result.stdout
    assert not (out / "run.json").exists()
    run.run([str(source)], out, duty=Fake())
    run.run([str(source)], tmp_path / "calm", duty=Fake())
    assert content(out) == content(tmp_path / "calm")


def test_a_write_that_fails_at_the_end_leaves_the_old_files(tmp_path: Path) -> None:
    source, out = corpus(tmp_path / "in", 2, 0), tmp_path / "out"
    run.run([str(source)], out, duty=Fake())
    before = content(out)
    (source / "long.txt").write_text("France met Peru. " * 20_000, encoding="utf-8")
    run.run([str(source)], tmp_path / "other", duty=Fake())
    (tmp_path / "other/.bulletin/state.sqlite").replace(out / ".bulletin/state.sqlite")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, hard))
    try:
        with pytest.raises(OutputError, match="free some space"):
            run.run([str(source)], out, duty=Fake())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert content(out) == before
