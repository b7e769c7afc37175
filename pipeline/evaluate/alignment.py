"""What of an output is compared with what of gold: by place in the source, never by id.

Places are sets of *solid* characters (neither white space nor hyphen) of the source, so that two
spans that differ in a blank at the end are the same place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.text import Span, is_solid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.evaluate.loading import Records
    from pipeline.evaluate.rows import EventRow, MentionRow, SegmentRow

Positions = frozenset[int]


@dataclass(frozen=True)
class Located:
    """A segment and its characters."""

    row: SegmentRow
    at: Positions


@dataclass(frozen=True)
class LocatedMention:
    """A mention and its characters."""

    row: MentionRow
    at: Positions


@dataclass(frozen=True)
class LocatedEvent:
    """An event and the characters of its trigger."""

    row: EventRow
    at: Positions


@dataclass
class Unit:
    """One gold segment, with what gold and output have there: the unit of scoring and resampling.

    `segments` are the output's segments that share most with this gold one, `overlapping` those
    that share anything.
    """

    gold: Located
    segments: list[Located] = field(default_factory=list)
    overlapping: list[Located] = field(default_factory=list)
    events_read: bool = True
    mentions_read: bool = True
    gold_events: list[LocatedEvent] = field(default_factory=list)
    events: list[LocatedEvent] = field(default_factory=list)
    gold_mentions: list[LocatedMention] = field(default_factory=list)
    mentions: list[LocatedMention] = field(default_factory=list)

    @property
    def best(self) -> Located | None:
        """The output's segment that shares most with the gold one."""
        return max(self.segments, key=lambda one: len(one.at & self.gold.at), default=None)


class Locator:
    """Solid characters of a document's slices (all characters, where its text is not known)."""

    def __init__(self, text: str | None) -> None:
        self._text = text

    def __call__(self, spans: Iterable[Span]) -> Positions:
        """The characters of the slices that count."""
        text = self._text
        return frozenset(
            i for start, end in spans for i in range(start, end) if text is None or is_solid(text[i : i + 1])
        )


class Owners:
    """Which of several places a new place belongs to: the one it shares most characters with."""

    def __init__(self, places: Sequence[Positions]) -> None:
        self._owner = {i: number for number, place in enumerate(places) for i in place}

    def of(self, place: Positions) -> int | None:
        """Number of the place that shares most with this one (the first of equals), or None."""
        shares = Counter(self._owner[i] for i in place if i in self._owner)
        return min(shares, key=lambda number: (-shares[number], number), default=None)

    def all(self, place: Positions) -> list[int]:
        """Numbers of the places that share characters with this one."""
        return sorted({self._owner[i] for i in place if i in self._owner})

    def at(self, position: int) -> int | None:
        """Number of the place that holds this character."""
        return self._owner.get(position)


def align(gold: Records, system: Records | None, locate: Locator) -> list[Unit]:
    """The units of one document, in its order. `system` is None where the output lacks the document."""
    units = [Unit(Located(row, locate(row.pieces))) for row in gold.segments]
    for unit in units:
        unit.events_read = gold.event_scope is None or unit.gold.row.id in gold.event_scope
        unit.mentions_read = gold.mention_scope is None or unit.gold.row.id in gold.mention_scope
    owners = Owners([unit.gold.at for unit in units])
    _place(gold, units, owners, locate, gold=True)
    if system is not None:
        for row in system.segments:
            found = Located(row, locate(row.pieces))
            number = owners.of(found.at)
            if number is not None:
                units[number].segments.append(found)
            for other in owners.all(found.at):
                units[other].overlapping.append(found)
        _place(system, units, owners, locate, gold=False)
        if system.is_annotation:
            _restrict(units, system, locate)
    return units


def _place(records: Records, units: Sequence[Unit], owners: Owners, locate: Locator, *, gold: bool) -> None:
    """Put events and mentions with the gold segment they stand in."""
    segments = {row.id: locate(row.pieces) for row in records.segments}
    for event in records.events:
        at = locate(span for words in event.event_text for span in words.pieces)
        around = locate(event.text_info.pieces) if event.text_info else frozenset()
        number = owners.of(at or around or segments.get(event.link or "", frozenset()))
        if number is not None:
            unit = units[number]
            (unit.gold_events if gold else unit.events).append(LocatedEvent(event, at))
    for mention in records.mentions:
        at = locate(mention.pieces)
        number = owners.of(at)
        if number is not None:
            unit = units[number]
            (unit.gold_mentions if gold else unit.mentions).append(LocatedMention(mention, at))


def _restrict(units: Iterable[Unit], system: Records, locate: Locator) -> None:
    """Compare only where both sides were annotated, if the output is an annotation itself."""
    ids = {row.id: locate(row.pieces) for row in system.segments}
    for scope, attribute in ((system.event_scope, "events_read"), (system.mention_scope, "mentions_read")):
        if scope is None:
            continue
        covered = frozenset().union(*(ids[one] for one in scope if one in ids))
        for unit in units:
            read = 2 * len(unit.gold.at & covered) > len(unit.gold.at)
            setattr(unit, attribute, getattr(unit, attribute) and read)
