"""Offices, head nouns and titles of the tables, with their plurals, as one dictionary over words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.gazetteer.rows import Head, Office, heads, offices, phrase_words
from pipeline.gazetteer.tries import Trie

_GENERAL_FIRST = ("general", "elect", "designate", "extraordinary")


def _plurals(phrase: str) -> list[str]:
    """Plural forms of an office's name."""
    words = phrase.split(" ")
    first = next((i for i, word in enumerate(words) if i and word in ("of", "in", "for", "at")), len(words))
    forms = [" ".join([*words[: first - 1], _plural_word(words[first - 1]), *words[first:]])]
    if words[-1] in _GENERAL_FIRST and len(words) > 1:
        forms.append(" ".join([*words[:-2], _plural_word(words[-2]), words[-1]]))
    if "-general" in phrase:
        forms.append(_plural_word(phrase.replace("-general", "")) + "-general")
    return forms


def _plural_word(word: str) -> str:
    if word.endswith("man") and word not in ("shaman", "ottoman"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch", "sh", "x")) else "s")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase of the tables is: an office, a head noun or a title; `several`: in the plural."""

    office: Office | None = None
    head: Head | None = None
    title: bool = False
    several: bool = False


@cache
def lexicon() -> Trie[Entry]:
    """All titles, heads and offices, in any case; heads before offices of the same words."""
    entries = [(title, Entry(title=True)) for title in phrase_words().titles]
    entries += [(head.phrase, Entry(head=head, several=head.form == "people")) for head in heads()]
    entries += [(office.phrase, Entry(office=office)) for office in offices()]
    entries += [(form, Entry(office=office, several=True)) for office in offices() for form in _plurals(office.phrase)]
    return Trie(entries, lower=True)
