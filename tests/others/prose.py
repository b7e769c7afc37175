"""What the program makes of articles and of single sentences by other hands."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path

from pipeline import extract, read
from pipeline.records import Document, Event
from pipeline.run.chain import Result, process
from tests.others.keys import Act, acts, sentences

# How far from a trigger, in characters, an act of its type may have its own.
NEAR = 60
# Plover's older code for both, in which the public sets are written.
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def results(path: Path) -> list[Result]:
    """The chain's results for the documents of a file."""
    found = [document for document in read.documents(path) if isinstance(document, Document)]
    return [process(document, extract.load()) for document in found]


def of_articles(folder: Path, *, errors: bool) -> Counter[str]:
    """How many acts there are in the key (`key`) and records of ours (`mine`), and of how many acts what is right.

    `found`: an act of ours is told by the same words, or by near ones if it has the type; `days` of these. With
    parties in the key, `type`, `date` (and type) and `parties` (and both) are right.
    """
    count: Counter[str] = Counter()
    for path in sorted(folder.glob("*.md")):
        text, events = path.read_text(encoding="utf-8"), [event for one in results(path) for event in one.events]
        key = [act for act in acts(folder) if act.article == path.stem]
        count.update(key=len(key), mine=len(events))
        for act in key:
            event = _event_of(act, text, events)
            if event is not None:
                right = _right(act, event)
                count.update(name for name, holds in right.items() if holds)
                events = [other for other in events if other is not event]
            if errors and (event is None or not all(right.values())):
                print(f"{folder.name} {act}: {event and _shown(event)}")
    return count


def _event_of(act: Act, text: str, events: list[Event]) -> Event | None:
    """The event with the act's trigger, of its type if there are several; else one of its type with a trigger near."""
    at = text.find(act.trigger, max(text.find(act.sentence), 0))
    end = at + len(act.trigger)
    exact = [e for e in events if any(words.start < end and at < words.end for words in e.event_text)]
    near = (e for e in events if e.event[0] == act.type and any(abs(w.start - at) < NEAR for w in e.event_text))
    exact.sort(key=lambda event: event.event[0] != act.type)
    return next(iter(exact), None) or next(near, None)


def _right(act: Act, event: Event) -> dict[str, bool]:
    days = tuple(str(day) if day else "-" for day in (event.date, event.enddate or event.date))
    told = {"found": True, "days": days == (act.first, act.last)}
    if act.codes is None:
        return told
    told["type"] = event.event[0] == act.type
    told["date"] = told["type"] and told["days"]
    return {**told, "parties": told["date"] and _codes(event) == act.codes}


def _codes(event: Event) -> set[str]:
    return {party.code for party in (*event.actor, *event.recipient) if party.code}


def _shown(event: Event) -> str:
    sides = [[(p.entity_text, p.code) for p in side] for side in (event.actor, event.recipient)]
    return f"{event.event[0]} {event.date} {event.enddate} {sides[0]} -> {sides[1]}"


def of_sentences(name: str, *, errors: bool) -> tuple[Counter[str], float]:
    """Of how many sentences the one act's type, its countries and both are right; macro-F1 of the types."""
    count: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    rows = sentences(name)
    for row, event in zip(rows, _main_acts([row.text for row in rows]), strict=True):
        mine = event.event[0] if event else "-"
        pairs[YIELD.get(row.type, row.type), YIELD.get(mine, mine)] += 1
        is_type = YIELD.get(row.type, row.type) == YIELD.get(mine, mine)
        right = {"type": is_type, "parties": event is not None and _codes(event) == row.codes}
        right["both"] = all(right.values())
        count.update(name for name, holds in {"rows": True, **right}.items() if holds)
        if errors and not right["both"]:
            print(f"{row}: {event and _shown(event)}")
    return count, _macro_f1(pairs)


def _main_acts(texts: list[str]) -> list[Event | None]:
    """The main act of each text, read as a record of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sentences.jsonl")
        rows = (json.dumps({"id": f"s{number}", "text": text}) for number, text in enumerate(texts))
        path.write_text("\n".join(rows), encoding="utf-8")
        return [next((event for event in one.events if event.primary), None) for one in results(path)]


def _macro_f1(pairs: Counter[tuple[str, str]]) -> float:
    """The mean over the types of F1, from counts of (type in the key, ours)."""
    types = {told for told, _ in pairs}
    told, mine = Counter[str](), Counter[str]()
    for (a, b), number in pairs.items():
        told[a] += number
        mine[b] += number
    return sum(2 * pairs[each, each] / (told[each] + mine[each]) for each in types) / len(types)
