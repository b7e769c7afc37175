"""`Thai and Cambodian soldiers`: a group of several states takes part as one party of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.passages import Action, Party, Passage

_SEVERAL = 2


def with_members(action: Action, passage: Passage) -> Action:
    """The action with the members of each joint group that stands, or of which a part stands, on one of its sides."""
    for group, members in _joint(passage):
        acts, receives = (_has(side, group, members) for side in (action.actors, action.recipients))
        if acts and not receives:
            action = replace(action, actors=_replaced(action.actors, group, members))
        elif receives and not acts:
            action = replace(action, recipients=_replaced(action.recipients, group, members))
    return action


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


def _has(side: Sequence[Party], group: Party, members: Sequence[Party]) -> bool:
    words = {(party.start, party.end) for party in (group, *members)}
    return any((party.start, party.end) in words for party in side)


def _replaced(side: Sequence[Party], group: Party, members: Sequence[Party]) -> tuple[Party, ...]:
    words = {(party.start, party.end) for party in (group, *members)}
    others = [party for party in side if (party.start, party.end) not in words]
    return tuple(sorted((*others, *members), key=lambda party: party.start))
