"""Whose a party is, of which sector, and where a town lies, by what stands around the words."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline import classify, encoder
from pipeline.encoder.belonging import homes, sectors
from pipeline.encoder.links import SIZE
from pipeline.encoder.origins import completed
from pipeline.encoder.pairs import Candidate
from pipeline.passages import Party
from tests.factories import party, passage


def found(text: str, words: str) -> Party:
    return next(each for each in passage(text).parties if each.text == words)


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        # a body or person that a second sentence goes on with
        ("Kenya's mines ministry fined the firm Goldsand. Its lawyer, Juma Otieno, appealed.", "Goldsand", "KEN"),
        ("Kenya's mines ministry fined the firm Goldsand. Its lawyer, Juma Otieno, appealed.", "Juma Otieno", "KEN"),
        ("Teachers of Ghana's schools struck; their union asked for more pay.", "their union", "GHA"),
        # where somebody comes from, against where he is
        ("Police in Lagos arrested Kofi Bediako, who came from Ghana.", "Kofi Bediako", "GHA"),
        # of two countries, the one where people are called so
        ("Norway's premier met Premier Nguyen Duc Thinh on the margins of a Vietnam fair.", "Nguyen Duc Thinh", "VNM"),
    ],
)  # fmt: skip
def test_a_party_is_of_the_country_that_the_passage_shows(text: str, words: str, code: str) -> None:
    assert found(text, words).code == code


@pytest.mark.parametrize(
    ("text", "words", "sector"),
    [
        ("Fighters of the Takfala Front attacked a Chadian convoy.", "Takfala Front", "REB"),
        ("Students of the Norwegian school Fagerli visited Chile.", "Fagerli", "EDU"),
        ("Police in Lagos arrested Kofi Bediako, who came from Ghana.", "Kofi Bediako", "CVL"),
        # also people whose only word for what they are is that they belong to it
        (
            "A court in Amman jailed six members of Katibat Testqa for bombing a bank.",
            "six members of Katibat Testqa",
            "REB",
        ),
    ],
)
def test_an_unknown_body_has_the_sector_that_the_passage_shows(text: str, words: str, sector: str) -> None:
    assert found(text, words).sector == sector


def test_two_of_one_office_are_not_of_one_country() -> None:
    text = "Prime Minister Tevita Testkia and Prime Minister Callum Testworth met in Auckland."
    assert {each.code for each in passage(text).parties if each.kind == "person"} == {None}


def test_a_group_of_several_countries_is_of_none() -> None:
    parties = passage("Coaches of Kenya and Uganda met their colleagues in Arusha.").parties
    assert {each.code for each in parties if each.text.startswith("Coaches of")} == {None}


@pytest.mark.parametrize(
    ("text", "words", "sector"),
    [
        ("Rwandan shelling hit a market in Goma.", "Rwandan", "MIL"),
        pytest.param(
            *("Kenya lifted its ban on Rwandan coffee.", "Rwandan", "BUS"),
            marks=pytest.mark.xfail(reason="the weights read the state behind its goods", strict=True),
        ),
        ("Rwandan coffee sold in Nairobi was seized by Kenyan customs.", "Rwandan", "BUS"),
        ("Rwanda shelled a market in Goma.", "Rwanda", "GOV"),
    ],
)
def test_an_adjective_is_what_it_stands_with_and_a_state_its_government(text: str, words: str, sector: str) -> None:
    read, named = passage(text), party(words, "RWA", text, kind="state", sector="GOV")
    assert completed(read.doc, read.names, [named])[0].sector == sector


def test_what_is_known_and_states_stay_as_they_are() -> None:
    text = "Chile thanked the Peruvian navy."
    known = [party("Chile", "CHL", text), party("navy", "PER", text, kind="organisation", sector="MIL")]
    open_state = party("Chile", None, text)
    assert completed(passage(text).doc, passage(text).names, [*known, open_state]) == [*known, open_state]


def test_a_town_that_no_table_knows_is_in_no_body_of_states() -> None:
    towns = [
        name for name in passage("ASEAN and Mercosur opened offices in Qwertaku.").names if name.text == "Qwertaku"
    ]
    assert all(town.code is None for town in towns)


def test_a_person_without_office_is_not_of_the_place() -> None:
    """What the encoder leaves open, the place of the act does not settle, whatever sector it has."""
    text = "Juma Otieno spoke to Carla Reyes in Oslo."
    people = [p for action in classify.actions([passage(text)]) for p in action.actors if p.kind == "person"]
    assert people
    assert {person.code for person in people} == {None}


def test_what_is_read_in_the_words_around_leaves_a_cue() -> None:
    text = "Police in Lagos arrested Kofi Bediako, who came from Ghana."
    assert "country" in found(text, "Kofi Bediako").inferred
    rules = {reason.rule for action in classify.actions([passage(text)]) for reason in action.reasons}
    assert "party: country by the words around it" in rules


def test_no_name_tells_its_own_country() -> None:
    text = "The Banco Andino and Ghana signed a loan."
    encoded = encoder.load().encode(text)
    bank, ghana = (encoded.pieces(at := text.index(words), at + len(words)) for words in ("Banco Andino", "Ghana"))
    assert bank
    assert ghana
    names = [Candidate(bank, "ORG"), Candidate(ghana, "GPE")]
    (shares,) = homes(encoded, names[:1], names, [np.zeros((2, SIZE), dtype=np.float32)])
    assert shares[0] == 0
    assert 0 < shares[1] < 1
    assert homes(encoded, names[:1], [], [np.zeros((0, SIZE), dtype=np.float32)]) == [()]
    (judged,) = sectors(encoded, names[:1])
    assert sum(judged.values()) == pytest.approx(1, abs=1e-4)
    assert sectors(encoded, []) == []
