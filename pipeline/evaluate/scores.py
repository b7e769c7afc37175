"""From units to counts and faults: every figure is judged in every unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, get_args

from pipeline.evaluate import event_figures, text_figures
from pipeline.evaluate.alignment import Located, LocatedEvent, Owners
from pipeline.evaluate.pairing import Pair, pair_events, pair_mentions, pair_segments
from pipeline.records import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.evaluate.alignment import LocatedMention, Unit
    from pipeline.evaluate.figures import Figure

T = TypeVar("T", "Located", "LocatedMention", "LocatedEvent")
TYPES: tuple[str, ...] = get_args(EventType)
Cell = tuple[str, str | None]
CONTEXT_LENGTH = 160
NEAR = 25


@dataclass(frozen=True)
class Fault:
    """One error: which figure it lowers, where, what gold and output have, and the words."""

    kind: str
    doc: str
    segment: str
    gold: str | None
    system: str | None
    words: str
    context: str


@dataclass
class Tally:
    """Counts by figure and unit (`hit, missed, extra`), tables of types, and faults."""

    counts: dict[str, dict[int, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    primary_types: dict[int, Counter[Cell]] = field(default_factory=lambda: defaultdict(Counter))
    event_types: dict[int, Counter[Cell]] = field(default_factory=lambda: defaultdict(Counter))
    faults: list[Fault] = field(default_factory=list)

    def add(self, figure: str, unit: int, hit: int, missed: int, extra: int) -> None:
        """Count items of a unit."""
        row = self.counts[figure].setdefault(unit, [0, 0, 0])
        for column, count in enumerate((hit, missed, extra)):
            row[column] += count


def score(units: Sequence[Unit], text: str | None, tally: Tally, first: int) -> None:
    """Add one document's units to the tally; they are numbered from `first`."""
    for number, unit in enumerate(units, first):
        _judge(text_figures.SEGMENTS, pair_segments(unit), tally, number, unit)
        _kinds(unit, tally, number)
        if unit.mentions_read:
            pairs = pair_mentions(unit.gold_mentions, unit.mentions)
            _judge(text_figures.MENTIONS, pairs, tally, number, unit)
            _judge(text_figures.DATES, pairs, tally, number, unit)
        if unit.events_read:
            _events(unit, tally, number)
    _boundaries(units, text, tally, first)


# --- figures of pairs


def _judge(figures: Iterable[Figure[T]], pairs: Iterable[Pair[T]], tally: Tally, number: int, unit: Unit) -> None:
    """Count each figure in each pair; list each fault once."""
    figures = tuple(figures)
    for gold, system in pairs:
        failed: set[str] = set()
        for figure in figures:
            one = gold if gold is not None and figure.counts(gold) else None
            other = system if system is not None and figure.counts(system) else None
            hit, missed, extra = _outcome(figure, one, other)
            tally.add(figure.name, number, hit, missed, extra)
            if missed or extra:
                told = figure.after in failed or (failed and None in (gold, system))
                if figure.listed and not told:
                    tally.faults.append(_fault(figure, one, other, unit))
                    failed.add("")
                failed.add(figure.name)


def _outcome(figure: Figure[T], gold: T | None, system: T | None) -> tuple[int, int, int]:
    """`hit, missed, extra` of one pair."""
    same = gold is not None and system is not None and figure.key(gold) == figure.key(system)
    if figure.measure == "f1":
        return int(same), int(gold is not None and not same), int(system is not None and not same)
    if gold is None or (figure.measure == "found" and system is None):
        return 0, 0, 0
    return int(same), int(not same), 0


def _fault(figure: Figure[T], gold: T | None, system: T | None, unit: Unit) -> Fault:
    item = gold if gold is not None else system
    assert item is not None
    kind = "wrong" if gold is not None and system is not None else "missed" if system is None else "extra"
    words = item.row.words if isinstance(item, LocatedEvent) else item.row.text
    return _located_fault(
        f"{figure.name}:{kind}",
        unit,
        None if gold is None else figure.show(gold),
        None if system is None else figure.show(system),
        words,
    )


