"""Places to GeoNames: cities, divisions, islands, seas and countries, with precision before recall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.gazetteer.names import look_up
from pipeline.gazetteer.placechoice import Clues, choose, named
from pipeline.gazetteer.placenames import Spot, place_key, place_words, spots, village_countries
from pipeline.gazetteer.rows import NON_STATE_CODES, Country, by_alpha3

Resolution = Literal[1, 2, 3, 4, 5]


@dataclass(frozen=True, slots=True)
class Place:
    """A place resolved as far as it is sure; the fields are those of `records.Location`."""

    extracted_place: str
    resolved_place: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    city: str | None = None
    district: str | None = None
    province: str | None = None
    country: str | None = None
    country_code: str | None = None
    feature_class: str | None = None
    feature_code: str | None = None
    resolution: Resolution | None = None


@lru_cache(maxsize=1 << 14)
def find_place(words: str, name: str, clues: Clues) -> Place | None:
    """The place called `name` by the clues; `words` are those that the text has for it."""
    country = None if _made_by_hand(words) else country_called(name)
    if country and not _is_division_here(name, country, clues):
        return _country_place(words, country)
    spot = choose(name, clues)
    if spot is None:
        return _unknown_place(words, name, clues)
    place = spot_place(words, spot)
    sides = {code for code in clues.near if code in spot.codes} if spot.feature_class == "S" else set()
    if place.country_code is None and len(sides) == 1:  # "Pakistani rangers at Wagah"
        return on_side(place, sides.pop())
    return place


def on_side(place: Place, code: str) -> Place:
    """A crossing that states share, on the side of one; as it is if that is none of them."""
    known = spots(place_key(place.resolved_place or place.extracted_place))
    if not any(code in spot.codes for spot in known):
        return place
    return replace(place, country=by_alpha3()[code].name, country_code=code)


def _unknown_place(words: str, name: str, clues: Clues) -> Place | None:
    """What the text says of a place that no table has: the division and the country that it lies in."""
    if not clues.within:
        return country_only(words, clues.said or of_village(name, clues))
    found = country_only(words, by_alpha3()[clues.within[0].country].code)
    alone = len(clues.within) == 1 and clues.within[0].level == "ADM1"
    return replace(found, province=clues.within[0].name) if found and alone else found


def of_village(name: str, clues: Clues) -> str | None:
    """The one country of those that the text names in which a small place has the name, if no city is called so."""
    key = named(name)[0]
    city = any(spot.people >= _CITY or spot.by_hand for spot in spots(key))
    if city or not (clues.signed and clues.countries):
        return None
    known = {by_alpha3()[code].code for code in village_countries(key)} & set(clues.countries)
    return known.pop() if len(known) == 1 else None


def with_pieces(name: str, clues: Clues, pieces: Sequence[str]) -> Clues:
    """The clues with what stands behind the place: a division of its own, or the country that it lies in."""
    for piece in pieces:
        if clues.said or clues.within:
            break
        clues = _with_piece(name, clues, place_words().marks.get(piece, piece))
    return clues


def _with_piece(name: str, clues: Clues, piece: str) -> Clues:
    country = country_called(piece)
    if country and country_has(name, country.code):
        return _replaced(clues, said=country.code)
    divisions = tuple(spot for spot in spots(place_key(piece)) if spot.is_division and spot.trust > 1)
    if divisions:
        holding = Clues(kinds=clues.kinds, within=divisions)
        if country is None or choose(name, holding):
            known = choose(piece, Clues(kinds=("ADM1", "ADM2"), far=clues.countries))
            return _replaced(clues, within=divisions if choose(name, holding) or not known else (known,))
    return _replaced(clues, said=country.code) if country else clues


def _replaced(clues: Clues, said: str | None = None, within: tuple[Spot, ...] = ()) -> Clues:
    return Clues(clues.kinds, within, said, clues.near, clues.far)


def country_has(name: str, code: str) -> bool:
    """Whether a place of this name is known in the country."""
    key = named(name)[0]
    return any(code in spot.codes for stem in (key, key.rpartition(" ")[0]) if stem for spot in spots(stem))


def country_called(words: str) -> Country | None:
    """The country that the words name, with or without "northern" before it."""
    key = words.strip()
    for prefix in place_words().directions:
        if key.lower().startswith(prefix) and not spots(place_key(words)):
            key = key[len(prefix) :]
    for candidate in (words.strip(), key):
        known = look_up(candidate)
        if known and known.country and known.form in ("name", "abbreviation", "former"):
            return known.country
    return None


def _is_division_here(name: str, country: Country, clues: Clues) -> bool:
    """Whether a country's name stands for a namesake: "Niger state", "Georgia, USA"."""
    if not (clues.kinds or clues.within or (clues.said and clues.said != country.code)):
        return False
    spot = choose(name, clues)
    return spot is not None and (spot.is_division or bool(clues.kinds) or bool(clues.within))


