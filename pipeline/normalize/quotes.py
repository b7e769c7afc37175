"""Words of a segment as quotes of the document, with source offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.passages import Words
from pipeline.records import Cue, Quote, Span
from pipeline.text import Alignment, bounds


@dataclass(frozen=True, slots=True)
class Quoter:
    """Makes quotes out of runs of words in one segment."""

    text: str
    alignment: Alignment

    def place(self, start: int, end: int) -> dict[str, Any]:
        """`start`, `end`, `spans` of segment text[start:end] in the source."""
        first, last, spans = bounds(self.alignment.to_source(start, end))
        return {"start": first, "end": last, "spans": spans}

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The source slices of segment text[start:end]."""
        return self.alignment.to_source(start, end)

    def quote(self, words: Words) -> Quote:
        """The words as a Quote."""
        return Quote(text=words.text, **self.place(words.start, words.end))

    def cue(self, rule: str, words: Words | None) -> Cue:
        """A cue that rests on the words, if there are any."""
        if words is None or not self.alignment.to_source(words.start, words.end):
            return Cue(rule_or_model=rule)
        place = self.place(words.start, words.end)
        return Cue(rule_or_model=rule, text=words.text, start=place["start"], end=place["end"])
