"""Drafts become records: sections, ids, repaired text, dates from labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.records import Document, Segment, SegmentFlag
from pipeline.segment.chronology import without_empty
from pipeline.segment.drafts import Draft
from pipeline.segment.kinds import bare
from pipeline.segment.repair import Vocabulary
from pipeline.segment.view import View
from pipeline.text import Span, bounds, slices, squash
from pipeline.timex import is_heading


def assemble(document: Document, view: View, drafts: list[Draft]) -> list[Segment]:
    """Segment records in source order; `section` is the title above, a title's own being itself."""
    vocabulary = Vocabulary(document.text)
    section: str | None = None
    records: list[Segment] = []
    ordered = sorted(_unmarked(document, view, drafts), key=lambda draft: draft.start)
    texts = [vocabulary.mend(_printed(document, view, draft)) for draft in ordered]
    for number, (draft, text) in enumerate(zip(ordered, texts, strict=True), 1):
        segment_id = f"{document.id}/{number:03}"
        if draft.title or _heads_entries(ordered, texts, number - 1):
            section = bare(text)
        records.append(_record(document, view, draft, segment_id=segment_id, text=text, section=section))
    return records


def _heads_entries(drafts: Sequence[Draft], texts: Sequence[str], at: int) -> bool:
    """Whether a heading that is no period's stands right above entries of a chronology, or above their period's."""
    if drafts[at].kind != "heading" or is_heading(bare(texts[at])):
        return False
    for draft, text in zip(drafts[at + 1 :], texts[at + 1 :], strict=True):
        if draft.kind != "heading" or not is_heading(bare(text)):
            return draft.kind == "chronology_entry"
    return False


def _unmarked(document: Document, view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts without markup in their pieces, and one of all the markup."""
    if not view.marks:
        return drafts
    marks = tuple(mark for start, end in view.marks for mark in _inked(document, max(start, document.body_start), end))
    bare_drafts = without_empty(
        draft  # front matter is page furniture as a whole, whatever stands in it
        if draft.start < document.body_start
        else replace(draft, pieces=view.pieces(draft.pieces), label_pieces=view.pieces(draft.label_pieces))
        for draft in drafts
    )
    return [*(draft for draft in bare_drafts if draft.pieces), *([Draft("boilerplate", marks)] if marks else [])]


def _inked(document: Document, start: int, end: int) -> Iterator[Span]:
    ink = document.text[start:end].strip() if start < end else ""
    if squash(ink):
        begin = document.text.index(ink, start)
        yield begin, begin + len(ink)


def _printed(document: Document, view: View, draft: Draft) -> str:
    """The words of a draft as the source has them."""
    text = slices(document.text, draft.pieces[:1])
    for before, piece in pairwise(draft.pieces):
        text += view.joint(before[1], piece[0]) + slices(document.text, [piece])
    return text


def _record(
    document: Document, view: View, draft: Draft, *, segment_id: str, text: str, section: str | None
) -> Segment:
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
        flags=_flags(document, view, draft, text),
    )


def _flags(document: Document, view: View, draft: Draft, text: str) -> tuple[SegmentFlag, ...]:
    flags: set[SegmentFlag] = set()
    if draft.repaired or text != " ".join(_printed(document, view, draft).split()):
        flags.add("text_repaired")
    if draft.label and (draft.label.repaired or len(draft.label_pieces) > 1):
        flags.add("label_repaired")
    if draft.label and draft.label.date is None:
        flags.add("date_unknown")
    return tuple(sorted(flags))
