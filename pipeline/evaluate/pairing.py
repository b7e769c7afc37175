"""Which record of an output answers which one of gold, inside one unit, one to one.

Pairs are made in steps, from full agreement down to a shared place, each side used once. A pair has
None for gold where the output's record answers nothing, and None for the output's where it is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.evaluate.alignment import Located, LocatedEvent, LocatedMention, Unit

T = TypeVar("T")
Pair = tuple[T | None, T | None]
Key = tuple[object, ...]


def pair_segments(unit: Unit) -> list[Pair[Located]]:
    """The gold segment with the output's that shares most with it; the output's others stand alone."""
    best = unit.best
    return [(unit.gold, best), *((None, one) for one in unit.segments if one is not best)]


def pair_mentions(gold: Sequence[LocatedMention], system: Sequence[LocatedMention]) -> list[Pair[LocatedMention]]:
    """Same span and label first, then same span, then overlap and same label, then overlap."""

    def touch(one: LocatedMention, other: LocatedMention) -> bool:
        return bool(one.at & other.at)

    def label(one: LocatedMention, other: LocatedMention) -> bool:
        return one.row.label == other.row.label

    def span(one: LocatedMention, other: LocatedMention) -> bool:
        return one.at == other.at

    return _pair(gold, system, (_both(span, label), span, _both(touch, label), touch))


def pair_events(gold: Sequence[LocatedEvent], system: Sequence[LocatedEvent]) -> list[Pair[LocatedEvent]]:
    """Same type, date and parties first, then type and date, then type, then a shared trigger.

    Each of the first three keys holds the next, so no other pairing agrees more often at any of
    them. Of equal candidates one with a shared trigger is taken, and duplicates last.
    """
    order = sorted(system, key=lambda one: one.row.duplicate_of is not None)

    def touch(one: LocatedEvent, other: LocatedEvent) -> bool:
        return bool(one.at & other.at)

    steps: list[Callable[[LocatedEvent, LocatedEvent], bool]] = []
    for key in (type_date_parties, type_date, event_type):
        steps += [_both(_equal(key), touch), _equal(key)]
    return _pair(gold, order, (*steps, touch))


def event_type(event: LocatedEvent) -> Key:
    """Key: the type."""
    return (event.row.type,)


def type_date(event: LocatedEvent) -> Key:
    """Key: type and interval."""
    return (event.row.type, event.row.interval)


def type_date_parties(event: LocatedEvent) -> Key:
    """Key: type, interval, and the codes of actors and of recipients."""
    sides = (event.row.actor, event.row.recipient)
    return (*type_date(event), *(frozenset(party.code for party in side) for side in sides))


def _equal(key: Callable[[T], Key]) -> Callable[[T, T], bool]:
    return lambda one, other: key(one) == key(other)


def _both(first: Callable[[T, T], bool], second: Callable[[T, T], bool]) -> Callable[[T, T], bool]:
    return lambda one, other: first(one, other) and second(one, other)


def _pair(gold: Sequence[T], system: Sequence[T], steps: Iterable[Callable[[T, T], bool]]) -> list[Pair[T]]:
    """Pairs by the first step that holds; then what is left over on either side."""
    left, right = list(gold), list(system)
    pairs: list[Pair[T]] = []
    for holds in steps:
        for one in tuple(left):
            found = next((other for other in right if holds(one, other)), None)
            if found is not None:
                pairs.append((one, found))
                left = [other for other in left if other is not one]
                right = [other for other in right if other is not found]
    return [*pairs, *((one, None) for one in left), *((None, other) for other in right)]
