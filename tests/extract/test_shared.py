"""Parties of several states, offices parted from their names, and parties whose country nothing says."""

from __future__ import annotations

import pytest

from pipeline.extract.cast import Cast
from tests.extract.helpers import passage
from tests.factories import party

PARTIES = [
    (
        "The Lao and Vietnamese Ministers of Justice, Khamla Testong and Hoang Duc Testh, met.",
        {("Khamla Testong", "LAO"), ("Hoang Duc Testh", "VNM"), ("Lao", "LAO"), ("Vietnamese", "VNM")},
    ),
    # what the parser cuts off behind the first state
    (
        "The Foreign Ministers of Peru and Ghana, Ana Testia and Kofi Testah, met.",
        {("Peru", "PER"), ("Ghana", "GHA"), ("Ana Testia", "PER"), ("Kofi Testah", "GHA")},
    ),
    ("Malaysian and Kazakh companies signed deals.", {("Malaysian", "MYS"), ("Kazakh", "KAZ")}),
    ("Troops from Germany and Norway drilled together.", {("Germany", "DEU"), ("Norway", "NOR")}),
    ("The Japanese Minister for Foreign Affairs, Testagawa Yoshinobu, spoke.", {("Testagawa Yoshinobu", "JPN")}),
    ("The Ambassador of Pakistan to ASEAN, H.E. Shazia Testi, spoke.", {("Shazia Testi", "PAK")}),
    ("Taiyo Testen, a Japanese shipping line, stopped calling at ports.", {("Taiyo Testen", "JPN")}),
]


@pytest.mark.parametrize(("text", "wanted"), PARTIES, ids=[text[:40] for text, _ in PARTIES])
def test_parties(text: str, wanted: set[tuple[str, str]]) -> None:
    given = {(party.text, party.code) for party in passage(text).parties}
    assert wanted <= given


def test_shared_groups_have_the_sector_of_their_head() -> None:
    coded = {(p.text, p.sector) for p in passage("Malaysian and Kazakh companies signed deals.").parties}
    assert {("Malaysian", "BUS"), ("Kazakh", "BUS")} <= coded


OPEN = [
    "Secretary of State Eleanor Testcombe spoke with Norway's Foreign Minister Sigurd Testen in The Hague.",
    "Ambassador Lim Test-sook opened a school in Manila.",
    "Prime Minister Tevita Testkia and Prime Minister Callum Testworth met in Auckland.",
]


@pytest.mark.parametrize("text", OPEN, ids=[text[:30] for text in OPEN])
def test_no_country_without_evidence(text: str) -> None:
    persons = [p for p in passage(text).parties if p.kind == "person"]
    assert persons
    assert persons[0].code is None


def test_what_is_found_out_of_somebody_holds_in_the_rest_of_the_document() -> None:
    cast = Cast()
    cast.remember(party("Juma Otieno", None, kind="person", sector=None))
    cast.learn(party("Juma Otieno", "KEN", kind="organisation", sector="BUS"))
    assert cast.known["Juma Otieno"].code is None, "a firm of that name tells nothing of a man"
    cast.learn(party("Juma Otieno", "KEN", kind="person", sector="BUS"))
    cast.learn(party("Juma Otieno", "UGA", kind="person", sector="GOV"))
    known = cast.known["Juma Otieno"]
    assert (known.code, known.sector) == ("KEN", "BUS")


def test_one_name_is_one_party_in_a_passage() -> None:
    text = "The Foreign Ministers of Bolivia and Uruguay, Ana Testia and Nelson Testcur, met. Mr Testcur left early."
    assert {p.code for p in passage(text).parties if p.kind == "person" and p.text.endswith("Testcur")} == {"URY"}
