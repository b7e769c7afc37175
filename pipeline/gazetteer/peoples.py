"""Peoples, parts of countries and regions inside the phrase that names a party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.gazetteer.names import Known
from pipeline.gazetteer.rows import People, by_alpha3, peoples
from pipeline.gazetteer.tries import Token, Trie
from pipeline.records import Sector


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """A people's name up to token `end` (exclusive); `known` is None for a region of many states."""

    end: int
    known: Known | None
    sector: Sector | None


@cache
def _trie() -> Trie[People]:
    return Trie((form, row) for row in peoples() for form in row.name)


def people_at(tokens: Sequence[Token], begin: int) -> FoundPeople | None:
    """Find the longest name of a people or region that starts at token `begin`, or None."""
    match = _trie().longest(tokens, begin)
    if match is None:
        return None
    end, row = match
    country = by_alpha3()[row.code] if row.code else None
    return FoundPeople(end, Known("adjective", country=country) if country else None, row.sector)
