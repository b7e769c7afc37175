"""The gazetteer's tables: one row type and one cached reader for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from pipeline import tables
from pipeline.records import CountryCode, Sector
from pipeline.tables import Cells


def _split(cell: object) -> object:
    return tuple(cell.split("|")) if isinstance(cell, str) else cell


SectorCells = Annotated[tuple[Sector, ...], BeforeValidator(_split)]
NON_STATE_CODES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country or dependency; `code` is the Plover code of the state it acts as."""

    alpha3: CountryCode
    alpha2: str
    code: CountryCode
    name: str
    official: str = ""
    names: Cells = ()
    abbreviations: Cells = ()
    adjectives: Cells = ()
    people: Cells = ()
    capitals: Cells = ()
    seats: Cells = ()
    former: Cells = ()
    currency: str = ""
    wikidata: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A named body: intergovernmental, armed group, party, agency, company, school, medium."""

    name: str
    aliases: Cells = ()
    code: CountryCode = "IGO"
    sector: Sector = "GOV"
    other_sectors: SectorCells = ()
    type: str = ""
    members: Cells = ()


@dataclass(frozen=True, slots=True)
class Office:
    """An office or calling. `takes` "body": it has the sector of the body it stands with, if any.

    `code`: the one country or body that has an office of that name ("taoiseach").
    """

    phrase: str
    sector: Sector = "GOV"
    other_sectors: SectorCells = ()
    takes: Literal["own", "body"] = "own"
    code: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun of bodies or people. `takes` "body": a vague head ("delegation", "officials").

    `form` "arms": ships, weapons and vehicles, parties only as those of a state ("Russian drones").
    """

    phrase: str
    sector: Sector = "GOV"
    other_sectors: SectorCells = ()
    takes: Literal["own", "body"] = "own"
    form: Literal["body", "people", "arms"] = "body"


@dataclass(frozen=True, slots=True)
class People:
    """A people or a part of a country, with the state that Plover codes it by; no code: of many states."""

    name: Cells
    code: str = ""
    sector: Sector | None = None


class Words(BaseModel):
    """Closed word classes that steer the reading of a phrase."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    determiners: frozenset[str]
    numbers: frozenset[str]
    former: frozenset[str]
    prefixes: frozenset[str]
    destination: frozenset[str]
    location: frozenset[str]
    relative: frozenset[str]
    detached: frozenset[str]
    against: frozenset[str]
    links: frozenset[str]
    shared: tuple[str, ...]
    shared_marks: frozenset[str]
    trades: frozenset[str]
    state_heads: frozenset[str]
    ministerial: frozenset[str]
    branches: frozenset[str]
    bands: frozenset[str]
    guilds: frozenset[str]
    united: frozenset[str]
    labour: frozenset[str]
    offices_for: frozenset[str]
    portfolio: frozenset[str]
    also_names: frozenset[str]


class PhraseWords(BaseModel):
    """The file `phrase_words.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    titles: tuple[str, ...]
    rank: dict[str, Sector]
    ships: dict[str, CountryCode]
    words: Words


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a country bore in some years."""

    name: str
    first: int
    last: int


_FORMER = re.compile(r"(.+) (\d+)-(\d+)")


def former_names(country: Country) -> tuple[FormerName, ...]:
    """Give the country's former names with their years."""
    found = []
    for cell in country.former:
        match = _FORMER.fullmatch(cell)
        assert match, f"{country.alpha3}: former name without years: {cell}"
        found.append(FormerName(match[1], int(match[2]), int(match[3])))
    return tuple(found)


def countries() -> tuple[Country, ...]:
    """All countries and dependencies."""
    return tables.tsv("gazetteer/countries.tsv", Country)


def bodies() -> tuple[Body, ...]:
    """All named bodies."""
    return tables.tsv("gazetteer/bodies.tsv", Body)


def offices() -> tuple[Office, ...]:
    """All offices and callings."""
    return tables.tsv("gazetteer/offices.tsv", Office)


def heads() -> tuple[Head, ...]:
    """All head nouns of bodies and people."""
    return tables.tsv("gazetteer/body_heads.tsv", Head)


def peoples() -> tuple[People, ...]:
    """All peoples, parts of countries and regions of many states."""
    return tables.tsv("gazetteer/peoples.tsv", People)


def phrase_words() -> PhraseWords:
    """Titles and word classes."""
    words: PhraseWords = tables.toml("gazetteer/phrase_words.toml", PhraseWords)
    return words


@cache
def by_alpha3() -> dict[str, Country]:
    """Countries by their own alpha-3."""
    return {country.alpha3: country for country in countries()}


@cache
def by_alpha2() -> dict[str, Country]:
    """Countries by alpha-2."""
    return {country.alpha2: country for country in countries()}
