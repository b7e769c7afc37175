"""Where an act took place, by the manual's 5.4: the readings' choice, checked and made finer by the words around it.

A name that only says whose party somebody is ("the ministry in Astana said") is no place; of "at the
Ministry of Labour in Phnom Penh" the house is the place, not the city; and where the clause itself
names no place, "during a visit to Phnom Penh" or the next sentence's "held in Seoul" does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from pipeline import tables
from pipeline.classify.cued import lexicon
from pipeline.classify.cued.grammar import root_at
from pipeline.classify.surroundings import countries_above, country_of_row, lies_in, names_country
from pipeline.passages import ON_THE_SPOT, Action, Name, Passage, told_later
from pipeline.records import EventType
from pipeline.sentences import sentences

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_HOUSES = frozenset({"FAC", "ORG"})
# What is done or held under a row's country is done there; what is said may be said anywhere. (Of eight rows without
# a place in a development bulletin, gold has the row's country for the three of these types, for none of the others.)
_DONE_THERE: frozenset[EventType] = ON_THE_SPOT | {"CONSULT", "COOPERATE", "AID"}
_SAID: frozenset[EventType] = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT"})
_AT = re.compile(r"\b(?:at|outside|inside|aboard|in front of)\s+(?:the\s+|its\s+)?$", re.IGNORECASE)
_IN = re.compile(r"(?:,|\s+in)\s+(?:the\s+|downtown\s+|central\s+)?(?:(?:city|capital|province)\s+of\s+)?$")
_IN_AT_END = re.compile(r"\s(?:in|at)\s+(?:the\s+)?$")
_CLITIC = re.compile(r"['’]s\s+(?:[a-z]+\s+){0,2}$")
_OF_COUNTRY = r"(?:\s+of\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+){0,2})?"
_HOUSE_IN = re.compile(_OF_COUNTRY + _IN.pattern)
# "during a state visit of X to P", "following talks between X and Y, in P": how far apart the parts may stand
_VISIT = re.compile(
    r"\b(?:during|on|following|after)\s+(?:an?|the|his|her|their|its)\b[^.;]{0,80}?\b(?:visit|trip|tour)\b"
    r"[^.;]{0,100}?\bto\s+(?:the\s+)?$"
)
_OCCASION = re.compile(
    r"\b(?:during|following|after|at)\s+(?:(?:an?|the|their)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:event|meeting|talks|ceremony|summit|forum|conference|session|seminar|reception)\b"
    r"(?:[^.;,]{0,30}?|[^.;]{0,160}?,)\s(?:in|at)\s+(?:the\s+)?$"
)
# "leads a mission to P", of a visit itself
_GOING = re.compile(
    r"\b(?:visits?|trip|tour|mission|delegation|journey|travel(?:s|led|ed)|went|goes|fl(?:ew|ies)|c[ao]mes?|sail(?:s|ed)"
    r"|arriv(?:es|ed))\b[^.;,]{0,60}\bto\s+(?:the\s+)?$"
)
_OVER = re.compile(r"\b(?:in|over|off|near|at|inside|along)\s+(?:the\s+)?$")
# Behind what is agreed: "to meet", "would sign", "to talks".
_PLANNED = re.compile(r"\b(?:to(?!\s+(?:an?|the)\b)|would|will|shall)\s+[a-z]+\b[^.;]*$")
_BETWEEN = re.compile(r"\bbetween $")
_AND = re.compile(r" and ")
_WHERE = frozenset({"in", "at", "off", "near", "outside", "inside"})
_LATER_SENTENCES = 2
# Where people march to: "marched to the Embassy"
_BEFORE = frozenset({"to", "on", "before"})
_OBJECTS = frozenset({"dobj", "pobj", "nsubjpass"})
_COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp"})


class PlaceCues(BaseModel):
    """The file `cues/places.toml`: words that tell what a place's name is to an act."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    seated: tuple[str, ...]
    said: tuple[str, ...]
    held: tuple[str, ...]
    whole: tuple[str, ...]
    came: tuple[str, ...]
    route: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words as patterns: `said` and `route` begin behind a name, the others end where one begins."""

    seated: re.Pattern[str]
    said: re.Pattern[str]
    held: re.Pattern[str]
    whole: re.Pattern[str]
    came: re.Pattern[str]
    route: re.Pattern[str]


@cache
def _cues() -> _Cues:
    words = tables.toml("cues/places.toml", PlaceCues)
    return _Cues(
        seated=tables.one_of(words.seated, r"\b", r"\s+(?:in|at|near)\s+(?:the\s+)?$"),
        said=tables.one_of(words.said, r"\s+", r"\b"),
        held=tables.one_of(words.held, r"\b", r"\s+(?:[a-z]+\s+){0,2}(?:in|at|on|off)\s+(?:the\s+)?$"),
        whole=tables.one_of(words.whole, r"\b", r"\s+of\s+(?:the\s+)?$", re.IGNORECASE),
        came=tables.one_of(words.came, r"\b", r"\s+(?:the\s+)?(?:port\s+of\s+)?$"),
        route=tables.one_of(words.route, r"[-–](?:[A-Z][\w'’-]*\s+){1,3}", r"\b"),
    )


def placed(action: Action, passage: Passage) -> Action:
    """The action with the place that its words give, or with none."""
    place = action.place
    if place is not None and not (_is_on_the_way(place, action, passage) or _says_where(place, action, passage)):
        place = None
    if place is None and "historical" not in action.auxiliary:
        aside = _named_aside(action, passage)
        aside = None if aside and _is_planned_there(aside, action, passage.segment.text) else aside
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
    cues = _cues()
    before = text[max(0, place.start - 60) : place.start]
    if text[place.end : place.end + 1] == "-" or before.endswith(("-", "–")):
        return False
    if cues.seated.search(before) or (_IN.search(before) and cues.said.match(text, place.end)):
        return False
    if place.label == "ORG" and _in_a_party(place, action):
        return False  # "director for Asia at the Bank"
    if (action.type == "REJECT" and _is_refused(place, action, passage)) or _is_planned_there(place, action, text):
        return False
    if re.search(r"\bof\s+(?:the\s+)?$", before) and not cues.whole.search(before):
        return not (names_country(place) or _in_a_party(place, action))
    # `the diplomatic corps in the DPRK` has its seat there; `the secretary in Rawalpindi` may be met there
    return action.type in ON_THE_SPOT or not (
        names_country(place) and _IN.search(before) and _in_a_party(place, action)
    )


def _is_on_the_way(place: Name, action: Action, passage: Passage) -> bool:
    """Whether the name is the first of two towns that an act lies between: "blocked the | Lima-Cusco highway"."""
    if action.type not in ON_THE_SPOT or names_country(place):
        return False
    text = passage.segment.text
    if _cues().route.match(text, place.end):
        return True
    return bool(_BETWEEN.search(text, 0, place.start)) and any(
        other.label == "GPE" and _AND.fullmatch(text, place.end, other.start) and not names_country(other)
        for other in passage.names
    )


def _is_planned_there(place: Name, action: Action, text: str) -> bool:
    """Whether what is agreed or asked is to be there: "invited him to talks in Cairo", "will meet in Lima" (5.4)."""
    last = action.triggers[-1].end
    if action.type not in ("AGREE", "REQUEST", "THREATEN") or place.start < last:
        return False
    return bool(_PLANNED.search(text[last : place.start])) and not _OCCASION.search(text[: place.start])


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
        and (party.start, party.end) != (place.start, place.end)
        for party in (*action.actors, *action.recipients)
    )


def _finer(place: Name, passage: Passage) -> Name:
    """The house that the words put in the place ("at X in P"), or the part of it that it owns ("P's X")."""
    text = passage.segment.text
    for name in passage.names:
        if name.end <= place.start and name.label in _HOUSES and place.label not in _HOUSES:
            between = text[name.end : place.start]
            if _HOUSE_IN.fullmatch(between) and _AT.search(text, max(0, name.start - 20), name.start):
                return name if name.code else replace(name, code=place.code)
        if name.start >= place.end and name.label in ("LOC", "FAC") and _CLITIC.fullmatch(text, place.end, name.start):
            return name if name.code else replace(name, code=place.code)
    return place


def _named_aside(action: Action, passage: Passage) -> Name | None:
    """The place of the act's own sentence that a visit or a ceremony gives, else that of the next ones."""
    words = action.sentence_words
    if words is None:
        return None
    attached = _attached(action, passage)
    if attached is not None:
        return attached
    text, cues = passage.segment.text, _cues()
    ends = [sentence.end_char for sentence in sentences(passage.doc) if sentence.end_char > words.end]
    last = ends[:_LATER_SENTENCES][-1] if ends and action.primary else words.end
    for name in passage.names:
        house = name.label == "ORG" and _AT.search(text, max(0, name.start - 20), name.start)
        if not words.start <= name.start < last or not (name.label in _PLACES or house):
            continue
        before = text[words.start : name.start]
        if (
            _is_on_the_way(name, action, passage)
            or cues.held.search(before)
            or (name.start < words.end and _told_here(name, before, words.end, action, passage))
        ):
            return name
    return None


