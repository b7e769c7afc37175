"""Where an act took place: a seat is no place, a house is finer than its city, visits and ceremonies tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy

from pipeline.classify.whereabouts import placed
from pipeline.passages import Name, Passage, Words
from pipeline.records import EventType, MentionLabel
from tests.factories import action, passage

NONE = ""


def _name(text: str, words: str, label: MentionLabel) -> Name:
    start = text.index(words)
    return Name(start, start + len(words), words, label)


@pytest.mark.parametrize(
    ("text", "names", "chosen", "kind", "wanted"),
    [
        ("The agriculture ministry in Quito said it lifted a ban.", {"Quito": "GPE"}, "Quito", "CONCEDE", NONE),
        ("Limpo, based in Gaborone, announced a study.", {"Gaborone": "GPE"}, "Gaborone", "COOPERATE", NONE),
        ("The Peru-Chile committee convened online.", {"Peru": "GPE"}, "Peru", "CONSULT", NONE),
        (
            "They met at the Grand Hotel in Accra.",
            {"Grand Hotel": "FAC", "Accra": "GPE"},
            "Accra",
            "CONSULT",
            "Grand Hotel",
        ),
        (
            "They met in Accra, near the Grand Hotel.",
            {"Grand Hotel": "FAC", "Accra": "GPE"},
            "Accra",
            "CONSULT",
            "Accra",
        ),
        ("It opened in Chad's Lake Region.", {"Chad": "GPE", "Lake Region": "LOC"}, "Chad", "COOPERATE", "Lake Region"),
        ("They agreed on it during a state visit of the king to Lima.", {"Lima": "GPE"}, NONE, "AGREE", "Lima"),
        ("They agreed to build a dam in Lima province.", {"Lima province": "GPE"}, NONE, "AGREE", NONE),
        ("A frigate called at Banjul. It left.", {"Banjul": "GPE"}, NONE, "CONSULT", "Banjul"),
        ("A frigate entered Banjul for a port call.", {"Banjul": "GPE"}, NONE, "CONSULT", "Banjul"),
        ("Togo threatened ships which entered Banjul.", {"Banjul": "GPE"}, NONE, "THREATEN", NONE),
        ("The last troops flew out of Gao on Monday.", {"Gao": "GPE"}, NONE, "RETREAT", "Gao"),
        ("He accused the firm in a speech in Suva.", {"Suva": "GPE"}, NONE, "ACCUSE", "Suva"),
        ("From its headquarters in Suva, the union appealed.", {"Suva": "GPE"}, NONE, "REQUEST", "Suva"),
        ("The festival was held on Rodrigues by the council.", {"Rodrigues": "LOC"}, NONE, "COOPERATE", "Rodrigues"),
        ("They trained officers. The course was held in Suva.", {"Suva": "GPE"}, NONE, "AID", "Suva"),
        ("They trained officers. Aid for Suva was discussed.", {"Suva": "GPE"}, NONE, "AID", NONE),
    ],
)
def test_place(text: str, names: dict[str, MentionLabel], chosen: str, kind: EventType, wanted: str) -> None:
    found = tuple(_name(text, words, label) for words, label in names.items())
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    first = next(iter(doc.sents))
    told = replace(
        action(text, place=next((name for name in found if name.text == chosen), None)),
        type=kind, primary=True, sentence_words=Words(first.start_char, first.end_char, first.text), actors=(),
    )  # fmt: skip
    place = placed(told, Passage(told.segment, doc, found)).place
    assert (place.text if place else NONE) == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Mexico will not send anybody to the meeting in Miami.", "not send", None),
        ("Mexico refused to send anybody to the meeting in Miami.", "refused", None),
        ("Mexico refused the offer at a press conference in Miami.", "refused", "Miami"),
    ],
)
def test_the_place_of_what_is_refused_is_not_that_of_the_refusal(text: str, trigger: str, wanted: str | None) -> None:
    read = passage(text)
    miami = next(name for name in read.names if name.text == "Miami")
    place = placed(action(text, trigger=trigger, type="REJECT", place=miami, actors=read.parties[:1]), read).place
    assert (place and place.text) == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "wanted"),
    [
        ("A youth exchange began in Guwahati on Monday.", "began", "COOPERATE", "Guwahati"),
        (
            "Migrants demonstrated outside the Kenyan Embassy in Rabat.",
            "demonstrated",
            "PROTEST",
            "Kenyan Embassy in Rabat",
        ),
        ("Togo praised the talks that began in Guwahati.", "praised", "SUPPORT", None),
        ("Migrants marched to the Kenyan Embassy.", "marched", "PROTEST", "Kenyan Embassy"),
        ("Jets struck a depot of the militia in Guwahati.", "struck", "ASSAULT", "Guwahati"),
        ("Togo praised a depot of the militia in Guwahati.", "praised", "SUPPORT", None),
        ("Togo convened a colloquium on trade in Guwahati, with papers from Ghana.", "convened", "CONSULT", "Guwahati"),
    ],
)
def test_the_place_that_the_acts_own_word_governs(text: str, trigger: str, kind: EventType, wanted: str | None) -> None:
    read = passage(text)
    first = Words(0, len(text), text)
    told = replace(action(text, trigger=trigger, actors=()), type=kind, sentence_words=first)
    place = placed(told, read).place
    assert (place.text if place else None) == wanted
