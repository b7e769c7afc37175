"""Persons' names: runs of name words that an office, a title, an apposition or the NER speaks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract import lexicon
from pipeline.extract.grammar import Found
from pipeline.extract.words import Word, classes

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINS = frozenset("XZIFACPEBLbK")
_INSIDE = frozenset("XZIFACPEBLbl-K")
_STRONG = frozenset("XZI")
_MAX_WORDS = 7
_FULL_NAME = 2  # words of a name that an apposition alone can prove


@dataclass(frozen=True, slots=True)
class Ner:
    """An entity of the statistical model over words `first`..`last` (exclusive), and how sure it is of it."""

    first: int
    last: int
    label: str
    sure: float = 0.0


def find(
    words: Sequence[Word],
    found: Sequence[Found],
    entities: Sequence[Ner],
    names: frozenset[str],
    blocked: set[int],
) -> Iterator[Found]:
    """Persons in `words`.

    `names` are last names that the document has used for a person before, `blocked` words that it
    has used for something else.
    """
    letters = classes(words)
    persons = [e for e in entities if e.label == "PERSON"]
    ends = {f: _office_end(f, letters, persons) for f in found}
    scene = _Scene(
        words,
        letters,
        frozenset(end for f, end in ends.items() if f.label is None),
        {f.last: f for f in found if f.label in ("GPE", "ORG")},
        names,
    )
    heads = blocked | {k for f in found if not _is_surname(words, f) for k in range(f.first, ends[f])}
    i = 0
    while i < len(words):
        ner = next((e for e in persons if e.first <= i < e.last), None)
        run = _run(words, letters, i, blocked if ner is not None and _titled(scene, i) else heads)
        ner = ner or _begun_late(letters, i, run, persons)
        last = _end_of_name(scene, i, run, ner) if run > i else i
        if last > i:
            last = _nickname_end(words, letters, last)
            yield Found(i, last, "PERSON", "titled" if _is_called(scene, i, last) else "person")
            i = last
        else:
            skip = run > i and ner is None and letters[i] not in "CbB" and not any(i < e.first < run for e in persons)
            i = run if skip else i + 1


def _begun_late(letters: str, i: int, run: int, persons: Sequence[Ner]) -> Ner | None:
    """The model's person who lacks the given name at i: "Cezary | Olszański"."""
    late = next((e for e in persons if i < e.first < run), None)
    return Ner(i, late.last, "PERSON") if late and set(letters[i : late.first]) <= set("XIl") else None


def _nickname_end(words: Sequence[Word], letters: str, last: int) -> int:
    """End of a name in whose middle a nickname stands in quotes, else `last`."""
    match = re.compile(r"\|[XCIlH]{1,3}\|[XI][XIl]*").match(letters, last)
    quoted = match is not None and words[last].text in _QUOTES and not words[match.end() - 1].first
    return match.end() if match is not None and quoted else last


_QUOTES = frozenset("\"“\u2018'")


@dataclass(frozen=True, slots=True)
class _Scene:
    """Words with their classes, where offices end, what ends where, and the known last names."""

    words: Sequence[Word]
    letters: str
    offices: frozenset[int]
    places: Mapping[int, Found]
    names: frozenset[str]


def _is_surname(words: Sequence[Word], found: Found) -> bool:
    """Whether the head of a building or area may be the last name of somebody."""
    return found.rule in ("facility", "area") and words[found.last - 1].text in lexicon.words().surname_heads


def _office_end(found: Found, letters: str, persons: Sequence[Ner]) -> int:
    """Where an office ends: before a name that its fields have swallowed ("for Trade | Park Jin")."""
    if found.label is not None or found.last - found.first == 1:
        return found.last
    for ner in persons:
        inside = found.first + 1 < ner.first < found.last <= ner.last
        if inside and (letters[ner.first] in "XZIFA" or letters[ner.first : ner.last] in ("CX", "CXX")):
            return ner.first
    if letters[found.last - 1] in "FA" and letters[found.last : found.last + 1] == "X":
        return found.last - 1
    return found.last


def _run(words: Sequence[Word], letters: str, i: int, heads: set[int]) -> int:
    """End of the run of name words that begins at i."""
    if letters[i] not in _BEGINS or i in heads:
        return i
    k = i
    while (
        k < len(words)
        and k - i < _MAX_WORDS + 2
        and (letters[k] in _INSIDE or _foreign_part(letters, i, k))
        and k not in heads
    ):
        if k > i and words[k].first:
            break
        k += 1
    while k > i and letters[k - 1] in "l-":
        k -= 1
    return k


def _foreign_part(letters: str, first: int, k: int) -> bool:
    """A part of a name that is a nationality elsewhere: "Vu Viet Trang" behind an office or title."""
    if k == first or letters[k + 1 : k + 2] != "X":
        return False
    between = letters[k] in "NG" and letters[k - 1] == "X" and letters[k - 2 : k - 1] not in tuple("XC")
    return letters[k] == "H" or between or (letters[k] in "NG" and first > 0 and letters[first - 1] in "HT")


def _titled(scene: _Scene, i: int) -> bool:
    return i > 0 and (scene.letters[i - 1] in "HT" or i in scene.offices)


