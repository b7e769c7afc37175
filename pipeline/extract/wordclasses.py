"""The class letter of a word by itself, as its own letters and the lexicon tell it (`words` lists the letters)."""

from __future__ import annotations

import re

from pipeline.extract import lexicon

HYPHENS = frozenset("-\u2010\u2011")
LINKS = {
    "of": "o", "the": "h", "and": "a", "&": "a", "for": "f", "on": "n", "in": "i", "to": "k",
    "towards": "k", "toward": "k", "against": "n", ",": ",", "(": "(", ")": ")",
}  # fmt: skip
_NUMBERED = re.compile(r"No\.\s?\d")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_DESIGNATOR = re.compile(r"[A-Za-z]{1,8}-?\d{1,4}[A-Za-z]{0,3}$")
_INITIAL = re.compile(r"(?:[A-Z]\.)+[A-Z]?")
_HEADS = {
    "ministry": "M", "body": "B", "company": "S", "event": "E", "law": "L", "facility": "F",
    "area": "A", "place": "P", "generic": "C", "sector": "b", "foreign-body": "W", "foreign-facility": "w",
}  # fmt: skip
_SMALL = {"place": "p", "facility": "q", "area": "r", "law": "m"}
# Letters up to which a head in capitals is taken for an abbreviation.
_ABBREVIATION = 5


def class_of(text: str, *, glued: bool) -> str:
    """The letter of the word; `glued`: no space stands before it."""
    low = text.casefold()
    letter = _sign(text, glued=glued) or _link(text, low) or _number(text) or _particle(text, low)
    if letter is not None:
        return letter
    return _capital(text, low) if any(char.isupper() for char in text) else _small(low)


def _sign(text: str, *, glued: bool) -> str | None:
    if text in HYPHENS:
        return "-" if glued else "|"
    possessive = text[0] in "'\u2019" and (text[1:] in ("s", "S") or glued)
    return "'" if possessive else None


def _link(text: str, low: str) -> str | None:
    """Articles and prepositions; with a capital they are words of a name, except `The` and `Against`."""
    if low in ("the", "a", "an"):
        return "h" if low == "the" else "."
    if low in LINKS:
        return LINKS[low] if not text[0].isupper() or low == "against" else "C"
    return None if text[0].isalnum() else "|"


def _number(text: str) -> str | None:
    if text[0].isdigit() or _NUMBERED.match(text):
        return "d" if _ORDINAL.match(text) else "D"
    return None


def _particle(text: str, low: str) -> str | None:
    if low in lexicon.particles() and not text.isupper():
        return "l" if text[0].islower() else "X"
    return None


def _small(low: str) -> str:
    """Class of a word in small letters: heads that can belong to the name before them."""
    if low == "state":
        return "p"
    head = lexicon.heads().get(low)
    if head is None or (head.kind in ("facility", "area") and head.solo != "small"):
        return "."
    return "." if head.kind == "law" and low not in lexicon.words().small_laws else _SMALL.get(head.kind, ".")


def _capital(text: str, low: str) -> str:
    """Class of a word with a capital: what the lexicon knows it for, else what its letters look like."""
    known = _known(text, low)
    if known is not None:
        return known
    if len(text.strip(".")) == 1 or _INITIAL.fullmatch(text):
        return "I"
    if text.isupper():
        return "Z"
    return "C" if text[0].isupper() and lexicon.is_common(text) else "X"


def _known(text: str, low: str) -> str | None:
    if text in lexicon.ships():
        return "V"
    if low.endswith("-class"):
        return "K"
    if text in lexicon.no_names() and low not in lexicon.heads():
        return "Y"
    if _DESIGNATOR.match(text) and any(char.isdigit() for char in text):
        return "K"
    head = lexicon.heads().get(low.removesuffix("-plus")) or lexicon.heads().get(low.removesuffix("."))
    written = head and (not text.isupper() or len(text) > _ABBREVIATION or head.kind in ("company", "law"))
    return _HEADS[head.kind] if head and written else None
