"""Whose officials a press release speaks of without saying it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import read, segment
from pipeline.extract.issuer import issuer
from pipeline.extract.stage import load, passages
from pipeline.records import Document

TEXT = """Deputy Foreign Minister Olsen travels to Riga

{above}

12 May 2014

Deputy Foreign Minister Karin Olsen met the Latvian Minister of Defence, Andris Vitols, in Riga today.
"""


def release(folder: Path, above: str) -> Document:
    path = folder / "release.txt"
    path.write_text(TEXT.format(above=above), encoding="utf-8")
    (document,) = read.documents(path)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    ("above", "state"),
    [
        ("Ministry of Foreign Affairs of Denmark", "DNK"),
        ("From: Royal Norwegian Ministry of Foreign Affairs", "NOR"),
        ("Embassy of Japan in Kenya", None),  # two countries: whose officials are meant is not sure
        ("News from the Foreign Ministry of Denmark", None),
        ("United Nations Office for Project Services", None),
        ("Press release", None),
    ],
)
def test_issuer(tmp_path: Path, above: str, state: str | None) -> None:
    document = release(tmp_path, above)
    assert issuer(document, segment.segments(document)) == state


@pytest.mark.parametrize(
    ("above", "is_danish"), [("Ministry of Foreign Affairs of Denmark", True), ("Press release", False)]
)
def test_its_own_minister_is_of_its_state(tmp_path: Path, above: str, *, is_danish: bool) -> None:
    document = release(tmp_path, above)
    first = next(iter(passages(document, segment.segments(document), load())))
    codes = {party.text: party.code for party in first.parties if party.kind == "person"}
    assert codes["Andris Vitols"] == "LVA"
    assert (codes["Karin Olsen"] == "DNK") == is_danish
