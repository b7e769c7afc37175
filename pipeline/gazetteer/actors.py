"""From a phrase that can be a party to its Plover code, sector, kind and the words that name it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pipeline.gazetteer import groups, persons
from pipeline.gazetteer.names import Known, look_up
from pipeline.gazetteer.phrases import body_known, main_clause_end, read_parts
from pipeline.gazetteer.verdicts import ActorCode, Reading


def code_phrase(
    phrase: str, *, country_hint: str | None = None, definitions: Mapping[str, str] | None = None
) -> ActorCode:
    """Code a phrase that can be a party ("ROK Ambassador to Cambodia Park Jung-wook").

    `country_hint` (a Plover code) stands in where the phrase itself names no country or body.
    `definitions` are the document's short forms and what they stand for
    (`{"AKC": "ASEAN-Korea Centre"}`). `code` is None where nothing resolves it.
    """
    defined = tuple(sorted((definitions or {}).items()))
    return _coded(phrase, country_hint, tuple(pair for pair in defined if pair[0] in phrase))


def is_shared(phrase: str) -> bool:
    """Whether it names a body that a few states have together ("Chad-Niger Joint Commission")."""
    return groups.SHARED in code_phrase(phrase).cues


@lru_cache(maxsize=1 << 14)
def _coded(phrase: str, hint: str | None, defined: tuple[tuple[str, str], ...]) -> ActorCode:
    known = {short: meaning for short, long in defined if (meaning := _meaning(long, hint))}
    parts = read_parts(phrase, known)
    end = main_clause_end(parts)
    reading = Reading(phrase[:end], tuple(part for part in parts if part.start < end), hint)
    if persons.is_person(reading):
        return persons.code_person(reading)
    return groups.code_group(reading)


def _meaning(long: str, hint: str | None) -> Known | None:
    """Give what a defined short form stands for, as a known name; None where its long form is a person."""
    known = look_up(long)
    if known:
        return known
    coded = _coded(long, hint, ())
    if coded.kind == "person" or coded.sector is None:
        return None
    return body_known(long, coded.code, coded.sector, coded.other_sectors)
