"""The country of parties whose words name none: gunmen, students, "the government", an official.

PLOVER codes an unidentified party by where the event takes place. So a party without a code gets
the country of the event's place, else the one that its heading names, else the one country that its
sentence names beside the parties, else, where such acts are mostly domestic, that of the other side, else
that of a news report which is about one country.
Beside an ambassador to a country an official is of that country. Under a heading of two countries, the
party that is not the one's is the other's. A person is of the one country around where people are called so,
and of none where they are not. A visitor is not of the place he visits. What nothing
settles stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from pipeline.classify.surroundings import countries_above, lies_in
from pipeline.encoder.likeness import likeness
from pipeline.gazetteer import look_up
from pipeline.gazetteer.rows import NON_STATE_CODES
from pipeline.passages import Action, Name, Party, Passage, Reason, name_of
from pipeline.records import EventType, Sector

DOMESTIC: frozenset[EventType] = frozenset({"PROTEST", "COERCE", "ASSAULT", "SANCTION", "ACCUSE", "RETREAT", "CONCEDE"})
# Sectors of people who belong to a country; an unnamed diplomat or company may be anybody's.
_AT_HOME: frozenset[Sector] = frozenset(get_args(Sector)) - {"BUS", "ELI", "SPY", "REF", "PRE"}
_OFFICIAL: frozenset[Sector] = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})
# Whom these hold, charge or sentence at home is mostly their own country's, unless the text says whose he is.
_AUTHORITY: frozenset[Sector] = frozenset({"JUD", "COP"})
_HELD: frozenset[EventType] = frozenset({"COERCE", "SANCTION", "ACCUSE"})
# Characters behind a person's name in which an apposition says where he is from.
_APPOSITION = 60
_PAIR = 2
# A name that is so many times likelier in a country than elsewhere is a name of it, and of no other around if it is
# so many times likelier there.
_CALLED_SO = 7.0
_CLEARLY = 12.0
# What an envoy's office says of where he serves.
_ACCREDITED = re.compile(
    r"\b(?:ambassador|high commissioner|envoy|chargé d['’]affaires|consul[ -]general)\s(?:to|in)\s(?:the\s)?(.+)$",
    re.IGNORECASE,
)
# Between a nationality and a name: "the Canadian | company | X".
_CALLED = re.compile(r" (?:[a-z-]+ ){0,3}")
Country = tuple[str | None, str]
_OPEN: Country = (None, "")


def at_home(action: Action, passage: Passage, report: str | None = None) -> Action:
    """The action with the countries of its unnamed parties filled in, and cues that say so.

    `report` is the country that the whole news report is about, if it is one.
    """
    action = _reopened(action, passage)
    if all(party.code for party in (*action.actors, *action.recipients)):
        return action
    found = {party: _country(party, action, passage, report) for party in (*action.actors, *action.recipients)}
    cues = [
        Reason(f"party: {why}", action.triggers[0])
        for why in dict.fromkeys(why for country, why in found.values() if country)
    ]
    return replace(
        action,
        actors=tuple(_filled(party, found[party]) for party in action.actors),
        recipients=tuple(_filled(party, found[party]) for party in action.recipients),
        reasons=(*action.reasons, *cues),
    )


def _reopened(action: Action, passage: Passage) -> Action:
    """Under `China-Australia Relations`, without a country that was only inferred, if it leaves out one of the two.

    An official who was taken for one of a third country, or of that of somebody else in the act. Under `China` a
    body of a state that was taken for another's, where nobody in the act is of China.
    """
    pair = countries_above(passage)
    everybody = (*action.actors, *action.recipients)
    if len(pair) == 1 and not pair & {party.code for party in everybody}:
        return replace(action, actors=tuple(map(_without_guess, action.actors)))
    if len(pair) != _PAIR or len(everybody) < _PAIR:
        return action
    codes = [party.code for party in everybody]
    left_out = not pair.issubset(codes)

    def opened(party: Party) -> Party:
        inferred = "country" in party.inferred and party.sector in _OFFICIAL
        shared = left_out and codes.count(party.code) > 1
        return replace(party, code=None) if inferred and (shared or party.code not in pair) else party

    return replace(action, actors=tuple(map(opened, action.actors)), recipients=tuple(map(opened, action.recipients)))


def _without_guess(party: Party) -> Party:
    guessed = "country" in party.inferred and party.sector in _OFFICIAL and party.kind == "organisation"
    return replace(party, code=None) if guessed else party


def explained(action: Action) -> Action:
    """The action with cues for what the encoder read of its parties in the words around them."""
    inferred = dict.fromkeys(what for party in (*action.actors, *action.recipients) for what in party.inferred)
    cues = [Reason(f"party: {what} by the words around it", action.triggers[0]) for what in inferred]
    return replace(action, reasons=(*action.reasons, *cues)) if cues else action


def _filled(party: Party, country: Country) -> Party:
    return replace(party, code=country[0]) if country[0] else party


def _country(party: Party, action: Action, passage: Passage, report: str | None) -> Country:
    """The country of a party without a code, and what gives it."""
    if party.code:
        return _OPEN
    if party.kind == "state":  # a province or town; a state that no table knows is not the one that is spoken of
        return lies_in(party, passage), "country that it lies in"
    held = _of_the_held(party, action, passage)
    if held[0] or (party.sector is not None and party.sector not in _AT_HOME):
        return held
    others = [other for other in (*action.actors, *action.recipients) if other is not party]
    found = _of_mission(party, others)
    found = found if found[0] else _of_pair(party, others, passage)
    found = found if found[0] else _of_name(party, passage)
    if found[0] or party.is_stranger or _may_be_abroad(party, action):
        return found
    found = _of_place(action, passage)
    guest = party.kind == "person" and party.sector == "GOV" and action.type not in DOMESTIC
    hosts = {other.code for other in others if other.kind == "state" or other.sector in _OFFICIAL}
    if guest and found[0] in hosts:
        return _OPEN  # where the host is a party already, an official of no known country is its guest
    found = found if found[0] else _of_other_side(others, action, passage)
    found = found if found[0] or report is None else (report, "country of the report")
    return _unless_strange(found, party, passage)


def _may_be_abroad(party: Party, action: Action) -> bool:
    """A visitor, or a ministry that refuses or asks something, is not of the place where that happens."""
    if "visit" in action.modes and party in action.actors:
        return True
    state_body = party.kind == "organisation" and party.sector == "GOV"
    return state_body and action.type not in DOMESTIC | {"CONSULT", "SUPPORT"}


def _of_mission(party: Party, others: list[Party]) -> Country:
    """Beside an ambassador to a country: its official."""
    if party.sector not in _OFFICIAL or party.kind == "group":
        return _OPEN
    offices = [match[1] for other in others if other.office and (match := _ACCREDITED.search(other.office))]
    hosts = {known.code for words in offices if (known := look_up(words)) and known.country} - {None}
    return (hosts.pop(), "country that the envoy is sent to") if len(hosts) == 1 else _OPEN


def _of_pair(party: Party, others: list[Party], passage: Passage) -> Country:
    """Under `China-Australia Relations`: of an official beside one of the two, the other."""
    pair = countries_above(passage)
    if len(pair) != _PAIR or party.sector not in _OFFICIAL or party.kind == "group":
        return _OPEN
    left = pair - {other.code for other in others}
    return (next(iter(left)), "the other country of its heading") if len(left) == 1 else _OPEN


def _looks(party: Party, passage: Passage) -> Mapping[str, float]:
    """How like those of each country a person's name is; empty for whom the text has no name."""
    name = name_of(party, passage.names) if party.kind == "person" else None
    named = name is not None and name.label == "PERSON"
    return likeness(party.canonical or party.text, "PERSON") if named else {}


