"""A parsed text cut into windows of whole sentences that the encoder can take in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.encoder.encode import Encoded, load

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
    for end in _sentence_ends(doc):
        if last > begin and end - begin > MOST_CHARACTERS:
            yield begin, last
            begin = last + len(text[last:end]) - len(text[last:end].lstrip())
        last = end
        while last - begin > _LONGEST:
            cut = text.rfind(" ", begin, begin + _LONGEST)
            cut = cut if cut > begin else begin + _LONGEST
            yield begin, cut
            begin = cut
    if last > begin:
        yield begin, last


def _sentence_ends(doc: Doc) -> list[int]:
    """Where the sentences end; a text that nobody has cut into sentences is one."""
    if doc.has_annotation("SENT_START"):
        return [sentence.end_char for sentence in doc.sents]
    return [len(doc.text)] if doc.text.strip() else []
