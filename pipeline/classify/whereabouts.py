"""Where an act took place, by the manual's 5.4: the readings' choice, checked and made finer by the words around it.

A name that only says whose party somebody is ("the ministry in Astana said") is no place; of "at the
Ministry of Labour in Phnom Penh" the house is the place, not the city; and where the clause itself
names no place, "during a visit to Phnom Penh" or the next sentence's "held in Seoul" does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.classify.aside import is_on_the_way, is_planned_there, named_aside
from pipeline.classify.cued.grammar import root_at
from pipeline.classify.placecues import cues, is_entered
from pipeline.classify.surroundings import countries_above, country_of_row, lies_in, names_country
from pipeline.passages import ON_THE_SPOT, Action, Name, Passage, same_words, told_later
from pipeline.records import EventType

_HOUSES = frozenset({"FAC", "ORG"})
# What is done or held under a row's country is done there; what is said may be said anywhere. (Of eight rows without
# a place in a development bulletin, gold has the row's country for the three of these types, for none of the others.)
_DONE_THERE: frozenset[EventType] = ON_THE_SPOT | {"CONSULT", "COOPERATE", "AID"}
_SAID: frozenset[EventType] = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT"})
_IN = re.compile(r"(?:,|\s+in)\s+(?:the\s+|downtown\s+|central\s+)?(?:(?:city|capital|province)\s+of\s+)?$")
_CLITIC = re.compile(r"['’]s\s+(?:[a-z]+\s+){0,2}$")
_OF_COUNTRY = r"(?:\s+of\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+){0,2})?"
_HOUSE_IN = re.compile(_OF_COUNTRY + _IN.pattern)
_COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp"})


def placed(action: Action, passage: Passage) -> Action:
    """The action with the place that its words give, or with none."""
    place = action.place
    if place is not None and not (is_on_the_way(place, action, passage) or _says_where(place, action, passage)):
        place = None
    if place is None and "historical" not in action.auxiliary:
        aside = named_aside(action, passage)
        aside = None if aside and is_planned_there(aside, action, passage.segment.text) else aside
        place = aside or (country_of_row(passage) if action.type in _DONE_THERE else None)
    if place is not None:
        place = _finer(place, passage)
        place = _of_the_section(place, passage)
    return action if place is action.place else replace(action, place=place)


def without_others_places(actions: Iterable[Action]) -> list[Action]:
    """The actions of a passage without places that a later sentence gives to what somebody else said there."""
    told = list(actions)
    return [
        replace(action, place=None) if any(_is_place_of(other, action) for other in told) else action for action in told
    ]


def _is_place_of(other: Action, action: Action) -> bool:
    """Whether the place stands in the other act's sentence, behind its own, and is the other's too."""
    said = {action.type, other.type} <= _SAID and other.type != action.type
    place = action.place if said else None
    return place is not None and other.place == place and told_later(place.start, action, other)


def _of_the_section(place: Name, passage: Passage) -> Name:
    """A town or house that nobody knows lies in the country that its section is about, if that is one."""
    above = countries_above(passage)
    if len(above) != 1 or place.code is not None or place.label == "LOC" or lies_in(place, passage) is not None:
        return place
    return replace(place, code=next(iter(above)))


def _says_where(place: Name, action: Action, passage: Passage) -> bool:
    """Whether the name says where the act was, not what somebody or something is called or whose they are."""
    text = passage.segment.text
    words = cues()
    before = text[max(0, place.start - 60) : place.start]
    if text[place.end : place.end + 1] == "-" or before.endswith(("-", "–")):
        return False
    if words.seated.search(before) or (_IN.search(before) and words.said.match(text, place.end)):
        return False
    if place.label == "ORG" and _in_a_party(place, action):
        return False  # "director for Asia at the Bank"
    if (action.type == "REJECT" and _is_refused(place, action, passage)) or is_planned_there(place, action, text):
        return False
    if re.search(r"\bof\s+(?:the\s+)?$", before) and not words.whole.search(before):
        return not (names_country(place) or _in_a_party(place, action))
    # `the diplomatic corps in the DPRK` has its seat there; `the secretary in Rawalpindi` may be met there
    return action.type in ON_THE_SPOT or not (
        names_country(place) and _IN.search(before) and _in_a_party(place, action)
    )


def _is_refused(place: Name, action: Action, passage: Passage) -> bool:
    """Whether it is said of what is refused: "refused to send anybody to Miami", "will not go to Lima"."""
    first = action.triggers[0]
    name, verb = (root_at(passage.doc, words.start, words.end) for words in (place, first))
    if name is None or verb is None:
        return False
    verb = verb.head if verb.dep_ == "aux" else verb
    branch = next((token for token in (name, *name.ancestors) if token.head == verb and token != verb), None)
    denied = any(child.dep_ == "neg" for child in verb.children)
    return branch is not None and (denied or branch.dep_ in _COMPLEMENTS)


def _in_a_party(place: Name, action: Action) -> bool:
    """Whether the name is a later part of a party's phrase: its seat or its office."""
    return any(
        party.kind in ("organisation", "person", "group")
        and party.phrase[0] < place.start
        and place.end <= party.phrase[1]
        and not same_words(party, place)
        for party in (*action.actors, *action.recipients)
    )


def _finer(place: Name, passage: Passage) -> Name:
    """The house that the words put in the place ("at X in P"), or the part of it that it owns ("P's X")."""
    text = passage.segment.text
    for name in passage.names:
        if name.end <= place.start and name.label in _HOUSES and place.label not in _HOUSES:
            between = text[name.end : place.start]
            if _HOUSE_IN.fullmatch(between) and is_entered(name, text):
                return name if name.code else replace(name, code=place.code)
        if name.start >= place.end and name.label in ("LOC", "FAC") and _CLITIC.fullmatch(text, place.end, name.start):
            return name if name.code else replace(name, code=place.code)
    return place