def _attached(action: Action, passage: Passage) -> Name | None:
    """The place that the act's own word governs: "began in Guwahati", "demonstrated outside the embassy"."""
    heads = [root_at(passage.doc, words.start, words.end) for words in action.triggers]
    for name in passage.names:
        if name.label not in _PLACES and not (name.label == "ORG" and action.type == "PROTEST"):
            continue
        root = root_at(passage.doc, name.start, name.end)
        if root is None or root.dep_ != "pobj":
            continue
        if root.head.lower_ in _WHERE and (root.head.head in heads or _stands_under(root.head.head, heads, action)):
            return name
        if action.type == "PROTEST" and root.head.lower_ in _BEFORE and root.head.head in heads:
            return name
    return None


def _stands_under(noun: Token, heads: Sequence[Token | None], action: Action) -> bool:
    """Whether what stands there is what was held or hit: "convened a forum in Suva", "struck a depot in the hills"."""
    if action.type == "CONSULT" and noun.dep_ == "dobj" and noun.head in heads:
        return any(row.type == "CONSULT" for row in lexicon.nouns().get(noun.lemma_.lower(), ()))
    while action.type in ON_THE_SPOT and noun.pos_ == "NOUN" and noun.dep_ in _OBJECTS:
        noun = noun.head.head if noun.dep_ == "pobj" else noun.head
        if noun in heads:
            return True
    return False


def _told_here(place: Name, before: str, end: int, action: Action, passage: Passage) -> bool:
    """Whether the act's own sentence, `before` being its words up to the name, says in passing that it was there."""
    if _VISIT.search(before) or _OCCASION.search(before) or _cues().came.search(before):
        return True
    if "visit" in action.modes and _GOING.search(before):
        return True
    outdoors = place.label == "LOC" and action.type in ON_THE_SPOT | {"THREATEN"} and _OVER.search(before)
    return bool(outdoors) or _at_the_end(place, end, action, passage)


def _at_the_end(place: Name, end: int, action: Action, passage: Passage) -> bool:
    """`co-chaired the forum with X of the ROK in Seoul.`: the place closes a sentence on a meeting."""
    text = passage.segment.text
    match = _IN_AT_END.search(text, max(0, place.start - 12), place.start)
    if match is None or text[place.end : end].strip(" .”\"'’)") or action.type not in ("CONSULT", "SUPPORT"):
        return False
    edges = [name.end for name in passage.names if name.label != "LAW"]
    edges += [party.phrase[1] for party in (*action.actors, *action.recipients)]
    return text[match.start() - 1] == "," or any(abs(edge - match.start()) <= 1 for edge in edges)