def _of_name(party: Party, passage: Passage) -> Country:
    """Of all countries that are named around a person, the one where people are called so."""
    looks = _looks(party, passage)
    around = countries_above(passage) | {name.code for name in passage.names if name.code}
    ranked = sorted(((looks[code], code) for code in around if code in looks), reverse=True)
    if not ranked or ranked[0][0] < _CALLED_SO or any(other * _CLEARLY > ranked[0][0] for other, _ in ranked[1:]):
        return _OPEN
    return ranked[0][1], "the country around where people are called so"


def _unless_strange(found: Country, party: Party, passage: Passage) -> Country:
    """The country, unless people are not called so there."""
    return _OPEN if found[0] and _looks(party, passage).get(found[0], 1.0) * _CALLED_SO < 1 else found


def _of_place(action: Action, passage: Passage) -> Country:
    place = action.place
    country = place.code or lies_in(place, passage) if place else None
    if country:
        return country, "country of the place"
    heading = countries_above(passage)
    if len(heading) == 1:
        return next(iter(heading)), "country of its heading"
    named = _named_beside(action, passage)
    return (next(iter(named)), "the only country of its sentence") if len(named) == 1 else _OPEN


def _of_other_side(others: list[Party], action: Action, passage: Passage) -> Country:
    """Where such acts are mostly domestic: but those whose nationality is said are foreigners."""
    sides = {other.code for other in others if other.code} - NON_STATE_CODES
    if action.type not in DOMESTIC or len(sides) != 1 or _named_beside(action, passage):
        return _OPEN
    foreign = any(
        name.label == "NORP" and other.phrase[0] <= name.start < other.phrase[1] and other.kind != "organisation"
        for other in others
        for name in passage.names
    )
    return _OPEN if foreign else (sides.pop(), "country of the other side")


def _of_the_held(party: Party, action: Action, passage: Passage) -> Country:
    """A person whom a court or the police hold, charge or sentence."""
    codes = {actor.code for actor in action.actors if actor.code and actor.sector in _AUTHORITY}
    if party.kind != "person" or action.type not in _HELD or party not in action.recipients or len(codes) != 1:
        return _OPEN
    low, high = party.phrase[0], party.phrase[1] + _APPOSITION
    said = {name.code for name in passage.names if name.label in ("NORP", "GPE") and low <= name.start < high}
    country = codes.pop()
    return (country, "country of the authority") if said <= {country, None} else _OPEN


def _named_beside(action: Action, passage: Passage) -> set[str]:
    """Countries of places and adjectives in the action's sentence that stand in no other coded party."""
    words = action.sentence_words
    if words is None:
        return set()
    coded = [party for party in (*action.actors, *action.recipients) if party.code]
    return {
        name.code
        for name in passage.names
        if name.label in ("GPE", "NORP", "LOC", "FAC") and name.code
        and words.start <= name.start < words.end
        and not any(_is_said_of(name, party, passage) for party in coded)
    }  # fmt: skip


def _is_said_of(name: Name, party: Party, passage: Passage) -> bool:
    """Whether a country's name stands in a party's words, or before what it is called: "the Canadian company | X"."""
    if party.phrase[0] <= name.start < party.phrase[1]:
        return True
    between = passage.segment.text[name.end : party.start] if name.end < party.start else ""
    return name.code == party.code and bool(_CALLED.fullmatch(between))
