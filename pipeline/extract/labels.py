"""What a proper name is that no table and no rule knows: a log-linear model over its words and its surroundings.

The weights (`models/names/labels.tsv`, a line a feature, a column a label) are learnt from the
hand-written passages under `models/training/`. Features are words beside the name, classes and
endings of its words, what the gazetteer has under it and the statistical model's opinion; no name
is in the table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import astuple, dataclass, fields, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from pipeline import tables
from pipeline.extract import lexicon
from pipeline.extract.grammar import Found, ends
from pipeline.extract.words import Word, classes, surface
from pipeline.gazetteer import placenames
from pipeline.records import MentionLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.extract.memory import Memory
    from pipeline.extract.persons import Ner

TABLE = "names/labels.tsv"
NONE = "NONE"
_PERSONS = frozenset(["person", "titled"])
_OPEN_RULES = frozenset(["person", "model", "loose"])
_LOOSE = re.compile("(?:[XZKCb]|I(?=[XI])|[XCZ]l+(?=X)|(?<=[XCZ])-(?=X))+")
_ENDING = 3  # letters
_MARKS = {",": "COMMA", "(": "OPEN", ")": "CLOSE", "'": "POSS", "-": "HYPHEN", "|": "MARK"}


@dataclass(frozen=True, slots=True)
class Scene:
    """A text's words with their classes, the statistical model's entities and the document's memory."""

    words: Sequence[Word]
    letters: str
    entities: Sequence[Ner]
    memory: Memory
    last_names: frozenset[str] = frozenset()


def settle(words: Sequence[Word], chosen: Sequence[Found], entities: Sequence[Ner], memory: Memory) -> list[Found]:
    """`chosen` with the labels of its uncertain names decided, and with names that nothing else found."""
    scene = scene_of(words, chosen, entities, memory)
    candidates = open_names(scene, chosen)
    together: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for found in candidates:
        for label, value in scores(features(scene, found)).items():
            together[surface(words, found.first, found.last)][label] += value
    settled = [f for f in chosen if f not in candidates]
    for found in candidates:
        name = surface(words, found.first, found.last)
        label = max(together[name], key=lambda key: together[name][key])
        if label != NONE:
            settled.append(replace(found, label=as_label(label)))
    return settled


def scene_of(words: Sequence[Word], chosen: Iterable[Found], entities: Sequence[Ner], memory: Memory) -> Scene:
    """What the features of the names in `words` are read from."""
    last = frozenset(ends(words, (found for found in chosen if found.rule in _PERSONS)))
    return Scene(words, classes(words), entities, memory, last)


def open_names(scene: Scene, chosen: Sequence[Found]) -> list[Found]:
    """The names whose label is open: those that only the model has seen, and those that nothing has."""
    taken = {k for f in chosen for k in range(f.first, f.last)}
    result = [f for f in chosen if f.rule in _OPEN_RULES and not _is_known(scene, f)]
    return sorted([*result, *_loose(scene, taken)], key=lambda f: f.first)


def _is_known(scene: Scene, found: Found) -> bool:
    """Whether the document has told what it is."""
    text = surface(scene.words, found.first, found.last)
    known = scene.memory.look_up(text)
    if known is not None:
        return True
    parts = text.split("-") if "-" in text and " " not in text else [text]
    return found.label == "PERSON" and all(_is_somebody(scene, part) for part in parts)


def _is_somebody(scene: Scene, part: str) -> bool:
    return part in scene.last_names or scene.memory.person(part) is not None


def _loose(scene: Scene, taken: set[int]) -> Iterator[Found]:
    """Runs of proper words that nothing has taken."""
    letters = "".join("|" if k in taken else char for k, char in enumerate(scene.letters))
    for match in _LOOSE.finditer(letters):
        first, last = match.span()
        last = next((k for k in range(first + 1, last) if scene.words[k].first), last)
        head = lexicon.heads().get(scene.words[last - 1].text.casefold())
        proper = any(char in "XZ" for char in letters[first:last])
        coined = last - first > 1 and not scene.words[first].first and (head is None or head.kind != "generic")
        if proper or coined:
            yield Found(first, last, None, "loose")


# --- features -----------------------------------------------------------------------------------


def features(scene: Scene, found: Found) -> list[str]:
    """All that the model looks at, as names of features."""
    return ["bias", *_beside(scene, found), *_inside(scene, found), *_told(scene, found)]