def _made_by_hand(words: str) -> bool:
    """Whether a region has its own row ("Gaza", "Scotland"), though it also stands for a country."""
    key = place_key(words)
    return any(s.feature_class in ("L", "T", "S") or (s.by_hand and place_key(s.name) == key and s.level == "ADM1")
               for s in spots(key))  # fmt: skip


def is_building(words: str) -> bool:
    """Whether the words name a building or site, not the city that they may begin with."""
    key = place_key(words)
    if spots(key):
        return False
    return any(word in place_words().buildings for word in key.split(" ")[1:])


def _country_place(words: str, country: Country) -> Place:
    state = by_alpha3()[country.code]
    dependent = country is not state
    return Place(
        words,
        resolved_place=country.name,
        geonameid=country.geonameid,
        lat=country.lat,
        lon=country.lon,
        country=state.name,
        country_code=country.code,
        feature_class="A",
        feature_code="PCLD" if dependent else "PCLI",
        resolution=1,
    )


def country_only(words: str, code: str | None) -> Place | None:
    """A place of which no more than its country is known."""
    if code is None or code in NON_STATE_CODES:
        return None
    return Place(words, country=by_alpha3()[code].name, country_code=code)


def as_town(place: Place) -> Place:
    """A place of which no more than its country is known, as the town that a name with the label GPE is.

    Countries and their first divisions are in the tables. What is called a district keeps its words only.
    """
    key, kinds = named(place.extracted_place)
    if place.country_code is None or place.resolution is not None or not (kinds is None or _TOWNS & set(kinds)):
        return place
    generic = kinds is not None and key.rpartition(" ")[2] in place_words().generic
    name = place.extracted_place.rpartition(" ")[0] if generic else place.extracted_place
    return replace(place, city=name, resolution=4)


# Kinds of which a town may be, by the generic word in its name.
_TOWNS = frozenset({"P", "village"})
# From this size on a namesake is likelier meant than a village, wherever it lies.
_CITY = 100_000
_LEVELS: dict[str, tuple[str, Resolution]] = {
    "P": ("city", 4), "ADM1": ("province", 2), "ADM2": ("province", 2), "S": ("site", 5)
}  # fmt: skip


def spot_place(words: str, spot: Spot) -> Place:
    """The place that a row of the tables tells of."""
    country = by_alpha3().get(spot.country)
    state = by_alpha3()[country.code] if country else None
    field, resolution = _LEVELS.get(spot.level) or _LEVELS.get(spot.feature_class) or (None, None)
    return Place(
        words,
        resolved_place=spot.name,
        geonameid=spot.geonameid,
        lat=spot.lat,
        lon=spot.lon,
        city=spot.name if field == "city" else spot.city or None,
        province=spot.name if field == "province" else spot.province or None,
        country=state.name if state else None,
        country_code=state.alpha3 if state else None,
        feature_class=spot.feature_class,
        feature_code=spot.code,
        resolution=resolution,
    )


def place_country(words: str, *, told: bool = False) -> str | None:
    """Plover code of the country in which a place of this name surely lies; None if it may be elsewhere.

    `told`: something else says that it is a place (`a firm from …`), so that it may be a smaller town.
    """
    key = place_key(words)
    if not key or is_building(words):
        return None
    spot = choose(words, Clues())
    if spot is None or not spot.country or not _telling(spot, key, _TOLD if told else _TELLING):
        return None
    return by_alpha3()[spot.country].code


def only_country(words: str) -> str | None:
    """The code of the country in which all towns of a name lie, where there are several."""
    found = spots(place_key(words))
    codes = {spot.country for spot in found if spot.feature_class == "P"}
    towns = len(found) > 1 and all(spot.feature_class == "P" for spot in found)
    return codes.pop() if towns and len(codes) == 1 else None


# From this size on a single word is taken for the city even where nothing else says that it is a place:
# smaller ones are too often a word ("Hub" in Balochistan) or a given name ("Trang").
_TELLING = 250_000
# Trust in a spot that is called so, not only spelt so somewhere.
_OWN_NAME = 2
_TOLD = 15_000


def _telling(spot: Spot, key: str, least: int) -> bool:
    if key in place_words().not_places or spot.trust < _OWN_NAME:
        return False
    here = [other for other in spots(key) if other.country == spot.country]
    return " " in key or any(s.by_hand or (s.feature_class == "P" and s.population >= least) for s in here)
