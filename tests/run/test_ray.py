"""The engine ray: the same records as here, and as resumable. Skipped where Ray is not installed."""

import importlib.util
from pathlib import Path

import pytest

from pipeline import run
from pipeline.settings import Settings
from tests.run.fakes import Fake, content, corpus, processed

INSTALLED = importlib.util.find_spec("ray") is not None
RAY = Settings(engine="ray", workers=2, timeout=5, memory=3000)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with documents that crash, fail and hang."""
    folder = corpus(tmp_path_factory.mktemp("ray") / "in", 4, 4)
    for name, text in {"raise": "RAISE", "sleep": "SLEEP", "exit": "EXIT"}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.skipif(INSTALLED, reason="it is installed")
def test_without_the_extra_it_is_told_what_to_install(source: Path, tmp_path: Path) -> None:
    with pytest.raises(run.WorkerError, match=r"pip install 'bulletin-events\[ray\]'"):
        run.run([str(source)], tmp_path / "out", RAY, duty=Fake())


@pytest.mark.skipif(not INSTALLED, reason="it is not installed")
def test_the_records_are_those_of_the_local_engine(source: Path, tmp_path: Path) -> None:
    duty = Fake(str(tmp_path / "log"))
    summary = run.run([str(source)], tmp_path / "out", RAY, duty=duty)
    assert summary.rejects == {"internal_error": 2, "timeout": 1}
    processed(tmp_path / "log")
    local = run.run([str(source)], tmp_path / "local", Settings(timeout=5, memory=3000), duty=Fake())
    assert local.rejects == summary.rejects
    ours, theirs = content(tmp_path / "out"), content(tmp_path / "local")
    assert {name for name in ours if ours[name] != theirs[name]} <= {"rejects.jsonl"}
    # what one engine has done the other need not do again
    again = run.run([str(source)], tmp_path / "out", Settings(timeout=5, memory=3000), duty=duty)
    assert (again.processed, processed(tmp_path / "log")) == (0, [])
