"""The place tables, indexed by folded names.

`villages.tsv` tells of small places no more than their countries. `places.tsv` has 50,000 rows: validating
each with pydantic would take a second, so this module reads it by itself, makes a row only when a name
asks for it, and leaves the schema to a test (`tests/gazetteer/test_tables.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict

from pipeline import tables
from pipeline.gazetteer.rows import by_alpha3
from pipeline.gazetteer.tries import fold
from pipeline.tables import Cells

PLACES = "gazetteer/places.tsv"
PLACE_COLUMNS = ("keys", "name", "geonameid", "lat", "lon", "country", "admin1", "code", "population")

# Shorter names of two words are, written as one, other names.
_SHORTEST_JOINED = 8
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of `features.tsv`: divisions, islands, waters, well-known sites; `city` is that of a site."""

    name: str
    aliases: Cells = ()
    feature_class: str = ""
    code: str = ""
    countries: Cells = ()
    province: str = ""
    city: str = ""
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None


class PlaceWords(BaseModel):
    """The file `place_words.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    generic: dict[str, tuple[str, ...]]
    buildings: frozenset[str]
    seats: frozenset[str]
    missions: frozenset[str]
    prefixes: tuple[str, ...]
    directions: tuple[str, ...]
    epithets: frozenset[str]
    signs: frozenset[str]
    edges: frozenset[str]
    governed: frozenset[str]
    crowded: frozenset[str]
    not_places: frozenset[str]
    marks: dict[str, str]
    leading: frozenset[str]
    fuller: dict[str, tuple[str, ...]]


def place_words() -> PlaceWords:
    """Read the words that tell what sort of place a name is."""
    words: PlaceWords = tables.toml("gazetteer/place_words.toml", PlaceWords)
    return words


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that bears a name. `trust`: 2 by hand or under its own or a former name, 1 under another spelling."""

    name: str
    country: str
    codes: tuple[str, ...]
    feature_class: str
    code: str
    lat: float | None
    lon: float | None
    province: str = ""
    city: str = ""
    geonameid: int | None = None
    population: int = 0
    trust: int = 2
    by_hand: bool = False

    @property
    def level(self) -> str:
        """The feature code; a former division (ADM1H) counts as the division that it was."""
        return self.code.removesuffix("H") if self.code.startswith("ADM") else self.code

    @property
    def people(self) -> int:
        """Inhabitants, for a city of `places.tsv`; else what the place weighs against cities."""
        return self.population // _CAPITAL if self.code == "PPLC" and not self.by_hand else self.population

    @property
    def is_division(self) -> bool:
        """Whether it is a first- or second-level division."""
        return self.level in ("ADM1", "ADM2")


def place_key(words: str) -> str:
    """`words` as place names are compared: plain lower-case letters and digits, single spaces."""
    plain = fold(words).lower().replace("'", "").replace("’", "")
    return _NOT_WORD.sub(" ", plain).strip().removeprefix("the ")


