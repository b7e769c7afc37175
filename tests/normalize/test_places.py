"""Places of events: resolved by what the text gives, never guessed."""

import pytest

from pipeline.normalize.places import locate
from pipeline.normalize.quotes import Quoter
from pipeline.passages import Name
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
