"""Persons' names: runs of name words that an office, a title, an apposition or the NER speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.grammar import Found
from pipeline.extract.words import Word, classes

_BEGINS = frozenset("XZIFACPEBLbK")
_INSIDE = frozenset("XZIFACPEBLbl-K")
_STRONG = frozenset("XZI")
_MAX_WORDS = 7


@dataclass(frozen=True, slots=True)
class Ner:
    """An entity of the statistical model over words `first`..`last` (exclusive)."""

    first: int
    last: int
    label: str


def find(
    words: Sequence[Word], found: Sequence[Found], entities: Sequence[Ner], names: frozenset[str], blocked: set[int]
) -> Iterator[Found]:
    """Persons in `words`.

    `names` are last names that the document has used for a person before, `blocked` words that it
    has used for something else.
    """
    letters = classes(words)
    persons = [e for e in entities if e.label == "PERSON"]
    heads = {k for f in found if f.rule not in _WEAK for k in range(f.first, _office_end(f, letters, persons))}
    heads |= blocked
    offices = {_office_end(f, letters, persons): f for f in found if f.label is None}
    places = {f.last: f for f in found if f.label in ("GPE", "ORG")}
    i = 0
    while i < len(words):
        ner = next((e for e in persons if e.first <= i < e.last), None)
        run = _run(words, letters, i, heads if ner is None or not _titled(letters, i, offices) else blocked)
        if run <= i:
            i += 1
            continue
        first, last = _choose(words, letters, i, run, ner, persons, offices, places, names)
        if last > first:
            yield Found(first, last, "PERSON", "person")
            i = last
        else:
            i = run if last == first and ner is None and not _ahead(persons, i, run) else i + 1


_WEAK = frozenset(["facility", "area", "facility-of"])


def _office_end(found: Found, letters: str, persons: Sequence[Ner]) -> int:
    """Where an office ends: before a name that its fields have swallowed ("Minister for Trade | Park Jin")."""
    if found.label is not None or found.last - found.first == 1:
        return found.last
    for ner in persons:
        if found.first + 1 < ner.first < found.last <= ner.last and letters[ner.first] in "XZIFA":
            return ner.first
    if letters[found.last - 1] in "FA" and letters[found.last : found.last + 1] == "X":
        return found.last - 1
    return found.last


def _run(words: Sequence[Word], letters: str, i: int, heads: set[int]) -> int:
    """End of the run of name words that begins at i."""
    if letters[i] not in _BEGINS or i in heads:
        return i
    k = i
    while k < len(words) and k - i < _MAX_WORDS + 2 and (letters[k] in _INSIDE or _foreign_part(letters, i, k)) and k not in heads:
        if k > i and words[k].first:
            break
        k += 1
    while k > i and letters[k - 1] in "l-":
        k -= 1
    return k


def _foreign_part(letters: str, first: int, k: int) -> bool:
    """A part of a name that is a nationality elsewhere: "Vu Viet Trang" behind an office or title."""
    return letters[k] in "NG" and k > first and letters[k + 1 : k + 2] == "X" and first > 0 and letters[first - 1] in "HT"


def _titled(letters: str, i: int, offices: dict[int, Found]) -> bool:
    return i > 0 and (letters[i - 1] in "HT" or i in offices)


def _ahead(persons: Sequence[Ner], i: int, run: int) -> bool:
    return any(i < e.first < run for e in persons)


def _choose(
    words: Sequence[Word],
    letters: str,
    i: int,
    run: int,
    ner: Ner | None,
    persons: Sequence[Ner],
    offices: dict[int, Found],
    places: dict[int, Found],
    names: frozenset[str],
) -> tuple[int, int]:
    """The person's name in the run i..run; an empty pair of bounds if there is none."""
    text = letters[i:run]
    strong = any(char in _STRONG for char in text)
    if i > 0 and letters[i - 1] == "H" and letters[i] != "E":
        return i, run
    if (i in offices or _after_small_office(letters, i) or _after_posting(letters, i, places)) and (strong or ner):
        return i, run
    if ner is not None and not _all_common(letters, ner):
        return _trim(letters, i, min(run, max(ner.last, _strong_end(letters, ner.last, run))))
    if strong and i > 1 and letters[i - 1] == "," and letters[run : run + 1] == "," and letters[i - 2] in "Tt":
        return i, run
    if _apposed(words, letters, run) and strong and 2 <= len(text.replace("-", "").replace("l", "")) and set(text) <= set("XZIl-"):  # noqa: PLR2004
        return i, run
    if (name := " ".join(w.text for w in words[i:run]).casefold()) in names and not (run - i == 1 and letters[run : run + 1] == "o"):
        return i, run
    if "-" in name and all(part in names for part in name.split("-")):
        return i, run
    if _capital_surname(words, letters, i, run):
        return i, run
    return i, i


def _after_small_office(letters: str, i: int) -> bool:
    return i > 0 and letters[i - 1] == "t"


def _after_posting(letters: str, i: int, places: dict[int, Found]) -> bool:
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


def _trim(letters: str, first: int, last: int) -> tuple[int, int]:
    while last > first and letters[last - 1] in "l-":
        last -= 1
    return first, last


def _apposed(words: Sequence[Word], letters: str, run: int) -> bool:
    """A comma and an office follow ("X, secretary of"), or "from" and a body."""
    if words[run : run + 1] and words[run].text == "from" and letters[run + 1 : run + 2] in ("O", "Q", "Z"):
        return True
    tail = letters[run : run + 7]
    return tail[:1] == "," and any(char in "tT" for char in tail[1:]) and "|" not in tail


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
