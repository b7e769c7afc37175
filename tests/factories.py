"""Records for tests: what a test does not care about has a default."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pipeline import extract
from pipeline.passages import Action, Party, Passage, TimeExpression, Words
from pipeline.records import Document, Entity, Event, Segment
from pipeline.timex import Context, find


def document(text: str = "Text.", **known: Any) -> Document:
    """A document."""
    base = {"id": "doc", "path": "doc.txt", "text": text, "sha256": "0" * 64, "encoding": "utf-8"}
    return Document.model_validate(base | known)


def segment(text: str, label: str | None = None, **known: Any) -> Segment:
    """A segment that is its whole document; `label` is `YYYY-MM-DD` or `YYYY-MM-DD..YYYY-MM-DD`."""
    first, _, last = (label or "").partition("..")
    base = {
        "id": "doc/001",
        "doc": "doc",
        "kind": "chronology_entry" if label else "paragraph",
        "label": label,
        "date": first or None,
        "enddate": last or None,
        "date_precision": "day" if label else None,
        "text": text,
        "start": 0,
        "end": len(text),
    }
    return Segment.model_validate(base | known)


def passage(text: str, **known: Any) -> Passage:
    """A segment that is its whole document, as the extraction reads it."""
    return next(extract.passages(document(text), [segment(text, **known)], extract.load()))


def party(text: str = "France", code: str | None = "FRA", within: str = "", **known: Any) -> Party:
    """A party that stands where `text` first occurs in `within`."""
    start = max(within.find(text), 0)
    end = start + len(text)
    base: dict[str, Any] = {"kind": "state", "sector": "GOV", "canonical": text, "phrase": (start, end)}
    return Party(start=start, end=end, text=text, code=code, **(base | known))


def expressions(part: Segment) -> list[TimeExpression]:
    """The time expressions of a segment, in the context of its label."""
    label = (part.date, part.enddate or part.date) if part.date else None
    context = Context().entry(label, label) if label and part.date else Context()
    return find(part.text, context)


def action(text: str, label: str | None = None, trigger: str | None = None, **known: Any) -> Action:
    """An action of one segment, with all dates and durations of its text."""
    part = segment(text, label)
    found = expressions(part)
    word = trigger or text.split(maxsplit=1)[0]
    start = text.index(word)
    base: dict[str, Any] = {
        "type": "CONSULT",
        "actors": (party(text.split(maxsplit=1)[0], within=text),),
        "dates": tuple(item for item in found if item.type in ("DATE", "TIME")),
        "durations": tuple(item for item in found if item.type == "DURATION"),
        "triggers": (Words(start, start + len(word), word),),
        "primary": True,
    }
    return Action(segment=part, **(base | known))


def entity(text: str = "France", code: str | None = "FRA", **known: Any) -> Entity:
    """An entity record."""
    base = {"code": code, "sector": "GOV", "kind": "state", "entity_text": text, "start": 0, "end": len(text)}
    return Entity.model_validate(base | {"identifier_text": text} | known)


def event(number: int = 1, **known: Any) -> Event:
    """An event record of the text `France met in Lima`."""
    base: dict[str, Any] = {
        "id": f"doc/001/{number}",
        "date": dt.date(2024, 5, 6),
        "date_precision": "day",
        "date_origin": "label",
        "date_text": None,
        "date_spans": None,
        "event": ["CONSULT"],
        "quad_code": 1,
        "event_scale": 2.5,
        "primary": True,
        "actor": [entity()],
        "event_text": [{"text": "met", "start": 7, "end": 10}],
        "text": "France met in Lima",
        "text_info": {"sequence": [1], "start": 0, "end": 18},
        "link": "doc/001",
        "confidence": 0.9,
        "cite_info": {"sha256": "0" * 64, "coder": "test"},
    }
    return Event.model_validate(base | known)
