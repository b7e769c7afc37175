"""The words of a text as the name grammar sees them: one class letter a word.

Words are cut by a tokeniser of our own, since names break at other places than spaCy's tokens
(`US$150`, `Jung-wook`, `H.E.`, `d'Affaires`). What the gazetteer knows as one name, an office of
several words or a title is one word here.

Class letters
    G country or city    N nationality, group    R region
    O known body    Q known body that ends in a body head
    T office (capitalised)    t office (small)    H title or rank before a name
    M ministry head    B body head    b branch ("Motor")    S company ending    E event head    L law head
    F facility head    A area head    P place head
    W w foreign body, building    p q r m  small head of a place, facility, area, law
    C common English word, capitalised    X other capitalised word    Z all capitals
    K designator (`KF-21`)    I initial    D number    V ship's prefix    l particle in names
    o of   h the   a and   f for   n on   i in   t to …    , comma    - hyphen    ' possessive
    ( )  round brackets    | other punctuation, sentence start    . any other word
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract import known, lexicon
from pipeline.extract.wordclasses import HYPHENS, LINKS, class_of
from pipeline.gazetteer import placenames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}(?:[A-Z]\b(?!\w))?"  # U.S., H.E.
    r"|[A-Z]&[A-Z]\b"
    r"|(?:[A-Z]|St|Ste|Mt)\.(?=\s?[A-Z][a-z])"  # S. Kumar, St. Lawrence
    r"|[^\W\d_]+(?:['\u2019](?![sS]\b)[^\W\d_]+)+"  # d'Affaires, O'Brien
    r"|No\.\s?\d+\b"  # Haesong No. 7
    r"|[^\W\d_]+\d[\w]*|\d+(?:[.,]\d+)*\w*|\w+"
    r"|['\u2019][sS]\b|['\u2019](?=\s[A-Z])|[^\w\s]"
)


@dataclass(slots=True)
class Word:
    """A word at text[start:end]; `first`: it begins a sentence; `glued`: no space stands before it."""

    start: int
    end: int
    text: str
    cls: str
    first: bool = False
    glued: bool = False
    known: known.Known | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str


def read(
    text: str,
    sentence_starts: frozenset[int],
    function_words: frozenset[int],
    persons: Sequence[tuple[int, int]] = (),
) -> list[Word]:
    """The words of `text`.

    `sentence_starts` are offsets at which sentences begin; `function_words` offsets of words that a
    tagger holds for no noun, adjective or name (used for capitalised words at sentence starts only);
    `persons` the extents of what a model holds for persons' names: in "Israel Navarro" no country is known.
    """
    pieces = [_Piece(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
    folded = [piece.text.casefold().replace("\u2019", "'") for piece in pieces]
    spots = {start: spot for start, spot in known.spots(text).items() if not _is_of_person(text, spot, persons)}
    ends = {piece.end: k for k, piece in enumerate(pieces)}
    result: list[Word] = []
    i = 0
    while i < len(pieces):
        spot = spots.get(pieces[i].start)
        if spot is not None and (spot.end not in ends or text[spot.start : spot.end].islower()):
            spot = None
        if spot is not None and _is_name_part(pieces, ends[spot.end], spot):
            spot = None
        first = pieces[i].start in sentence_starts
        width, cls = (ends[spot.end] - i + 1, spot.known.cls) if spot else _phrase_at(pieces, folded, i, first=first)
        if not cls:
            width = _compound(pieces, i, spots)
        word = Word(pieces[i].start, pieces[i + width - 1].end, "", cls, first, known=spot.known if spot else None)
        word.text = text[word.start : word.end]
        word.glued = i > 0 and pieces[i - 1].end == word.start
        word.cls = word.cls or class_of(word.text, glued=word.glued)
        result.append(word)
        i += width
    _settle(result, function_words)
    return result


_OF = re.compile(r"\b(?:of|to|in|for|from) (?:the )?$")


def _is_of_person(text: str, spot: known.Spot, persons: Sequence[tuple[int, int]]) -> bool:
    """Whether a known name is part of somebody's: "Israel Navarro"; but of the office in "Minister of Chad | X"."""
    inside = any(low <= spot.start and spot.end <= high and spot.end - spot.start < high - low for low, high in persons)
    return inside and not _OF.search(text, max(0, spot.start - 9), spot.start)


