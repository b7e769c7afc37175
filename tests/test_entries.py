"""Who did what where in a row of a chronology: through the whole chain."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.records import Event
from pipeline.run.chain import process
from tests.factories import document

ROWS = (
    "# Review 2023\n\n## June 2023\n\n1 June – Kenya and Chad signed a treaty.\n\n"
    "2 June – Peru signed a law with Chile.\n\n5 June – {}\n\n9 June – Chad met Kenya.\n"
)
TABLE = (
    "# Review 2023\n\n| Date | Country | Event |\n|---|---|---|\n| 1 Jun 2023 | Chad | Chad met Kenya. |\n"
    "| 5 Jun 2023 | {} | {} |\n| 9 Jun 2023 | Peru | Peru signed a treaty with Chile. |\n"
)


def _primary(source: str) -> Event:
    result = process(document(source, path="x.md"), extract.load())
    (event,) = (event for event in result.events if event.primary and str(event.date) == "2023-06-05")
    return event


def _sides(event: Event) -> tuple[list[str], list[str]]:
    actors, recipients = ([f"{e.code} {e.sector}" for e in side] for side in (event.actor, event.recipient))
    return actors, recipients


@pytest.mark.parametrize(
    ("row", "actors", "recipients"),
    [
        # each nationality with its number
        ("The Philippine Coast Guard arrested nine Chinese and six Vietnamese fishermen off Palawan.",
         ["PHL COP"], ["CHN CVL", "VNM CVL"]),
        ("Some 300 Uzbek and Nigerian migrant workers marched through Ansan.", ["UZB LAB", "NGA LAB"], []),
        # persons called like countries and towns
        ("Karen Lindqvist, the Swedish minister for trade, met Israel Navarro, the Mexican ambassador.",
         ["SWE GOV", "MEX GOV"], []),
        ("The Danish ambassador, Karen Holm, met Jordan Hale, Ireland's trade secretary.", ["DNK GOV", "IRL GOV"], []),
        # who is handed over is not who it is done with
        ("Finnish police delivered to the Estonian police a shipbroker from Tallinn suspected of smuggling eels.",
         ["FIN COP"], ["EST COP"]),
        # a state's own body acts on another, not on its state
        ("The Senate of Uruguay ratified the extradition treaty between Uruguay and Suriname.",
         ["URY LEG"], ["SUR GOV"]),
        # a host that is not named is the country of the place
        ("Singapore's trade minister, Halim Sulaiman, led a 30-member mission to Mindanao.", ["SGP GOV"], ["PHL GOV"]),
        # what it is called before its name, and what the two sides of mediated talks are
        ("In Kisumu the opposition Movement for Renewal rejected an offer of the Kenyan government.",
         ["KEN PTY"], ["KEN GOV"]),
        # the captain of a boat is no officer
        ("A court in Kushiro fined the captain of the Russian crab boat Zarya.", ["JPN JUD"], ["RUS CVL"]),
        # a ship's navy, and whose trawler it is
        ("The Norwegian Coast Guard detained the Faroese longliner Havbrim off Bear Island.", ["NOR COP"], ["DNK BUS"]),
    ],
)  # fmt: skip
def test_the_parties_of_a_row(row: str, actors: list[str], recipients: list[str]) -> None:
    assert _sides(_primary(ROWS.format(row))) == (actors, recipients)


@pytest.mark.parametrize(
    ("cell", "row", "actors"),
    [
        ("Nepal", "Tea pluckers in Ilam began a two-day strike over unpaid bonuses.", ["NPL AGR"]),
        ("India, Maldives", "Exercise Ekuv, in which the coast guards of India and Maldives trained, opened off Malé.",
         ["IND COP", "MDV COP"]),
    ],
)  # fmt: skip
def test_a_table_s_first_cell_is_no_party_and_no_part_of_the_sentence(cell: str, row: str, actors: list[str]) -> None:
    assert _sides(_primary(TABLE.format(cell, row)))[0] == actors


@pytest.mark.parametrize(
    ("row", "country"),
    [
        ("Five soldiers were killed by a roadside bomb between Djibo and Bourzanga.", "BFA"),
        ("Students of Jahangirnagar University blocked the Dhaka-Aricha highway for six hours.", "BGD"),
        ("The Georgian cutter Lomisi entered Burgas for a port call.", "BGR"),
        ("Pakistan deported 1,200 undocumented Afghan migrants through the Chaman crossing.", "PAK"),
        ("Officials of ASEAN and China concluded in Cebu another round of talks on the South China Sea.", "PHL"),
        ("Russian border guards wounded a Finnish angler in the Bay of Vyborg.", "RUS"),
        ("Navies of Brazil, Uruguay and Spain cleared mines off Punta del Este.", "URY"),
        ("Some 1,500 farmers marched in Oruro against the Canadian company Northgrain.", "BOL"),
        ("Asylum was granted in Liberia, Guanacaste, to 42 students by Costa Rica.", "CRI"),
        ("The Norwegian Red Cross sent blankets to flood victims in Masvingo.", "ZWE"),
        ("A court of Porto Velho sentenced the rancher Valdir Sampaio to 27 years in prison.", "BRA"),
        ("The Peruvian ship Salcedo reached Busan for a four-day port call.", "KOR"),
    ],
)
def test_the_country_of_a_row_s_place(row: str, country: str) -> None:
    place = _primary(ROWS.format(row)).event_loc
    assert place is not None
    assert place.country_code == country


def test_where_something_is_to_be_is_not_where_it_was_agreed() -> None:
    row = "Libya's parliament invited Algerian envoys to talks to be held in Cairo in August."
    assert _primary(ROWS.format(row)).event_loc is None


def test_what_a_row_lists_was_not_years_before() -> None:
    row = "The convention on double taxation concluded by Qatar and the Maldives in 2019 entered into force."
    assert str(_primary(ROWS.format(row)).date) == "2023-06-05"


def test_a_day_of_another_act_of_the_row_is_not_its_main_one_s() -> None:
    row = "A mission of the Korean government visited Zambia and on 6 June pledged a loan to the Zambian government."
    source = ROWS.format(row).replace("5 June –", "5-8 June –")
    event = _primary(source)
    assert (event.event, str(event.enddate)) == (("CONSULT",), "2023-06-08")


def test_what_is_asked_after_a_deed_was_said_on_its_own_day_and_anywhere() -> None:
    row = (
        "Argentina seized a Chinese trawler in the San Jorge Gulf. On June 7 the Chinese Embassy in Buenos Aires "
        "asked the Argentine government to release it."
    )
    result = process(document(ROWS.format(row), path="x.md"), extract.load())
    (request,) = (event for event in result.events if event.event[0] == "REQUEST")
    assert (str(request.date), request.event_loc, request.scheduled) == ("2023-06-07", None, None)
