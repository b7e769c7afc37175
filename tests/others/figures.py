"""What the program makes of bulletins and articles by other hands.

    python -m tests.others.figures [NAME...|sentences|sentences_held|phrases|places] [--errors]

For each bulletin: how many entries stand in the chronology, and of how many the primary event's type, days,
countries of all parties, countries and sectors, and country of the place are exactly right. For each folder of
articles: how many of its acts are found, and of how many of these the days are right; where the key has parties, F1 of
all acts by type, by type and days, by these and countries. For the sentences: of how many the main act's type is
right (CONCEDE and RETREAT as one, as public sets have them), the countries of both sides, and both; macro-F1 of the
types. For the phrases: how many have the right country and the right sector. For the places: of how many the country
is right, how many have a wrong one, and how many of the points lie too far off.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline.gazetteer import Place, place_in
from pipeline.gazetteer.actors import code_phrase
from pipeline.records import Event
from tests.others.keys import (
    ARTICLES,
    BULLETINS,
    SENTENCES,
    Answer,
    Party,
    Spot,
    answers,
    phrases,
    source,
    spots,
    words,
)
from tests.others.prose import of_articles, of_sentences, results

MEASURES = ("entry", "type", "interval", "parties", "sectors", "place")
# Kilometres of a degree, and from which on a point is too far off.
DEGREE, FAR = 111, 100


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
        told = of_articles(folder, errors=errors)
        shares = [f"found {told['found'] / told['key']:.2f}", f"days {told['days'] / told['found']:.2f}"]
        f1 = {name: 2 * told[name] / (told["key"] + told["mine"]) for name in ("type", "date", "parties")}
        shares += [f"{name} F1 {value:.2f}" for name, value in f1.items() if told["type"]]
        print(folder.name, told["key"], *shares, sep="  ")
    for file in (file for file in SENTENCES if not wanted or file in wanted):
        told, macro = of_sentences(file, errors=errors)
        shares = [f"{name} {told[name] / told['rows']:.2f}" for name in ("type", "parties", "both")]
        print(file, told["rows"], *shares, f"macro-F1 {macro:.2f}", sep="  ")
    if not wanted or "phrases" in wanted:
        total, country, sector = of_phrases(errors=errors)
        print("phrases", total, f"country {country / total:.2f}", f"sector {sector / total:.2f}", sep="  ")
    if not wanted or "places" in wanted:
        told = of_places(errors=errors)
        share = f"country {told['right'] / told['rows']:.2f}"
        print("places", told["rows"], share, f"wrong {told['wrong']}", f"far {told['far']}", sep="  ")


if __name__ == "__main__":
    main()
