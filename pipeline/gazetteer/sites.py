"""Buildings and bodies as places: in which city and country they stand, as far as the words tell; no point."""

from __future__ import annotations

from pipeline.gazetteer.names import look_up
from pipeline.gazetteer.placechoice import Clues, choose
from pipeline.gazetteer.placenames import place_key, place_words, spots
from pipeline.gazetteer.places import Place, country_called, of_village
from pipeline.gazetteer.rows import NON_STATE_CODES, by_alpha3

# A city that a building is named after is known by itself from this size on.
_KNOWN_CITY = 250_000


def find_site(words: str, name: str, clues: Clues, beside: Place | None, owner: str | None) -> Place | None:
    """The site called `name`, in the text's `words`: its city and country, or None where nothing tells them.

    `beside` is the place that the text puts it in ("in Phnom Penh"), `owner` the code of the country
    whose it is. A known site (class S of the tables) has its own row and is no matter of this module.
    """
    if beside is not None and beside.country_code:
        finer = None if beside.city or beside.province else _named_after(name, Clues(said=beside.country_code))
        return _site(words, finer or beside)
    inside = _named_after(name, clues)
    if inside is not None:
        return _site(words, inside)
    if is_mission(name):
        return None
    code = owner or _country_inside(name)
    if code is None or code in NON_STATE_CODES or code not in by_alpha3():
        return None
    return _site(words, _seat(code)) if _is_seat(name) else _site(words, Place(words, country_code=code))


def _site(words: str, place: Place) -> Place:
    country = by_alpha3()[place.country_code] if place.country_code else None
    return Place(
        words,
        city=place.city,
        province=place.province if place.province != place.city else None,
        country=country.name if country else None,
        country_code=place.country_code,
        feature_class="S",
        resolution=5,
    )


def _named_after(words: str, clues: Clues) -> Place | None:
    """The city in a building's name ("Seoul City Hall", "Port of Rotterdam"), if nothing speaks against it."""
    pieces = words.replace("-", " ").split(" ")
    ends = [" ".join(pieces[:2]), " ".join(pieces[-2:]), pieces[0], pieces[-1]]
    for piece in dict.fromkeys(ends):
        if piece == words or not piece[:1].isupper() or place_key(piece) in place_words().not_places:
            continue
        spot = choose(piece, Clues(kinds=("P",), said=clues.said, near=clues.near, far=clues.far))
        village = of_village(piece, clues) if spot is None else None
        if village:
            return Place(words, city=piece, country_code=village)
        if spot is None or not spot.country or spot.trust == 1:
            continue
        code = by_alpha3()[spot.country].code
        if spot.population >= _KNOWN_CITY or code in clues.countries:
            return Place(words, city=spot.name, province=spot.province or None, country_code=code)
    return None


def _country_inside(words: str) -> str | None:
    """Country that a building's or body's name holds ("National University of Laos", "Thai parliament")."""
    pieces = words.split(" ")
    for size in (3, 2, 1):
        for piece in (" ".join(pieces[:size]), " ".join(pieces[-size:])):
            known = look_up(piece)
            if known and known.country and known.form in ("name", "abbreviation", "adjective"):
                return known.country.code
    country = country_called(words)
    return country.code if country else None


def is_mission(words: str) -> bool:
    """Whether it is one country's house in another: an embassy, a cultural centre."""
    return bool(place_words().missions & set(place_key(words).split(" ")))


def _is_seat(words: str) -> bool:
    """Whether it is a house of the central government, which stands where that has its seat."""
    key = place_key(words)
    return any(seat in key for seat in place_words().seats)


def _seat(code: str) -> Place:
    country = by_alpha3()[code]
    name = (*country.seats, *country.capitals, "")[0]
    spot = next((s for s in spots(place_key(name)) if s.feature_class == "P" and s.country == code), None)
    return Place("", city=spot.name if spot else None, country_code=code)
