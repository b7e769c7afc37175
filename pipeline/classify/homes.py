"""The country of parties whose words name none: gunmen, students, "the government".

PLOVER codes an unidentified party by where the event takes place. So a party without a code gets
the country of the event's place, else the one country that its sentence names beside the parties,
else, where such acts are mostly domestic, that of the other side. What nothing settles stays open.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from pipeline.passages import Action, Party, Passage, Reason, Words
from pipeline.records import EventType, Sector

DOMESTIC: frozenset[EventType] = frozenset({"PROTEST", "COERCE", "ASSAULT", "SANCTION", "ACCUSE", "RETREAT", "CONCEDE"})
# Sectors of people who belong to a country; an unnamed diplomat or company may be anybody's.
_AT_HOME: frozenset[Sector] = frozenset(get_args(Sector)) - {"BUS", "ELI", "SPY", "REF", "PRE"}


def at_home(action: Action, passage: Passage) -> Action:
    """The action with the countries of its unnamed parties filled in, and a cue that says so."""
    parties = (*action.actors, *action.recipients)
    if all(party.code for party in parties):
        return action
    country, why = _country(action, passage)
    if country is None:
        return action
    cue = Reason(f"party: {why}", Words(action.triggers[0].start, action.triggers[0].end, action.triggers[0].text))
    return replace(
        action,
        actors=tuple(_filled(party, country, action) for party in action.actors),
        recipients=tuple(_filled(party, country, action) for party in action.recipients),
        reasons=(*action.reasons, cue),
    )


def _filled(party: Party, country: str, action: Action) -> Party:
    if party.code or (party.sector is not None and party.sector not in _AT_HOME):
        return party
    if party.kind == "organisation" and party.sector == "GOV" and action.type not in DOMESTIC | {"CONSULT", "SUPPORT"}:
        return party  # a ministry that refuses or asks something abroad is not the host's
    if party.kind == "person" and party.office is None and party.sector is None:
        return party
    return replace(party, code=country)


def _country(action: Action, passage: Passage) -> tuple[str | None, str]:
    if action.place and action.place.code:
        return action.place.code, "country of the place"
    named = _named_beside(action, passage)
    if len(named) == 1:
        return named.pop(), "the only country of its sentence"
    sides = {party.code for party in (*action.actors, *action.recipients) if party.code}
    if action.type in DOMESTIC and len(sides) == 1 and not named:
        return sides.pop(), "country of the other side"
    return None, ""


def _named_beside(action: Action, passage: Passage) -> set[str]:
    """Countries of places and adjectives in the action's sentence that stand in no other coded party."""
    words = action.sentence_words
    if words is None:
        return set()
    taken = [party.phrase for party in (*action.actors, *action.recipients) if party.code]
    return {
        name.code
        for name in passage.names
        if name.label in ("GPE", "NORP", "LOC", "FAC") and name.code
        and words.start <= name.start < words.end
        and not any(start <= name.start < end for start, end in taken)
    }  # fmt: skip
