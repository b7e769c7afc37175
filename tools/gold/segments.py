"""The sheets of segments: pieces of lines become spans and repaired text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.records import Segment
from pipeline.text import Span, bounds, squash
from tools.gold.sheets import Passage, Row, SheetError, Source, Where, check, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

DECIDED = ("kind", "section", "label", "date", "enddate", "date_precision", "date_mod")


@dataclass(frozen=True)
class _Draft:
    """A sheet's line with its pieces found, before it has a number."""

    where: Where
    row: Row
    spans: tuple[Span, ...]
    label: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the segment, or its label, begins."""
        return min(self.spans + self.label)[0]


def compile_segments(sheets: Sequence[Path], source: Source, doc: str) -> list[Passage]:
    """All segments in the source's order, checked to hold each of its characters once."""
    drafts = sorted((_draft(row, source, where) for where, row in rows(sheets)), key=lambda one: one.start)
    passages = [_passage(draft, f"{doc}/{number:03}", source) for number, draft in enumerate(drafts, 1)]
    _check_coverage(source, passages)
    return passages


def _draft(row: Row, source: Source, where: Where) -> _Draft:
    with where.fields():
        spans = [source.span(piece, where) for piece in row["at"]]
        label = [source.span(piece, where) for piece in row.get("label_at") or []]
        return _Draft(where, row, _merge(spans, source.text), _merge(label, source.text))


def _passage(draft: _Draft, segment: str, source: Source) -> Passage:
    with draft.where.fields():
        record = _record(draft, segment, _repaired(draft, source.text))
    check(record, Segment, draft.where)
    first = source.line_of(draft.start)
    return Passage(segment, record, first, source.text, draft.spans, draft.where, draft.label)


def _record(draft: _Draft, segment: str, text: str) -> Row:
    start, end, pieces = bounds(draft.spans)
    return {
        "id": segment,
        "doc": segment.rsplit("/", 1)[0],
        **{name: draft.row[name] for name in DECIDED},
        "label_spans": draft.label or None,
        "text": text,
        "start": start,
        "end": end,
        "spans": pieces,
        "flags": sorted(draft.row["flags"]),
    }


def _merge(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """`spans`, with those made one that only white space parts."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and merged[-1][1] <= start and not text[merged[-1][1] : start].strip():
            merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    return tuple(merged)


def _repaired(draft: _Draft, text: str) -> str:
    """The segment's text: blanks single, broken words put together as the annotator says."""
    repaired = " ".join(" ".join(text[start:end] for start, end in draft.spans).split())
    for printed, right in draft.row["repair"].items():
        if printed not in repaired:
            raise draft.where.error(f"repair: {printed!r} does not stand in the segment")
        if squash(printed) != squash(right):
            raise draft.where.error(f"repair: {right!r} changes more than blanks and hyphens of {printed!r}")
        repaired = repaired.replace(printed, right)
    return repaired


def _check_coverage(source: Source, passages: Sequence[Passage]) -> None:
    """Each non-blank character stands in one segment's text or label, and in one only."""
    count = [0] * len(source.text)
    for passage in passages:
        for start, end in (*passage.spans, *passage.label_spans):
            for i in range(start, end):
                count[i] += 1
    for i, char in enumerate(source.text):
        if not char.isspace() and count[i] != 1:
            what = "in no segment" if not count[i] else f"in {count[i]} segments"
            near = source.text[i : i + 30]
            raise SheetError(f"segments: source line {source.line_of(i)}: {near!r}… stands {what}")


def by_line(passages: Iterable[Passage]) -> dict[int, Passage]:
    """Segments by the raw line they begin on; of several on one line, the first."""
    starts: dict[int, Passage] = {}
    for passage in passages:
        starts.setdefault(passage.first_line, passage)
    return starts
