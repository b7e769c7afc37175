"""Other names in the same passages while training: the model is to read the sentence, not the name.

A name says something of its own all the same: a bank gets another bank's name, and a person one of the
same country, so that names may still tell where somebody is from.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from tools.train.examples import EventLine, Mark, Passage, parties_of

# How often a name of each label gets another's words. States and bodies keep theirs mostly: their words matter.
CHANCES = {"PERSON": 0.5, "GPE": 0.3, "NORP": 0.3, "ORG": 0.2}


JOINED = 0.25
MOST_CHARACTERS = 900


Pool = dict[tuple[str, str | None], list[str]]


def pools(passages: Iterable[Passage]) -> Pool:
    """The words of all names, by label and by what they share with those that may stand in for them (`_kin`)."""
    found: Pool = defaultdict(list)
    for passage in passages:
        kin = _kin(passage)
        for mark in passage.marks:
            if mark.label in CHANCES:
                found[mark.label, kin.get(mark.id)].append(passage.text[mark.start : mark.end])
    return dict(found)


def _kin(passage: Passage) -> dict[str, str | None]:
    """The sectors of the bodies that are parties, and the countries of the persons; of other names none is known."""
    labels, parties = {mark.id: mark.label for mark in passage.marks}, parties_of(passage)
    bodies = {id_: party.sector for id_, party in parties.items() if labels[id_] == "ORG"}
    return bodies | {id_: party.code for id_, party in parties.items() if labels[id_] == "PERSON"}


def swapped(passage: Passage, pool: Pool, rng: random.Random) -> Passage:
    """The passage with some names replaced; marks keep their places around the new words."""
    kin = _kin(passage)
    edits = [
        (mark.start, mark.end, rng.choice(pool[mark.label, kin.get(mark.id)]))
        for mark in passage.marks
        if rng.random() < CHANCES.get(mark.label, 0) and not _holds_another(mark, passage.marks)
    ]
    text, at, parts, shifts = passage.text, 0, list[str](), list[tuple[int, int]]()
    moved = 0
    for start, end, words in edits:
        parts += [text[at:start], words]
        at = end
        moved += len(words) - (end - start)
        shifts.append((end, moved))
    parts.append(text[at:])
    marks = tuple(replace(mark, start=_at(mark.start, shifts), end=_at(mark.end, shifts)) for mark in passage.marks)
    return replace(passage, text="".join(parts), marks=marks)


def joined(first: Passage, second: Passage) -> Passage:
    """Two passages as one text: longer rows tell of several things, and not all names belong to each."""
    shift = len(first.text) + 1
    marks = tuple(
        replace(mark, id=f"{mark.id}_", start=mark.start + shift, end=mark.end + shift) for mark in second.marks
    )
    events = tuple(_renamed(event) for event in second.events)
    links = {(f"{one}_", f"{other}_"): row for (one, other), row in second.links.items()}
    codes = {f"{mark}_": code for mark, code in second.codes.items()}
    return replace(
        first,
        text=f"{first.text} {second.text}",
        marks=(*first.marks, *marks),
        links={**first.links, **links},
        codes={**first.codes, **codes},
        towns=first.towns | {f"{mark}_" for mark in second.towns},
        events=(*first.events, *events)
        if first.events
        else tuple(replace(e, primary=i == 0) for i, e in enumerate(events)),
    )


def _renamed(event: EventLine) -> EventLine:
    def other(mark: str | None) -> str | None:
        return f"{mark}_" if mark else None

    return replace(
        event,
        triggers=tuple(f"{mark}_" for mark in event.triggers),
        actors=tuple(replace(party, id=f"{party.id}_") for party in event.actors),
        recipients=tuple(replace(party, id=f"{party.id}_") for party in event.recipients),
        place=other(event.place),
        date=other(event.date),
        scheduled=other(event.scheduled),
        instruments=tuple((f"{mark}_", kind) for mark, kind in event.instruments),
        sums=tuple(f"{mark}_" for mark in event.sums),
        primary=False,
    )


def varied(passages: list[Passage], pool: Pool, rng: random.Random) -> list[Passage]:
    """One epoch's passages: names swapped, and some short ones joined to another."""
    shuffled = rng.sample(passages, len(passages))
    result: list[Passage] = []
    while shuffled:
        passage = swapped(shuffled.pop(), pool, rng)
        if shuffled and rng.random() < JOINED and len(passage.text) + len(shuffled[-1].text) < MOST_CHARACTERS:
            passage = joined(passage, swapped(shuffled.pop(), pool, rng))
        result.append(passage)
    return result


def _holds_another(mark: Mark, marks: tuple[Mark, ...]) -> bool:
    return any(other is not mark and mark.start <= other.start and other.end <= mark.end for other in marks)


def _at(offset: int, shifts: list[tuple[int, int]]) -> int:
    moved = 0
    for end, shift in shifts:
        if end <= offset:
            moved = shift
    return offset + moved
