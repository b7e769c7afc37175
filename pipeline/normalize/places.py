"""An action's place becomes a Location: resolved as far as the gazetteer is sure, never farther."""

from __future__ import annotations

import re
from dataclasses import asdict

from pipeline.gazetteer.places import resolve_place
from pipeline.normalize.quotes import Quoter
from pipeline.passages import Action
from pipeline.records import EventFlag, Location

# "Kanazawa, Japan": what stands behind the comma says where the place lies.
_APPOSED = re.compile(r",\s+([A-Z][^,.;:()]{1,40})")
_NOT_COUNTRIES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


def locate(action: Action, quoter: Quoter) -> tuple[Location | None, frozenset[EventFlag]]:
    """The action's location, and the flag `location_unresolved` where the gazetteer does not know it."""
    place = action.place
    if place is None:
        return None, frozenset()
    behind = _APPOSED.match(action.segment.text, place.end)
    found = resolve_place(place.text, countries=_evidence(action), context=behind[1] if behind else None)
    known = asdict(found) if found else {}
    known.pop("extracted_place", None)
    location = Location(extracted_place=place.text, **quoter.place(place.start, place.end), **known)
    unresolved = location.country_code is None or (location.lat is None and location.resolution != 1)
    return location, frozenset({"location_unresolved"} if unresolved else ())


def _evidence(action: Action) -> list[str]:
    """Country codes that speak for the place, the strongest first: its own, the host's, the others'."""
    codes = [action.place.code if action.place else None]
    codes += [party.code for party in (*action.recipients, *action.actors)]
    return list(dict.fromkeys(code for code in codes if code and code not in _NOT_COUNTRIES))
