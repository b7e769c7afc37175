"""A parsed text cut into windows of whole sentences that the encoder can take in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.encoder.encode import Encoded, load
from pipeline.sentences import sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

# The training passages have one to five sentences; longer windows would be unlike them.
MOST_CHARACTERS = 900
# A single sentence longer than this is cut at a word: the encoder takes 256 pieces.
_LONGEST = 1000
_KEPT = "bulletin_windows"


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Text[start:end] of a passage, encoded; spans in `encoded` count from `start`."""

    start: int
    end: int
    encoded: Encoded


def windows(doc: Doc) -> tuple[Window, ...]:
    """The windows of a text, in order, without overlap; encoded once, kept with the doc.

    Several stages ask for them: names, unnamed parties and triggers come out of the same pass.
    """
    found: tuple[Window, ...] | None = doc.user_data.get(_KEPT)
    if found is None:
        encoder, text = load(), doc.text
        found = tuple(Window(start, end, encoder.encode(text[start:end])) for start, end in _ranges(doc))
        doc.user_data[_KEPT] = found
    return found


def _ranges(doc: Doc) -> Iterator[tuple[int, int]]:
    text, begin, last = doc.text, 0, 0
    for sentence in sentences(doc):
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
