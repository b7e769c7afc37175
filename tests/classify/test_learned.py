"""Candidates of the encoder as coded parties."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.classify.learned.arguments import Source, party_of
from pipeline.encoder.pairs import Candidate
from pipeline.records import Document, Segment
from pipeline.run.chain import process
from tests.factories import document


@pytest.mark.parametrize(
    ("text", "ship", "code", "sector"),
    [
        ("The frigate Kestrel of the Royal Navy called at Doha.", "Kestrel", "GBR", "MIL"),
        ("Training ship Kestrel of the Vietnam Coast Guard called at Doha.", "Kestrel", "VNM", "MIL"),
        ("The Indian frigate Kestrel called at Doha.", "Kestrel", "IND", "MIL"),
        ("The ferry Kestrel called at Doha.", "Kestrel", None, None),
    ],
)
def test_a_named_ship_is_of_those_whose_it_is(text: str, ship: str, code: str | None, sector: str | None) -> None:
    document = Document(id="doc", path="doc.txt", text=text, sha256="0" * 64, encoding="utf-8")
    segment = Segment(id="doc/001", doc="doc", kind="paragraph", text=text, start=0, end=len(text))
    passage = next(extract.passages(document, [segment], extract.load()))
    start = text.index(ship)
    found = party_of(Source(start, start + len(ship), Candidate((1, 2), "PRODUCT")), passage)
    assert (found.text, found.code, found.sector) == (ship, code, sector)


def test_of_a_text_that_is_one_passage_the_act_is_kept_that_is_hard_to_see() -> None:
    text = "Their yearly review of fisheries, twice put off, was held in Oslo by the ministers of Norway and Iceland."
    (event,) = process(document(text), extract.load()).events
    assert event.event == ("CONSULT",)
    assert "low_confidence" in event.flags
    # beside other paragraphs it may be background
    assert not process(document(f"{text}\n\nIt had rained for two days in the hills."), extract.load()).events


def test_what_tells_of_no_act_stays_without() -> None:
    assert not process(document("Malawian farmers use little fertiliser."), extract.load()).events
