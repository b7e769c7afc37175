"""Places told in passing: of a visit, of a ceremony, where a march went to, what the next sentence was held in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.classify.cued import lexicon
from pipeline.classify.cued.grammar import root_at
from pipeline.classify.placecues import OCCASION, cues, is_entered
from pipeline.classify.surroundings import names_country
from pipeline.passages import ON_THE_SPOT, Action, Name, Passage
from pipeline.sentences import sentences

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_IN_AT_END = re.compile(r"\s(?:in|at)\s+(?:the\s+)?$")
# "during a state visit of X to P", "following talks between X and Y, in P": how far apart the parts may stand
_VISIT = re.compile(
    r"\b(?:during|on|following|after)\s+(?:an?|the|his|her|their|its)\b[^.;]{0,80}?\b(?:visit|trip|tour)\b"
    r"[^.;]{0,100}?\bto\s+(?:the\s+)?$"
)
# "leads a mission to P", of a visit itself
_GOING = re.compile(
    r"\b(?:visits?|trip|tour|mission|delegation|journey|travel(?:s|led|ed)|went|goes|fl(?:ew|ies)|c[ao]mes?|sail(?:s|ed)"
    r"|arriv(?:es|ed))\b[^.;,]{0,60}\bto\s+(?:the\s+)?$"
)
_IN_TOWN = re.compile(r"\b(?:in|of|at|around)\s+$")
_OVER = re.compile(r"\b(?:in|over|off|near|at|inside|along)\s+(?:the\s+)?$")
_WHERE = frozenset({"in", "at", "off", "near", "outside", "inside"})
_LATER_SENTENCES = 2
# Where people march to: "marched to the Embassy"
_BEFORE = frozenset({"to", "on", "before"})
_OBJECTS = frozenset({"dobj", "pobj", "nsubjpass"})
# Behind what is agreed: "to meet", "would sign", "to talks".
_PLANNED = re.compile(r"\b(?:to(?!\s+(?:an?|the)\b)|would|will|shall)\s+[a-z]+\b[^.;]*$")
_BETWEEN = re.compile(r"\bbetween $")
_AND = re.compile(r" and ")


def named_aside(action: Action, passage: Passage) -> Name | None:
    """The place of the act's own sentence that a visit or a ceremony gives, else that of the next ones."""
    words = action.sentence_words
    if words is None:
        return None
    attached = _attached(action, passage) or _of_party(action, passage)
    if attached is not None:
        return attached
    text, held = passage.segment.text, cues().held
    ends = [sentence.end_char for sentence in sentences(passage.doc) if sentence.end_char > words.end]
    last = ends[:_LATER_SENTENCES][-1] if ends and action.primary else words.end
    for name in passage.names:
        house = name.label == "ORG" and is_entered(name, text)
        if not words.start <= name.start < last or not (name.label in _PLACES or house):
            continue
        before = text[words.start : name.start]
        if (
            is_on_the_way(name, action, passage)
            or held.search(before)
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


def _of_party(action: Action, passage: Passage) -> Name | None:
    """The town of the court that sentences, or where the people are who are helped: "flood victims in Mocuba"."""
    if "convict" in action.modes:
        parties = tuple(party for party in action.actors if party.sector == "JUD")
    else:
        parties = tuple(party for party in action.recipients if party.kind == "group" and action.type == "AID")
    inside = (
        name
        for party in parties
        for name in passage.names
        if name.label == "GPE" and party.phrase[0] < name.start and name.end <= party.phrase[1]
    )
    return next((name for name in inside if not names_country(name) and _IN_TOWN.search(_before(name, passage))), None)


def _before(name: Name, passage: Passage) -> str:
    return passage.segment.text[max(0, name.start - 12) : name.start]


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
    if _VISIT.search(before) or OCCASION.search(before) or cues().came.search(before):
        return True
    if cues().speaking.search(before) and passage.segment.text[place.end : place.end + 1] == ",":
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


def is_on_the_way(place: Name, action: Action, passage: Passage) -> bool:
    """Whether the name is the first of two towns that an act lies between: "blocked the | Lima-Cusco highway"."""
    if action.type not in ON_THE_SPOT or names_country(place):
        return False
    text = passage.segment.text
    if cues().route.match(text, place.end):
        return True
    return bool(_BETWEEN.search(text, 0, place.start)) and any(
        other.label == "GPE" and _AND.fullmatch(text, place.end, other.start) and not names_country(other)
        for other in passage.names
    )


def is_planned_there(place: Name, action: Action, text: str) -> bool:
    """Whether what is agreed or asked is to be there: "invited him to talks in Cairo", "will meet in Lima" (5.4)."""
    last = action.triggers[-1].end
    if action.type not in ("AGREE", "REQUEST", "THREATEN") or place.start < last:
        return False
    return bool(_PLANNED.search(text[last : place.start])) and not OCCASION.search(text[: place.start])
