"""What the program makes of bulletins and articles by other hands.

    python -m tests.others.figures [NAME...] [--errors]

For each bulletin: how many entries stand in the chronology, and of how many the primary event's type, days,
countries of all parties, countries and sectors, and country of the place are exactly right. For each folder of
articles: how many of its acts are found, and of how many of these the days are right.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline import extract, read
from pipeline.records import Document, Event
from pipeline.run.chain import Result, process
from tests.others.keys import ARTICLES, BULLETINS, Act, Answer, Party, acts, answers, source, words

MEASURES = ("entry", "type", "interval", "parties", "sectors", "place")
# How far from a trigger, in characters, an act of its type may have its own.
NEAR = 60


def results(path: Path) -> list[Result]:
    """The chain's results for the documents of a file."""
    found = [document for document in read.documents(path) if isinstance(document, Document)]
    return [process(document, extract.load()) for document in found]


def of_bulletin(folder: Path, *, errors: bool) -> tuple[Counter[str], int]:
    """How many entries are right by each measure, and how many there are."""
    (result,) = results(source(folder))
    entries = {words(s.text): s.id for s in result.segments if s.kind == "chronology_entry"}
    right: Counter[str] = Counter()
    key = answers(folder)
    for start, told in key.items():
        gold = next(answer for answer in told if answer.primary)
        link = next((number for text, number in entries.items() if words(start) in text), None)
        event = next((event for event in result.events if event.link == link and event.primary), None)
        good = {"entry": link is not None, **(_compared(gold, event) if event else {})}
        right.update(name for name, is_right in good.items() if is_right)
        if errors and not all(good.get(name) for name in MEASURES):
            wrong = [name for name in MEASURES if not good.get(name)]
            print(f"{folder.name} {start}: {', '.join(wrong)}\n    {gold}\n    {event and _shown(event)}")
    return right, len(key)


def _compared(gold: Answer, event: Event) -> dict[str, bool]:
    mine = [(party.entity_text, party.code, party.sector) for party in (*event.actor, *event.recipient)]
    theirs = (*gold.actor, *gold.recipient)
    days = (gold.date, gold.enddate or gold.date)
    return {
        "type": event.event[0] == gold.type,
        "interval": (str(event.date), str(event.enddate or event.date)) == days,
        "parties": _codes(mine) == _codes(theirs),
        "sectors": {party[1:] for party in mine} == {party[1:] for party in theirs},
        "place": (event.event_loc.country_code if event.event_loc else None) == gold.place_country,
    }


def _codes(parties: Iterable[Party]) -> set[str]:
    return {code for _, code, _ in parties if code}


def _shown(event: Event) -> str:
    sides = [[(p.entity_text, p.code, p.sector) for p in side] for side in (event.actor, event.recipient)]
    place = event.event_loc.country_code if event.event_loc else None
    return f"{event.event[0]} {event.date} {event.enddate} {sides[0]} -> {sides[1]} | {place}"


def of_articles(folder: Path, *, errors: bool) -> tuple[int, int, int]:
    """How many acts there are, are found, and have the right days."""
    texts = {path.stem: path for path in folder.glob("*.md")}
    events = {name: [event for result in results(path) for event in result.events] for name, path in texts.items()}
    total = found = right = 0
    for act in acts(folder):
        total += 1
        event = _event_of(act, texts[act.article].read_text(encoding="utf-8"), events[act.article])
        if event is None:
            continue
        found += 1
        days = tuple(str(day) if day else "-" for day in (event.date, event.enddate or event.date))
        right += days == (act.first, act.last)
        if errors and days != (act.first, act.last):
            print(f"{folder.name} {act}: {days}")
    return total, found, right


def _event_of(act: Act, text: str, events: list[Event]) -> Event | None:
    """The event with the act's trigger, else one of its type with a trigger near."""
    at = text.find(act.trigger, max(text.find(act.sentence), 0))
    end = at + len(act.trigger)
    exact = (e for e in events if any(words.start < end and at < words.end for words in e.event_text))
    near = (e for e in events if e.event[0] == act.type and any(abs(w.start - at) < NEAR for w in e.event_text))
    return next(exact, None) or next(near, None)


def main() -> None:
    """The command."""
    wanted, errors = [name for name in sys.argv[1:] if name != "--errors"], "--errors" in sys.argv
    for folder in (folder for folder in BULLETINS if not wanted or folder.name in wanted):
        right, count = of_bulletin(folder, errors=errors)
        print(folder.name, count, *(f"{name} {right[name] / count:.2f}" for name in MEASURES), sep="  ")
    for folder in (folder for folder in ARTICLES if not wanted or folder.name in wanted):
        total, found, right_days = of_articles(folder, errors=errors)
        print(folder.name, total, f"found {found / total:.2f}", f"days {right_days / found:.2f}", sep="  ")


if __name__ == "__main__":
    main()
