"""Places of events: resolved by what the text gives, never guessed."""

from dataclasses import replace

import pytest

from pipeline.normalize.places import locate
from pipeline.normalize.quotes import Quoter
from pipeline.passages import Name
from pipeline.records import EventType, Sector
from pipeline.text import Alignment
from tests.factories import action, party


@pytest.mark.parametrize(
    ("text", "place", "parties", "country", "resolved"),
    [
        ("Ministers met in Seoul to talk.", "Seoul", ["PHL", "KOR"], "KOR", True),
        ("Ministers met in Kanazawa, Japan. It rained.", "Kanazawa", ["CHN", "KOR"], "JPN", True),
        ("Ministers met in San Francisco, California, on Friday.", "San Francisco", ["AUS", "BRN"], "USA", True),
        ("Ministers met in Peru.", "Peru", ["CHL"], "PER", True),
        ("Ministers met at Qwertyville.", "Qwertyville", ["CHL", "PER"], None, False),
    ],
)
def test_countries(text: str, place: str, parties: list[str], country: str | None, resolved: bool) -> None:
    start = text.index(place)
    name = Name(start, start + len(place), place, "GPE")
    actors = tuple(party(code, code) for code in parties)
    told = action(text, place=name, actors=actors)
    location, flags = locate(told, Quoter(text, Alignment(text, text, [(0, len(text))])))
    assert location is not None
    assert location.country_code == country
    assert (not flags) == resolved
    assert location.extracted_place == place


@pytest.mark.parametrize(("sector", "country"), [("COP", "TUN"), ("LAB", None)])
def test_a_shared_crossing_is_on_the_side_of_those_who_arrest_there(sector: Sector, country: str | None) -> None:
    text = "Tunisians stopped a Libyan lorry at the Ras Ajdir border crossing."
    crossing = Name(text.index("Ras"), len(text) - 1, "Ras Ajdir border crossing", "FAC")
    told = action(text, type="COERCE", place=crossing, actors=(party("Tunisians", "TUN", text, sector=sector),))
    location, _ = locate(told, Quoter(text, Alignment(text, text, [(0, len(text))])))
    assert location is not None
    assert location.country_code == country


def test_a_shared_crossing_is_on_the_side_of_the_only_one_of_its_states_that_is_named() -> None:
    text = "Tunisians queued at the Ras Ajdir border crossing."
    crossing = Name(text.index("Ras"), len(text) - 1, "Ras Ajdir border crossing", "FAC")
    location, _ = locate(action(text, place=crossing), Quoter(text, Alignment(text, text, [(0, len(text))])))
    assert location is not None
    assert location.country_code == "TUN"


def test_an_embassy_lies_in_no_country_that_it_is_of() -> None:
    text = "Togolese students marched to the French Embassy."
    house = Name(text.index("French"), len(text) - 1, "French Embassy", "ORG", code="FRA")
    togo, france = party("Togolese students", "TGO", text), party("French Embassy", "FRA", text)
    told = action(text, type="PROTEST", place=house, actors=(togo,), recipients=(france,))
    location, _ = locate(told, Quoter(text, Alignment(text, text, [(0, len(text))])))
    assert location is not None
    assert location.country_code == "TGO"


@pytest.mark.parametrize(
    ("text", "place", "city", "country"),
    [
        ("They met at the Ministry of Labour in Phnom Penh.", "Ministry of Labour", "Phnom Penh", "KHM"),
        ("They met at Seoul City Hall, South Korea.", "Seoul City Hall", "Seoul", "KOR"),
        ("They met at the Foreign Ministry in Lima. Two jets flew by.", "Foreign Ministry", "Lima", "PER"),
        (
            "They met at the Foreign Ministry in St. George's. Two jets flew by.",
            "Foreign Ministry",
            "Saint George's",
            "GRD",
        ),
    ],
)
def test_a_house_has_a_city_and_no_point(text: str, place: str, city: str, country: str) -> None:
    start = text.index(place)
    told = action(text, place=Name(start, start + len(place), place, "FAC"))
    location, flags = locate(told, Quoter(text, Alignment(text, text, [(0, len(text))])))
    assert location is not None
    assert (location.city, location.country_code, location.resolution) == (city, country, 5)
    assert (location.lat, location.lon) == (None, None)
    assert flags == {"location_unresolved"}


@pytest.mark.parametrize(("kind", "country"), [("PROTEST", "PER"), ("CONSULT", None)])
def test_an_unknown_place_of_an_act_at_home_lies_at_home(kind: EventType, country: str | None) -> None:
    text = "Farmers met at Qwertyville."
    start = text.index("Qwertyville")
    told = action(text, place=Name(start, start + 11, "Qwertyville", "GPE"), actors=(party("Farmers", "PER"),))
    location, flags = locate(replace(told, type=kind), Quoter(text, Alignment(text, text, [(0, len(text))])))
    assert location is not None
    assert (location.country_code, location.lat) == (country, None)
    assert flags == {"location_unresolved"}


@pytest.mark.parametrize(("sector", "country"), [("COP", "PER"), ("BUS", None)])
def test_the_police_seize_at_home_whosever_the_held_are(sector: Sector, country: str | None) -> None:
    text = "Coastguards seized boats at Qwertyville."
    start = text.index("Qwertyville")
    told = action(
        text, type="COERCE", place=Name(start, start + 11, "Qwertyville", "GPE"),
        actors=(party("Coastguards", "PER", sector=sector),), recipients=(party("boats", "ECU"),),
    )  # fmt: skip
    location, _ = locate(told, Quoter(text, Alignment(text, text, [(0, len(text))])))
    assert location is not None
    assert location.country_code == country


def test_an_unknown_place_lies_in_the_country_that_it_is_known_to_be_of() -> None:
    text = "They met at Qwertyville."
    start = text.index("Qwertyville")
    told = action(text, place=Name(start, start + 11, "Qwertyville", "GPE", code="TCD"))
    location, _ = locate(told, Quoter(text, Alignment(text, text, [(0, len(text))])))
    assert location is not None
    assert (location.country_code, location.lat) == ("TCD", None)


@pytest.mark.parametrize(
    ("words", "city", "level"),
    [
        ("Qwertyville", "Qwertyville", 4),
        ("Qwertyville village", "Qwertyville", 4),
        ("Qwertyville Province", None, None),
    ],
)
def test_an_unknown_name_with_the_label_of_states_and_towns_is_a_town(
    words: str, city: str | None, level: int | None
) -> None:
    text = f"They met in {words}."
    told = action(text, place=Name(12, 12 + len(words), words, "GPE", code="TCD"))
    location, flags = locate(told, Quoter(text, Alignment(text, text, [(0, len(text))])))
    assert location is not None
    assert (location.city, location.resolution, location.country_code, location.lat) == (city, level, "TCD", None)
    assert flags == {"location_unresolved"}


def test_an_unknown_town_lies_in_the_division_that_the_text_names() -> None:
    text = "They met in Qwertyville, Ontario, Canada."
    told = action(text, place=Name(12, 23, "Qwertyville", "GPE"))
    location, _ = locate(told, Quoter(text, Alignment(text, text, [(0, len(text))])))
    assert location is not None
    assert (location.city, location.province, location.country_code) == ("Qwertyville", "Ontario", "CAN")
    assert (location.resolution, location.resolved_place, location.lat) == (4, None, None)
