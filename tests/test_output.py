"""The committed output is what the main job makes of the shipped documents, byte for byte."""

import json
from pathlib import Path

import pytest

from pipeline import run
from pipeline.emit.check import check_file
from pipeline.records import FILES

ROOT = Path(__file__).parents[1]
NAMES = (*FILES, "texts/korea-bulletin-2023q4.txt", "texts/asean-rok-think-tank-dialogue.txt")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the main job, run from the repository's root."""
    out = tmp_path_factory.mktemp("output")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        run.run(["raw_docs"], out)
    return out


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_output_is_remade(made: Path, name: str) -> None:
    assert (made / name).read_bytes() == (ROOT / "output" / name).read_bytes(), "run: make run, and look at the diff"


def test_the_manifest_is_the_same_but_for_the_times(made: Path) -> None:
    def facts(folder: Path) -> dict[str, object]:
        content = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        return {key: value for key, value in content.items() if key not in ("started", "finished", "packages")}

    assert facts(made) == facts(ROOT / "output")


@pytest.mark.parametrize("name", FILES)
def test_every_record_keeps_the_contract_and_stands_at_its_words(made: Path, name: str) -> None:
    assert [problem for problem in check_file(made / name, name.removesuffix(".jsonl")) if problem] == []


def test_the_chronology_is_whole(made: Path) -> None:
    segments = [json.loads(line) for line in (made / "segments.jsonl").read_text(encoding="utf-8").splitlines()]
    entries = [segment for segment in segments if segment["kind"] == "chronology_entry"]
    events = [json.loads(line) for line in (made / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(entries) == 71
    for entry in entries:
        primary = [event for event in events if event["link"] == entry["id"] and event["primary"]]
        assert len(primary) == 1, entry["text"][:60]
