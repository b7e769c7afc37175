from __future__ import annotations

import pytest

from pipeline.extract import names
from pipeline.extract.memory import Memory, Referent, fits
from tests.extract.helpers import Sentence, nlp, parse, sentences


def _found(text: str) -> set[tuple[int, int, str]]:
    return {(name.start, name.end, name.label) for name in names.find(parse(text))}


def _readable(text: str, spans: set[tuple[int, int, str]] | frozenset[tuple[int, int, str]]) -> list[str]:
    return [f"{label} {text[start:end]}" for start, end, label in sorted(spans)]


def _cases(name: str) -> list[object]:
    marks = {True: (pytest.mark.xfail,), False: ()}
    return [pytest.param(s, id=s.text[:60], marks=marks[s.fails]) for s in sentences(name)]


@pytest.mark.parametrize("sentence", _cases("names.txt"))
def test_names_are_found_whole(sentence: Sentence) -> None:
    assert _readable(sentence.text, _found(sentence.text)) == _readable(sentence.text, sentence.gold)


@pytest.mark.parametrize("sentence", _cases("names_negative.txt"))
def test_common_nouns_are_no_names(sentence: Sentence) -> None:
    assert _readable(sentence.text, _found(sentence.text)) == []


def test_there_are_enough_sentences() -> None:
    assert len(sentences("names.txt")) >= 150


def _canonical(*texts: str) -> list[tuple[str, str | None]]:
    memory = Memory()
    return [(n.text, n.canonical) for text in texts for n in names.find(parse(text), memory)]


def test_an_abbreviation_keeps_its_meaning_through_the_document() -> None:
    found = _canonical(
        "The Baltic Grid Research Institute (BGRI) opened in Riga.",
        "The BGRI hired ten engineers.",
    )
    assert found[1] == ("BGRI", "Baltic Grid Research Institute")
    assert found[3] == ("BGRI", "Baltic Grid Research Institute")


@pytest.mark.parametrize(
    ("full", "short", "text"),
    [
        ("Nguyen Van Duc", "Duc", "Then Duc left for Paris."),
        ("Lee Han-sol", "Lee", "Then Lee left for Paris."),
        ("Marta Kowalczyk", "Kowalczyk", "Then Kowalczyk left for Paris."),
    ],
)
def test_a_last_name_means_the_full_name(full: str, short: str, text: str) -> None:
    found = _canonical(f"Foreign Minister {full} spoke.", text)
    assert (short, full) in found


def test_states_have_their_canonical_name() -> None:
    found = dict(_canonical("The ROK, the DPRK, South Korea and Holland sent envoys to the UN."))
    assert found["ROK"] == found["South Korea"] == "Republic of Korea"
    assert found["DPRK"] == "Democratic People's Republic of Korea"
    assert found["UN"] == "United Nations"


def test_an_embassy_is_named_in_full() -> None:
    found = dict(_canonical("The ROK Embassy in Manila organised a fair."))
    assert found["ROK Embassy in Manila"] == "Embassy of the Republic of Korea in the Philippines"


def test_the_putin_kim_meeting_has_two_persons() -> None:
    found = _canonical("President Ivan Sidorov met President Jorge Ramos.", "The Sidorov-Ramos meeting ended.")
    assert found[-2:] == [("Sidorov", "Ivan Sidorov"), ("Ramos", "Jorge Ramos")]


def test_names_carry_codes() -> None:
    codes = {n.text: n.code for n in names.find(parse("Kenyan police met envoys of Peru and NATO in Lima."))}
    assert codes == {"Kenyan": "KEN", "Peru": "PER", "NATO": "IGO", "Lima": "PER"}


@pytest.mark.parametrize(
    ("short", "name", "fit"),
    [
        ("KOTRA", "Korea Trade-Investment Promotion Agency", True),
        ("MoLISA", "Ministry of Labour, Invalids and Social Affairs", True),
        ("Seoul", "Ministry of Defence", False),
    ],
)
def test_which_abbreviations_fit(short: str, name: str, fit: bool) -> None:
    assert fits(short, name) is fit


def test_memory_knows_a_body_by_its_first_words() -> None:
    memory = Memory()
    memory.learn("Petrovna Shipyard Corp", Referent("ORG", "Petrovna Shipyard Corp", None))
    found = memory.look_up("Petrovna")
    assert found is not None
    assert found.canonical == "Petrovna Shipyard Corp"


def test_the_component_replaces_entities_in_any_pipeline() -> None:
    doc = nlp()("The Chilean Navy sent ROKS Munmu to Lima.")
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Chilean Navy", "ORG"),
        ("ROKS Munmu", "PRODUCT"),
        ("Lima", "GPE"),
    ]
    assert doc.ents[2]._.bulletin.code == "PER"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "(", "'s", "-", "A", "§§ 12", "THE END", "—" * 50, "A-" * 200, "of the of"]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert isinstance(names.find(parse(text)), list)
