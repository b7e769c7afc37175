"""The matcher of known names in running text."""

from __future__ import annotations

import time

import pytest

from pipeline.gazetteer import code_phrase, find_country, find_names, look_up
from pipeline.gazetteer.tries import Trie, tokenize


def _seen(text: str) -> list[tuple[str, str]]:
    return [(found.text, found.code) for found in find_names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US and the DPRK", [("US", "USA"), ("DPRK", "PRK")]),
        ("Us too, as turkey is chilling by the china cup", []),
        ("NORTH KOREA and Guinea-Bissau", [("NORTH KOREA", "PRK"), ("Guinea-Bissau", "GNB")]),
        ("Papua New Guinea's envoy", [("Papua New Guinea", "PNG")]),
        ("the ASEAN-Korea Centre in Seoul", [("ASEAN-Korea Centre", "IGO"), ("Seoul", "KOR")]),
        ("the ASEAN-Korea summit", [("ASEAN", "IGO"), ("Korea", "KOR")]),
        ("who said that WHO knows", [("WHO", "UNO")]),
        ("Côte d’Ivoire and Cote d'Ivoire", [("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV")]),
        ("U.S.-led talks", [("U.S.", "USA")]),
        ("the Indo-Pacific Strategy", []),
        (
            "Republic of Korea, Republic of the Congo",
            [("Republic of Korea", "KOR"), ("Republic of the Congo", "COG")],
        ),
    ],
)
def test_longest_names_in_exact_case(text: str, expected: list[tuple[str, str]]) -> None:
    assert _seen(text) == expected


def test_offsets_slice_the_text() -> None:
    text = "In São Tomé and Príncipe, the Taliban met UNICEF; Türkiye did not."
    assert all(text[found.start : found.end] == found.text for found in find_names(text))
    assert [found.code for found in find_names(text)] == ["STP", "AFG", "UNO", "TUR"]


def test_countries_only() -> None:
    found = find_country("ASEAN ministers met the Thai premier in Hanoi.")
    assert [(f.text, f.known.form, f.canonical) for f in found] == [
        ("Thai", "adjective", "Thailand"),
        ("Hanoi", "capital", "Vietnam"),
    ]


def test_look_up_takes_the_whole() -> None:
    known = look_up("the Republic of Korea")
    assert known is not None
    assert known.canonical == "Republic of Korea"
    assert look_up("Republic of Korea Test") is None


def test_time_is_linear_in_the_text() -> None:
    find_names("warm")
    text = "The Republic of the Union of Republic of Korea and Democratic People's Test. " * 400
    begin = time.process_time()
    find_names(text)
    assert time.process_time() - begin < 1.5  # 0.05 s measured


def test_a_form_keeps_its_first_meaning() -> None:
    trie = Trie([("a b", 1), ("a b", 2), ("a", 3)])
    assert trie.longest(tokenize("a b c"), 0) == (2, 1)
    assert trie.longest(tokenize("a c"), 0) == (1, 3)
    assert trie.longest(tokenize("c"), 0) is None


def test_definitions_of_the_document() -> None:
    definitions = {
        "AKC": "ASEAN-Korea Centre",
        "MOTIE": "Ministry of Trade, Industry and Energy",
        "K": "Republic of Korea",
    }
    centre = code_phrase("AKC", definitions=definitions)
    assert (centre.code, centre.sector, centre.canonical) == ("IGO", "GOV", "ASEAN-Korea Centre")
    ministry = code_phrase("MOTIE spokesperson", definitions=definitions, country_hint="KOR")
    assert (ministry.code, ministry.sector, ministry.kind) == ("KOR", "GOV", "person")
    assert code_phrase("K", definitions=definitions).canonical == "Republic of Korea"


def test_states_carry_their_wikidata_id() -> None:
    assert code_phrase("Vietnam").identifier_id == "Q881"
    assert code_phrase("Hanoi").canonical == "Vietnam"


@pytest.mark.parametrize(
    "phrase", ["", " ", "the", "(", "'", "-", "of the", "his", "they", "x" * 500, "A, B, C", "(ROK)"]
)
def test_anything_can_be_asked(phrase: str) -> None:
    coded = code_phrase(phrase)
    assert 0 <= coded.name_span[0] <= coded.name_span[1] <= len(phrase)
