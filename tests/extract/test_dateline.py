"""Datelines: told from sentences, parsed apart, and nobody's party."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.extract.dateline import end_of
from pipeline.passages import Passage
from pipeline.records import Document, Segment
from pipeline.sentences import first_number, sentences

DATELINES = [
    ("GOMA, Democratic Republic of Congo - ", "Rebels left the town."),
    ("QUITO - ", "About 400 people marched."),
    ("Lilongwe – ", "Nurses went on strike."),
    ("BOGOTÁ, 9 October – ", "Pilots went on strike."),
    ("LIMA, 9 February 2021 (Agency) - ", "The minister resigned."),
    ("WASHINGTON (Reuters) — ", "“No,” he said."),
    ("GENEVA/BRUSSELS - ", "Donors met."),
    ("HANOI – ", "Vietnam signed a treaty."),
    ("SINGAPORE, 3 May - ", "Police held three men."),
    ("NAIROBI—", "Kenya closed a camp."),
    ("(Almaty, June 9, 2011) – ", "Lawyers appealed."),
    ("9 April 2010 – ", "The minister resigned."),
    ("BISHKEK, April 17. ", "Guards opened the road."),
    ("HELSINKI. ", "The ministry summoned him."),
    ("MOSCOW, December 13, 2013. /Agency/. ", "Russia protested."),
    ("La Paz, Sep 21 (Agency).- ", "Bolivia protested."),
    ("SUVA, 11 AUGUST 2023 (Agency) ---- ", "Fiji lifted a ban."),
]
SENTENCES = [
    "India – Pakistan talks were put off.",
    "NATO – Russia ties froze.",
    "NATO, EU – Leaders met in Oslo.",
    "Tokyo–Seoul talks resumed.",
    "The Kabul–Kandahar road was shut.",
    "Paris – London trains stood still.",
    "Sergei Ivanov (Russia) – The ties are good.",
    "Ministers – Smith among them – met.",
    "Tokyo-based lenders met.",
    "The talks in Lima – the third – failed.",
    "NATO. Leaders met in Oslo.",
    "On 3 May – a Monday – they met.",
]


@pytest.mark.parametrize(("line", "rest"), DATELINES)
def test_a_dateline_ends_where_the_text_begins(line: str, rest: str) -> None:
    assert end_of(line + rest) == len(line)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_has_no_dateline(text: str) -> None:
    assert end_of(text) == 0


@pytest.mark.parametrize(("line", "rest"), DATELINES)
def test_the_text_is_parsed_as_if_it_had_none(line: str, rest: str) -> None:
    whole, alone = (passage_of(text) for text in (line + rest, rest))
    assert whole.doc.text == line + rest
    behind = [token for token in whole.doc if token.idx >= len(line)]
    assert [(token.text, token.dep_, token.head.text) for token in behind] == [
        (token.text, token.dep_, token.head.text) for token in alone.doc
    ]
    assert len(sentences(whole.doc)) == len(sentences(alone.doc)) + 1
    assert first_number(whole.doc) == 0, "so that the first sentence of the text is still the first"


def passage_of(text: str) -> Passage:
    document = Document(id="doc", path="doc.txt", text=text, sha256="0" * 64, encoding="utf-8")
    segment = Segment(id="doc/001", doc="doc", kind="paragraph", text=text, start=0, end=len(text))
    return next(extract.passages(document, [segment], extract.load()))