_SHORT_PEOPLE = 4  # letters of names such as "Han", "Shan"


def _is_name_part(pieces: Sequence[_Piece], last: int, spot: known.Spot) -> bool:
    """Whether a short name of a people is the first half of a given name: "Han-sol"."""
    short = spot.known.label == "NORP" and spot.end - spot.start <= _SHORT_PEOPLE
    tail = "".join(piece.text for piece in pieces[last + 1 : last + 3])
    glued = last + 1 < len(pieces) and pieces[last + 1].start == spot.end
    return short and glued and re.fullmatch(r"[-\u2010\u2011][a-z]+", tail) is not None


def classes(words: Sequence[Word]) -> str:
    """The class letters of `words`, one each."""
    return "".join(word.cls for word in words)


def surface(words: Sequence[Word], first: int, last: int) -> str:
    """The words `first`..`last` (exclusive) as they stand in the text."""
    return "".join(("" if k == first or words[k].glued else " ") + words[k].text for k in range(first, last))


def _phrase_at(pieces: Sequence[_Piece], folded: Sequence[str], i: int, *, first: bool) -> tuple[int, str]:
    """The title or office that begins at piece i: width and class (empty if none)."""
    capital = pieces[i].text[0].isupper()
    width = _phrase(folded, i, lexicon.honorifics(), plural=False) if capital else 0
    office = _phrase(folded, i, lexicon.offices())
    if width and width >= office:
        point = i + width < len(pieces) and pieces[i + width].text == "."
        return width + (point and pieces[i + width].start == pieces[i + width - 1].end), "H"
    if not office:
        return 1, ""
    solid = [p.text for p in pieces[i : i + office] if p.text[0].isalpha() and p.text.casefold() not in LINKS]
    if not capital or (first and len(solid) > 1 and not any(p[0].isupper() for p in solid[1:])):
        return office, "t"
    head = lexicon.heads().get(folded[i])
    if office > 1 and (head is not None or any(p.islower() for p in solid)):
        return 1, ""  # "Sogang University | President", "Army | chief"
    return office, "T"


_MAX_PHRASE = 7


def _phrase(folded: Sequence[str], i: int, table: frozenset[str], *, plural: bool = True) -> int:
    """Width of the longest phrase of the table at i (singular or plural, hyphens as they are)."""
    opening = folded[i]
    if not {opening, opening.removesuffix("s"), opening.removesuffix("es")} & _openings(table):
        return 0
    text, best = "", 0
    for width in range(1, min(_MAX_PHRASE, len(folded) - i) + 1):
        piece = folded[i + width - 1]
        text += piece if not text or piece == "-" or text.endswith("-") else " " + piece
        if text in table or (plural and (text.removesuffix("s") in table or _plural_first(text) in table)):
            best = width
    return best


@lru_cache(maxsize=4)
def _openings(table: frozenset[str]) -> frozenset[str]:
    """The first words of the phrases: most words of a text open none."""
    return table | {re.split("[ -]", phrase, maxsplit=1)[0] for phrase in table}


def _plural_first(text: str) -> str:
    first, space, rest = text.partition(" ")
    return first.removesuffix("s") + space + rest if space else text.removesuffix("es")


def _compound(pieces: Sequence[_Piece], i: int, spots: Mapping[int, known.Spot]) -> int:
    """How many pieces a hyphenated word has that begins at i; parts known as names stay apart."""
    width = 1
    while i + width + 1 < len(pieces):
        hyphen, part = pieces[i + width], pieces[i + width + 1]
        before = pieces[i + width - 1]
        if hyphen.text not in HYPHENS or hyphen.start != before.end or part.start != hyphen.end:
            break
        if part.start in spots or not _joins(before.text, part.text):
            break
        width += 2
    return width


