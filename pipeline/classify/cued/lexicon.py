"""The cue lexicon: verbs, nouns and the words around them, as the tables under `models/cues/` say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

from pipeline import tables
from pipeline.records import EventType
from pipeline.tables import Cells

RowType = EventType | Literal["X"]  # X: the words say no event
Effect = Literal["report", "does", "plan", "content", "negation", "hypothetical"]
SubjectRole = Literal["actor", "organiser", "guest", "recipient", "none"]


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that a table names together with `@name`."""

    name: str
    words: Cells


@dataclass(frozen=True, slots=True)
class Frame:
    """Which slots hold the parties: all of `actor`, the first filled one of `recipient`."""

    name: str
    actor: Cells = ()
    recipient: Cells = ()


@dataclass(frozen=True, slots=True)
class VerbRow:
    """What a verb says where its conditions are met."""

    verb: Cells
    particle: str = ""
    object: Cells = ()
    complement: Cells = ()
    type: RowType = "X"
    mode: str = ""
    frame: str = "solo"
    weight: float = 0.5


@dataclass(frozen=True, slots=True)
class NounRow:
    """What a noun says where its conditions are met; `of` is the role of an of-phrase."""

    noun: Cells
    modifier: Cells = ()
    theme: Cells = ()
    type: RowType = "X"
    mode: str = ""
    frame: str = "solo"
    of: Literal["subj", "obj"] = "subj"
    weight: float = 0.5


@dataclass(frozen=True, slots=True)
class LightRow:
    """A verb that carries a noun's action; `slot` is where the noun stands."""

    verb: Cells
    particle: str = ""
    slot: str = "obj"
    subj: SubjectRole = "actor"


@dataclass(frozen=True, slots=True)
class GovernorRow:
    """What a word says of the action under it."""

    lemma: Cells
    effect: Effect


RowT = TypeVar("RowT")


def _index(rows: tuple[RowT, ...], key: str) -> dict[str, tuple[RowT, ...]]:
    found: dict[str, list[RowT]] = {}
    for row in rows:
        for word in getattr(row, key):
            found.setdefault(word, []).append(row)
    return {word: tuple(rows) for word, rows in found.items()}


@cache
def classes() -> dict[str, frozenset[str]]:
    """Word classes by name."""
    return {row.name: frozenset(row.words) for row in tables.tsv("cues/classes.tsv", WordClass)}


@cache
def frames() -> dict[str, Frame]:
    """Frames by name."""
    return {row.name: row for row in tables.tsv("cues/frames.tsv", Frame)}


@cache
def verbs() -> dict[str, tuple[VerbRow, ...]]:
    """Verb rows by lemma."""
    return _index(tables.tsv("cues/verbs.tsv", VerbRow), "verb")


@cache
def nouns() -> dict[str, tuple[NounRow, ...]]:
    """Noun rows by lemma."""
    return _index(tables.tsv("cues/nouns.tsv", NounRow), "noun")


@cache
def lights() -> dict[str, tuple[LightRow, ...]]:
    """Light-verb rows by lemma."""
    return _index(tables.tsv("cues/lights.tsv", LightRow), "verb")


@cache
def governors() -> dict[str, Effect]:
    """Effects by lemma; a lemma in several rows has the first."""
    found: dict[str, Effect] = {}
    for row in tables.tsv("cues/governors.tsv", GovernorRow):
        for lemma in row.lemma:
            found.setdefault(lemma, row.effect)
    return found


@cache
def known_words() -> frozenset[str]:
    """All single words of the lexicon."""
    listed = (words for group in classes().values() for words in group)
    return frozenset({*verbs(), *nouns(), *lights(), *governors(), *listed})


def is_a(word: str, *names: str) -> bool:
    """Whether the lemma is in one of the classes."""
    return any(word in classes()[name] for name in names)


def expand(cells: tuple[str, ...]) -> frozenset[str]:
    """Words of the cells, with plain classes (those that are mere word lists) put in."""
    words: set[str] = set()
    for cell in cells:
        words |= classes().get(cell[1:], frozenset()) if cell.startswith("@") else {cell}
    return frozenset(words)


expand_cached = cache(expand)


@dataclass(frozen=True, slots=True)
class ModeCue:
    """Words in a clause that choose a mode where a row leaves it open (`?key`)."""

    key: str
    mode: str = ""
    words: Cells = ()


@cache
def mode_cues() -> dict[str, tuple[ModeCue, ...]]:
    """Mode cues by key, in order of precedence."""
    rows = tables.tsv("cues/modes.tsv", ModeCue)
    return {key: tuple(row for row in rows if row.key == key) for key in {row.key for row in rows}}


def modes_of(mark: str) -> frozenset[str]:
    """All modes that a mark such as `?request` can become."""
    return frozenset(cue.mode for cue in mode_cues().get(mark.removeprefix("?"), ()) if cue.mode)
