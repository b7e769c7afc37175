"""The stage: segments to passages, passages to mention records."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline import timex
from pipeline.encoder.windows import encoded_ahead
from pipeline.extract import canonical, dateline, names, parties
from pipeline.extract.cast import Cast
from pipeline.extract.issuer import issuer
from pipeline.extract.lexicon import MODEL
from pipeline.extract.memory import Memory
from pipeline.passages import Name, Passage, TimeExpression
from pipeline.records import Document, Mention, Segment
from pipeline.sentences import CELL, DATELINE
from pipeline.text import Alignment, bounds, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.timex.days import Interval

WANTED = frozenset(["chronology_entry", "paragraph", "caption"])
COMPONENTS = ("bulletin_names", "bulletin_dates", "bulletin_actors")
_BATCH = 16


@cache
def load() -> Language:
    """The pipeline of spaCy's small English model with this project's components behind it.

    Without spaCy's own entity recogniser: the encoder's names are as good and come with its other tags.
    """
    import spacy  # noqa: PLC0415  (heavy)

    from pipeline.extract import components  # noqa: F401, PLC0415  (registers the factories)

    nlp = spacy.load(MODEL, exclude=["ner"])
    for name in COMPONENTS:
        if nlp.has_factory(name):
            nlp.add_pipe(name, last=True)
    return nlp


def parser_alone(nlp: Language) -> AbstractContextManager[object]:
    """The pipeline without our components, to the end of the block."""
    return nlp.select_pipes(disable=[name for name in COMPONENTS if name in nlp.pipe_names])


def passages(document: Document, segments: Iterable[Segment], nlp: Language) -> Iterator[Passage]:
    """The segments that carry news, parsed, with their names, dates and parties.

    Names and dates are resolved in the order of the document: what one segment defines or dates
    holds in those behind it. Our components in `nlp` are not run on the single segments.
    """
    segments = list(segments)
    wanted = [segment for segment in segments if segment.kind in WANTED]
    home = issuer(document, segments)
    dates = _dates(document, wanted)
    memory, cast = Memory(), Cast()
    with parser_alone(nlp):
        parsed = nlp.pipe((_unparsed(document, segment, nlp) for segment in wanted), batch_size=_BATCH)
        whole = (_whole(document, segment, doc, nlp) for segment, doc in zip(wanted, parsed, strict=True))
        docs = encoded_ahead(whole, ahead=_BATCH)
        for segment, doc, times in zip(wanted, docs, dates, strict=True):
            found = [name for name in names.find(doc, memory) if not _is_date(name, times)]
            lead = segment is wanted[0]
            cast.begin(alone=segment.kind == "chronology_entry", home=home if lead else None)
            cast_here = parties.find(doc, found, memory, cast)
            named, actors = canonical.settle(doc, found, cast_here)
            yield Passage(segment, doc, tuple(parties.coded(named, actors)), tuple(times), tuple(actors))


def _unparsed(document: Document, segment: Segment, nlp: Language) -> Doc:
    """The segment's words without what stands before its first sentence: a dateline, a table's first cell."""
    return nlp.make_doc(segment.text[_first_cell(document, segment) or dateline.end_of(segment.text) :])


def _whole(document: Document, segment: Segment, parsed: Doc, nlp: Language) -> Doc:
    """The segment's doc, from that of what stands behind its first cell or its dateline."""
    return dateline.restored(segment.text, parsed, nlp, CELL if _first_cell(document, segment) else DATELINE)


def _first_cell(document: Document, segment: Segment) -> int:
    """Where the text behind the segment's first cell begins (`Mali | The army …`); 0 if no bar or tab parts them."""
    if not segment.spans or len(segment.spans) == 1:
        return 0
    (start, end), (following, _) = segment.spans[:2]
    between = document.text[end:following]
    parted = any(sign in between for sign in "|\t") and not re.search(r"[^\W_]|\n", between)
    words = " ".join(document.text[start:end].split())
    behind = segment.text[len(words) :].lstrip()
    return len(segment.text) - len(behind) if parted and behind and segment.text.startswith(words) else 0


def _is_date(name: Name, times: Sequence[TimeExpression]) -> bool:
    """Whether a name is nothing but words of a date: `mid-August`, `Nov.`."""
    return any(t.date and t.start <= name.start and name.end <= t.end and name.code is None for t in times)


def _dates(document: Document, wanted: Sequence[Segment]) -> list[list[TimeExpression]]:
    """The time expressions of the wanted segments, resolved in the document's context."""
    labels = [(s.date, s.enddate or s.date) if s.date else None for s in wanted]
    return timex.resolve_document(
        [segment.text for segment in wanted],
        reference=document.date,
        period=_period(document),
        labels=labels,
        periods=[_section_period(document, segment) for segment in wanted],
    )


def _period(document: Document) -> Interval | None:
    for words in (document.issue, document.title, document.publication):
        if words and (found := timex.period_in(words)):
            return found
    return None


def _section_period(document: Document, segment: Segment) -> Interval | None:
    """The month of the section's heading; entries with days of their own need none.

    A line that tells the day of the document is no heading of a month.
    """
    if not segment.section or segment.date is not None or (period := timex.period_in(segment.section)) is None:
        return None
    told = (found.date for found in timex.find(segment.section) if found.precision == "day")
    return None if document.date and document.date in told else period


def mentions(document: Document, passages: Iterable[Passage]) -> list[Mention]:
    """The mention records of the passages, with offsets in the document's stored text."""
    return [mention for passage in passages for mention in _of_passage(document, passage)]


def _of_passage(document: Document, passage: Passage) -> list[Mention]:
    segment = passage.segment
    source = pieces(segment.start, segment.end, segment.spans)
    alignment = Alignment(document.text, segment.text, source)
    free = [d for d in passage.dates if not any(n.start < d.end and d.start < n.end for n in passage.names)]
    marked: list[Name | TimeExpression] = [*passage.names, *free]
    marked.sort(key=lambda item: item.start)
    result = []
    for item in marked:
        where = alignment.to_source(item.start, item.end)
        if where:
            start, end, spans = bounds(where)
            result.append(_mention(segment, item, (start, end, spans)))
    return result


def _mention(
    segment: Segment, item: Name | TimeExpression, where: tuple[int, int, tuple[tuple[int, int], ...] | None]
) -> Mention:
    start, end, spans = where
    if isinstance(item, Name):
        return Mention(
            segment=segment.id, doc=segment.doc, label=item.label, text=item.text, start=start, end=end,
            spans=spans, canonical=item.canonical, code=item.code, identifier_id=item.identifier_id,
        )  # fmt: skip
    return Mention(
        segment=segment.id, doc=segment.doc, label="DATE", text=item.text, start=start, end=end, spans=spans,
        timex_type=item.type, timex_value=item.value or None, date=item.date, enddate=item.enddate,
        date_precision=item.precision, date_mod=item.mod,
    )  # fmt: skip
