"""The gate lets nothing fall by accident."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pipeline.evaluate import Report, evaluate, gate
from tests.evaluate.factories import Folder, gold

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _floors_for_few_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MIN_ITEMS", 3)


def report(root: Path, name: str, out: Folder | None = None, truth: Folder | None = None) -> Report:
    folder = root / name
    return evaluate((truth or gold()).write(folder, "gold"), (out or gold()).write(folder), samples=10)


def worse() -> Folder:
    out = gold()
    out.events[0]["event"] = ["COOPERATE"]
    return out


def test_a_report_passes_its_own_floors(tmp_path: Path) -> None:
    found = report(tmp_path, "one")
    floors = gate.update(found, gate.Floors())
    assert floors.floors["primary.type"] == 1
    assert "dates.strict" not in floors.floors  # only two gold items
    assert gate.check(found, floors) == ()


def test_below_a_floor_fails(tmp_path: Path) -> None:
    floors = gate.update(report(tmp_path, "one"), gate.Floors())
    problems = gate.check(report(tmp_path, "two", worse()), floors)
    assert "primary.type: 0.6667 is below its floor 1.0" in problems


def test_a_floor_of_an_unknown_figure_fails(tmp_path: Path) -> None:
    floors = gate.Floors(gold=gate.update(report(tmp_path, "one"), gate.Floors()).gold, floors={"charm": 0.5})
    assert gate.check(report(tmp_path, "two"), floors) == ("charm: not measured, its floor is 0.5",)


def test_changed_gold_fails_even_if_all_is_right(tmp_path: Path) -> None:
    floors = gate.update(report(tmp_path, "one"), gate.Floors())
    easier = gold()
    del easier.events[2]
    problems = gate.check(report(tmp_path, "two", easier, easier), floors)
    assert problems[0] == "gold events.jsonl is not the pinned one (5 records pinned, 4 found)"


def test_an_update_raises_floors(tmp_path: Path) -> None:
    low = gate.update(report(tmp_path, "one", worse()), gate.Floors())
    high = gate.update(report(tmp_path, "two"), low)
    assert (low.floors["primary.type"], high.floors["primary.type"]) == (0.6666, 1)
    assert high.reasons == []


def test_an_update_does_not_lower_a_floor(tmp_path: Path) -> None:
    floors = gate.update(report(tmp_path, "one"), gate.Floors())
    with pytest.raises(gate.GateError, match="say why with --allow-lower"):
        gate.update(report(tmp_path, "two", worse()), floors)
    with pytest.raises(gate.GateError):
        gate.update(report(tmp_path, "three", worse()), floors, allow_lower=" ")


def test_a_floor_is_lowered_for_a_reason_that_is_kept(tmp_path: Path) -> None:
    floors = gate.update(report(tmp_path, "one"), gate.Floors())
    lowered = gate.update(report(tmp_path, "two", worse()), floors, allow_lower="gold was wrong in 6th")
    assert lowered.floors["primary.type"] == 0.6666
    assert lowered.floors["segments.entries"] == 1
    assert "gold was wrong in 6th" in lowered.reasons[0]
    assert "primary.type: 0.6667 is below its floor 1.0" in lowered.reasons[0]


def test_changed_gold_is_pinned_for_a_reason_that_is_kept(tmp_path: Path) -> None:
    floors = gate.update(report(tmp_path, "one"), gate.Floors())
    longer = gold()
    longer.mentions.append(longer.mentions[0] | {"label": "PERSON", "start": 33, "end": 37, "text": "Tran"})
    found = report(tmp_path, "two", longer, longer)
    with pytest.raises(gate.GateError, match="say why with --new-gold"):
        gate.update(found, floors)
    pinned = gate.update(found, floors, new_gold="a name was forgotten")
    assert gate.check(found, pinned) == ()
    assert "a name was forgotten" in pinned.reasons[0]


def test_the_margin_leaves_room(tmp_path: Path) -> None:
    assert gate.update(report(tmp_path, "one"), gate.Floors(), margin=0.01).floors["primary.type"] == 0.99


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth, good, bad = (
        gold().write(tmp_path, "gold"),
        gold().write(tmp_path, "good"),
        worse().write(tmp_path, "bad"),
    )
    floors = tmp_path / "floors.json"

    def run(out: Path, *more: str) -> int:
        return gate.main([str(truth), str(out), "--floors", str(floors), *more])

    assert run(good) == 2
    assert "make it with `--update`" in capsys.readouterr().err
    assert run(good, "--update") == 0
    assert run(good) == 0
    assert run(bad) == gate.EXIT_BELOW_FLOOR
    assert "primary.type: 0.6667 is below its floor 1.0" in capsys.readouterr().err
    assert run(bad, "--update") == 2
    assert run(bad, "--update", "--allow-lower", "an older model") == 0
    assert "an older model" in json.loads(floors.read_text())["reasons"][0]
    assert run(bad) == 0


def test_an_unreadable_floors_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text('{"floor": {}}')
    with pytest.raises(gate.GateError, match=r"floors\.json: floor: Extra inputs"):
        gate.load_floors(path)
