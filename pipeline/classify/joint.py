"""`Thai and Cambodian soldiers`: a group of several states takes part as one party of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.passages import Action, Party, Passage

_SEVERAL = 2


def with_members(action: Action, passage: Passage) -> Action:
    """The action with the members of each joint group that stands, or of which a part stands, on one of its sides."""
    for group, members in _joint(passage):
        actors, recipients = (_without(side, (group, *members)) for side in (action.actors, action.recipients))
        acts, receives = len(actors) < len(action.actors), len(recipients) < len(action.recipients)
        if acts and not receives:
            action = replace(action, actors=_in_order((*actors, *members)))
        elif receives and not acts:
            action = replace(action, recipients=_in_order((*recipients, *members)))
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


def _without(side: Sequence[Party], parties: Sequence[Party]) -> list[Party]:
    words = {(party.start, party.end) for party in parties}
    return [party for party in side if (party.start, party.end) not in words]


def _in_order(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(sorted(parties, key=lambda party: party.start))
