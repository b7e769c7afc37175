"""Whether the words around a date speak of the past or of what is to come: a cheap rule, no parser."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pipeline import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.timex.tokens import Tokens

Tense = Literal["past", "future"]
# Verbs farther off than this seldom govern the date; measured on the development halves.
WINDOW = 14
_PENALTY_AFTER = 2
_AHEAD = frozenset({"by", "until", "till", "before"})
_PERFECT = "had"
_NO_INFINITIVE = frozenset({"the", "a", "an", "that", "this", "these", "those", "it", "its", "his", "her", "their"})
_COORDINATING = frozenset({"and", "but"})
_SHORT = 4
_BOUNDARIES = frozenset(".!?;")


@dataclass(frozen=True, slots=True)
class TenseWord:
    """A row of `tense.tsv`: a word, or two ("set to", but not "set free")."""

    word: str
    tense: Literal["past", "future", "plan"]


@cache
def _table() -> Mapping[str, Tense]:
    rows = tables.tsv("timex/tense.tsv", TenseWord)
    return MappingProxyType({row.word: "past" if row.tense == "plan" else row.tense for row in rows})


@cache
def _plans() -> frozenset[str]:
    return frozenset(row.word for row in tables.tsv("timex/tense.tsv", TenseWord) if row.tense == "plan")


def tense_around(tokens: Tokens, first: int, last: int) -> Tense | None:
    """Tense of the nearest telling word of the sentence; words before the date count as nearer.

    `closed until Friday`, `due by March` look ahead: there a participle does not make it past; but `by Friday
    they had left` looks back.
    """
    before = _nearest(tokens, first - 1, -1)
    after = _nearest(tokens, last, 1)
    ahead = tokens.word(first - 1) in _AHEAD
    if ahead and before and before[1] == "past" and before[2] not in _table():
        before = None
    if ahead and before is None and after and after[2] == _PERFECT:
        return after[1]
    nearest = before
    if after and (before is None or before[0] > after[0] + _PENALTY_AFTER):
        nearest = after if not ahead else before
    if nearest:
        return nearest[1]
    return "future" if ahead else None


def _nearest(tokens: Tokens, start: int, step: int) -> tuple[int, Tense, str] | None:
    table = _table()
    for distance in range(WINDOW):
        index = start + step * distance
        word = tokens.word(index)
        if step > 0 and word in _COORDINATING:
            return None  # what comes behind has a date of its own, or none
        if not word or (word in _BOUNDARIES and not tokens.glued(index + 1)) or "\n\n" in word:
            return None
        tense = (
            table.get(word)
            or table.get(f"{word} {tokens.word(index + 1)}")
            or ("past" if _is_past_form(tokens.raw(index)) else None)
        )
        if tense == "past" and (_is_to_come(tokens, index) or (step < 0 and _is_planned(tokens, index, start))):
            return distance, "future", word
        if tense:
            return distance, tense, word
    return None


def _is_to_come(tokens: Tokens, index: int) -> bool:
    """Whether a participle is governed by `be`: `will be closed`, `expected to be released`."""
    return tokens.word(index - 1) == "be" or (tokens.word(index - 2) == "be" and tokens.word(index - 1)[-2:] == "ly")


def _is_planned(tokens: Tokens, index: int, last: int) -> bool:
    """Whether what was agreed or promised stands between its verb and the date: `agreed to meet on 9 May`."""
    if tokens.word(index) not in _plans():
        return False
    between = range(index + 1, last)
    return any(tokens.word(at) == "to" and tokens.word(at + 1) not in _NO_INFINITIVE for at in between)


def _is_past_form(raw: str) -> bool:
    """Whether a word looks like a regular verb's past (`closed`; not `United`, `indeed`, `hundred`)."""
    return raw.endswith("ed") and len(raw) > _SHORT and raw.islower() and not raw.endswith(("eed", "dred"))
