"""Runs of proper words that no rule took: known in the document, or labelled by the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract import lexicon
from pipeline.extract.grammar import Found
from pipeline.extract.memory import Memory
from pipeline.extract.persons import Ner
from pipeline.extract.words import Word, classes, surface
from pipeline.gazetteer import placenames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.records import MentionLabel

_LABELS: dict[str, MentionLabel] = {
    "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "FAC": "FAC", "NORP": "NORP", "EVENT": "EVENT", "LAW": "LAW",
    "PRODUCT": "PRODUCT", "PERSON": "PERSON",
}  # fmt: skip
_PROPER = frozenset("XZKIG")
_RUN = frozenset("XZKICbBFAPEL-")


@dataclass(frozen=True, slots=True)
class _Scene:
    """Words with their classes, the model's entities and the document's memory."""

    words: Sequence[Word]
    letters: str
    entities: Sequence[Ner]
    memory: Memory


def find(read: Sequence[Word], chosen: Sequence[Found], entities: Sequence[Ner], memory: Memory) -> list[Found]:
    """Runs of proper words that no rule took: known in the document, or labelled by the model."""
    letters = classes(read)
    scene = _Scene(read, letters, entities, memory)
    taken = {k for f in chosen for k in range(f.first, f.last)}
    result: list[Found] = []
    i = 0
    while i < len(read):
        if i in taken or letters[i] not in _RUN or letters[i] == "-":
            i += 1
            continue
        end = i
        while end < len(read) and end not in taken and _runs_on(scene, i, end):
            end += 1
        while letters[end - 1] in "-l":
            end -= 1
        result += _label_run(scene, i, end)
        i = end
    return result


def _runs_on(scene: _Scene, first: int, k: int) -> bool:
    """Whether the word at k can be of the run: a particle within what the model holds for one place ("Punta | del")."""
    if k > first and scene.words[k].first:
        return False
    places = (e for e in scene.entities if e.label in ("GPE", "LOC", "FAC"))
    inside = scene.letters[k] == "l" and any(e.first <= first and k < e.last - 1 for e in places)
    return inside or scene.letters[k] in _RUN


def _label_run(scene: _Scene, first: int, last: int) -> Iterator[Found]:
    """A run as one name: by the document's memory, by its shape, else by the model's label."""
    read, letters = scene.words, scene.letters
    known = scene.memory.look_up(surface(read, first, last))
    over = [e for e in scene.entities if e.first < last and e.last > first and e.label in _LABELS]
    if known is not None and not (last - first == 1 and letters[first] == "C" and read[first].first):
        yield Found(first, last, known.label, "memory")
    elif _is_company(read, letters, first, last):
        yield Found(first, last, "ORG", "company-shape")
    elif not over:
        yield from _split_hyphens(scene, first, last)
    else:
        ner = max(over, key=lambda e: min(e.last, last) - max(e.first, first))
        yield from _as_labelled(scene, ner, first, last)


def _is_company(read: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "OTOM company" or "LBS Tech"."""
    if letters[last - 1] in "XZ" and last < len(read) and read[last].text in lexicon.words().company_words:
        return True
    return re.fullmatch("ZC+", letters[first:last]) is not None and not read[first].first


def _as_labelled(scene: _Scene, ner: Ner, first: int, last: int) -> Iterator[Found]:
    """The model's entity, grown over the proper words beside it; English words alone are hardly a name."""
    letters = scene.letters
    begin, end = max(first, ner.first), min(last, ner.last)
    proper = any(letters[k] in _PROPER for k in range(begin, end))
    if not proper and _is_town(scene, ner):
        yield Found(ner.first, ner.last, "GPE", "town")
        return
    if not proper and (end - begin == 1 or letters[end - 1] not in "BbFAP"):
        return
    head = lexicon.heads().get(scene.words[end - 1].text.casefold())
    if head is not None and head.kind == "generic":
        return
    while begin > first and letters[begin - 1] in _PROPER:
        begin -= 1
    while end < last and letters[end] in _PROPER:
        end += 1
    if letters[begin:end] != "K":
        label = _LABELS[ner.label]
        coined = letters[begin:end] == "Z" and label in ("GPE", "LOC", "NORP", "PERSON")
        yield Found(begin, end, "ORG" if coined else label, "model")


def _is_town(scene: _Scene, ner: Ner) -> bool:
    """Whether a word of English is a town's name here, as the model has it: "in Nice"."""
    word = scene.words[ner.first]
    alone = ner.last - ner.first == 1 and not word.first
    return alone and ner.label == "GPE" and bool(placenames.spots(placenames.place_key(word.text)))


def _split_hyphens(scene: _Scene, first: int, last: int) -> Iterator[Found]:
    """What the document knows of the words of a run that as a whole is nothing."""
    for k in range(first, last):
        known = scene.memory.look_up(scene.words[k].text) if scene.letters[k] in "XZ" else None
        if known is not None:
            yield Found(k, k + 1, known.label, "memory")
