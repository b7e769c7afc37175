"""The figures of events: each entry's primary one, then all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluate.figures import Figure, show_interval
from pipeline.evaluate.pairing import event_type, type_date, type_date_parties
from pipeline.text import squash

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from pipeline.evaluate.alignment import LocatedEvent
    from pipeline.evaluate.rows import EventRow, LocationRow, PartyRow


def show_parties(parties: tuple[PartyRow, ...]) -> str:
    """Codes, sectors and words of parties."""
    return "; ".join(f"{party.code}:{party.sector} {party.entity_text}" for party in parties) or "none"


def show_event(event: EventRow) -> str:
    """An event in one line."""
    parties = f"{show_parties(event.actor)} > {show_parties(event.recipient)}"
    return f"{event.type} {show_interval(event)} [{parties}]"


def _show_place(place: LocationRow | None) -> str:
    if place is None:
        return "no place"
    inside = ", ".join(str(part) for part in (place.city, place.province, place.country_code) if part)
    return f"{place.extracted_place} ({inside}; {place.resolution})"


def _codes(*parties: PartyRow) -> Hashable:
    return frozenset(party.code for party in parties)


def _sectors(*parties: PartyRow) -> Hashable:
    return frozenset((party.code, party.sector) for party in parties)


def _country(event: EventRow) -> Hashable:
    return event.event_loc.country_code if event.event_loc else None


def _place_text(event: EventRow) -> Hashable:
    return squash(event.event_loc.extracted_place).casefold() if event.event_loc else None


def _place_resolved(event: EventRow) -> Hashable:
    """Country, level, and the most specific name of an administrative unit."""
    place = event.event_loc
    if place is None:
        return None
    name = place.city or place.district or place.province or ""
    return place.country_code, place.resolution, squash(name).casefold()


def _primary(
    name: str,
    meaning: str,
    key: Callable[[EventRow], Hashable],
    show: Callable[[EventRow], str],
    *,
    listed: bool = True,
    after: str | None = None,
) -> Figure[LocatedEvent]:
    return Figure(
        f"primary.{name}",
        f"primary event of an entry: {meaning}",
        "accuracy",
        key=lambda one: key(one.row),
        show=lambda one: show(one.row),
        listed=listed,
        after=f"primary.{after}" if after else None,
    )


def _show_actors(event: EventRow) -> str:
    return show_parties(event.actor)


def _show_recipients(event: EventRow) -> str:
    return show_parties(event.recipient)


def _show_where(event: EventRow) -> str:
    return _show_place(event.event_loc)


PRIMARY: tuple[Figure[LocatedEvent], ...] = (
    _primary("type", "type", lambda one: one.type, show_event),
    _primary("date", "first and last day", lambda one: one.interval, show_interval),
    _primary("mode", "set of modes", lambda one: frozenset(one.mode), lambda one: ", ".join(one.mode) or "none"),
    _primary(
        "context",
        "set of contexts",
        lambda one: frozenset(one.context),
        lambda one: ", ".join(sorted(one.context)) or "none",
    ),
    _primary("actors", "set of actor codes", lambda one: _codes(*one.actor), _show_actors),
    _primary("recipients", "set of recipient codes", lambda one: _codes(*one.recipient), _show_recipients),
    _primary(
        "parties",
        "set of codes of actors and recipients together",
        lambda one: _codes(*one.actor, *one.recipient),
        show_event,
        listed=False,
    ),
    _primary(
        "actors_sector",
        "set of actor codes with sectors",
        lambda one: _sectors(*one.actor),
        _show_actors,
        after="actors",
    ),
    _primary(
        "recipients_sector",
        "set of recipient codes with sectors",
        lambda one: _sectors(*one.recipient),
        _show_recipients,
        after="recipients",
    ),
    _primary(
        "parties_sector",
        "set of codes with sectors of actors and recipients together",
        lambda one: _sectors(*one.actor, *one.recipient),
        show_event,
        listed=False,
    ),
    _primary("place_country", "country of the place (or rightly none)", _country, _show_where),
    _primary("place_text", "words of the place (or rightly none)", _place_text, _show_where, after="place_country"),
    _primary(
        "place_resolved",
        "country, level and administrative unit of the place (or rightly none)",
        _place_resolved,
        _show_where,
        after="place_text",
    ),
)


def _all(group: str, what: str) -> tuple[Figure[LocatedEvent], ...]:
    def figure(
        name: str, meaning: str, key: Callable[[LocatedEvent], Hashable], after: str | None
    ) -> Figure[LocatedEvent]:
        before = f"{group}.{after}" if after else None
        return Figure(f"{group}.{name}", f"{what}: {meaning}", "f1", key, lambda one: show_event(one.row), after=before)

    return (
        figure("type", "same type", event_type, None),
        figure("type_date", "same type and interval", type_date, "type"),
        figure(
            "type_date_parties",
            "same type, interval, actor codes and recipient codes",
            type_date_parties,
            "type_date",
        ),
    )


EVENTS = _all("events", "all events without auxiliary")
AUXILIARY = _all("auxiliary", "historical, future, hypothetical and negated events")