def _located_fault(kind: str, unit: Unit, gold: str | None, system: str | None, words: str) -> Fault:
    row = unit.gold.row
    context = f"{row.label or ''} {row.text}".strip()
    return Fault(kind, row.doc, row.id, gold, system, words, context[:CONTEXT_LENGTH])


# --- segments by characters


def _kinds(unit: Unit, tally: Tally, number: int) -> None:
    """Characters of the gold segment that the output has in a segment of the same kind."""
    kinds: Counter[str | None] = Counter(dict.fromkeys((None, unit.gold.row.kind), 0))
    owners = Owners([one.at for one in unit.overlapping])
    for position in unit.gold.at:
        owner = owners.at(position)
        kinds[None if owner is None else unit.overlapping[owner].row.kind] += 1
    right = kinds.pop(unit.gold.row.kind)
    tally.add("segments.kind", number, right, sum(kinds.values()), 0)
    for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], str(item[0]))):
        if count:
            gold, system = f"{unit.gold.row.kind}", f"{kind or 'no segment'} ({count} characters)"
            tally.faults.append(_located_fault("segments.kind:wrong", unit, gold, system, unit.gold.row.text))


def _boundaries(units: Sequence[Unit], text: str | None, tally: Tally, first: int) -> None:
    """Characters of gold segments at which a segment begins: in gold, in the output, in both."""
    gold_owners = Owners([unit.gold.at for unit in units])
    system = {id(one): one for unit in units for one in unit.overlapping}
    system_owners = Owners([one.at for one in system.values()])
    before: tuple[int | None, int | None] = (None, None)
    for position in sorted(set().union(*(unit.gold.at for unit in units))):
        gold, other = gold_owners.at(position), system_owners.at(position)
        begins, claimed = gold != before[0], other is not None and other != before[1]
        before = gold, other
        if begins or claimed:
            assert gold is not None
            counts = int(begins and claimed), int(begins and not claimed), int(claimed and not begins)
            tally.add("segments.boundaries", first + gold, *counts)
            if not counts[0]:
                kind = "missed" if begins else "extra"
                tally.faults.append(_boundary_fault(kind, units[gold], text, position))


def _boundary_fault(kind: str, unit: Unit, text: str | None, position: int) -> Fault:
    near = "" if text is None else f"{text[max(0, position - NEAR) : position]}|{text[position : position + NEAR]}"
    here = f"begins at {position}"
    gold, system = (here, None) if kind == "missed" else (None, here)
    return _located_fault(f"segments.boundaries:{kind}", unit, gold, system, " ".join(near.split()))


# --- events


def _events(unit: Unit, tally: Tally, number: int) -> None:
    """The entry's primary event; then all events, those with an auxiliary apart."""
    primary = next((one for one in unit.gold_events if one.row.primary), None)
    if unit.gold.row.kind == "chronology_entry" and primary is not None:
        answer = next((one for one in unit.events if one.row.primary), None)
        _judge(event_figures.PRIMARY, [(primary, answer)], tally, number, unit)
        tally.primary_types[number][primary.row.type, answer.row.type if answer else None] += 1
    _all_events(event_figures.EVENTS, unit, tally, number, auxiliary=False)
    _all_events(event_figures.AUXILIARY, unit, tally, number, auxiliary=True)
    gold, system = unit.gold_events, unit.events
    for one, other in pair_events([one for one in gold if one.at], [one for one in system if one.at]):
        if one is not None and other is not None and one.at & other.at:
            tally.event_types[number][one.row.type, other.row.type] += 1


def _all_events(
    figures: Iterable[Figure[LocatedEvent]], unit: Unit, tally: Tally, number: int, *, auxiliary: bool
) -> None:
    gold, system = (
        [one for one in side if bool(one.row.auxiliary) is auxiliary] for side in (unit.gold_events, unit.events)
    )
    pairs = pair_events(gold, system)
    _judge(figures, [pair for pair in pairs if not _lone_duplicate(pair)], tally, number, unit)


def _lone_duplicate(pair: Pair[LocatedEvent]) -> bool:
    """Whether a record that says itself that it repeats another has no counterpart: no fault."""
    gold, system = pair
    alone = system if gold is None else gold if system is None else None
    return alone is not None and alone.row.duplicate_of is not None
