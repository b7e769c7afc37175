"""Places to GeoNames: cities, divisions, islands, seas and countries, with precision before recall."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.gazetteer.names import look_up
from pipeline.gazetteer.placenames import Spot, place_key, place_words, spots
from pipeline.gazetteer.rows import NON_STATE_CODES, Country, by_alpha3

Resolution = Literal[1, 2, 3, 4, 5]

# A name borne by several places is taken for the largest only where it is this much larger than the next
# (Paris 2.1 million against 25,000): "wrong by more than 100 km in fewer than 1 of 100" is the goal.
_CLEAR, _WORLD, _SURE = 5, 20, 30
_KNOWN_CITY, _WORLD_CITY = 50_000, 1_000_000
_SAME_KM = 40.0


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


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the words ask for: a key, the kinds that its generic word allows, countries as evidence."""

    key: str
    kinds: tuple[str, ...] | None
    countries: tuple[str, ...]
    explicit: bool
    province: str = ""


def resolve_place(words: str, *, countries: Sequence[str] = (), context: str | None = None) -> Place | None:
    """Find the place that `words` name, or None where they are unknown or ambiguous.

    `countries` is evidence (Plover codes), best first: what the sentence, the parties and the document
    name. A country in `context` (the words after the place: "Da Nang, Vietnam") or in `words` after
    a comma outweighs it. A place that is only a building, or unknown, but whose country the words
    give, comes back with its country alone.
    """
    return _resolved(words, tuple(countries), context or "")


@lru_cache(maxsize=1 << 14)
def _resolved(words: str, countries: tuple[str, ...], context: str) -> Place | None:
    first, *rest = [piece.strip(" .'’") for piece in f"{words},{context}".split(",")]
    whole = None if _made_by_hand(words) else _country(words.strip())
    if whole:
        return _country_place(words, whole)
    said = next((country.code for piece in rest if (country := _country(piece))), None)
    wanted = _wanted(first, (said,) if said else countries, explicit=said is not None)
    if not said and rest and rest[0]:
        wanted = _within(wanted, rest[0], countries)
    if _is_building(first):
        return _country_only(words, said or _country_inside(first, countries))
    spot = _choose(wanted)
    if spot is None:
        return _country_only(words, said)
    return _spot_place(words, spot)


def _country(words: str) -> Country | None:
    key = words
    for prefix in place_words().directions:
        if key.lower().startswith(prefix):
            key = key[len(prefix) :]
    for candidate in (words, key):
        known = look_up(candidate)
        if known and known.country and known.form in ("name", "abbreviation", "former"):
            return known.country
    return None


def _made_by_hand(words: str) -> bool:
    """Whether a region has its own row and position ("Gaza"), though it also stands for a country."""
    return any(spot.feature_class in ("L", "T", "S") for spot in spots(place_key(words)))


def _country_inside(words: str, countries: tuple[str, ...]) -> str | None:
    """Country of the city that a building is named after, if nothing speaks against it."""
    pieces = words.split(" ")
    for piece in (pieces[0], pieces[-1], " ".join(pieces[:2]), " ".join(pieces[-2:])):
        known = look_up(piece)
        code = known.country.code if known and known.country else place_country(piece)
        if code and (not countries or code in countries):
            return code
    return None


def _within(wanted: _Wanted, piece: str, countries: tuple[str, ...]) -> _Wanted:
    """Narrow the search to a division named after the comma ("Springfield, Illinois")."""
    division = _choose(_Wanted(place_key(piece), ("ADM1", "ADM2"), countries, explicit=False))
    if division is None:
        return wanted
    code = by_alpha3()[division.country].code
    return _Wanted(wanted.key, wanted.kinds, (code,), explicit=True, province=place_key(division.name))


def _wanted(words: str, countries: tuple[str, ...], *, explicit: bool) -> _Wanted:
    key = place_key(words)
    kinds: tuple[str, ...] | None = None
    for prefix in place_words().prefixes:
        if key.startswith(prefix):
            key = key.removeprefix(prefix)
            kinds = place_words().generic.get(prefix.split(" ")[0], kinds)
    last = key.rsplit(" ", 1)
    if len(last) > 1 and last[1] in place_words().generic:
        kinds = place_words().generic[last[1]]
    first = key.split(" ", 1)[0]
    if first in ("strait", "straits", "gulf", "sea"):
        kinds = place_words().generic[first]
    return _Wanted(key, kinds, countries, explicit)


def _is_building(words: str) -> bool:
    key = place_key(words)
    if spots(key):
        return False
    return any(word in place_words().buildings for word in key.split(" ")[1:])


