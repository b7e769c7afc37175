"""Names that the words around them give away, and names that the document has used before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract import lexicon
from pipeline.extract.grammar import Found
from pipeline.gazetteer import placenames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.extract.memory import Memory
    from pipeline.extract.words import Word
    from pipeline.records import MentionLabel

_REPEATED = 5  # words of the longest short form that is looked for again


def find(words: Sequence[Word], letters: str, memory: Memory) -> Iterator[Found]:
    """Places named by their kind, and what `memory` knows, in order."""
    i = 0
    while i < len(words):
        found = (
            _known_town(words, letters, i)
            or _after_kind(words, letters, i)
            or _before_country(words, letters, i)
            or _region(words, letters, i)
        )
        found = found or _after_ship(words, letters, i) or _state_of(words, letters, i)
        found = found or _before_thing(words, letters, i) or _in_town(words, letters, i)
        found = found or _of_office(words, letters, i) or _again(words, letters, i, memory)
        if found is None:
            i += 1
        else:
            yield found
            i = found.last


def _after_kind(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """As in "province of Thai Binh", "island of Jeju": the kind in small letters stays outside."""
    if i < 2 or letters[i - 1] != "o" or not words[i - 2].text.islower():  # noqa: PLR2004
        return None
    head = lexicon.heads().get(words[i - 2].text) or lexicon.heads().get(words[i - 2].text.removesuffix("s"))
    if head is None or head.kind not in ("place", "area"):
        return None
    match = re.compile("[NXGC]*X+P?").match(letters, i)
    if match is None:
        return None
    return Found(i, match.end(), "GPE" if head.kind == "place" else "LOC", "kind-of")


def _before_thing(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """As in "Leopard tanks" (the noun outside), "Paks nuclear plant" (the noun inside)."""
    if i > 0 and letters[i - 1] in "XZCKOQ-HT":
        return None
    match = re.compile("(?:[XZ]|C(?=[CXZ])|(?<=C)C)+|[GX]X*").match(letters, i)
    if match is None or (words[i].first and letters[i] == "C"):
        return None
    last = match.end()
    for width in range(min(3, len(words) - last), 0, -1):
        label = lexicon.things().get(_singular([w.text for w in words[last : last + width]]))
        if label in ("FAC", "LOC") and not _is_state(words, i, last):
            return Found(i, last + width, label, "thing")
        if label == "PRODUCT" and letters[i] != "G":
            return Found(i, last, "PRODUCT", "thing")
    return None


def _is_state(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether it is a country's ("Lebanon dam"), which names nothing."""
    entry = words[first].known
    return last - first == 1 and entry is not None and entry.cls == "G" and entry.acts_for is None


def _known_town(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """A place of several words one of which is known as something else: "Santiago de Cuba", "Tamil Nadu"."""
    if letters[i] not in "XCGNRAF" or (i > 0 and letters[i - 1] in "XI-"):
        return None
    for last in range(min(len(words), i + _REPEATED), i + 1, -1):
        inside = letters[i:last]
        if set(inside) & set("GNRPlo") and not set(inside) - set("XCGNRPAFloh") and letters[last - 1] in "XCGNP":
            kind = _town_kind(" ".join(w.text for w in words[i:last]))
            if kind is not None and letters[last : last + 1] not in tuple("XBFESb"):
                tail = letters[last : last + 1] in ("p", "P") and kind == "GPE"
                return Found(i, last + tail, kind, "known-town")
    return None


_TOWN = 20_000  # inhabitants of a town that is taken without any cue


def _town_kind(name: str) -> MentionLabel | None:
    """Label of the place that the gazetteer has under the name."""
    spots = placenames.spots(placenames.place_key(name))
    if any(spot.feature_class in "AP" and (spot.by_hand or spot.population >= _TOWN) for spot in spots):
        return "GPE"
    return "LOC" if any(spot.by_hand and spot.feature_class in "THL" for spot in spots) else None


def _singular(phrase: Sequence[str]) -> str:
    text = " ".join(phrase)
    return text if text in lexicon.things() else text.removesuffix("s")


def _after_ship(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """As in "the training ship Esmeralda"."""
    if i == 0 or words[i - 1].text not in lexicon.words().ship_kinds:
        return None
    match = re.compile("[XC]*[XD](?![XCZT])").match(letters, i)
    return Found(i, match.end(), "PRODUCT", "ship-kind") if match and letters[i] in "XC" else None


def _state_of(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """As in "State of Hesse", "Kingdom of Tonga": the kind in capitals belongs to the name."""
    match = re.compile(".o(?:X+|G)(?![XCBELFSb])").match(letters, i)
    return Found(i, match.end(), "GPE", "state-of") if match and words[i].text in lexicon.words().state_kinds else None


def _in_town(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """As in "near Omdurman": a town that the gazetteer knows, behind a preposition of place."""
    if i == 0 or words[i - 1].text not in (*lexicon.words().place_prepositions, "to"):
        return None
    match = re.compile("X{2,3}" if words[i - 1].text == "to" else "X{1,3}").match(letters, i)
    if match is None or letters[match.end() : match.end() + 1] in tuple("XZCKBbFELASPTpqrm-"):
        return None
    key = placenames.place_key(" ".join(w.text for w in words[i : match.end()]))
    return Found(i, match.end(), "GPE", "in-town") if placenames.spots(key) else None


def _of_office(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """As in "Mayor of Lyon | Gilles Perrin": a known town between an office and the name of its holder."""
    if letters[i] != "X" or i < 2 or letters[i - 1] != "o" or letters[i - 2] not in "Tt":  # noqa: PLR2004
        return None
    for last in (i + 2, i + 1):
        key = placenames.place_key(" ".join(w.text for w in words[i:last]))
        if letters[i:last] in ("X", "XX") and placenames.spots(key):
            return Found(i, last, "GPE", "of-office")
    return None


def _before_country(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """As in "in Marawi, the Philippines"."""
    match = re.compile("X{1,3}(?=,h?G)").match(letters, i)
    if match is None or i == 0 or words[i - 1].text not in (*lexicon.words().place_prepositions, "to"):
        return None
    return Found(i, match.end(), "GPE", "before-country")


def _region(words: Sequence[Word], letters: str, i: int) -> Found | None:
    """As in "central Asian", "northern Europe": the direction belongs to a region, not to a state."""
    if words[i].text.casefold() not in lexicon.words().directions or i + 1 >= len(words):
        return None
    entry = words[i + 1].known
    if (
        entry is None
        or entry.code is not None
        or entry.cls not in "NR"
        or entry.canonical.split()[-1] not in lexicon.words().continents
    ):
        return None
    label: MentionLabel = "NORP" if letters[i + 1] == "N" else "LOC"
    return Found(i, i + 2, label, "region")


def _again(words: Sequence[Word], letters: str, i: int, memory: Memory) -> Found | None:
    """The longest form at i that the document has defined or used for something of several words."""
    if letters[i] not in "XZNCOQGKbI" or not (memory.forms or memory.lead_words):
        return None
    for last in range(min(len(words), i + _REPEATED), i, -1):
        if letters[last - 1] not in "XZNCOQGKbBIDFAPE":
            continue
        surface = "".join(("" if k == i or words[k].glued else " ") + words[k].text for k in range(i, last))
        known = memory.look_up(surface)
        if known is None or known.label in ("PERSON", "NORP", "MONEY"):
            continue
        if last - i == 1 and letters[i] not in "XZ":
            continue
        return Found(i, last, known.label, "memory")
    return None
