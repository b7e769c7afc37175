"""Batches: the same bytes however they are made, and nothing done twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import run
from pipeline.run import Selection, fingerprint
from pipeline.settings import Settings
from tests.run.fakes import NAMES, Fake, content, corpus, processed


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus in `in` and what one worker made of it in `out`."""
    folder = tmp_path_factory.mktemp("done")
    run.run([str(corpus(folder / "in"))], folder / "out", duty=Fake())
    return folder


def ids(output: Path) -> list[str]:
    lines = (output / "segments.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["doc"] for line in lines]


def test_records_stand_in_the_order_of_the_inputs(done: Path) -> None:
    assert ids(done / "out") == [
        *(f"doc{number:02}" for number in range(6)),
        *(f"line-{number}" for number in range(8)),
    ]


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_makes_the_same_bytes(done: Path, tmp_path: Path, workers: int) -> None:
    files = sorted(map(str, (done / "in").iterdir()), reverse=True)
    run.run(files, tmp_path / "out", Settings(workers=workers), duty=Fake())
    assert content(tmp_path / "out") == content(done / "out")


def test_only_what_is_new_or_changed_is_processed(tmp_path: Path, log: Path) -> None:
    folder, out, duty = corpus(tmp_path / "in"), tmp_path / "out", Fake(str(log))
    assert run.run([str(folder)], out, duty=duty).processed == 14
    assert len(processed(log)) == 14
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if ".bulletin" not in path.parts}

    again = run.run([str(folder)], out, duty=duty)
    assert (again.processed, again.unchanged, again.documents) == (0, 14, 14)
    assert {path: path.stat().st_mtime_ns for path in before} == before

    lines = (folder / "lines.jsonl").read_text(encoding="utf-8").replace("number 3", "number three")
    (folder / "lines.jsonl").write_text(lines + '{"id": "line-new", "text": "New."}\n', encoding="utf-8")
    (folder / "doc01.txt").write_text("Peru met France.", encoding="utf-8")
    (folder / "doc02.meta.json").write_text('{"title": "A title"}', encoding="utf-8")
    (folder / "doc05.txt").unlink()
    summary = run.run([str(folder)], out, duty=duty)
    assert processed(log) == ["doc01", "doc02", "line-3", "line-new"]
    assert (summary.processed, summary.unchanged) == (4, 10)
    run.run([str(folder)], tmp_path / "fresh", duty=Fake())
    assert content(out) == content(tmp_path / "fresh")
    assert not (out / "texts/doc05.txt").exists()


