"""`Denmark pledged €9 million and Luxembourg €3 million`: one verb, an act of each of its subjects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.passages import Action, Party, Passage, Reason
from pipeline.records import EventType

_GIVING: frozenset[EventType] = frozenset({"AGREE", "AID"})
_AND = re.compile(r"(?:,|;|\band|\bwhile) (?:the )?$")
# What may stand between a subject whose verb is left out and its sum: "and Luxembourg another €3 million".
_GAP = re.compile(r",? (?:(?:a further|another|an additional|some|about|nearly|only|just|over|with) ){0,2}")


def one_each(actions: Iterable[Action], passage: Passage) -> Iterator[Action]:
    """The actions, with one for each of several givers that have sums of their own."""
    for action in actions:
        givers = _givers(action, passage)
        if givers:
            first = _of_the_rest(action, givers)
            yield first
            yield from (_of_one(action, first.recipients, giver, start) for giver, start in givers.items())
        else:
            yield action


def _givers(action: Action, passage: Passage) -> dict[Party, int]:
    """The parties behind the verb, in its sentence, that a sum of money follows at once: where it begins.

    None if nobody else acts; and of "gave Fiji $5 million and Tonga $3 million" they are none: there the
    first sum follows one who receives.
    """
    words = action.sentence_words
    if action.type not in _GIVING or words is None:
        return {}
    text, verb = passage.segment.text, action.triggers[0].end
    sums = [name.start for name in passage.names if name.label == "MONEY" and verb <= name.start < words.end]
    if not sums or any(verb <= party.start < min(sums) for party in passage.parties):
        return {}
    found = {
        party: start
        for party in passage.parties
        for start in sums
        if party.code and verb < party.start and _AND.search(text, verb, party.phrase[0])
        and _GAP.fullmatch(text, party.phrase[1], start)
    }  # fmt: skip
    taken = {party.start for party in found}
    return found if any(party.start not in taken for party in action.actors) else {}


def _of_the_rest(action: Action, givers: Mapping[Party, int]) -> Action:
    taken = {giver.start for giver in givers}
    return replace(
        action,
        actors=tuple(party for party in action.actors if party.start not in taken),
        recipients=tuple(party for party in action.recipients if party.start not in taken),
        sums=tuple(each for each in action.sums if each.words.start not in givers.values()),
    )


def _of_one(action: Action, recipients: tuple[Party, ...], giver: Party, start: int) -> Action:
    return replace(
        action,
        actors=(giver,),
        recipients=recipients,
        sums=tuple(each for each in action.sums if each.words.start == start),
        primary=False,
        reasons=(*action.reasons, Reason("parties: an act of each giver", action.triggers[0])),
    )
