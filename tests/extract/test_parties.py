from __future__ import annotations

import pytest

from pipeline.extract import names, parties
from pipeline.extract.cast import Cast
from pipeline.extract.memory import Memory
from pipeline.passages import Party
from tests.extract.helpers import HERE, nlp, parse


def _rows() -> list[list[str]]:
    lines = (HERE / "parties.txt").read_text(encoding="utf-8").splitlines()
    return [(line.split("\t") + [""] * 5)[:5] for line in lines if line and not line.startswith("#")]


def _parties(*texts: str) -> list[Party]:
    memory, cast = Memory(), Cast()
    found: list[Party] = []
    for text in texts:
        doc = parse(text)
        found += parties.find(doc, names.find(doc, memory), memory, cast)
    return found


@pytest.mark.parametrize(("text", "words", "code", "sector", "office"), _rows())
def test_parties_are_coded(text: str, words: str, code: str, sector: str, office: str) -> None:
    party = next(p for p in _parties(text) if p.text == words)
    assert (party.code or "-", party.sector, party.office or "") == (code, sector, office)
    assert text[party.start : party.end] == words
    assert party.phrase[0] <= party.start < party.end <= party.phrase[1]


@pytest.mark.xfail(reason="the weights take who is jailed for a criminal by trade", strict=True)
def test_nationals_who_are_jailed_are_civilians() -> None:
    found = _parties("A court jailed Latvian nationals Juris Ozols and Inese Kalva.")
    person = next(party for party in found if party.text == "Juris Ozols")
    assert (person.code, person.sector) == ("LVA", "CVL")


def test_a_name_alone_is_coded_by_what_was_said_before() -> None:
    last = _parties("Finnish Prime Minister Aino Virtanen arrived.", "Virtanen met students.")[-2]
    assert (last.text, last.code, last.office, last.canonical) == (
        "Virtanen", "FIN", "Prime Minister", "Aino Virtanen",
    )  # fmt: skip


def test_a_definite_noun_is_coded_by_its_antecedent() -> None:
    found = _parties("The Kenyan Ministry of Health bought tents. The ministry thanked donors.")
    assert [p.code for p in found if p.text == "ministry"] == ["KEN"]


def test_pairs_are_left_to_the_event_coder() -> None:
    found = _parties("Chile and Peru signed a treaty. Both countries praised it.")
    assert [p.text for p in found] == ["Chile", "Peru"]


def test_a_leader_belongs_to_the_body_that_is_led() -> None:
    found = _parties("A delegation from the Vietnam News Agency, led by General Director Tran Thi Lan, came.")
    assert [(p.code, p.sector) for p in found if p.text == "Tran Thi Lan"] == [("VNM", "JRN")]


@pytest.mark.parametrize("text", ["Frigates of Chile and Peru met.", "Troops from Chile and Peru met."])
def test_forces_of_several_states_are_each_ones_own(text: str) -> None:
    assert [(p.code, p.sector) for p in _parties(text) if p.code] == [("CHL", "MIL"), ("PER", "MIL")]


def test_people_are_a_party_where_they_are_counted() -> None:
    assert [p.sector for p in _parties("About 9,000 people marched.")] == ["CVL"]
    assert not _parties("Many people have doubts.")


@pytest.mark.parametrize(("name", "code"), [("Joint Commission", "IGO"), ("Business Council", None)])
def test_a_body_of_two_states_is_neithers(name: str, code: str | None) -> None:
    found = _parties(f"The Ghana-Togo {name} met.")
    assert [p.code for p in found if p.text == f"Ghana-Togo {name}"] == [code]


def test_the_component_writes_spans() -> None:
    doc = nlp()("Peru and 34 Korean firms signed an agreement.")
    assert [(s.text, s.label_) for s in doc.spans["parties"]] == [("Peru", "PER"), ("34 Korean firms", "KOR")]


@pytest.mark.parametrize(
    ("text", "code", "sector"),
    [
        ("Sai Mon, a Myanmar national, was arrested.", "MMR", "CVL"),
        ("Ana Prieto, regional organiser of the opposition party Vente Venezuela, was arrested.", "VEN", "PTY"),
    ],
)
def test_a_person_is_what_stands_behind_the_name(text: str, code: str, sector: str) -> None:
    first = _parties(text)[0]
    assert (first.kind, first.code, first.sector) == ("person", code, sector)
