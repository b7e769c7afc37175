"""Names of countries, their peoples and capitals, and of known bodies, found in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.gazetteer.rows import Body, Country, bodies, countries, former_names
from pipeline.gazetteer.tries import Token, Trie, fold, tokenize

Form = Literal["name", "abbreviation", "adjective", "people", "capital", "seat", "former", "body"]

_UPPER_FROM = 4  # shorter names in capitals are taken for abbreviations


@dataclass(frozen=True, slots=True)
class Known:
    """What a form of a name stands for: a country in one of its forms, or a body."""

    form: Form
    country: Country | None = None
    body: Body | None = None

    @property
    def code(self) -> str:
        """Plover code of the country or body."""
        return self.country.code if self.country else self.body.code if self.body else ""

    @property
    def canonical(self) -> str:
        """The one name of the country or body."""
        return self.country.name if self.country else self.body.name if self.body else ""


@dataclass(frozen=True, slots=True)
class Found:
    """A known name at `text[start:end]`."""

    start: int
    end: int
    text: str
    known: Known

    @property
    def code(self) -> str:
        """Plover code of the country or body."""
        return self.known.code

    @property
    def canonical(self) -> str:
        """The one name of the country or body."""
        return self.known.canonical


def plural(noun: str) -> str | None:
    """Plural of a people's name that is also its adjective; None where English has none ("Chinese")."""
    if noun.endswith(("ese", "sh", "ch", "ss", "ois", "Lao", "Khmer", "nic")) or " " in noun:
        words = noun.rsplit(" ", 1)
        last = plural(words[1]) if len(words) > 1 else None
        return f"{words[0]} {last}" if last else None
    return noun[:-1] + "ies" if noun.endswith("ry") else noun + "s"


def country_forms(country: Country) -> Iterator[tuple[str, Form]]:
    """Every form of a country's names, most trustworthy first."""
    for form in (country.name, country.official, *country.names):
        if form:
            yield form, "name"
    yield from ((form, "abbreviation") for form in country.abbreviations)
    for adjective in country.adjectives:
        yield adjective, "adjective"
        several = plural(adjective)
        if several and not country.people:
            yield several, "people"
    yield from ((form, "people") for form in country.people)
    yield from ((form, "capital") for form in country.capitals)
    yield from ((form, "seat") for form in country.seats)
    yield from ((former.name, "former") for former in former_names(country))


def _entries() -> Iterator[tuple[str, Known]]:
    states = [country for country in countries() if country.code == country.alpha3]
    dependencies = [country for country in countries() if country.code != country.alpha3]
    for country in states + dependencies:
        for form, kind in country_forms(country):
            yield from _spelled(form, Known(kind, country=country))
    for body in bodies():
        for form in (body.name, *body.aliases):
            yield from _spelled(form, Known("body", body=body))


def _spelled(form: str, known: Known) -> Iterator[tuple[str, Known]]:
    yield form, known
    if len(form) >= _UPPER_FROM and not form.isupper() and known.form != "adjective":
        yield form.upper(), known


@cache
def trie() -> Trie[Known]:
    """All forms of all countries and bodies."""
    return Trie(_entries())


def match_tokens(tokens: Sequence[Token]) -> list[tuple[int, int, Known]]:
    """Longest known names in `tokens`, left to right, as (first token, end token, what)."""
    found, index, names = [], 0, trie()
    while index < len(tokens):
        match = names.longest(tokens, index)
        if match is None:
            index += 1
            continue
        end, known = match
        found.append((index, end, known))
        index = end
    return found


def find_names(text: str) -> tuple[Found, ...]:
    """Longest known names of countries, peoples, capitals and bodies in `text`, left to right.

    Exact case, except that names of four letters or more are also known in capitals; accents and
    hyphens do not matter. Time is linear in the text.
    """
    tokens = tokenize(text)
    return tuple(
        Found(tokens[a].start, tokens[b - 1].end, text[tokens[a].start : tokens[b - 1].end], known)
        for a, b, known in match_tokens(tokens)
    )


def find_country(text: str) -> tuple[Found, ...]:
    """Find those matches of `find_names` that are countries in any form; "Latin America" is no country's."""
    named = (found for found in find_names(text) if found.known.country)
    return tuple(f for f in named if not (f.text[:7].lower() == "america" and _PART.search(text, 0, f.start)))


_PART = re.compile(r"\b(?:Latin|North|South|Central)[ -]$", re.IGNORECASE)


@cache
def _whole() -> dict[str, Known]:
    known: dict[str, Known] = {}
    for form, what in _entries():
        known.setdefault(fold(form).replace("-", " "), what)
    return known


def look_up(name: str) -> Known | None:
    """Find what the whole of `name` stands for, with or without a leading article."""
    key = fold(name.strip()).replace("-", " ")
    known = _whole()
    return known.get(key) or (known.get(key[4:]) if key[:4].lower() == "the " else None)
