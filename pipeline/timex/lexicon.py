"""The words of the calendar, read once from `models/timex/words.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pipeline import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Kind = Literal[
    "month", "roman", "weekday", "weekdays", "season", "part", "parts", "unit", "units", "clockunit", "clockunits",
    "number", "tens", "scale", "ordinal", "decadeword", "vague", "pointer", "deictic", "repeated",
    "edge", "approx", "capital", "weak", "oclock",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the calendar or of counting: `value` is its number or its ISO 8601 letter."""

    word: str
    kind: Kind
    value: str = ""


@cache
def words(kind: Kind) -> Mapping[str, str]:
    """Lower-case word -> value, for all words of a kind."""
    rows = tables.tsv("timex/words.tsv", Word)
    return MappingProxyType({row.word: row.value for row in rows if row.kind == kind})


@cache
def numbers(kind: Kind) -> Mapping[str, int]:
    """Lower-case word -> number, for a kind whose values are numbers."""
    return MappingProxyType({word: int(value) for word, value in words(kind).items()})


def alternatives(entries: Iterable[str]) -> str:
    """A regular expression group for any of the words, longest first."""
    return "(?:" + "|".join(re.escape(entry) for entry in sorted(entries, key=len, reverse=True)) + ")"
