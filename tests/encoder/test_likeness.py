"""What names look like in which country."""

from __future__ import annotations

import pytest

from pipeline.encoder.likeness import MOST, groups, likeness


@pytest.mark.parametrize(
    ("name", "own", "other"),
    [
        ("Oyelaran Adebisi", "NGA", "NOR"),
        ("Torbjørn Haugseth", "NOR", "NGA"),
        ("Nguyen Thi Bao Chau", "VNM", "PHL"),
        ("Giorgadze", "GEO", "ARM"),
        ("Harutyunashvili", "GEO", "AZE"),
        ("Ishikawa Tomoe", "JPN", "CHN"),
        ("Wickramanayake", "LKA", "IND"),
    ],
)
def test_a_person_is_likelier_to_be_called_so_at_home(name: str, own: str, other: str) -> None:
    looks = likeness(name, "PERSON")
    assert looks[own] > 1
    assert looks[own] > 3 * looks[other]


@pytest.mark.parametrize(("name", "own", "other"), [("Kowalewice", "POL", "KEN"), ("Ouled Bouziane", "DZA", "GRC")])
def test_so_is_a_town(name: str, own: str, other: str) -> None:
    looks = likeness(name, "GPE")
    assert looks[own] > 3 * looks[other]


def test_no_name_says_more_than_a_bound() -> None:
    looks = likeness("Phongsavanh Sisoulith Vongphachanh", "PERSON")
    assert min(looks.values()) * 1.1 >= 2.7**-MOST
    assert max(looks.values()) <= 2.72**MOST


def test_case_and_accents_do_not_count() -> None:
    assert groups("Élodie KÉÏTA-Diarra") == groups("elodie keita diarra")


@pytest.mark.parametrize("name", ["", "  ", "-", "王毅", "12"])
def test_what_has_no_latin_letter_says_nothing(name: str) -> None:
    assert likeness(name, "PERSON") == {}
