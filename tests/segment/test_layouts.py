"""Documents in the layouts that institutes, newsletters, monitors and news sites print (`layouts/`)."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from pipeline import read, segment
from pipeline.records import Document, Segment
from tests.segment.helpers import interval, uncovered

LAYOUTS = sorted(path for path in (Path(__file__).parent / "layouts").iterdir() if path.suffix != ".json")
named = pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)


def _read(path: Path) -> tuple[Document, list[Segment], dict[str, Any]]:
    (document,) = read.documents(path)
    assert isinstance(document, Document)
    expected: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return document, segment.segments(document), expected


@named
def test_entries_come_out_whole(path: Path) -> None:
    _, found, expected = _read(path)
    entries = [[item.label, interval(item), item.text] for item in found if item.kind == "chronology_entry"]
    assert entries == expected["entries"]


@named
def test_headings_are_headings(path: Path) -> None:
    _, found, expected = _read(path)
    headings = [item.text for item in found if item.kind == "heading"]
    missing = [title for title in expected["headings"] if title not in headings]
    assert not missing, headings


@named
def test_other_kinds(path: Path) -> None:
    _, found, expected = _read(path)
    kinds = {item.text: item.kind for item in found}
    wanted = {text: kind for kind, texts in expected["kinds"].items() for text in texts}
    assert {text: kinds.get(text) for text in wanted} == wanted


@named
def test_no_character_is_lost(path: Path) -> None:
    document, found, _ = _read(path)
    assert uncovered(document, found) == ""


@named
@pytest.mark.parametrize("seed", range(4))
def test_no_damage_loses_a_character(path: Path, seed: int) -> None:
    document, _, _ = _read(path)
    chance = random.Random(f"{path.name}{seed}")  # noqa: S311 - damage, no secrets
    lines = document.text.split("\n")
    if seed % 2:
        chance.shuffle(lines)
    cut = [line[: chance.randrange(len(line) + 1)] if chance.random() < 0.3 else line for line in lines]
    damaged = document.model_copy(update={"text": "\n".join(cut) + "x"})
    assert uncovered(damaged, segment.segments(damaged)) == ""
