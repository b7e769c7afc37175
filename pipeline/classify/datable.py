"""Time expressions that can say when an act was, and not only what it is counted from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.passages import Passage, TimeExpression

_COUNTED = r"\b(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|last|only|most|least|times?|\w{3,}est)\b"
# "for the first time since 2009", "the deadliest attack in two years"
_FROM_THEN = re.compile(rf"{_COUNTED}[^.;:]{{0,100}}\bsince\s+(?:the\s+)?$", re.IGNORECASE)
_WITHIN = re.compile(rf"{_COUNTED}[^.;:,]{{0,40}}\b(?:in|within)\s+(?:\w+\s+){{0,3}}$", re.IGNORECASE)
# "three days after the raid": how far apart two acts were, not how long one lasted
_APART = re.compile(r"\s+(?:after|before|later|earlier|ago|since|into)\b", re.IGNORECASE)
# "the programme for 2018-2019": what it is about
_FOR = re.compile(r"\bfor\s+(?:the\s+(?:years?\s+)?)?$", re.IGNORECASE)
_BEFORE = 140  # characters in which such words are looked for


def datable(passage: Passage) -> list[TimeExpression]:
    """The expressions of a passage without those that say since when or within how long nothing like it was.

    Nor do the years tell it that something is for, nor does a length that says how far an act is from another.
    """
    return [date for date in passage.dates if not _counts(date, passage.segment.text)]


def _counts(date: TimeExpression, text: str) -> bool:
    before = text[max(0, date.start - _BEFORE) : date.start]
    if date.type == "DURATION":
        return bool(_WITHIN.search(before) or _APART.match(text, date.end))
    if date.precision in ("quarter", "year", "decade") and _FOR.search(before):
        return True
    return bool(_FROM_THEN.search(before))
