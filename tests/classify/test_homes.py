"""Whose a party is that names no country: the heading's, the place's, the authority's, or nobody's."""

from __future__ import annotations

import pytest

from pipeline import classify
from pipeline.classify.surroundings import countries_above, countries_of_report
from pipeline.passages import Action
from tests.factories import passage


def coded(text: str, section: str | None = None) -> Action:
    found = classify.actions([passage(text, kind="chronology_entry", section=section)])
    return next(action for action in found if action.primary)


def codes(action: Action) -> tuple[list[str | None], list[str | None]]:
    return [party.code for party in action.actors], [party.code for party in action.recipients]


CASES: list[tuple[str, str | None, list[str | None], list[str | None]]] = [
    # under a heading of two countries an official beside the one is the other's
    ("Trade Minister Alan Birch visited Lima.", "Peru-Ghana Relations", ["GHA"], ["PER"]),
    ("Trade Minister Alan Birch visited Lima.", None, [None], ["PER"]),
    # also against a country that was only read in the words around him
    (
        "Peru's Foreign Ministry summoned Ambassador Kofi Mensah over the seizure of Peruvian fish.",
        "Peru-Ghana Relations",
        ["PER"],
        ["GHA"],
    ),
    # and where the others are of several countries
    (
        "Foreign Minister Anong Suksawat hosted officials of Laos, Vietnam and Cambodia.",
        "Thailand-Laos Relations",
        ["LAO", "VNM", "KHM"],
        ["THA"],
    ),
    # of the countries around an official is of the one where people are called so, and never of one where nobody is
    (
        "Vice Minister Trinh Xuan Loc held talks in Durban with Sipho Dlamini, Minister of Trade, on Vietnam's fruit.",
        None,
        ["VNM", "ZAF"],
        [],
    ),
    # beside an envoy to a country an official is that country's
    (
        "The Norwegian ambassador to Chile, Ola Lund, and Transportation Secretary Jaime Testista met.",
        None,
        ["NOR", "CHL"],
        [],
    ),
    # under a heading of one country its own forces act
    ("Security forces arrested 40 demonstrators.", "Chad", ["TCD"], ["TCD"]),
    # a province is of its country
    ("Sweden pledged a further 31 million dollars to Amhara.", None, ["SWE"], ["ETH"]),
    # whom a court or the police hold is theirs, unless his nationality is said
    ("A court in Minsk sentenced Alena Karpuk to nine years.", None, ["BLR"], ["BLR"]),
    ("Police in Accra arrested a Japanese engineer.", None, ["GHA"], ["JPN"]),
]


@pytest.mark.parametrize(("text", "section", "actors", "recipients"), CASES)
def test_codes(text: str, section: str | None, actors: list[str | None], recipients: list[str | None]) -> None:
    assert codes(coded(text, section)) == (actors, recipients)


def test_a_state_that_no_table_knows_is_nobody_elses() -> None:
    actors, _ = codes(coded("Zorvania condemned Ethiopia.", "Chronology of Kenya"))
    assert "KEN" not in actors


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Chad", {"TCD"}),
        ("Chronology of Kenya, 2021", {"KEN"}),
        ("India-Japan Relations", {"IND", "JPN"}),
        ("Africa-China Relations", set()),
        ("ASEAN and Korea: Key Events", set()),
    ],
)
def test_the_countries_that_a_sections_title_names(title: str, codes: set[str]) -> None:
    assert countries_above(passage("Troops left.", section=title)) == codes


def reported(lead: str, then: str) -> Action:
    """The main act of a report's second paragraph."""
    found = classify.actions([passage(text, id=f"doc/{n:03}") for n, text in enumerate((lead, then), 1)])
    return next(action for action in found if action.primary and action.segment.text == then)


@pytest.mark.parametrize(
    ("lead", "actors", "recipients"),
    [
        ("BEIRA, Mozambique, 14 March (Coast News) - Nurses walked out of the hospital.", ["MOZ"], ["MOZ"]),
        ("Nurses walked out of the Mozambican health ministry.", ["MOZ"], ["MOZ"]),
        # two countries may be either's
        ("Mozambique and Malawi signed a treaty.", [None], [None]),
    ],
)
def test_a_report_about_one_country(lead: str, actors: list[str | None], recipients: list[str | None]) -> None:
    action = reported(lead, "The army arrested eleven miners.")
    assert codes(action) == (actors, recipients)


def test_a_leads_own_parties_need_not_be_of_the_country_that_it_names() -> None:
    paragraphs = [passage(text) for text in ("Rebels asked South Africa to mediate.", "The army declined.")]
    assert countries_of_report(paragraphs) == [None, "ZAF"]


def test_rows_of_a_chronology_are_no_report() -> None:
    rows = [passage(text, kind="chronology_entry") for text in ("Chad closed its border.", "The army held a parade.")]
    assert countries_of_report(rows) == [None, None]