def _end_of_name(scene: _Scene, i: int, run: int, ner: Ner | None) -> int:
    """Where the person's name ends that the run i..run begins with; i if it is none."""
    letters, text = scene.letters, scene.letters[i:run]
    strong = any(char in _STRONG for char in text)
    if i > 0 and letters[i - 1] == "H" and letters[i] != "E":
        return run
    if (strong or ner is not None) and _introduced(scene, i):
        return run
    if ner is not None and not _all_common(letters, ner):
        return _trim(letters, i, min(run, max(ner.last, _strong_end(letters, ner.last, run))))
    aged = strong and re.match(",D,", letters[run:]) is not None and scene.words[run + 1].text.isdigit()
    proved = aged or (strong and _between_commas(scene, i, run)) or _apposed(scene.words, letters, i, run)
    shaped = _hyphened_given_name(scene.words, letters, i, run) or _capital_surname(scene.words, letters, i, run)
    return run if proved or shaped or _called_before(scene, i, run) else i


def _introduced(scene: _Scene, i: int) -> bool:
    """Whether an office stands before, with or without a place: "Minister", "ambassador to Laos"."""
    return i in scene.offices or _after_small_office(scene.letters, i) or _after_posting(scene.letters, i, scene.places)


def _is_called(scene: _Scene, i: int, last: int) -> bool:
    """Whether a title or office stands directly before the name, or an office behind it proves it."""
    titled = (i > 0 and scene.letters[i - 1] == "H") or _introduced(scene, i)
    return titled or (last - i > 1 and _between_commas(scene, i, last))


def _called_before(scene: _Scene, i: int, run: int) -> bool:
    """A last name of the document, or two of them joined by a hyphen."""
    name = " ".join(word.text for word in scene.words[i:run]).casefold()
    if "-" in name and all(part in scene.names for part in name.split("-")):
        return True
    return name in scene.names and not (run - i == 1 and scene.letters[run : run + 1] == "o")


def _between_commas(scene: _Scene, i: int, run: int) -> bool:
    """As in "the trade minister, X, said" and "the head of Y, X, said"."""
    if i < 2 or not scene.letters[i - 1] == scene.letters[run : run + 1] == ",":  # noqa: PLR2004
        return False
    return scene.letters[i - 2] in "Tt" or _after_posting(scene.letters, i - 1, scene.places)


def _after_small_office(letters: str, i: int) -> bool:
    return i > 0 and letters[i - 1] == "t"


def _after_posting(letters: str, i: int, places: Mapping[int, Found]) -> bool:
    """After "Minister of Labour of Cambodia", "ambassador to Cambodia"."""
    place = places.get(i)
    if place is None:
        return False
    k = place.first - 1
    if k > 0 and letters[k] == "." and letters[k - 1] in "ho":
        k -= 1  # "of the provincial People's Committee"
    while k >= 0 and letters[k] in "hn":
        k -= 1
    if k < 0 or letters[k] not in "ofk":
        return False
    back = letters[max(0, k - 14) : k]
    office = max(back.rfind("T"), back.rfind("t"))
    between = back[office + 1 :]
    return office >= 0 and "|" not in between and between.count(".") <= 1


def _all_common(letters: str, ner: Ner) -> bool:
    return not any(char in _STRONG for char in letters[ner.first : ner.last])


def _strong_end(letters: str, start: int, run: int) -> int:
    """Where the unbroken run of clearly proper words behind a NER span ends."""
    k = start
    while k < run and letters[k] in "XIl-Z":
        k += 1
    return k


def _trim(letters: str, first: int, last: int) -> int:
    while last > first and letters[last - 1] in "l-":
        last -= 1
    return last


def _apposed(words: Sequence[Word], letters: str, i: int, run: int) -> bool:
    """A comma and an office follow ("X, secretary of"), or "from" and a body."""
    text = letters[i:run]
    close = re.match(",h?[tT]", letters[run:]) and (i == 0 or letters[i - 1] in "|.")
    if (
        not re.fullmatch("C?[XZIl-]+|CC" if close else "C?[XZIl-]+", text)
        or sum(char in "XZIC" for char in text) < _FULL_NAME
    ):
        return False
    if words[run : run + 1] and words[run].text == "from" and letters[run + 1 : run + 2] in ("O", "Q", "Z"):
        return True
    tail = letters[run : run + 7]
    return tail[:1] == "," and any(char in "tT" for char in tail[1:]) and "|" not in tail


_HYPHENED = re.compile("[A-Z][a-z]+-[A-Za-z][a-z]+$")


def _hyphened_given_name(words: Sequence[Word], letters: str, i: int, run: int) -> bool:
    """A short name and a hyphened one, neither English: "Choi Young-han", "Li-ling Tsai"."""
    hyphened = [k for k in range(i, run) if _HYPHENED.match(words[k].text)]
    return letters[i:run] == "XX" and len(hyphened) == 1


def _capital_surname(words: Sequence[Word], letters: str, i: int, run: int) -> bool:
    """PARK Jin, Jihwan HWANG, NGUYEN Van Anh: one part in capitals, the other not."""
    caps = [k for k in range(i, run) if letters[k] == "Z"]
    return (
        len(caps) == 1
        and caps[0] in (i, run - 1)
        and 2 <= run - i <= 4  # noqa: PLR2004
        and all(letters[k] in "ZX-" for k in range(i, run))
        and len(words[caps[0]].text) > 2  # noqa: PLR2004
        and any(char in "AEIOUY" for char in words[caps[0]].text)
    )
