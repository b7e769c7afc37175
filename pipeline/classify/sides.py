"""Who stands on which side of an act, by the manual's section 5.3: what the two readings made one still have wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import root_at
from pipeline.classify.cued.scene import as_state
from pipeline.classify.surroundings import lies_in
from pipeline.gazetteer.names import look_up
from pipeline.passages import Action, Name, Party, Passage, is_cued, same_words
from pipeline.records import EventType, Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

# Their recipient is hardly ever the place: with 16 of 1,778 in the training passages.
_THERE: frozenset[EventType] = frozenset({"MOBILIZE", "RETREAT", "PROTEST"})
_CAPTIVITY: frozenset[EventType] = frozenset({"COERCE", "ASSAULT", "SANCTION", "RETREAT"})
_TRADES: frozenset[Sector] = frozenset({"AGR", "LAB", "EDU"})
_OFFICIAL: frozenset[Sector] = frozenset({"GOV", "MIL"})
# Acts of a state's bodies against its own government, or for it.
_AT_HOME_TOO: frozenset[EventType] = frozenset(
    {"CONSULT", "AGREE", "COOPERATE", "PROTEST", "COERCE", "ASSAULT", "REJECT"}
)
# What a body that calls itself a council or a congress is taken for, and whose name ends or begins so.
_SEEMING: frozenset[Sector] = frozenset({"GOV", "LEG", "MIL"})
_HEADED = re.compile(r"\b(?:Council|Congress|Assembly|Command|Forces|Army|Coalition|Alliance|Union|Committee)\b")
_HANDING = frozenset({"hand", "deliver", "extradite", "surrender", "transfer", "repatriate", "turn", "return"})
_OWN = ("his ", "her ", "its ", "their ")
_MOVED = frozenset({"dobj", "nsubjpass"})
# Dealings on equal terms: a host that is not named is the country of the place (manual, 5.3).
_WITH_A_HOST: frozenset[EventType] = frozenset({"SUPPORT", "CONSULT", "AGREE"})


def sided(action: Action, passage: Passage) -> Action:
    """The action with its actors and recipients as the manual has them."""
    action = _as_rebels(_not_oneself(_handed_over(_as_captives(action), passage)))
    return _hosted(_at_the_door(_not_the_place(_without_the_sent(action, passage)), passage), passage)


def _as_captives(action: Action) -> Action:
    """Foreigners who are held, hurt or let go speak for no trade of theirs: fishermen, loggers, scholars are CVL."""
    if action.type not in _CAPTIVITY:
        return action
    own = {party.code for party in action.actors}
    at_work = "deport" in action.modes or (action.type == "ASSAULT" and "abduct" not in action.modes)
    trades = _TRADES - {"LAB"} if at_work else _TRADES

    def alone(party: Party) -> Party:
        foreign = own and party.code not in {*own, None} and party.kind in ("group", "person")
        return replace(party, sector="CVL") if foreign and party.sector in trades else party

    return replace(action, recipients=tuple(map(alone, action.recipients)))


def _handed_over(action: Action, passage: Passage) -> Action:
    """Who is handed over in cooperation is not who it is done with: that is to whom he is handed."""
    if action.type != "COOPERATE":
        return action
    verbs = [root for root in _heads(action, passage) if root.lemma_.lower() in _HANDING]
    if not verbs:
        return action
    takers = tuple(party for party in action.recipients if _is_to(party, verbs, passage))
    takers = takers or tuple(party for party in passage.parties if _is_to(party, verbs, passage))[:1]
    return replace(action, recipients=takers) if takers else action


def _heads(action: Action, passage: Passage) -> list[Token]:
    """The words that govern the action's triggers."""
    found = (root_at(passage.doc, at.start, at.end) for at in action.triggers)
    return [root for root in found if root is not None]


