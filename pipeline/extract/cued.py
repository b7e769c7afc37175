"""Names that the words around them give away, and names that the document has used before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract import lexicon
from pipeline.extract.grammar import Found
from pipeline.extract.memory import Memory
from pipeline.extract.words import Word
from pipeline.records import MentionLabel

_REPEATED = 5  # words of the longest short form that is looked for again
_DIRECTION = frozenset(
    f"{point}{ending}" for point in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
    for ending in ("", "ern")
) | {"central"}  # fmt: skip


def find(words: Sequence[Word], letters: str, memory: Memory) -> Iterator[Found]:
    """Places named by their kind, and what `memory` knows, in order."""
    i = 0
    while i < len(words):
        found = _after_kind(words, letters, i) or _before_country(letters, i) or _region(words, letters, i)
        found = found or _again(words, letters, i, memory)
        if found is None:
            i += 1
        else:
            yield found
            i = found.last


def _after_kind(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """"province of Thai Binh", "island of Jeju", "city of Dnipro": the kind in small letters stays outside."""
    if i < 2 or letters[i - 1] != "o" or not words[i - 2].text.islower():  # noqa: PLR2004
        return None
    head = lexicon.heads().get(words[i - 2].text) or lexicon.heads().get(words[i - 2].text.removesuffix("s"))
    if head is None or head.kind not in ("place", "area"):
        return None
    match = re.compile("[NXGC]*X+P?").match(letters, i)
    if match is None:
        return None
    return Found(i, match.end(), "GPE" if head.kind == "place" else "LOC", "kind-of")


def _before_country(letters: str, i: int) -> Found | None:
    """"in Marawi, the Philippines"."""
    match = re.compile("X{1,3}(?=,h?G)").match(letters, i)
    if match is None or i == 0 or letters[i - 1] not in "ik":
        return None
    return Found(i, match.end(), "GPE", "before-country")


def _region(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """"central Asian", "northern Europe": the direction belongs to a region, not to a state."""
    if words[i].text.casefold() not in _DIRECTION or i + 1 >= len(words):
        return None
    entry = words[i + 1].known
    if entry is None or entry.code is not None or entry.cls not in "NR" or entry.canonical.split()[-1] not in _CONTINENTS:
        return None
    label: MentionLabel = "NORP" if letters[i + 1] == "N" else "LOC"
    return Found(i, i + 2, label, "region")


_CONTINENTS = frozenset(
    "Asia Asian Africa African Europe European America American Eurasia Eurasian Pacific Mediterranean".split()
)


def _again(words: Sequence[Word], letters: str, i: int, memory: Memory) -> Found | None:
    """The longest form at i that the document has defined or used for something of several words."""
    if letters[i] not in "XZNCOQGKbI" or not (memory.forms or memory.lead_words):
        return None
    for last in range(min(len(words), i + _REPEATED), i, -1):
        if letters[last - 1] not in "XZNCOQGKbBIDFAPE":
            continue
        surface = "".join(
            ("" if k == i or words[k].glued else " ") + words[k].text for k in range(i, last)
        )
        known = memory.look_up(surface)
        if known is None or known.label in ("PERSON", "NORP", "MONEY"):
            continue
        if last - i == 1 and letters[i] not in "XZ":
            continue
        return Found(i, last, known.label, "memory")
    return None
