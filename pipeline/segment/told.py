"""What a document's pages show of its lines: which stand beside the text, which are own, which run on."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from pipeline.records import Document, Part
from pipeline.segment import kinds
from pipeline.segment.drafts import Draft, of_lines
from pipeline.segment.lines import Line


def shown(document: Document, lines: list[Line]) -> tuple[list[Draft], list[Line]]:
    """Drafts of what stands beside the text, and the other lines as the reader saw them.

    The reader of a format with pages tells paragraphs by their look: only an empty line ends one, and a line behind a
    page's end without one before it runs on.
    """
    if not document.pages:
        return [], lines
    beside = [part for part in document.parts if part.beside]
    own = {part.start: part.kind for part in document.parts if not part.beside}
    groups: dict[int, list[Line]] = {}
    kept: list[Line] = []
    blank = pending = False
    for line in lines:
        at = _part_at(beside, line)
        blank = blank or line.after_blank
        if at is not None:
            groups.setdefault(at, []).append(line)
            pending = True
            continue
        kept.append(
            replace(
                line,
                after_blank=blank or not kept,
                runs_on=bool(kept) and not blank and (pending or line.page_top),
                page_top=False,
                told=own.get(line.start),
            )
        )
        blank = pending = False
    return [_draft(beside[at], found) for at, found in groups.items()], kept


def _draft(part: Part, lines: list[Line]) -> Draft:
    """The draft of a part: a paragraph beside the text may show by its words what it is."""
    text = " ".join(line.text for line in lines)
    return of_lines(kinds.kind_of(text) if part.kind == "paragraph" else part.kind, lines)


def _part_at(parts: list[Part], line: Line) -> int | None:
    at = bisect_right(parts, line.start, key=lambda part: part.start) - 1
    return at if at >= 0 and line.start < parts[at].end else None
