"""Hand-written training passages: parsing and checking.

    python -m tools.train.examples FILE...

prints the errors of each file, with their lines, and how many passages each type has.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from pipeline.records import Auxiliary, Context, EventType, InstrumentKind, MentionLabel, Mode, Sector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REGISTERS = ("chronology", "wire", "release", "readout", "essay", "oped", "headline")
LABELS = (*get_args(MentionLabel), "NP", "INS")
TRIGGER = "TRIGGER"
_MARK = re.compile(rf"\[(?P<id>[a-z][a-z0-9]*) (?:(?P<label>{'|'.join(LABELS)}) )?|\]")
_KEYS = {"actors", "recipients", "place", "date", "sched", "ins", "sum", "ctx", "aux"}
_CODE = re.compile(r"[A-Z]{3}|\?")


class ExampleError(ValueError):
    """A passage that breaks the form; says which line and how to mend it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the passage: `start`..`end` are offsets in its plain text."""

    id: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PartyRef:
    """A party of an event: the id of its mark, its code (None: unknown) and sector."""

    id: str
    code: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of a passage; ids refer to its marks."""

    triggers: tuple[str, ...]
    type: str
    modes: tuple[str, ...]
    actors: tuple[PartyRef, ...]
    recipients: tuple[PartyRef, ...]
    place: str | None
    date: str | None
    scheduled: str | None
    instruments: tuple[tuple[str, str], ...]
    sums: tuple[str, ...]
    contexts: tuple[str, ...]
    auxiliary: tuple[str, ...]
    primary: bool