def _joins(first: str, second: str) -> bool:
    """Whether two parts around a hyphen are one word."""
    if (any(char.isdigit() for char in second) and not first.islower()) or len(first) == 1:
        return True
    head = lexicon.heads().get(first.casefold())
    if head is not None and head.kind == "place" and second[0].isupper():
        return False  # "Ho Chi Minh City-Gyeongsangbuk"
    abbreviation = first.isupper() and len(first) > 1
    if second.islower():
        return not abbreviation and (second not in lexicon.words().participles or first.islower())
    if abbreviation != (second.isupper() and len(second) > 1):
        return False
    return second[0].isalnum()


# May, March and August are names too: left to the patterns of dates
_NAMEABLE = frozenset("GNROTHMBbSELFAPCXZKIV")


def _settle(words: list[Word], function_words: frozenset[int]) -> None:
    """Correct classes by their neighbours."""
    for i, word in enumerate(words):
        before = words[i - 1].cls if i > 0 else "|"
        after = words[i + 1].cls if i + 1 < len(words) else "|"
        if _begins_no_name(word, after, function_words) or _is_small_noun(words, i, before):
            word.cls = "."
        elif word.cls == "T" and after in "MBbELFC" and lexicon.is_adjective(word.text):
            word.cls = "C"  # "General Department of Taxation", "Academic Exchange"
        elif (other := _other_class(words, i, before, after)) is not None:
            word.cls = other
        elif word.cls in "CX" and word.text.casefold() in lexicon.words().calendar and not _in_name(words, i):
            word.cls = "."
        elif word.cls == "R" and word.text in ("East", "West") and after in "RGX":
            word.cls, word.known = "C", None  # "East Kalimantan"
        elif word.cls == "R" and word.text in ("Gulf", "Strait") and after == "o":
            word.cls, word.known = "A", None
        elif word.text == "I" and after not in "XCI":
            word.cls = "."


def _other_class(words: Sequence[Word], i: int, before: str, after: str) -> str | None:
    """The class of a word that its neighbours make something else, None if they do not."""
    word = words[i]
    surname = word.cls == "H" and before == "X" and after not in "XZICHl|" and not word.text.endswith(".")
    if surname or (word.cls in "Ww" and after not in "XClGNRBZIOQ"):
        return "X"  # "Arjun Sen"
    if (word.text, after, word.cls) == ("House", "o", "F") or (word.text == "General" and before == "B"):
        return "B"  # "House of Representatives", Consulate General
    if word.text == "Plus" and before == "E":
        return "E"  # "Defence Ministers' Meeting Plus"
    return "P" if word.text == "State" and before in "XN" and _is_state(words, i) else None


def _is_state(words: Sequence[Word], i: int) -> bool:
    return any(placenames.spots(placenames.place_key(words[i - 1].text + tail)) for tail in (" State", ""))


def _begins_no_name(word: Word, after: str, function_words: frozenset[int]) -> bool:
    """Whether a capital is only that of the sentence."""
    if not word.first:
        return False
    if word.cls in "CTELX" and word.start in function_words:
        return True
    return word.cls in "CEL" and after not in _NAMEABLE | {"o", "-", "'"}


def _is_small_noun(words: Sequence[Word], i: int, before: str) -> bool:
    """Whether a head in small letters has no name before it that it could belong to."""
    if words[i].cls not in "pqrm" or before in "GXCPZNRLKE":
        return False
    return not (words[i].cls == "m" and i > 1 and words[i - 2].cls == "K")  # "E-9 visa programme"


def _in_name(words: Sequence[Word], i: int) -> bool:
    """Whether a weekday or month is part of a name: "Good Friday Agreement"."""
    if i > 0 and words[i - 1].text.casefold() == "on":
        return False  # "On Monday Tallgrass sued"
    return any(0 <= k < len(words) and words[k].cls in "CLEB" and not words[k].first for k in (i - 1, i + 1))
