"""The chain on texts that nobody would print: no crash, no record that breaks the contract, nothing misplaced."""

import random
from pathlib import Path

import pytest

from pipeline import extract, run
from pipeline.records import Document
from pipeline.text import pieces, slices, squash

SOURCE = (Path(__file__).parents[1] / "raw_docs/korea_bulletin_2023q4.txt").read_text(encoding="utf-8")
JUNK = (
    *("\x00", "\u202e", "\u00a0", "\ufeff", "\U0001f642", "\t", "\n\n", "|", "**", "# ", "“", "- -", "—"),
    *("6th\t", "May 2021\n", "12/03/04", "25th-\t"),
)


def mutated(seed: int) -> str:
    """Two thousand characters of the bulletin, cut and salted."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    start = chance.randrange(len(SOURCE) - 2000)
    text = SOURCE[start : start + 2000]
    for _ in range(30):
        at = chance.randrange(len(text))
        cut = chance.randint(0, 9)
        text = text[:at] + (chance.choice(JUNK) if chance.random() < 0.6 else "") + text[at + cut :]
    return text


@pytest.mark.parametrize("seed", range(25))
def test_mutated_texts(seed: int) -> None:
    document = Document(id="doc", path="doc.txt", text=mutated(seed), sha256="0" * 64, encoding="utf-8")
    result = run.process(document, extract.load())
    for event in result.events:
        for quote in (*event.event_text, *event.instruments, *event.amounts):
            assert squash(slices(document.text, pieces(quote.start, quote.end, quote.spans))) == squash(quote.text)
        for entity in (*event.actor, *event.recipient):
            found = slices(document.text, pieces(entity.start, entity.end, entity.spans))
            assert squash(found) == squash(entity.entity_text)
    for mention in result.mentions:
        found = slices(document.text, pieces(mention.start, mention.end, mention.spans))
        assert squash(found) == squash(mention.text)
    entries = [segment.id for segment in result.segments if segment.kind == "chronology_entry"]
    for entry in entries:
        assert sum(event.primary for event in result.events if event.link == entry) <= 1
