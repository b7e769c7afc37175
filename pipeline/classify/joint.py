"""Several states: `Thai and Cambodian soldiers` are a party of each; `their Joint Commission` is none beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.gazetteer import is_shared
from pipeline.passages import Action, Party, Passage

_SEVERAL = 2


def with_members(action: Action, passage: Passage) -> Action:
    """The action with the members of each joint group that stands, or of which a part stands, on one of its sides."""
    for group, members in _joint(passage):
        actors, recipients = (_without(side, (group, *members)) for side in (action.actors, action.recipients))
        acts, receives = len(actors) < len(action.actors), len(recipients) < len(action.recipients)
        if acts and not receives:
            action = replace(action, actors=_in_order((*actors, *_not_of(action.recipients, members, action.actors))))
        elif receives and not acts:
            others = _not_of(action.actors, members, action.recipients)
            action = replace(action, recipients=_in_order((*recipients, *others)))
    return _without_their_body(_of_their_states(action, passage))


_BETWEEN = re.compile(r"[^.;]{0,60}?\bbetween (?:the )?$")


def _of_their_states(action: Action, passage: Passage) -> Action:
    """Where only a body that states have together acts, they do: "the Joint Commission between Tunisia and Serbia"."""
    text = passage.segment.text
    bodies = [party for party in action.actors if party.code == "IGO" and is_shared(party.text)]
    if not bodies or len(bodies) < len(action.actors):
        return action
    states = [party for party in passage.parties if party.kind == "state" and party.code]
    for first, second in pairwise(states):
        joined = text[first.end : second.start] in (" and ", " and the ", ", and ")
        if joined and _BETWEEN.fullmatch(text[bodies[0].end : first.start]):
            return replace(action, actors=(first, second))
    return action


# "fishermen, together with priests of Iba, marched": between a party and who acts beside it
_BESIDE = re.compile(
    r",? (?:together with|along with|alongside|as well as|joined by) ((?:the |an? |some |about )?(?:\d+ )?)"
)


def with_companions(action: Action, passage: Passage) -> Action:
    """The action with the parties that are said to act beside its own."""
    taken = set(map(_words, (*action.actors, *action.recipients)))
    actors, recipients = (
        _in_order(
            (*side, *dict.fromkeys(o for party in side for o in _beside(party, passage) if _words(o) not in taken))
        )
        for side in (action.actors, action.recipients)
    )
    return replace(action, actors=actors, recipients=recipients)


def _beside(party: Party, passage: Passage) -> Iterator[Party]:
    """The party that words behind one join to it, counted or not: "together with | some priests of Iba"."""
    joint = _BESIDE.match(passage.segment.text, max(party.end, party.phrase[1]))
    if joint:
        starts = range(joint.start(1), joint.end() + 1)
        joined = [other for other in passage.parties if other.phrase[0] in starts and other.code]
        yield from sorted(joined, key=lambda other: other.phrase[1])[-1:]


def _words(party: Party) -> tuple[int, int]:
    return party.start, party.end


def _without_their_body(action: Action) -> Action:
    """Where states meet in a body that they have together, they are the parties."""
    states = {party.code for party in action.actors if party.code != "IGO"} - {None}
    if len(states) < _SEVERAL:
        return action
    own = [party for party in action.actors if party.code != "IGO" or not is_shared(party.text)]
    return replace(action, actors=tuple(own))


def _joint(passage: Passage) -> Iterator[tuple[Party, list[Party]]]:
    """The groups that the extraction has taken apart, with their members: of the group's kind, within its phrase."""
    for group in passage.parties:
        low, high = group.phrase
        members = [
            party
            for party in passage.parties
            if party is not group and party.code and (party.kind, party.sector) == (group.kind, group.sector)
            and low <= party.start and party.end <= high
        ]  # fmt: skip
        if group.code is None and len({party.code for party in members}) >= _SEVERAL:
            yield group, members


def _not_of(other: Sequence[Party], members: Sequence[Party], side: Sequence[Party]) -> list[Party]:
    """The members that stand on their side, or at least not with their country on the other: `her counterparts`."""
    codes = {party.code for party in other}
    return [member for member in members if member in side or member.code not in codes]


def _without(side: Sequence[Party], parties: Sequence[Party]) -> list[Party]:
    words = set(map(_words, parties))
    return [party for party in side if _words(party) not in words]


def _in_order(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(sorted(parties, key=lambda party: party.start))