def _is_to(party: Party, verbs: Sequence[Token], passage: Passage) -> bool:
    """Whether the party stands behind "to" under one of the verbs."""
    root = root_at(passage.doc, *party.phrase)
    to = root.head if root is not None and root.dep_ == "pobj" else None
    return to is not None and to.lower_ == "to" and to.head in verbs


def _without_the_sent(action: Action, passage: Passage) -> Action:
    """Forces that are sent or raised are not those against whom: `sent 200 troops to the border`."""
    if action.type != "MOBILIZE":
        return action
    heads = _heads(action, passage)

    def is_sent(party: Party) -> bool:
        root = root_at(passage.doc, *party.phrase)
        return root is not None and party.sector in ("MIL", "COP") and root.dep_ in _MOVED and root.head in heads

    return replace(action, recipients=tuple(party for party in action.recipients if not is_sent(party)))


def _not_oneself(action: Action) -> Action:
    """What a state's own body acts on is not that state: "ratified the treaty of Lima with Quito" is not on Lima.

    Nor does one visit `his government`.
    """
    if "visit" in action.modes:
        hosts = tuple(party for party in action.recipients if not party.text.lower().startswith(_OWN))
        action = replace(action, recipients=hosts)
    official = _OFFICIAL | {"LEG"} if action.type == "SUPPORT" else _OFFICIAL
    own = {party.code for party in action.actors if party.sector in official}
    others = tuple(party for party in action.recipients if party.kind != "state" or party.code not in own)
    return action if action.type in _AT_HOME_TOO or own <= {None} else replace(action, recipients=others)


def _as_rebels(action: Action) -> Action:
    """Bodies that no table knows and that a state's forces strike, or that it meets under mediation, are its rebels.

    Their own words ("Brigades", "Council") would make them its soldiers or officials.
    """
    states = {party.code for party in action.actors if party.code and party.sector in _OFFICIAL}

    def told(party: Party, seeming: frozenset[Sector]) -> Party:
        unknown = party.kind == "organisation" and party.sector in seeming and look_up(party.text) is None
        return replace(party, sector="REB") if unknown and party.code in states else party

    if action.type == "ASSAULT":
        return replace(action, recipients=tuple(told(party, frozenset({"MIL"})) for party in action.recipients))
    if action.type != "CONSULT" or "third-party" not in action.modes:
        return action
    sides = tuple(told(party, _SEEMING) if _HEADED.search(party.text) else party for party in action.actors)
    return replace(action, actors=sides)


def _not_the_place(action: Action) -> Action:
    """A place that the act's own words give is no actor beside those who are, but for a host of its country.

    Nor is it a recipient of troops that move there, leave it or of a march through it.
    """
    place = action.place
    if place is None:
        return action
    if action.type in _THERE:
        action = replace(action, recipients=_without(place, action.recipients))
    others = _without(place, action.actors)
    if not others or len(others) == len(action.actors):
        return action
    equal = action.type in _WITH_A_HOST and not action.recipients and is_cued(action)
    is_host = equal and place.code is not None and place.code not in {party.code for party in others}
    return action if is_host else replace(action, actors=others)


def _without(place: Name, parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(party for party in parties if not same_words(party, place))


def _at_the_door(action: Action, passage: Passage) -> Action:
    """A protest at somebody's door is against him, if nobody else is named."""
    place = action.place
    if action.type != "PROTEST" or action.recipients or place is None:
        return action
    hosts = tuple(
        party
        for party in passage.parties
        if party.kind == "organisation" and party.code and party.start <= place.start and place.end <= party.end
    )
    return replace(action, recipients=hosts[:1]) if hosts else action


def _hosted(action: Action, passage: Passage) -> Action:
    """A visit to a place, with the country of that for its host where no other is named (manual, 5.3)."""
    place = action.place
    if "visit" not in action.modes or action.type != "CONSULT" or action.recipients or place is None:
        return action
    home = as_state(replace(place, code=place.code or lies_in(place, passage)))
    guests = {party.code for party in action.actors}
    return replace(action, recipients=(home,)) if home and home.code not in guests else action