def _beside(scene: Scene, found: Found) -> Iterator[str]:
    before, before2 = _word(scene, found.first - 1), _word(scene, found.first - 2)
    after, after2 = _word(scene, found.last), _word(scene, found.last + 1)
    yield f"-1={before}"
    yield f"-2={before2}"
    yield f"-2-1={before2} {before}"
    yield f"+1={after}"
    yield f"+2={after2}"
    yield f"-1+1={before} {after}"
    yield f"+1+2={after} {after2}"
    yield f"-3={_word(scene, found.first - 3)}"
    yield f"c-1+1={_letter(scene, found.first - 1)}{_letter(scene, found.last)}"
    yield f"c-2-1={_letter(scene, found.first - 2)}{_letter(scene, found.first - 1)}"
    yield f"c+1+2={_letter(scene, found.last)}{_letter(scene, found.last + 1)}"
    if _letter(scene, found.first - 1) == "o":
        yield f"of={before2}"
    if after.endswith("ed") or after in ("said", "says", "told", "won", "led", "made", "gave", "took", "held"):
        yield "+1=past"


def _word(scene: Scene, k: int) -> str:
    """The word at k if it is in small letters, else its class."""
    if not 0 <= k < len(scene.words) or (k > 0 and scene.words[k].first and scene.letters[k] != "|"):
        return "END"
    text = scene.words[k].text
    if text.islower():
        return text
    letter = scene.letters[k]
    if letter in "Hht":
        return text.casefold().rstrip(".")
    return _MARKS.get(letter, letter if letter != "." else "CAP")


def _letter(scene: Scene, k: int) -> str:
    return scene.letters[k] if 0 <= k < len(scene.letters) else "|"


def _inside(scene: Scene, found: Found) -> Iterator[str]:
    words = scene.words[found.first : found.last]
    shape = _shape(scene, found)
    final, initial = words[-1].text, words[0].text
    yield f"n={min(len(words), 4)}"
    yield f"shape={shape}"
    yield f"n-shape={len(words)}{shape}{int(words[0].first)}"
    if words[0].first:
        yield "first"
    for size in range(2, _ENDING + 2):
        if len(final) > size + 1 and final.isalpha():
            yield f"${final[-size:].casefold()}"
    if len(initial) > _ENDING + 1 and initial.isalpha():
        yield f"^{initial[:_ENDING].casefold()}"
    if any(char.isdigit() for char in final):
        yield "digit"
    telling = lexicon.words().name_particles
    yield from (f"has={w.text.casefold()}" for w in words if w.cls in "lCb" or w.text.casefold() in telling)
    if "-" in final or "-" in initial:
        yield "hyphen"
    if not any(char in "XZI" for char in scene.letters[found.first : found.last]):
        yield "common"
    if final.isupper() and len(final) > 1:
        yield f"caps={min(len(final), 6)}"


def _shape(scene: Scene, found: Found) -> str:
    return re.sub(r"(.)\1+", r"\1+", scene.letters[found.first : found.last])


def _told(scene: Scene, found: Found) -> Iterator[str]:
    """What the gazetteer, the rules and the statistical model say."""
    yield f"rule={found.rule}:{found.label}"
    kinds = _place_kinds(surface(scene.words, found.first, found.last))
    yield from (f"place={kind}" for kind in kinds)
    for ner in scene.entities:
        if ner.first < found.last and found.first < ner.last:
            same = (ner.first, ner.last) == (found.first, found.last)
            yield f"ner={ner.label}:{int(same)}"
            yield f"ner={ner.label}:{min(found.last - found.first, 3)}{_shape(scene, found)}"
    if not any(e.first < found.last and found.first < e.last for e in scene.entities):
        yield "ner=none"
    if found.last - found.first == 1 and scene.words[found.first].text in scene.last_names:
        yield "last-name"
    yield f"place+n={bool(kinds)}{min(found.last - found.first, 3)}"
    yield f"place-1={bool(kinds)} {_word(scene, found.first - 1)}"


def _place_kinds(name: str) -> list[str]:
    spots = placenames.spots(placenames.place_key(name))
    if not spots:
        return ["no"]
    large = max(spot.population for spot in spots) > _LARGE
    return sorted({f"{s.feature_class}{'h' if s.by_hand else ''}" for s in spots}) + (["large"] if large else ["small"])


_LARGE = 100_000  # inhabitants


# --- weights ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Weight:
    """A line of the table: a feature and what it says for each label; `none` for words that are no name."""

    feature: str
    person: float = 0
    gpe: float = 0
    org: float = 0
    loc: float = 0
    fac: float = 0
    norp: float = 0
    product: float = 0
    event: float = 0
    law: float = 0
    none: float = 0


LABELS = tuple(field.name.upper() for field in fields(Weight)[1:])


@cache
def _weights() -> Mapping[str, tuple[float, ...]]:
    return MappingProxyType({row.feature: astuple(row)[1:] for row in tables.tsv(TABLE, Weight)})


def scores(active: Iterable[str]) -> dict[str, float]:
    """The sum of the weights of each label over the features of a name."""
    rows = [row for row in map(_weights().get, active) if row is not None]
    return dict(zip(LABELS, map(sum, zip(*rows, strict=True)), strict=True)) if rows else {NONE: 0.0}


def as_label(name: str) -> MentionLabel:
    """The label of that name."""
    return next(label for label in get_args(MentionLabel) if label == name)
