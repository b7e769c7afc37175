"""Files of the contract: whole or not at all, and checked against the contract."""

import json
from pathlib import Path

import pytest

from pipeline.emit import Manifest, Output, OutputError, lines
from pipeline.emit.check import check_file
from tests.factories import event


def manifest() -> Manifest:
    return Manifest.model_validate(
        {
            "version": "0", "schema_version": "1", "codebook": "c", "packages": {}, "models_sha256": "", "inputs": {},
            "configuration": {}, "counts": {}, "segments_by_kind": {}, "events_by_type": {}, "rejects_by_reason": {},
            "started": "2024-01-01T00:00:00Z", "finished": "2024-01-01T00:00:01Z",
        }
    )  # fmt: skip


def write(folder: Path, text: str, count: int = 1) -> None:
    with Output(folder) as out:
        out.write_text("doc", text.encode("utf-8"))
        out.append("events.jsonl", lines(event(number) for number in range(1, count + 1)))
        out.finish(manifest(), [("doc", "0" * 64)], lambda doc: doc == "doc")


def test_everything_gets_its_name_at_the_end(tmp_path: Path) -> None:
    write(tmp_path, "France met in Lima")
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert names == [
        ".bulletin/.gitignore", "events.jsonl", "mentions.jsonl", "rejects.jsonl", "run.json", "segments.jsonl",
        "texts/doc.txt",
    ]  # fmt: skip
    assert (tmp_path / "texts/doc.txt").read_text(encoding="utf-8") == "France met in Lima"


@pytest.mark.parametrize("inputs", [[], [("a", "1")], [("a", "1"), ("b\u00e9", "2")]])
def test_the_manifest_is_the_models_json(tmp_path: Path, inputs: list[tuple[str, str]]) -> None:
    with Output(tmp_path) as out:
        out.finish(manifest(), inputs, lambda _: True)
    whole = manifest().model_copy(update={"inputs": dict(inputs)})
    expected = json.dumps(whole.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"
    assert (tmp_path / "run.json").read_text(encoding="utf-8") == expected


def fail_in_the_middle(folder: Path) -> None:
    with Output(folder) as out:
        out.write_text("doc", b"something else")
        out.append("events.jsonl", lines([event(7)]))
        _ = 1 / 0


def test_a_failed_run_leaves_the_old_output_alone(tmp_path: Path) -> None:
    write(tmp_path, "France met in Lima")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(ZeroDivisionError):
        fail_in_the_middle(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_texts_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/old.txt").write_text("old", encoding="utf-8")
    write(tmp_path, "France met in Lima")
    assert not (tmp_path / "texts/old.txt").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="choose another folder"), Output(tmp_path / "file"):
        pass


def problems(path: Path) -> list[str]:
    return [problem for problem in check_file(path, "events") if problem]


def test_right_records_have_no_problems(tmp_path: Path) -> None:
    write(tmp_path, "France met in Lima", 3)
    assert list(check_file(tmp_path / "events.jsonl", "events")) == [None, None, None]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"event": ["TALK"]}, "event.0"),
        ({"date": "yesterday"}, "date"),
        ({"colour": "red"}, "colour"),
        ({"actor": []}, "actor"),
        ({"event_text": [{"text": "Lima", "start": 7, "end": 10}]}, "event_text.0.start: 'met' stands there"),
    ],
)
def test_each_error_is_told_with_its_line_and_field(tmp_path: Path, change: dict[str, object], says: str) -> None:
    write(tmp_path, "France met in Lima", 2)
    path = tmp_path / "events.jsonl"
    first, second = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{first}\n{json.dumps(json.loads(second) | change)}\n", encoding="utf-8")
    found = problems(path)
    assert all(problem.startswith(f"{path}:2: ") for problem in found)
    assert says in found[0]


def test_a_second_record_with_one_id_is_told(tmp_path: Path) -> None:
    write(tmp_path, "France met in Lima")
    path = tmp_path / "events.jsonl"
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    assert "stands on line 1 already" in problems(path)[0]