def test_other_models_and_other_limits_make_everything_new(
    tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out, duty = corpus(tmp_path / "in", 2, 1), tmp_path / "out", Fake(str(log))
    run.run([str(folder)], out, duty=duty)
    monkeypatch.setattr(fingerprint, "models_hash", lambda: "another")
    assert run.run([str(folder)], out, duty=duty).processed == 3
    limits = Settings.model_validate({"limits": {"text_chars": 100}})
    summary = run.run([str(folder)], out, limits, duty=duty)
    assert summary.rejects == {"too_large": 2}
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["configuration"] == {"limits.text_chars": 100}
    assert processed(log) == ["doc00", "doc00", "doc01", "doc01", "line-0", "line-0"]


def test_force_only_and_limit(tmp_path: Path, log: Path) -> None:
    folder, out, duty = corpus(tmp_path / "in", 3, 3), tmp_path / "out", Fake(str(log))
    run.run([str(folder)], out, duty=duty, selection=Selection(limit=4))
    assert ids(out) == ["doc00", "doc01", "doc02", "line-0"]
    assert len(processed(log)) == 4
    run.run([str(folder)], out, duty=duty)
    assert processed(log) == ["line-1", "line-2"]
    run.run([str(folder)], out, duty=duty, selection=Selection(only=("line-?",), force=True))
    assert ids(out) == processed(log) == ["line-0", "line-1", "line-2"]
    assert run.run([str(folder)], out, duty=duty).processed == 0
    assert len(ids(out)) == 6


def test_an_id_that_comes_twice_is_a_reject_of_the_second(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 2, 2)
    (folder / "more.jsonl").write_text('{"id": "doc00", "text": "Again."}\n', encoding="utf-8")
    summary = run.run([str(folder)], tmp_path / "out", Settings(workers=2), duty=Fake())
    assert summary.rejects == {"duplicate_id": 1}
    assert b"more.jsonl:1" in (tmp_path / "out/rejects.jsonl").read_bytes()
    assert (tmp_path / "out/texts/doc00.txt").read_bytes().startswith(b"France")


def test_too_many_rejects_leave_the_files_as_they_were(tmp_path: Path) -> None:
    folder, out = corpus(tmp_path / "in", 3, 1), tmp_path / "out"
    run.run([str(folder)], out, duty=Fake())
    before = content(out)
    for number in range(2):
        (folder / f"empty{number}.txt").write_bytes(b"")
    for settings in (Settings(fail_fast=True), Settings(max_rejects=1)):
        with pytest.raises(run.TooManyRejectsError):
            run.run([str(folder)], out, settings, duty=Fake())
        assert content(out) == before
    assert run.run([str(folder)], out, Settings(max_rejects=2), duty=Fake()).rejects == {"empty": 2}


def test_files_that_were_spoilt_are_made_again(done: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run.run([str(done / "in")], out, duty=Fake())
    (out / "events.jsonl").write_text("spoilt", encoding="utf-8")
    (out / "texts/doc01.txt").unlink()
    (out / "texts/stray.txt").write_text("not ours", encoding="utf-8")
    assert run.run([str(done / "in")], out, duty=Fake()).processed == 0
    assert content(out) == content(done / "out")


def test_nothing_stays_beside_the_files_but_the_hidden_folder(done: Path) -> None:
    assert {path.name for path in (done / "out").iterdir()} == {*NAMES, "run.json", "texts", ".bulletin"}
    assert (done / "out/.bulletin/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    folder, out = corpus(tmp_path / "in", 1, 0), tmp_path / "out"
    (out / ".bulletin").mkdir(parents=True)
    (out / ".bulletin/state.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(run.StoreError, match="delete this file"):
        run.run([str(folder)], out, duty=Fake())


def test_the_survey_tells_what_a_run_would_do(tmp_path: Path) -> None:
    folder, out = corpus(tmp_path / "in", 3, 3), tmp_path / "out"
    assert {change.state for change in run.survey([str(folder)], out)} == {"new"}
    assert not out.exists()
    run.run([str(folder)], out, duty=Fake())
    (folder / "doc00.txt").write_text("Changed.", encoding="utf-8")
    (folder / "doc01.txt").unlink()
    lines = (folder / "lines.jsonl").read_text(encoding="utf-8").replace("number 2", "number two")
    (folder / "lines.jsonl").write_text(lines + '{"id": "line-3", "text": "New."}\n{"id": "bad"}\n', encoding="utf-8")
    found = [(change.state, change.doc) for change in run.survey([str(folder)], out, duty=Fake())]
    assert found == [
        ("changed", "doc00"), ("unchanged", "doc02"), ("unchanged", "line-0"), ("unchanged", "line-1"),
        ("changed", "line-2"), ("new", "line-3"), ("rejected", f"{folder}/lines.jsonl:5"), ("gone", "doc01"),
    ]  # fmt: skip


def test_a_script_without_a_guard_runs_once(done: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    lines = [
        "import sys", "from pathlib import Path", "from pipeline import run", "from tests.run.fakes import Fake",
        "print(run.run([sys.argv[1]], Path(sys.argv[2]), duty=Fake()).documents)",
    ]  # fmt: skip
    script.write_text("\n".join(lines), encoding="utf-8")
    root = Path(__file__).parents[2]
    command = [sys.executable, str(script), str(done / "in"), str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout == "14\n"
    assert content(tmp_path / "out") == content(done / "out")
