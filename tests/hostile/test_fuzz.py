"""Damaged inputs in every format: `python -m tools.mutate 10000` runs more of the same."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline import segment
from pipeline.records import Document, Reject
from tests.hostile.check import check, within
from tests.hostile.mutations import mutated
from tests.read.build import seeds

SEEDS = seeds()
_EACH = 20


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_damage_makes_documents_or_rejects(tmp_path: Path, name: str) -> None:
    for number in range(_EACH):
        given, data = mutated(random.Random(f"{name} {number}"), name, SEEDS)  # noqa: S311 - damage, no secrets
        path = tmp_path / given
        path.write_bytes(data)
        with within(60):
            check(path)
        path.unlink()


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_the_seeds_themselves_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(SEEDS[name])
    found = check(path)
    assert any(isinstance(item, Document) for item in found)
    assert {item.reason for item in found if isinstance(item, Reject)} <= {"unsupported_type"}  # a picture in a mail


def test_the_check_itself_notices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One paragraph.\n\nAnother one.\n")
    whole = segment.segments
    monkeypatch.setattr(segment, "segments", lambda document: whole(document)[:-1])
    with pytest.raises(AssertionError, match="lost"):
        check(path)
