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
_BEFORE = 140  # characters in which such words are looked for


def datable(passage: Passage) -> list[TimeExpression]:
    """The expressions of a passage without those that say since when, or within how long, nothing like it was."""
    return [date for date in passage.dates if not _counts(date, passage.segment.text)]


def _counts(date: TimeExpression, text: str) -> bool:
    before = text[max(0, date.start - _BEFORE) : date.start]
    return bool((_WITHIN if date.type == "DURATION" else _FROM_THEN).search(before))
