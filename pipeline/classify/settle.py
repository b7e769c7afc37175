"""What of all that a passage tells gets a record: the manual's section 5.1, on the combined reading.

What only the encoder sees is held to it more strictly than what the cues see too: the cues know
the manual's rules already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline import tables
from pipeline.classify.cued.grammar import root_at
from pipeline.classify.cued.lexicon import is_a
from pipeline.classify.cued.records import Setting
from pipeline.classify.cued.scene import as_state
from pipeline.classify.merge import both
from pipeline.classify.surroundings import lies_in
from pipeline.gazetteer.names import look_up
from pipeline.passages import Action, Name, Party, Passage, Reason, TimeExpression, told_later
from pipeline.records import EventType, Sector

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class _Talk:
    """A word for talking of things."""

    lemma: str


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
# Dealings on equal terms: a host that is not named is the country of the place (manual, 5.3).
_WITH_A_HOST: frozenset[EventType] = frozenset({"SUPPORT", "CONSULT", "AGREE"})


def settled(actions: Sequence[Action], passage: Passage, setting: Setting) -> list[Action]:
    """The actions that are records, in their order; the primary one stays whatever it is."""
    sides = (_as_rebels(_not_oneself(_handed_over(_as_captives(action), passage))) for action in actions)
    judged = (_alone(_hosted(_at_the_door(_not_the_place(action), passage), passage), passage) for action in sides)
    told = _one_per_clause(_with_nearest_days([_dated(action, setting) for action in judged]))
    primary = next((action for action in told if action.primary), None)
    kept = [
        action for action in told if action.primary or not (primary and _is_part(action, primary, passage, setting))
    ]
    if _is_essay(passage, setting):
        kept = [action for action in kept if action.dates]
    if kept and not any(action.primary for action in kept):
        kept[0] = replace(kept[0], primary=True)
    return kept


def _with_nearest_days(actions: Sequence[Action]) -> list[Action]:
    """The actions without days of a later sentence that tells of another kind of act: they are its."""
    told = list(actions)
    for n, action in enumerate(told):
        for day in action.dates:
            nearer = next((k for k, other in enumerate(told) if _is_nearer(other, action, day)), None)
            if nearer is None:
                continue
            told[n] = replace(told[n], dates=tuple(date for date in told[n].dates if date != day))
            if not told[nearer].dates and told[nearer].scheduled != day:
                told[nearer] = replace(told[nearer], dates=(day,))
    return told


def _is_nearer(other: Action, action: Action, day: TimeExpression) -> bool:
    return other.type != action.type and told_later(day.start, action, other)


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
    equal = action.type in _WITH_A_HOST and not action.recipients and _cued(action)
    is_host = equal and place.code is not None and place.code not in {party.code for party in others}
    return action if is_host else replace(action, actors=others)


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


def _not_oneself(action: Action) -> Action:
    """What a state's own body acts on is not that state: "ratified the treaty of Lima with Quito" is not on Lima."""
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


def _handed_over(action: Action, passage: Passage) -> Action:
    """Who is handed over in cooperation is not who it is done with: that is to whom he is handed."""
    heads = [root for at in action.triggers if (root := root_at(passage.doc, at.start, at.end)) is not None]
    verbs = [root for root in heads if root.lemma_.lower() in _HANDING]
    if action.type != "COOPERATE" or not verbs:
        return action
    takers = tuple(party for party in action.recipients if _is_to(party, verbs, passage))
    takers = takers or tuple(party for party in passage.parties if _is_to(party, verbs, passage))[:1]
    return replace(action, recipients=takers) if takers else action


def _is_to(party: Party, verbs: Sequence[Token], passage: Passage) -> bool:
    """Whether the party stands behind "to" under one of the verbs."""
    root = root_at(passage.doc, *party.phrase)
    to = root.head if root is not None and root.dep_ == "pobj" else None
    return to is not None and to.lower_ == "to" and to.head in verbs


def _hosted(action: Action, passage: Passage) -> Action:
    """A visit to a place, with the country of that for its host where no other is named (manual, 5.3)."""
    place = action.place
    if "visit" not in action.modes or action.type != "CONSULT" or action.recipients or place is None:
        return action
    home = as_state(replace(place, code=place.code or lies_in(place, passage)))
    guests = {party.code for party in action.actors}
    return replace(action, recipients=(home,)) if home and home.code not in guests else action


def _without(place: Name, parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(party for party in parties if (party.start, party.end) != (place.start, place.end))


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


def _alone(action: Action, passage: Passage) -> Action:
    """An exercise of one country's forces with nobody else is armed posture (codebook, COOPERATE against MOBILIZE)."""
    forces = {(party.code, party.sector) for party in action.actors}
    if action.type != "COOPERATE" or action.recipients or len(forces) != 1 or forces.pop()[1] != "MIL":
        return action
    first = action.triggers[0]
    root = root_at(passage.doc, first.start, first.end)
    told = root.subtree if root is not None else ()
    words = {token.lemma_.lower() for token in told if token.idx >= first.start or token.dep_ == "amod"}
    if any(is_a(word, "together") for word in words) or not any(is_a(word, "manoeuvre") for word in words):
        return action
    cue = Reason("codebook: an exercise of one country", first)
    return replace(action, type="MOBILIZE", modes=("troops",), reasons=(*action.reasons, cue))


def _dated(action: Action, setting: Setting) -> Action:
    """What lies before the document's news is history."""
    if not action.dates or not setting.is_history(action.dates[0]) or "historical" in action.auxiliary:
        return action
    return replace(action, auxiliary=("historical", *action.auxiliary))


def _one_per_clause(actions: Sequence[Action]) -> list[Action]:
    """Two actions of one type in one sentence, with a party in common and no days of their own, are one."""
    result: list[Action] = []
    for action in actions:
        same = next((i for i, other in enumerate(result) if _one_clause(other, action)), None)
        if same is None:
            result.append(action)
        else:
            first, second = sorted((result[same], action), key=lambda a: (not _cued(a), not a.primary))
            result[same] = both(first, second)
    return result


def _one_clause(one: Action, other: Action) -> bool:
    if one.type != other.type or one.sentences != other.sentences or one.auxiliary != other.auxiliary:
        return False
    if one.dates and other.dates and one.dates[0].value != other.dates[0].value:
        return False
    return bool(_names(one) & _names(other)) and not (_cued(one) and _cued(other))


def _is_part(action: Action, primary: Action, passage: Passage, setting: Setting) -> bool:
    """Whether a further action is part of the row's main one, or nothing but talk."""
    if _cued(action):
        return False
    if _is_talk(action, passage):
        return True
    if passage.segment.kind != "chronology_entry" or not setting.has_entries:
        return False
    same_kind = action.type == primary.type and not action.dates and "historical" not in action.auxiliary
    return same_kind and (action.type == "CONSULT" or bool(_names(action) & _names(primary)))


def _is_talk(action: Action, passage: Passage) -> bool:
    first = action.triggers[0]
    root = root_at(passage.doc, first.start, first.end)
    return root is not None and root.lemma_.lower() in _talk()


@cache
def _talk() -> frozenset[str]:
    return frozenset(row.lemma for row in tables.tsv("cues/talk.tsv", _Talk))


def _is_essay(passage: Passage, setting: Setting) -> bool:
    """Background prose in a bulletin, where only dated acts count."""
    return setting.has_entries and passage.segment.kind != "chronology_entry"


def _cued(action: Action) -> bool:
    return any(reason.rule.startswith("cue:") for reason in action.reasons)


def _names(action: Action) -> set[str]:
    return {party.canonical or party.text for party in (*action.actors, *action.recipients)}