# How the parse links a trigger or party and another mark, by their ids: a row of `pipeline.encoder.links`.
Links = Mapping[tuple[str, str], "NDArray[np.float32]"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its plain text, marks in order of their beginning, and events.

    Once it has been parsed, also `links`, the `codes` of the names that the gazetteer knows, and which are `towns`.
    """

    file: str
    line: int
    register: str
    region: str
    text: str
    marks: tuple[Mark, ...]
    events: tuple[EventLine, ...]
    links: Links = field(default_factory=dict, compare=False)
    codes: Mapping[str, str] = field(default_factory=dict, compare=False)
    towns: frozenset[str] = field(default=frozenset(), compare=False)


def parties_of(passage: Passage) -> dict[str, PartyRef]:
    """The parties of all events by the ids of their marks, as the first event has them."""
    found: dict[str, PartyRef] = {}
    for event in passage.events:
        for party in (*event.actors, *event.recipients):
            found.setdefault(party.id, party)
    return found


def read(path: Path) -> tuple[list[Passage], list[ExampleError]]:
    """The passages of a file, and the errors of those that break the form."""
    passages: list[Passage] = []
    errors: list[ExampleError] = []
    for number, lines in _blocks(path):
        try:
            passages.append(_passage(path.name, number, lines))
        except ExampleError as error:
            errors.append(error)
    return passages, errors


def load(folder: Path) -> list[Passage]:
    """All passages of a folder's files; raises if one breaks the form."""
    passages: list[Passage] = []
    for path in sorted(folder.glob("*.txt")):
        found, errors = read(path)
        if errors:
            raise SystemExit("\n".join(map(str, errors[:5])))
        passages += found
    return passages


def _blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    start, block = 0, list[str]()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("==="):
            if block:
                yield start, block
            start, block = number, [line]
        elif block:
            block.append(line)
    if block:
        yield start, block


def _passage(file: str, number: int, lines: list[str]) -> Passage:
    where = f"{file}:{number}"
    register, _, region = (part.strip() for part in lines[0].lstrip("= ").partition("|"))
    if register not in REGISTERS:
        raise ExampleError(f"{where}: register {register!r} is none of {', '.join(REGISTERS)}")
    words = " ".join(line.strip() for line in lines[1:] if line.strip() and not line.startswith(">"))
    text, marks = _plain(words, where)
    ids = {mark.id: mark for mark in marks}
    events = tuple(_event(line[1:].split(), ids, where) for line in lines[1:] if line.startswith(">"))
    _check(text, marks, events, where)
    return Passage(file, number, register, region, text, marks, events)


def _plain(words: str, where: str) -> tuple[str, tuple[Mark, ...]]:
    words = re.sub(r"\s+", " ", words).strip()
    out: list[str] = []
    length, at = 0, 0
    opened: list[tuple[str, str, int]] = []
    marks: list[Mark] = []
    for found in _MARK.finditer(words):
        out.append(words[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found["id"]:
            opened.append((found["id"], found["label"] or TRIGGER, length))
        elif opened:
            mark_id, label, start = opened.pop()
            marks.append(Mark(mark_id, label, start, length))
        else:
            raise ExampleError(f"{where}: a ] closes no mark near {words[max(0, at - 30) : at]!r}")
    if opened:
        raise ExampleError(f"{where}: mark [{opened[-1][0]} is not closed")
    out.append(words[at:])
    text = "".join(out)
    if "[" in text:
        raise ExampleError(f"{where}: bad mark near {text[text.index('[') :][:40]!r}; labels: {' '.join(LABELS)}")
    return text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _event(parts: list[str], ids: dict[str, Mark], where: str) -> EventLine:
    if len(parts) < 2:  # noqa: PLR2004
        raise ExampleError(f"{where}: an event line needs a trigger and a type")
    kind, _, modes = parts[1].partition("/")
    values = dict(part.split("=", 1) for part in parts[2:] if "=" in part)
    loose = [part for part in parts[2:] if "=" not in part and part != "primary"]
    if unknown := [*loose, *(set(values) - _KEYS)]:
        raise ExampleError(f"{where}: {unknown[0]!r} is no key of an event line; keys: {', '.join(sorted(_KEYS))}")

    def several(key: str) -> tuple[str, ...]:
        return tuple(part for part in values.get(key, "").split(",") if part)

    event = EventLine(
        triggers=tuple(parts[0].split("+")),
        type=_listed(kind, get_args(EventType), "type", where),
        modes=tuple(_listed(mode, get_args(Mode), "mode", where) for mode in modes.split("+") if mode),
        actors=tuple(_party(ref, where) for ref in several("actors")),
        recipients=tuple(_party(ref, where) for ref in several("recipients")),
        place=values.get("place"),
        date=values.get("date"),
        scheduled=values.get("sched"),
        instruments=tuple(_instrument(ref, where) for ref in several("ins")),
        sums=several("sum"),
        contexts=tuple(_listed(name, get_args(Context), "context", where) for name in several("ctx")),
        auxiliary=tuple(_listed(name, get_args(Auxiliary), "aux", where) for name in several("aux")),
        primary="primary" in parts,
    )
    for ref in _references(event):
        if ref not in ids:
            raise ExampleError(f"{where}: no mark has the id {ref!r}")
    return event


def _listed(name: str, names: tuple[str, ...], what: str, where: str) -> str:
    if name not in names:
        raise ExampleError(f"{where}: {name!r} is no {what} of the closed list")
    return name


def _party(ref: str, where: str) -> PartyRef:
    mark_id, _, coded = ref.partition(":")
    code, _, sector = coded.partition("/")
    if not _CODE.fullmatch(code):
        raise ExampleError(f"{where}: party {ref!r} needs a code, as in id:KEN/GOV or id:?/CVL")
    return PartyRef(mark_id, None if code == "?" else code, _listed(sector, get_args(Sector), "sector", where))


def _instrument(ref: str, where: str) -> tuple[str, str]:
    mark_id, _, kind = ref.partition(":")
    return mark_id, _listed(kind, get_args(InstrumentKind), "instrument kind", where)


def _references(event: EventLine) -> list[str]:
    parties = [party.id for party in (*event.actors, *event.recipients)]
    single = [ref for ref in (event.place, event.date, event.scheduled) if ref]
    return [*event.triggers, *parties, *single, *(ref for ref, _ in event.instruments), *event.sums]


def _check(text: str, marks: tuple[Mark, ...], events: tuple[EventLine, ...], where: str) -> None:
    if len(text.split()) < 4:  # noqa: PLR2004
        raise ExampleError(f"{where}: too short to be a passage: {text!r}")
    twice = [mark_id for mark_id, count in Counter(mark.id for mark in marks).items() if count > 1]
    if twice:
        raise ExampleError(f"{where}: the id {twice[0]!r} is used twice")
    used = {trigger for event in events for trigger in event.triggers}
    for mark in marks:
        if mark.label == TRIGGER and mark.id not in used:
            raise ExampleError(f"{where}: trigger {mark.id!r} has no event line (a label missing?)")
        if text[mark.start : mark.end] != text[mark.start : mark.end].strip() or mark.start == mark.end:
            raise ExampleError(f"{where}: mark {mark.id!r} begins or ends with a blank")
    for event in events:
        if not event.actors:
            raise ExampleError(f"{where}: event {event.triggers[0]!r} has no actor")
    if events and sum(event.primary for event in events) != 1:
        raise ExampleError(f"{where}: exactly one event of a passage is primary")


def main(paths: list[str]) -> int:
    """Check the files; returns 1 if any has an error."""
    types: Counter[str] = Counter()
    count = failed = 0
    for path in map(Path, paths):
        passages, errors = read(path)
        for error in errors:
            print(error)
        count, failed = count + len(passages), failed + len(errors)
        for passage in passages:
            types.update({event.type for event in passage.events} or {"(none)"})
    print(count, "passages,", failed, "with errors;", dict(types.most_common()))
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
