"""What the README shows is what the program does."""

import json
import re
from pathlib import Path

import pytest

from pipeline.cli import cli
from pipeline.records import EventType

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_record_is_in_the_output() -> None:
    shown = json.loads(re.search(r"```json\n(.*?)```", README, re.DOTALL)[1])  # type: ignore[index]
    lines = (ROOT / "output/events.jsonl").read_text(encoding="utf-8").splitlines()
    record = next(record for record in map(json.loads, lines) if record["id"] == shown["id"])
    for field in ("date", "date_precision", "date_origin", "date_text", "event", "mode", "quad_code", "event_scale"):
        assert record[field] == shown[field]
    for field in ("actor", "recipient", "event_text"):
        assert record[field][0].items() >= shown[field][0].items()


def test_every_command_is_in_the_table() -> None:
    told = set(re.findall(r"^\| `bulletin (\w+)", README, re.MULTILINE))
    assert told == set(cli.commands)


def test_every_type_is_in_the_table() -> None:
    assert all(kind in README for kind in EventType.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize("link", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(re.search(r"```python\n(.*?)```", README, re.DOTALL)[1], names)  # type: ignore[index]  # noqa: S102
    assert names["events"]