@cache
def features() -> tuple[Feature, ...]:
    """Read the hand-made table."""
    return tables.tsv("gazetteer/features.tsv", Feature)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A row of `place_spellings.tsv`: other and former names of a city."""

    name: str
    country: str
    others: Cells


@cache
def spellings() -> tuple[Spelling, ...]:
    """Read the table of other and former names; the build has put them among the keys of `places.tsv`."""
    return tables.tsv("gazetteer/place_spellings.tsv", Spelling)


@cache
def _sure() -> frozenset[tuple[str, str]]:
    return frozenset((row.country, place_key(other)) for row in spellings() for other in row.others)


@dataclass(frozen=True, slots=True)
class Villages:
    """A row of `villages.tsv`: keys of places of a country that are too small for `places.tsv`."""

    country: str
    keys: Cells


def village_countries(key: str) -> frozenset[str]:
    """The countries (alpha-3) in which a small place of this name lies."""
    return frozenset(_village_index().get(key, ()))


@cache
def _village_index() -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for row in tables.tsv("gazetteer/villages.tsv", Villages):
        alone = (row.country,)  # one tuple for the many names that only one country has
        for key in row.keys:
            index[key] = (*index[key], row.country) if key in index else alone
    return index


def towns() -> Iterator[tuple[str, str]]:
    """Each place's and village's keys, with its country (alpha-3)."""
    column = PLACE_COLUMNS.index("country")
    for cells in (line.split("\t") for line in _lines()):
        yield from ((key, cells[column]) for key in cells[0].split("|"))
    for row in tables.tsv("gazetteer/villages.tsv", Villages):
        yield from ((key, row.country) for key in row.keys)


@cache
def _lines() -> tuple[str, ...]:
    text = (tables.models_folder() / PLACES).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and line[0] != "#"]
    if tuple(lines[0].split("\t")) != PLACE_COLUMNS:
        header = lines[0].replace("\t", " ")
        raise tables.TableError(f"{PLACES}: header is {header}, expected {' '.join(PLACE_COLUMNS)}")
    return tuple(lines[1:])


@cache
def _index() -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, line in enumerate(_lines()):
        for key in line[: line.index("\t")].split("|"):
            index.setdefault(key, []).append(number)
    return index


@cache
def _feature_index() -> dict[str, list[Feature]]:
    index: dict[str, list[Feature]] = {}
    for feature in features():
        for key in dict.fromkeys(place_key(name) for name in (feature.name, *feature.aliases)):
            index.setdefault(key, []).append(feature)
    return index


@cache
def _joined() -> dict[str, tuple[str, ...]]:
    """Keys of several words by what they are without blanks: `Kengtung` for `Keng Tung`."""
    found: dict[str, tuple[str, ...]] = {}
    for key in _index():
        joined = key.replace(" ", "")
        if joined != key and len(joined) >= _SHORTEST_JOINED:
            found[joined] = (*found.get(joined, ()), key)
    return found


@lru_cache(maxsize=1 << 14)
def spots(key: str) -> tuple[Spot, ...]:
    """All places under this key, blanks or none; a hand-made row stands instead of what it spells."""
    return _spots(key) or tuple(spot for other in _joined().get(key, ()) for spot in _spots(other))


def _spots(key: str) -> tuple[Spot, ...]:
    made = [_feature_spot(feature) for feature in _feature_index().get(key, ())]
    taken = {(spot.country, spot.code) for spot in made if spot.is_division}
    ids = {spot.geonameid for spot in made if spot.geonameid}
    read = [_line_spot(_lines()[number], key) for number in _index().get(key, ())]
    kept = [s for s in read if (s.country, s.code) not in taken]
    return (*made, *(spot for spot in kept if not spot.geonameid or spot.geonameid not in ids))


def _feature_spot(feature: Feature) -> Spot:
    country = feature.countries[0] if len(feature.countries) == 1 else ""
    spot = Spot(
        name=feature.name,
        country=country,
        codes=tuple(by_alpha3()[code].code for code in feature.countries),
        feature_class=feature.feature_class,
        code=feature.code,
        lat=feature.lat,
        lon=feature.lon,
        province=feature.province,
        city=feature.city,
        geonameid=feature.geonameid,
        population=_FEATURE_WEIGHT[feature.feature_class],
        by_hand=True,
    )
    return _identified(spot, feature) if feature.code == "ADM1" or feature.geonameid else spot


def _identified(spot: Spot, feature: Feature) -> Spot:
    """A place of the hand-made table with what the built table knows of it: id, name, position, division."""
    named = [place_key(name) for name in (feature.name, *feature.aliases)]
    stems = [key.rpartition(" ")[0] for key in named if key.rpartition(" ")[2] in place_words().generic]
    for key in (*named, *stems):
        for number in _index().get(key, ()):
            same = _line_spot(_lines()[number], key)
            if feature.geonameid and same.geonameid == feature.geonameid:
                return replace(spot, province=same.province)
            if spot.code == same.code == "ADM1" and same.country == spot.country and same.trust > 1:
                lat, lon = (spot.lat, spot.lon) if same.lat is None else (same.lat, same.lon)
                return replace(spot, name=same.name, geonameid=same.geonameid, lat=lat, lon=lon)
    return spot


# What a feature weighs against a city of the same name, as inhabitants: a division less than its
# capital city ("Da Nang"), waters more than any village.
_FEATURE_WEIGHT = {"A": 20_000, "T": 200_000, "H": 3_000_000, "L": 2_000_000, "S": 1_500_000, "P": 3_000_000}
_DIVISION_WEIGHT = {"ADM1": 20_000, "ADM2": 2_000}


# A national capital is meant oftener than its size says (London in Ontario, Santiago in Isabela).
_CAPITAL = 3


def _weight(population: int, code: str) -> int:
    if code in _DIVISION_WEIGHT:
        return _DIVISION_WEIGHT[code]
    return population * _CAPITAL if code == "PPLC" else population


def _line_spot(line: str, key: str) -> Spot:
    keys, name, geonameid, lat, lon, country, admin1, code, population = line.split("\t")
    division = code.startswith("ADM")
    first, *rest = keys.split("|", 2)
    seat = code.startswith("PPLA") and key == first.removesuffix(" city")  # Makati City, but not Texas City
    own = seat or key in (first, place_key(name)) or (country, key) in _sure()
    own = own or (not division and key in rest[:1] and f"{key} city" != first)  # GeoNames' English name stands second
    own = own or (division and key.startswith(f"{first} "))
    return Spot(
        name=name,
        country=country,
        codes=(by_alpha3()[country].code,),
        feature_class="A" if division else "P",
        code=code,
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        province=admin1,
        geonameid=int(geonameid) if geonameid else None,
        population=_weight(int(population or 0), code),
        trust=2 if own else 1,
    )
