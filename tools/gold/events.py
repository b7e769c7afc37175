"""The sheets of events: quotes become offsets, each with its segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.records import Event
from tools.gold.sheets import Passage, Row, SheetError, Where, begins_on, check, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def compile_events(sheets: Sequence[Path], starts: dict[int, Passage]) -> list[Row]:
    """All events, by segment and, inside one, in the sheets' order."""
    by_segment: dict[str, list[Row]] = {}
    for where, row in rows(sheets):
        passage = begins_on(starts, row["line"], where)
        events = by_segment.setdefault(passage.id, [])
        with where.fields():
            events.append(_event(row, passage, f"{passage.id}/{len(events) + 1}", where))
        check(events[-1], Event, where)
    _check_primaries(by_segment, starts)
    return [event for segment in sorted(by_segment) for event in by_segment[segment]]


def _check_primaries(by_segment: dict[str, list[Row]], starts: dict[int, Passage]) -> None:
    for passage in starts.values():
        count = sum(event["primary"] for event in by_segment.get(passage.id, []))
        if passage.id in by_segment and count != 1:
            raise SheetError(f"events: source line {passage.first_line}: {count} primary events, expected 1")


def _event(row: Row, passage: Passage, event: str, where: Where) -> Row:
    def quote(item: Row) -> Row:
        return passage.quote(item["text"], where, item.get("nth", 1))

    def quotes(name: str, *also: str) -> list[Row]:
        return [{**quote(item), **{key: item[key] for key in also}} for item in row[name]]

    decided = ("date", "enddate", "date_precision", "date_mod")
    return {
        "id": event,
        **{name: row[name] for name in decided},
        "scheduled": _scheduled(row["scheduled"], quote),
        "event": [row["type"]],
        **{name: row[name] for name in ("mode", "context", "auxiliary", "primary")},
        "actor": [_party(party, quote(party)) for party in row["actor"]],
        "recipient": [_party(party, quote(party)) for party in row["recipient"]],
        "event_loc": _place(row["place"], quote(row["place"])) if row["place"] else None,
        "event_text": quotes("trigger"),
        "amounts": quotes("amounts", "value", "unit"),
        "instruments": quotes("instruments", "kind"),
        "link": passage.id,
        "flags": sorted(row["flags"]),
    }


def _scheduled(item: Row | None, quote: Callable[[Row], Row]) -> Row | None:
    if item is None:
        return None
    words = quote(item)
    dates = {name: item[name] for name in ("date", "enddate", "date_precision")}
    return {**dates, **{name: words[name] for name in ("text", "start", "end")}}


def _party(item: Row, words: Row) -> Row:
    decided = {name: item[name] for name in ("code", "sector", "other_sectors", "kind")}
    place = {name: words[name] for name in ("start", "end", "spans")}
    return {
        **decided,
        "entity_text": words["text"],
        **place,
        "identifier_text": item["name"],
        "office": item["office"],
    }


def _place(item: Row, words: Row) -> Row:
    place = {name: words[name] for name in ("start", "end", "spans")}
    decided = {name: item[name] for name in ("city", "province", "resolution")}
    return {"extracted_place": words["text"], **place, **decided, "country_code": item["country"]}
