"""An action's place becomes a Location: resolved as far as the gazetteer is sure, never farther."""

from __future__ import annotations

from dataclasses import asdict

from pipeline.gazetteer.places import Place, as_town, country_only, on_side, only_country
from pipeline.gazetteer.placetext import place_in
from pipeline.gazetteer.rows import NON_STATE_CODES
from pipeline.gazetteer.sites import is_mission
from pipeline.normalize.quotes import Quoter
from pipeline.passages import Action, Name
from pipeline.records import EventFlag, EventType, Location, Sector

# Acts that are nearly always done in one's own country (PROTEST, and force against people).
_HOME_ACTS: frozenset[EventType] = frozenset({"PROTEST", "COERCE", "ASSAULT"})
# Who arrest and seize on their own ground, whosever the held are; and who deport across their own border.
_POWERS: frozenset[Sector] = frozenset({"COP", "MIL", "JUD"})
_STATE_POWERS: frozenset[Sector] = _POWERS | {"GOV"}
_BUILDINGS = frozenset({"FAC", "ORG"})


def locate(action: Action, quoter: Quoter) -> tuple[Location | None, frozenset[EventFlag]]:
    """The action's location, and the flag `location_unresolved` where the gazetteer does not know it."""
    place = action.place
    if place is None:
        return None, frozenset()
    found = place_in(
        action.segment.text,
        place.start,
        place.end,
        countries=_evidence(action),
        building=place.label in _BUILDINGS,
        owner=place.code if place.code not in NON_STATE_CODES else None,
    )
    found = _side_of(found, action) if found else _known_country(action, place)
    if found and place.label == "GPE":
        found = as_town(found)
    known = asdict(found) if found else {}
    known.pop("extracted_place", None)
    location = Location(extracted_place=place.text, **quoter.place(place.start, place.end), **known)
    unresolved = location.country_code is None or (location.lat is None and location.resolution != 1)
    return location, frozenset({"location_unresolved"} if unresolved else ())


def _side_of(found: Place, action: Action) -> Place:
    """A crossing that two states share, on the side of those who arrest, seize or deport there."""
    powers = _powers(action, _STATE_POWERS if action.type == "COERCE" else _POWERS)
    if found.country_code is not None or found.feature_class != "S" or len(powers) != 1:
        return found
    return on_side(found, powers.pop())


def _powers(action: Action, sectors: frozenset[Sector]) -> set[str]:
    """The countries of the actors of such sectors."""
    return {party.code for party in action.actors if party.code and party.sector in sectors} - NON_STATE_CODES


def _known_country(action: Action, place: Name) -> Place | None:
    """An unknown place lies where all of its name are, on the ground of who arrests there, in the country of its name.

    Else in that of home acts. An embassy lies in none that it is of.
    """
    if is_mission(place.text):
        hosts = _where_at_home(action) - {place.code}
        return country_only(place.text, hosts.pop()) if len(hosts) == 1 else None
    shared = only_country(place.text) if place.label == "GPE" else None
    ground = _powers(action, _POWERS) if action.type == "COERCE" else set()
    home = set() if place.label == "LOC" else _where_at_home(action)
    codes = {shared} if shared else ground or ({place.code} if place.code else home)
    return country_only(place.text, codes.pop()) if len(codes) == 1 else None


def _where_at_home(action: Action) -> set[str]:
    """The countries whose ground such an act is done on: that of the police, court or soldiers who arrest and seize."""
    if action.type not in _HOME_ACTS:
        return set()
    powers = _powers(action, _POWERS)
    return powers if action.type == "COERCE" and powers else set(_evidence(action))


def _evidence(action: Action) -> list[str]:
    """Country codes that speak for the place beside its sentence's, the strongest first: hosts, actors, its own."""
    codes = [party.code for party in (*action.recipients, *action.actors)]
    codes.append(action.place.code if action.place else None)
    return list(dict.fromkeys(code for code in codes if code and code not in NON_STATE_CODES))
