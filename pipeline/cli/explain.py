"""`bulletin explain`."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.fail import NOTHING, USAGE, Failure, clean

if TYPE_CHECKING:
    from pipeline.records import Event, Segment

_COLOURS = {
    "trigger": {"fg": "red", "bold": True},
    "actor": {"fg": "green"},
    "recipient": {"fg": "cyan"},
    "place": {"fg": "yellow"},
    "date": {"fg": "magenta"},
}


@click.command(
    epilog="Example: bulletin explain korea-bulletin-2023q4/062/1 -o output",
    short_help="One record, its words in their place, its cues.",
)
@click.argument("event_id")
@click.option(
    "-o", "--output", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True,
    help="Output folder of the run.",
)  # fmt: skip
@click.option("--color/--no-color", default=None, help="Colours (default: on a terminal).")
def explain(event_id: str, output: Path, *, color: bool | None) -> None:
    """Show the record EVENT_ID: what it says, the words it rests on in colour, and why."""
    event, segment = _find(event_id, output)
    text = (output / "texts" / f"{segment.doc}.txt").read_text(encoding="utf-8")
    click.echo("\n".join(_lines(event, segment, text)), color=color)


def _find(event_id: str, output: Path) -> tuple[Event, Segment]:
    from pipeline.records import Event, Segment  # noqa: PLC0415 - pydantic is not needed for --help

    events, segments = output / "events.jsonl", output / "segments.jsonl"
    if not events.is_file() or not segments.is_file():
        raise Failure(f"{output}: no events.jsonl there; run `bulletin run INPUT -o {output}` first", NOTHING)
    ids = []
    for line in events.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        ids.append(found["id"])
        if found["id"] == event_id:
            event = Event.model_validate(found)
            break
    else:
        near = difflib.get_close_matches(event_id, ids, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise Failure(f"no event {clean(event_id)!r} in {events}{hint}", USAGE)
    for line in segments.read_text(encoding="utf-8").splitlines():
        segment = json.loads(line)
        if segment["id"] == event.link:
            return event, Segment.model_validate(segment)
    raise Failure(f"{segments}: no segment {event.link!r}; the folder is not whole, run again", NOTHING)


def _lines(event: Event, segment: Segment, text: str) -> list[str]:
    kind = "/".join([event.event[0], *event.mode])
    last = f" .. {event.enddate}" if event.enddate else ""
    lines = [
        click.style(f"{event.id}  {kind}", bold=True) + ("  (primary)" if event.primary else ""),
        f"date      {event.date}{last}  ({event.date_precision}, from {event.date_origin})",
        *(f"actor     {_entity(entity)}" for entity in event.actor),
        *(f"recipient {_entity(entity)}" for entity in event.recipient),
    ]
    if event.event_loc:
        place = event.event_loc
        lines.append(f"place     {clean(place.extracted_place)} -> {place.resolved_place} ({place.country_code})")
    lines += [
        f"quad      {event.quad_code}   score {event.event_scale}   confidence {event.confidence}",
        f"context   {', '.join(event.context) or '-'}   auxiliary {', '.join(event.auxiliary) or '-'}",
        f"flags     {', '.join(event.flags) or '-'}",
        "",
        _marked(event, segment, text),
        "",
        "because",
    ]
    for cue in event.cues:
        words = f": {clean(cue.text)!r}" if cue.text else ""
        lines.append(f"  {cue.rule_or_model}{words}")
    legend = "  ".join(click.style(name, **style) for name, style in _COLOURS.items())  # type: ignore[arg-type]
    return [*lines, "", legend]


def _entity(entity: object) -> str:
    from pipeline.records import Entity  # noqa: PLC0415

    assert isinstance(entity, Entity)
    sectors = " ".join([entity.sector or "?", *entity.other_sectors])
    office = f", {clean(entity.office)}" if entity.office else ""
    return f"{entity.code or '?'} {sectors}  {clean(entity.identifier_text)}{office}  [{clean(entity.entity_text)}]"


def _marked(event: Event, segment: Segment, text: str) -> str:
    """The segment's words as printed, with the record's words in colour."""
    roles = ["" for _ in text[: segment.end]]
    for role, start, end in _spans(event):
        for index in range(max(start, segment.start), min(end, segment.end)):
            roles[index] = roles[index] or role
    parts: list[str] = []
    begin = segment.start
    for index in range(segment.start, segment.end + 1):
        if index == segment.end or roles[index] != roles[begin]:
            words = clean(text[begin:index])
            parts.append(click.style(words, **_COLOURS[roles[begin]]) if roles[begin] else words)  # type: ignore[arg-type]
            begin = index
    return "".join(parts)


def _spans(event: Event) -> list[tuple[str, int, int]]:
    from pipeline.text import pieces  # noqa: PLC0415

    found: list[tuple[str, int, int]] = []
    for quote in event.event_text:
        found += [("trigger", *piece) for piece in pieces(quote.start, quote.end, quote.spans)]
    for role, entities in (("actor", event.actor), ("recipient", event.recipient)):
        for entity in entities:
            found += [(role, *piece) for piece in pieces(entity.start, entity.end, entity.spans)]
    if event.event_loc:
        place = event.event_loc
        found += [("place", *piece) for piece in pieces(place.start, place.end, place.spans)]
    return found + [("date", *piece) for piece in event.date_spans or ()]