def _candidates(wanted: _Wanted) -> list[Spot]:
    """Spots of that name; without its generic word where the name with it is unknown."""
    found = [spot for spot in spots(wanted.key) if _allowed(spot, wanted.kinds)]
    stem, _, generic = wanted.key.rpartition(" ")
    if stem and generic in place_words().generic:
        allowed = [spot for spot in spots(stem) if _allowed(spot, wanted.kinds)]
        found += [spot for spot in allowed if spot not in found]
    if wanted.province:
        found = [s for s in found if not s.province or place_key(s.province).startswith(wanted.province)]
    return found


def _allowed(spot: Spot, kinds: tuple[str, ...] | None) -> bool:
    if kinds is None:
        return True
    return any(kind in (_level(spot), spot.feature_class) for kind in kinds)


def _level(spot: Spot) -> str:
    """Give the feature code; a former division (ADM1H) counts as the division that it was."""
    return spot.code.removesuffix("H") if spot.code.startswith("ADM") else spot.code


def _choose(wanted: _Wanted) -> Spot | None:
    """Find the one spot that the words and the evidence are sure of."""
    found = _candidates(wanted)
    for code in wanted.countries:
        local = [spot for spot in found if code in spot.codes]
        if local:
            best = _dominant(local, clear=_CLEAR)
            return best if best and (wanted.explicit or not _outshone(best, found)) else _world(best, found)
    if wanted.explicit:
        return None
    best = _dominant(found, clear=_CLEAR if not wanted.countries else _WORLD)
    if best is None or (best.feature_class == "P" and best.population < _KNOWN_CITY):
        return None
    return best if best.by_hand or best.code != "ADM2" else None


def _world(local: Spot | None, found: Sequence[Spot]) -> Spot | None:
    """Give the world city, where the namesake that the evidence points to is too small to be meant."""
    best = _dominant(found, clear=_CLEAR)
    if best is None or best is local or best.population < _WORLD_CITY:
        return None
    return best if local is None or best.population >= _SURE * max(local.population, 1) else None


def _outshone(best: Spot, found: Sequence[Spot]) -> bool:
    """Whether a far greater place of the same name makes the evidence doubtful."""
    if best.feature_class != "P":
        return False
    return any(s.population >= max(_WORLD_CITY, _WORLD * best.population) for s in found if s is not best)


def _dominant(found: Sequence[Spot], *, clear: float) -> Spot | None:
    """Give the first by trust and size, if no other is near to it in both; None where it is a toss-up."""
    ranked = sorted(found, key=lambda spot: (-spot.trust, -spot.population))
    if not ranked:
        return None
    best = ranked[0]
    for other in ranked[1:]:
        near = _near(best, other)
        smaller = other.trust < best.trust or other.population * clear <= best.population
        if not near and not smaller:
            return None
    return best


def _near(a: Spot, b: Spot) -> bool:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return a.country == b.country
    x = math.radians(b.lon - a.lon) * math.cos(math.radians(a.lat))
    return math.hypot(x, math.radians(b.lat - a.lat)) * 6371 < _SAME_KM or (
        a.country == b.country and "ADM1" in (a.code, b.code) and a.feature_class != b.feature_class
    )


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


def _country_only(words: str, code: str | None) -> Place | None:
    if code is None or code in NON_STATE_CODES:
        return None
    return Place(words, country=by_alpha3()[code].name, country_code=code)


def _spot_place(words: str, spot: Spot) -> Place:
    country = by_alpha3().get(spot.country)
    state = by_alpha3()[country.code] if country else None
    place: dict[str, tuple[str, Resolution]] = {
        "P": ("city", 4), "ADM1": ("province", 2), "ADM2": ("province", 2)
    }  # fmt: skip
    field, resolution = place.get(_level(spot)) or place.get(spot.feature_class) or (None, None)
    return Place(
        words,
        resolved_place=spot.name,
        geonameid=spot.geonameid,
        lat=spot.lat,
        lon=spot.lon,
        city=spot.name if field == "city" else None,
        province=spot.name if field == "province" else spot.province or None,
        country=state.name if state else None,
        country_code=state.alpha3 if state else None,
        feature_class=spot.feature_class,
        feature_code=spot.code,
        resolution=resolution,
    )


def place_country(words: str) -> str | None:
    """Plover code of the country in which a place of this name surely lies; None if it may be elsewhere."""
    key = place_key(words)
    if not key or _is_building(words):
        return None
    spot = _choose(_wanted(words, (), explicit=False))
    if spot is None or not spot.country or not _telling(spot, key):
        return None
    return by_alpha3()[spot.country].code


# From this size on a single word is taken for the city even where nothing else says that it is a place:
# smaller ones are too often a word ("Hub" in Balochistan) or a given name ("Trang").
_TELLING = 250_000


def _telling(spot: Spot, key: str) -> bool:
    if key in place_words().not_places:
        return False
    by_hand = any(other.by_hand and other.country == spot.country for other in spots(key))
    return by_hand or " " in key or (spot.feature_class == "P" and spot.population >= _TELLING)
