"""What the program makes of bulletins and articles by other hands.

    python -m tests.others.figures [NAME...|phrases|places] [--errors]

For each bulletin: how many entries stand in the chronology, and of how many the primary event's type, days,
countries of all parties, countries and sectors, and country of the place are exactly right. For each folder of
articles: how many of its acts are found, and of how many of these the days are right. For the phrases: how many have
the right country and the right sector. For the places: of how many the country is right, how many have a wrong one,
and how many of the points lie too far off.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline import extract, read
from pipeline.gazetteer import Place, place_in
from pipeline.gazetteer.actors import code_phrase
from pipeline.records import Document, Event
from pipeline.run.chain import Result, process
from tests.others.keys import (
    ARTICLES,
    BULLETINS,
    Act,
    Answer,
    Party,
    Spot,
    acts,
    answers,
    phrases,
    source,
    spots,
    words,
)

MEASURES = ("entry", "type", "interval", "parties", "sectors", "place")
# How far from a trigger, in characters, an act of its type may have its own.
NEAR = 60
# Kilometres of a degree, and from which on a point is too far off.
DEGREE, FAR = 111, 100


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


def of_phrases(*, errors: bool) -> tuple[int, int, int]:
    """How many phrases there are, and of how many the country and the sector are right."""
    country = sector = 0
    rows = phrases()
    for row in rows:
        coded = code_phrase(row.phrase)
        right = (coded.code or "-") == row.code, (coded.sector or "-") == row.sector
        country, sector = country + right[0], sector + right[1]
        if errors and not all(right):
            print(f"{row.phrase}: {row.code} {row.sector}, not {coded.code} {coded.sector}")
    return len(rows), country, sector


def of_places(*, errors: bool) -> Counter[str]:
    """Of how many sentences the country is right or wrong; how many have a point, and how many too far off."""
    count: Counter[str] = Counter()
    for row in spots():
        before, name, after = re.split(r"\[\[|\]\]", row.text)
        place = place_in(before + name + after, len(before), len(before) + len(name))
        code = (place.country_code if place else None) or "-"
        far = place is not None and _is_far(place, row)
        said = {"rows": True, "right": code == row.code, "wrong": code not in (row.code, "-"), "far": far}
        count.update(name for name, holds in said.items() if holds)
        if errors and (code != row.code or far):
            print(f"{name}: {row.code} {row.lat} {row.lon}, not {place}")
    return count


def _is_far(place: Place, row: Spot) -> bool:
    if place.lat is None or place.lon is None or row.lat == "-":
        return False
    north, east = place.lat - float(row.lat), (place.lon - float(row.lon)) * math.cos(math.radians(place.lat))
    return math.hypot(north, east) * DEGREE > max(FAR, float(row.km))


def main() -> None:
    """The command."""
    wanted, errors = [name for name in sys.argv[1:] if name != "--errors"], "--errors" in sys.argv
    for folder in (folder for folder in BULLETINS if not wanted or folder.name in wanted):
        right, count = of_bulletin(folder, errors=errors)
        print(folder.name, count, *(f"{name} {right[name] / count:.2f}" for name in MEASURES), sep="  ")
    for folder in (folder for folder in ARTICLES if not wanted or folder.name in wanted):
        total, found, right_days = of_articles(folder, errors=errors)
        print(folder.name, total, f"found {found / total:.2f}", f"days {right_days / found:.2f}", sep="  ")
    if not wanted or "phrases" in wanted:
        total, country, sector = of_phrases(errors=errors)
        print("phrases", total, f"country {country / total:.2f}", f"sector {sector / total:.2f}", sep="  ")
    if not wanted or "places" in wanted:
        told = of_places(errors=errors)
        share = f"country {told['right'] / told['rows']:.2f}"
        print("places", told["rows"], share, f"wrong {told['wrong']}", f"far {told['far']}", sep="  ")


if __name__ == "__main__":
    main()
