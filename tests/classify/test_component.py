"""`bulletin_events` in a spaCy pipeline of its own."""

from __future__ import annotations

import pytest
import spacy

from pipeline.extract.lexicon import MODEL

COMPONENTS = ("bulletin_names", "bulletin_dates", "bulletin_actors", "bulletin_events")


def test_events_in_anybodys_pipeline() -> None:
    nlp = spacy.load(MODEL, exclude=["ner"])
    for name in COMPONENTS:
        nlp.add_pipe(name)
    doc, empty = nlp.pipe(["Kenya expelled two Sudanese diplomats on 4 May 2021.", "Rain fell on the hills for days."])
    (found,) = doc.spans["events"]
    assert (found.text, found.label_) == ("expelled", "SANCTION")
    assert [party.code for party in found._.bulletin_event.actors] == ["KEN"]
    assert [party.code for party in found._.bulletin_event.recipients] == ["SDN"]
    assert list(empty.spans["events"]) == []


def test_what_is_missing_is_said() -> None:
    nlp = spacy.load(MODEL, exclude=["ner"])
    nlp.add_pipe("bulletin_names")
    nlp.add_pipe("bulletin_events")
    with pytest.raises(ValueError, match="bulletin_actors and bulletin_dates"):
        nlp("Kenya expelled two diplomats.")
