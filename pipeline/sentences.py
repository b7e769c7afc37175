"""The sentences of a parsed text: found once, looked up by offset."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_KEPT = "bulletin_sentences"
# In `doc.user_data` of a table's row: where the text behind its first cell begins.
CELL = "bulletin_cell"
# In `doc.user_data` of a text with a dateline: where the text behind it begins.
DATELINE = "bulletin_dateline"


def sentences(doc: Doc) -> tuple[Span, ...]:
    """The sentences in order. A text that nobody has cut is one.

    spaCy walks over all tokens each time it is asked; where they begin and end is kept with the doc
    (in numbers: spans would hold the doc that holds them).
    """
    ranges: tuple[tuple[int, int], ...] | None = doc.user_data.get(_KEPT)
    if ranges is None:
        cut = doc.has_annotation("SENT_START")
        ranges = tuple((sent.start, sent.end) for sent in doc.sents) if cut else ((0, len(doc)),) if len(doc) else ()
        doc.user_data[_KEPT] = ranges
    return tuple(doc[start:end] for start, end in ranges)


def number_at(doc: Doc, offset: int) -> int:
    """The number, from 0, of the sentence in which the character at `offset` stands or before which it does."""
    ends = [sentence.end_char for sentence in sentences(doc)]
    return min(bisect_right(ends, offset), len(ends) - 1)


def first_number(doc: Doc) -> int:
    """The number by which the first part of the text is counted: 0 where it is a table's first cell or a dateline."""
    return 0 if CELL in doc.user_data or DATELINE in doc.user_data else 1


def without_front(doc: Doc) -> tuple[Span, ...]:
    """The sentences behind a table's first cell or a dateline."""
    return sentences(doc)[1 - first_number(doc) :]
