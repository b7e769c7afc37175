"""Stage 2, segment: a Document becomes Segments; nothing of it is lost.

Every non-blank character of the document's text stands in exactly one segment's text or label
(a label may serve several entries).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Document, Segment
from pipeline.segment import chronology, furniture, headlines, prose
from pipeline.segment.assemble import assemble
from pipeline.segment.drafts import Draft, of_lines
from pipeline.segment.lines import Line, read_lines
from pipeline.segment.rows import find_runs
from pipeline.segment.told import shown
from pipeline.segment.view import View, read_view
from pipeline.timex import period_in, period_of_file
from pipeline.timex.days import Interval

__all__ = ["segments"]


def segments(document: Document) -> list[Segment]:
    """The document's segments in source order, ids `<doc>/<number>` from 001."""
    view = read_view(document.text)
    lines = read_lines(view.text, document.body_start)
    drafts: list[Draft] = []
    if document.text[: document.body_start].strip():
        drafts.append(Draft("boilerplate", ((0, len(document.text[: document.body_start].rstrip())),)))
    beside, lines = shown(document, lines)
    drafts.extend(beside)
    page = furniture.find(lines, told=bool(document.pages))
    drafts.extend(of_lines("boilerplate", [lines[index]]) for index in sorted(page))
    aside = [(lines[index].start, lines[index].end) for index in page] + [
        piece for one in beside for piece in one.pieces
    ]
    seen = View(view.text, tuple(sorted(aside)))
    found = _drafts(document, view.text, furniture.without(lines, page))
    drafts.extend(replace(draft, pieces=seen.pieces(draft.pieces)) for draft in found)
    return assemble(document, view, headlines.as_text(drafts, document.text))


def _drafts(document: Document, text: str, lines: list[Line]) -> Iterator[Draft]:
    done = 0
    for run in find_runs(lines, _period(document)):
        first = min([run.rows[0].index, *run.headings])
        if first < done:
            continue
        yield from prose.drafts(lines[done:first], opening=done == 0)
        found, done = chronology.entries(text, lines, run)
        yield from chronology.without_empty(found)
    yield from prose.drafts(lines[done:], opening=done == 0)


def _period(document: Document) -> Interval | None:
    """What the publisher says of the document's time: issue, title, file name, else the day of publication."""
    for said in (document.issue, document.title):
        period = period_in(said) if said else None
        if period:
            return period
    if document.date:
        return document.date, document.date
    return period_of_file(document.path.rsplit(":", 1)[0])
