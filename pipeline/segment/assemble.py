"""Drafts become records: sections, ids, repaired text, dates from labels."""

from __future__ import annotations

from pipeline.records import Document, Segment, SegmentFlag
from pipeline.segment.drafts import Draft
from pipeline.segment.kinds import bare
from pipeline.segment.repair import Vocabulary
from pipeline.text import bounds, slices


def assemble(document: Document, drafts: list[Draft]) -> list[Segment]:
    """Segment records in source order; `section` is the title above, a title's own being itself."""
    vocabulary = Vocabulary(document.text)
    section: str | None = None
    records: list[Segment] = []
    for number, draft in enumerate(sorted(drafts, key=lambda draft: draft.start), 1):
        segment_id = f"{document.id}/{number:03}"
        text = vocabulary.mend(" ".join(slices(document.text, [piece]) for piece in draft.pieces))
        if draft.title:
            section = bare(text)
        records.append(_record(document, draft, segment_id, text, section))
    return records


def _record(document: Document, draft: Draft, segment_id: str, text: str, section: str | None) -> Segment:
    start, end, spans = bounds(draft.pieces)
    label = draft.label
    return Segment(
        id=segment_id,
        doc=document.id,
        kind=draft.kind,
        section=section,
        label=label.text if label else None,
        label_spans=draft.label_pieces or None,
        date=label.date if label else None,
        enddate=label.enddate if label else None,
        date_precision=label.precision if label and label.date else None,
        date_mod=label.mod if label and label.date else None,
        text=text,
        start=start,
        end=end,
        spans=spans,
        flags=_flags(document, draft, text),
    )


def _flags(document: Document, draft: Draft, text: str) -> tuple[SegmentFlag, ...]:
    flags: set[SegmentFlag] = set()
    printed = " ".join(" ".join(slices(document.text, [piece]) for piece in draft.pieces).split())
    if draft.repaired or text != printed:
        flags.add("text_repaired")
    if draft.label and (draft.label.repaired or len(draft.label_pieces) > 1):
        flags.add("label_repaired")
    if draft.label and draft.label.date is None:
        flags.add("date_unknown")
    return tuple(sorted(flags))
