"""A passage cut into windows of whole sentences that the encoder can take in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.encoder import Encoded, Encoder

if TYPE_CHECKING:
    from spacy.tokens import Doc

# The training passages have one to five sentences; longer windows would be unlike them.
MOST_CHARACTERS = 900
# A single sentence longer than this is cut at a word: the encoder takes 256 pieces.
_LONGEST = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Text[start:end] of a passage, encoded; spans in `encoded` count from `start`."""

    start: int
    end: int
    encoded: Encoded


def windows(doc: Doc, encoder: Encoder) -> Iterator[Window]:
    """The windows of a passage, in order, without overlap."""
    text = doc.text
    for start, end in _ranges(doc, text):
        yield Window(start, end, encoder.encode(text[start:end]))


def _ranges(doc: Doc, text: str) -> Iterator[tuple[int, int]]:
    begin = last = 0
    for sentence in doc.sents:
        if last > begin and sentence.end_char - begin > MOST_CHARACTERS:
            yield begin, last
            begin = sentence.start_char
        last = sentence.end_char
        while last - begin > _LONGEST:
            cut = text.rfind(" ", begin, begin + _LONGEST)
            cut = cut if cut > begin else begin + _LONGEST
            yield begin, cut
            begin = cut
    if last > begin:
        yield begin, last
