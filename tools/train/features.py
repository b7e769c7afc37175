"""Passages as tensors' raw material: word pieces, shapes, and the targets of each head.

The label lists here are the order of the model's outputs; `models/weights/encoder.json` keeps a copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

import numpy as np
from numpy.typing import NDArray  # noqa: TC002 - needed by the dataclass
from tokenizers import Tokenizer  # noqa: TC002 - a light import in a tool

from pipeline.encoder.links import SIZE, elsewhere
from pipeline.encoder.shapes import shapes
from pipeline.records import Auxiliary, Context, EventType, Mode, Sector
from tools.train.examples import TRIGGER, EventLine, Mark, PartyRef, Passage, parties_of

TYPES = get_args(EventType)
MODES = get_args(Mode)
CONTEXTS = get_args(Context)
REALIS = get_args(Auxiliary)
SECTORS = get_args(Sector)
NAMES = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "FAC",
    "NORP",
    "EVENT",
    "LAW",
    "PRODUCT",
    "WORK",
    "MONEY",
    "DATE",
    "INS",
)
ROLES = ("none", "actor", "recipient", "place", "date", "scheduled", "instrument", "sum")
OUTSIDE = 0
UNKNOWN = -100  # torch's own number for what is not to be learned
SHAPES = 8
MOST_PIECES = 256


def bio(labels: tuple[str, ...]) -> tuple[str, ...]:
    """O, then B- and I- of each label."""
    return ("O", *(f"{prefix}-{label}" for label in labels for prefix in "BI"))


NAME_TAGS = bio(NAMES)
PARTY_TAGS = bio(("NP",))
TRIGGER_TAGS = bio(TYPES)


@dataclass(slots=True)
class Trigger:
    """A trigger's pieces and its targets."""

    pieces: tuple[int, int]
    type: int
    modes: list[int]
    realis: list[int]
    contexts: list[int]
    primary: int
    roles: list[int] = field(default_factory=list)
    links: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, SIZE), dtype=np.float32))


@dataclass(slots=True)
class Belonging:
    """A party's or town's pieces and kind, its sector, and the names (numbers of candidates) that may say whose it is.

    `own` tells which of those names are of its country; none is where the passage does not name it.
    """

    pieces: tuple[int, int]
    kind: int
    sector: int
    sources: list[int]
    own: list[bool]
    links: NDArray[np.float32]


@dataclass(slots=True)
class Example:
    """A passage as the model takes it. `candidates` are piece ranges (end exclusive) of possible arguments."""

    ids: list[int]
    shapes: list[int]
    names: list[int]
    parties: list[int]
    triggers: list[int]
    candidates: list[tuple[int, int]]
    kinds: list[int]
    events: list[Trigger]
    belongings: list[Belonging]


CANDIDATE_KINDS = (*NAMES, "NP")


def featurize(passage: Passage, tokenizer: Tokenizer) -> Example:
    """The passage's example; what lies past `MOST_PIECES` word pieces is cut off."""
    coded = tokenizer.encode(passage.text)
    offsets = coded.offsets[:MOST_PIECES]
    count = len(offsets)
    names, parties, triggers = [OUTSIDE] * count, [OUTSIDE] * count, [OUTSIDE] * count
    ranges = {mark.id: _pieces(mark, offsets) for mark in passage.marks}
    for mark in passage.marks:
        found = ranges[mark.id]
        if found is None or mark.label == TRIGGER:
            continue
        if mark.label == "NP":
            _tag(parties, found, 1)
        else:
            _tag(names, found, NAME_TAGS.index(f"B-{mark.label}"))
    arguments = [mark for mark in passage.marks if mark.label != TRIGGER and ranges[mark.id]]
    candidates = [ranges[mark.id] for mark in arguments]
    events = []
    for event in passage.events:
        found = ranges[event.triggers[0]]
        if found is None:
            continue
        _tag(triggers, found, TRIGGER_TAGS.index(f"B-{event.type}"))
        for part in map(ranges.get, event.triggers[1:]):
            if part is not None:
                _tag(triggers, part, TRIGGER_TAGS.index(f"B-{event.type}"))
        roles = _roles(event)
        events.append(
            Trigger(
                pieces=found,
                type=TYPES.index(event.type),
                modes=[MODES.index(mode) for mode in event.modes],
                realis=[REALIS.index(name) for name in event.auxiliary],
                contexts=[CONTEXTS.index(name) for name in event.contexts],
                primary=int(event.primary),
                roles=[ROLES.index(roles.get(mark.id, "none")) for mark in arguments],
                links=_links(passage, event.triggers[0], arguments),
            )
        )
    return Example(
        ids=coded.ids[:count],
        shapes=shapes(passage.text, offsets),
        names=names,
        parties=parties,
        triggers=triggers,
        candidates=[found for found in candidates if found],
        kinds=[CANDIDATE_KINDS.index(mark.label) for mark in arguments],
        events=events,
        belongings=_belongings(passage, arguments, [found for found in candidates if found]),
    )


def _belongings(passage: Passage, arguments: list[Mark], pieces: list[tuple[int, int]]) -> list[Belonging]:
    """The parties of all events, each once, and the towns whose country is known; a state is of no other country."""
    parties, found = parties_of(passage), []
    for mark, own in zip(arguments, pieces, strict=True):
        if mark.label == "GPE" and mark.id in passage.towns:
            code, sector = passage.codes[mark.id], UNKNOWN
        elif mark.label != "GPE" and mark.id in parties:
            code, sector = parties[mark.id].code or "", _sector(parties[mark.id])
        else:
            continue
        sources = [n for n, other in enumerate(arguments) if other.id in passage.codes and other is not mark]
        found.append(
            Belonging(
                pieces=own,
                kind=CANDIDATE_KINDS.index(mark.label),
                sector=sector,
                sources=sources,
                own=[passage.codes[arguments[n].id] == code for n in sources],
                links=_links(passage, mark.id, [arguments[n] for n in sources]),
            )
        )
    return found


def _sector(party: PartyRef) -> int:
    return SECTORS.index(party.sector) if party.sector else UNKNOWN


def _links(passage: Passage, first: str, marks: list[Mark]) -> NDArray[np.float32]:
    rows = [_link(passage, first, mark) for mark in marks]
    return np.array(rows, dtype=np.float32).reshape(len(rows), SIZE)


def _link(passage: Passage, first: str, mark: Mark) -> NDArray[np.float32]:
    """The link of two marks; of two passages that were joined, that they are in other sentences."""
    known = passage.links.get((first, mark.id))
    if known is not None:
        return known
    start = next(other.start for other in passage.marks if other.id == first)
    return elsewhere(behind=mark.start > start)


def _roles(event: EventLine) -> dict[str, str]:
    roles: dict[str, str] = {}
    roles.update(dict.fromkeys(event.sums, "sum"))
    roles.update({mark: "instrument" for mark, _ in event.instruments})
    if event.scheduled:
        roles[event.scheduled] = "scheduled"
    if event.date:
        roles[event.date] = "date"
    if event.place:
        roles[event.place] = "place"
    roles.update({party.id: "recipient" for party in event.recipients})
    roles.update({party.id: "actor" for party in event.actors})
    return roles


def _pieces(mark: Mark, offsets: list[tuple[int, int]]) -> tuple[int, int] | None:
    inside = [
        index for index, (start, end) in enumerate(offsets) if start < mark.end and mark.start < end and start < end
    ]
    return (inside[0], inside[-1] + 1) if inside else None


def _tag(tags: list[int], pieces: tuple[int, int], begin: int) -> None:
    for index in range(*pieces):
        tags[index] = begin if index == pieces[0] else begin + 1
