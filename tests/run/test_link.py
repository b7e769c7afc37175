"""The same event in several documents: the later tellings are linked to the first, whatever the workers do."""

import json
from pathlib import Path
from typing import Any

from pipeline import run
from pipeline.emit.check import check_file
from pipeline.settings import Settings
from tests.run.fakes import Fake, content

TEXTS = {"a": "UNESCO met.", "b": "Interpol met.", "c": "UNESCO met again.", "d": "UNESCO met."}


def events(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (output / "events.jsonl").read_text(encoding="utf-8").splitlines()]


def originals(output: Path) -> dict[str, str | None]:
    return {event["id"]: event["duplicate_of"] for event in events(output)}


def test_later_tellings_are_linked_to_the_first(tmp_path: Path) -> None:
    source, out, duty = tmp_path / "in", tmp_path / "out", Fake(tells=True)
    source.mkdir()
    for name, text in TEXTS.items():
        (source / f"{name}.txt").write_text(text, encoding="utf-8")
    run.run([str(source)], out, Settings(workers=2), duty=duty)
    assert originals(out) == {"a/001/1": None, "b/001/1": None, "c/001/1": "a/001/1", "d/001/1": "a/001/1"}
    marked = events(out)[-1]
    assert marked["flags"] == ["duplicate"]
    assert marked["cues"][-1]["rule_or_model"].startswith("duplicate")
    assert [problem for problem in check_file(out / "events.jsonl", "events") if problem] == []
    run.run([str(source)], tmp_path / "one", duty=duty)
    assert content(tmp_path / "one") == content(out)

    (source / "a.txt").unlink()
    assert run.run([str(source)], out, duty=duty).processed == 0
    assert originals(out) == {"b/001/1": None, "c/001/1": None, "d/001/1": "c/001/1"}
    assert [event["flags"] for event in events(out)] == [[], [], ["duplicate"]]
