"""The same event told twice, in one document or in several: kept, marked, and linked to the first telling.

Two records can be one event if type, days and the parties' countries are the same (their *block*).
They are one if something that hardly two events have speaks for it - a named person, a named body
that is no organ of a state, a sum, the town where two countries had to do with each other, or the
whole sentence word for word - and
nothing speaks against it: other persons for the same country, another town, another sum, another
mode. So two meetings of the same states on one day stay two, and so do two shootings in one town.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.records import Cue, Entity, Event, Sector
from pipeline.text import squash

# A location finer than a country or province says where it was.
_TOWN = 3
# Shorter sentences are said of many events ("The two met in Seoul.").
_SENTENCE = 60
_TOKEN = re.compile(r"[^\W\d_]{2,}")
# What acts for a state acts often: a ministry can condemn two things on one day.
_ORGANS: frozenset[Sector | None] = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", None})


@dataclass(frozen=True, slots=True)
class Telling:
    """What of an event's record decides whether another one tells the same; small enough to keep by the million.

    `persons` are pairs of country code and name, `sums` values with units. `link` is the segment.
    """

    id: str
    link: str
    block: str
    modes: tuple[str, ...]
    persons: tuple[tuple[str, str], ...]
    bodies: tuple[str, ...]
    place: str | None
    sums: tuple[str, ...]
    countries: int
    words: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Repeat:
    """`id` tells the event of `original` again; `why` is the cue that says so."""

    id: str
    original: str
    why: str


def telling_of(event: Event) -> Telling | None:
    """The event's telling; None where it has too little to be known again: no date at all.

    Without a day, or with a party without a code, only the same sentence is known again.
    """
    if event.date is None:
        return None
    parties = (*event.actor, *event.recipient)
    codes = sorted({party.code for party in parties if party.code})
    open_ = event.date_precision != "day" or any(party.code is None for party in parties)
    words = squash(event.text).casefold()
    where = event.event_loc
    place = (where.resolved_place or where.extracted_place) if where and (where.resolution or 0) >= _TOWN else None
    days = f"{event.date}/{event.enddate or event.date}"
    realis = "+".join(event.auxiliary)
    return Telling(
        id=event.id,
        link=event.link,
        block=f"{event.event[0]} {days} {','.join(codes)} {realis}",
        modes=tuple(sorted(event.mode)),
        persons=tuple(sorted(_named(parties, "person"))),
        bodies=tuple(
            sorted(name for _, name in _named([p for p in parties if p.sector not in _ORGANS], "organisation"))
        ),
        place=place.casefold() if place else None,
        sums=tuple(sorted(f"{amount.value} {amount.unit}" for amount in event.amounts if amount.value is not None)),
        countries=len(codes),
        words=hashlib.sha256(words.encode()).hexdigest()[:16] if len(words) >= _SENTENCE else "",
        is_open=open_,
    )


def _named(parties: Iterable[Entity], kind: str) -> Iterator[tuple[str, str]]:
    return ((party.code or "", party.identifier_text.casefold()) for party in parties if party.kind == kind)


def repeats(tellings: Iterable[Telling]) -> Iterator[Repeat]:
    """Those of one block that tell again what an earlier one told; what comes first is the original."""
    by_mark: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        marks = list(_marks(telling))
        near = [other for mark in marks for other in by_mark[mark]]
        original = next((other for other in near if other.link != telling.link and _same(other, telling)), None)
        if original is not None:
            yield Repeat(
                telling.id, original.id, f"duplicate: same type, days, countries and {_shared(original, telling)}"
            )
            continue
        for mark in marks:
            by_mark[mark].append(telling)


def mark_duplicates(events: Iterable[Event]) -> list[Event]:
    """The events of a document in order; a later one that repeats one of another segment gets `duplicate_of`."""
    told = list(events)
    blocks: dict[str, list[Telling]] = defaultdict(list)
    for event in told:
        if (telling := telling_of(event)) is not None:
            blocks[telling.block].append(telling)
    found = {repeat.id: repeat for block in blocks.values() if len(block) > 1 for repeat in repeats(block)}
    return [marked(event, found[event.id]) if event.id in found else event for event in told]


def marked(event: Event, repeat: Repeat) -> Event:
    """The event as a duplicate: linked, flagged, with the cue."""
    flags = tuple(sorted({*event.flags, "duplicate"}))
    cues = (*event.cues, Cue(rule_or_model=repeat.why))
    return event.model_copy(update={"duplicate_of": repeat.original, "flags": flags, "cues": cues})


def _marks(telling: Telling) -> Iterator[str]:
    """What another telling must have one of to be the same event."""
    if telling.words:
        yield f"={telling.words}"
    if telling.is_open:
        return
    yield from {token for _, name in telling.persons for token in _TOKEN.findall(name)}
    yield from telling.bodies
    yield from telling.sums
    if telling.place:
        yield f"@{telling.place}"


def _same(one: Telling, other: Telling) -> bool:
    return bool(_shared(one, other)) and not _contradicts(one, other)


def _shared(one: Telling, other: Telling) -> str:
    """What speaks for one event, in words; empty if nothing does."""
    if one.words and one.words == other.words:
        return "sentence"
    if one.is_open or other.is_open:
        return ""
    found = {
        "person": any(_is_one(a, b) for a in one.persons for b in other.persons),
        "body": bool(set(one.bodies) & set(other.bodies)),
        "place": one.place is not None and one.place == other.place and one.countries > 1,
        "sum": bool(set(one.sums) & set(other.sums)),
    }
    return " and ".join(name for name, holds in found.items() if holds)


def _contradicts(one: Telling, other: Telling) -> bool:
    if one.place and other.place and one.place != other.place:
        return True
    if one.modes and other.modes and not set(one.modes) & set(other.modes):
        return True
    if one.sums and other.sums and not set(one.sums) & set(other.sums):
        return True
    sides = {code for code, _ in one.persons} & {code for code, _ in other.persons}
    return any(
        not any(_is_one(a, b) for a in one.persons if a[0] == code for b in other.persons if b[0] == code)
        for code in sides
    )


def _is_one(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two names with their countries are one person's: the same, or one the other's last name."""
    first, second = set(_TOKEN.findall(one[1])), set(_TOKEN.findall(other[1]))
    return one[0] == other[0] and bool(first) and bool(second) and (first <= second or second <= first)
