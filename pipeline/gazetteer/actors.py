"""From a phrase that can be a party to its Plover code, sector, kind and the words that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from pipeline.gazetteer import groups, persons
from pipeline.gazetteer.names import Known, look_up
from pipeline.gazetteer.phrases import body_known, main_clause_end, read_parts
from pipeline.gazetteer.verdicts import ActorCode, Reading

# By the manual's 5.3.
_BODIES = frozenset({"EUR", "IGO", "UNO"})


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
    coded = persons.code_person(reading) if persons.is_person(reading) else groups.code_group(reading)
    return _of_a_body(_kin(coded, reading))


_KIN = re.compile(
    r"(?:the |an? )?(?:widow(?:er)?|wife|husband|sons?|daughters?|children|brothers?|sisters?|relatives|family|families"
    r"|heirs?)\s+of\b",
    re.IGNORECASE,
)


def _kin(coded: ActorCode, reading: Reading) -> ActorCode:
    """The family of a former official speaks as he does: ELI by the codebook."""
    gone = any(part.kind == "former" for part in reading.parts) and any(part.office for part in reading.parts)
    return replace(coded, sector="ELI", other_sectors=()) if gone and _KIN.match(reading.phrase) else coded


def _of_a_body(coded: ActorCode) -> ActorCode:
    """Parliaments of the EU and other bodies of states are theirs, as all their bodies are: GOV."""
    if coded.code not in _BODIES or coded.sector != "LEG":
        return coded
    return replace(coded, sector="GOV", other_sectors=("LEG", *coded.other_sectors))


def _meaning(long: str, hint: str | None) -> Known | None:
    """Give what a defined short form stands for, as a known name; None where its long form is a person."""
    known = look_up(long)
    if known:
        return known
    coded = _coded(long, hint, ())
    if coded.kind == "person" or coded.sector is None:
        return None
    return body_known(long, coded.code, coded.sector, coded.other_sectors)
