"""The place tables, indexed by folded names.

`places.tsv` has 40,000 rows: validating each with pydantic would take a second, so this module reads it
by itself, makes a row only when a name asks for it, and leaves the schema to a test
(`tests/gazetteer/test_tables.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict

from pipeline import tables
from pipeline.gazetteer.rows import by_alpha3
from pipeline.gazetteer.tries import fold
from pipeline.tables import Cells

PLACES = "gazetteer/places.tsv"
PLACE_COLUMNS = ("keys", "name", "geonameid", "lat", "lon", "country", "admin1", "code", "population")

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of `features.tsv`: divisions, islands, waters, well-known sites."""

    name: str
    aliases: Cells = ()
    feature_class: str = ""
    code: str = ""
    countries: Cells = ()
    province: str = ""
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None


class PlaceWords(BaseModel):
    """The file `place_words.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    generic: dict[str, tuple[str, ...]]
    buildings: frozenset[str]
    prefixes: tuple[str, ...]
    directions: tuple[str, ...]
    not_places: frozenset[str]


def place_words() -> PlaceWords:
    """Read the words that tell what sort of place a name is."""
    words: PlaceWords = tables.toml("gazetteer/place_words.toml", PlaceWords)
    return words


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that bears a name. `trust`: 2 by hand or under its own name, 1 under another spelling."""

    name: str
    country: str
    codes: tuple[str, ...]
    feature_class: str
    code: str
    lat: float | None
    lon: float | None
    province: str = ""
    geonameid: int | None = None
    population: int = 0
    trust: int = 2
    by_hand: bool = False


def place_key(words: str) -> str:
    """`words` as place names are compared: plain lower-case letters and digits, single spaces."""
    plain = fold(words).lower().replace("'", "")
    return _NOT_WORD.sub(" ", plain).strip().removeprefix("the ")


@cache
def features() -> tuple[Feature, ...]:
    """Read the hand-made table."""
    return tables.tsv("gazetteer/features.tsv", Feature)


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
        for name in (feature.name, *feature.aliases):
            index.setdefault(place_key(name), []).append(feature)
    return index


@lru_cache(maxsize=1 << 14)
def spots(key: str) -> tuple[Spot, ...]:
    """All places under this key; a hand-made row stands instead of the division of the same name."""
    made = [_feature_spot(feature) for feature in _feature_index().get(key, ())]
    taken = {(spot.country, spot.code) for spot in made}
    cities = {spot.geonameid for spot in made if spot.geonameid}
    read = [_line_spot(_lines()[number], key) for number in _index().get(key, ())]
    kept = [s for s in read if (s.country, s.code) not in taken or s.feature_class == "P"]
    return (*made, *(spot for spot in kept if not spot.geonameid or spot.geonameid not in cities))


def _feature_spot(feature: Feature) -> Spot:
    country = feature.countries[0] if len(feature.countries) == 1 else ""
    return Spot(
        name=feature.name,
        country=country,
        codes=tuple(by_alpha3()[code].code for code in feature.countries),
        feature_class=feature.feature_class,
        code=feature.code,
        lat=feature.lat,
        lon=feature.lon,
        province=feature.province,
        geonameid=feature.geonameid,
        population=_FEATURE_WEIGHT[feature.feature_class],
        by_hand=True,
    )


# What a feature weighs against a city of the same name, as inhabitants: a division or island less than its
# capital city ("Da Nang"), waters more than any village.
_FEATURE_WEIGHT = {"A": 20_000, "T": 200_000, "H": 3_000_000, "L": 2_000_000, "S": 200_000, "P": 3_000_000}
_DIVISION_WEIGHT = 20_000


# A national capital is meant oftener than its size says (London in Ontario, Santiago in Isabela).
_CAPITAL = 3


def _weight(population: int, code: str) -> int:
    if code.startswith("ADM"):
        return _DIVISION_WEIGHT
    return population * _CAPITAL if code == "PPLC" else population


def _line_spot(line: str, key: str) -> Spot:
    keys, name, geonameid, lat, lon, country, admin1, code, population = line.split("\t")
    division = code.startswith("ADM")
    own = keys.split("|", 1)[0] == key or division or place_key(name) == key
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
