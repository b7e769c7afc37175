"""The same event told twice in one document: kept, marked, and linked to the first telling."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records import Cue, Event

Key = tuple[object, ...]


def mark_duplicates(events: Iterable[Event]) -> list[Event]:
    """The events in order; a later one that repeats an earlier one of another segment gets `duplicate_of`.

    Two records are one event if type, days, place and all parties by name are the same and the
    place or a named person is told: two meetings of the same states on one day stay two.
    """
    first: dict[Key, Event] = {}
    result: list[Event] = []
    for event in events:
        key = _key(event)
        earlier = first.setdefault(key, event) if key else event
        if earlier is event or earlier.link == event.link:
            result.append(event)
            continue
        cue = Cue(rule_or_model="duplicate: same type, days, place and named parties")
        flags = tuple(sorted({*event.flags, "duplicate"}))
        result.append(event.model_copy(update={"duplicate_of": earlier.id, "flags": flags, "cues": (*event.cues, cue)}))
    return result


def _key(event: Event) -> Key | None:
    named = [entity for entity in (*event.actor, *event.recipient) if entity.kind in ("person", "organisation")]
    if event.date is None or (event.event_loc is None and not named):
        return None
    actors = frozenset((entity.code, entity.identifier_text) for entity in event.actor)
    recipients = frozenset((entity.code, entity.identifier_text) for entity in event.recipient)
    where = event.event_loc.resolved_place or event.event_loc.extracted_place if event.event_loc else None
    return event.event, event.mode, event.date, event.enddate, actors, recipients, where
