"""A parsed text cut into windows of whole sentences that the encoder can take in one pass."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.encoder.encode import Encoded, load
from pipeline.encoder.pairs import Candidate
from pipeline.encoder.weights import description
from pipeline.sentences import CELL, sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

# The training passages have one to five sentences; longer windows would be unlike them.
MOST_CHARACTERS = 900
# A single sentence longer than this is cut at a word: the encoder takes 256 pieces.
_LONGEST = 1000
# No text shorter than this is cut further: single characters can be several pieces each.
_SHORTEST = 40
_KEPT = "bulletin_windows"


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Text[start:end] of a passage, encoded; spans in `encoded` count from `start`."""

    start: int
    end: int
    encoded: Encoded

    def candidate(self, start: int, end: int, kind: str) -> Candidate | None:
        """The passage's words from `start` to `end` as a candidate; None if the window does not hold them."""
        if start < self.start or end > self.end:
            return None
        pieces = self.encoded.pieces(start - self.start, end - self.start)
        return Candidate(pieces, kind) if pieces else None


def windows(doc: Doc) -> tuple[Window, ...]:
    """The windows of a text, in order, without overlap; encoded once, kept with the doc.

    Several stages ask for them: names, unnamed parties and triggers come out of the same pass.
    """
    found: tuple[Window, ...] | None = doc.user_data.get(_KEPT)
    if found is None:
        encoder, text = load(), doc.text
        ranges = (part for start, end in _ranges(doc) for part in _whole(text, start, end))
        found = tuple(Window(start, end, encoder.encode(text[start:end])) for start, end in ranges)
        doc.user_data[_KEPT] = found
    return found


def encoded_ahead(docs: Iterable[Doc], ahead: int) -> Generator[Doc]:
    """The texts in their order, each with its windows; while one is worked on, those behind it are encoded.

    At most `ahead` texts are taken from `docs` before they are asked for. The encoder lets other Python
    code run while it is at work, so a second core takes its time off the chain's; where there is only one
    (or OMP_NUM_THREADS is 1), each text is encoded when its turn comes.
    """
    if _cores() == 1:
        yield from docs
        return
    waiting: deque[tuple[Doc, Future[tuple[Window, ...]]]] = deque()
    with ThreadPoolExecutor(1, "encoder") as beside:
        try:
            for doc in docs:
                waiting.append((doc, beside.submit(windows, doc)))
                if len(waiting) > ahead:
                    yield _first_done(waiting)
            while waiting:
                yield _first_done(waiting)
        finally:
            beside.shutdown(wait=True, cancel_futures=True)


def _cores() -> int:
    """How many cores this process may use."""
    told = os.environ.get("OMP_NUM_THREADS", "").split(",")[0]
    if told.isdecimal():
        return int(told)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _first_done(waiting: deque[tuple[Doc, Future[tuple[Window, ...]]]]) -> Doc:
    doc, encoding = waiting.popleft()
    encoding.result()
    return doc


def forget(doc: Doc) -> None:
    """Let go of a text's windows: their vectors take three hundred bytes a character."""
    doc.user_data.pop(_KEPT, None)


def _ranges(doc: Doc) -> Iterator[tuple[int, int]]:
    text, begin, last = doc.text, 0, 0
    for sentence in sentences(doc):
        opens = sentence.start_char == doc.user_data.get(CELL)
        if last > begin and (opens or sentence.end_char - begin > MOST_CHARACTERS):
            yield begin, last
            begin = sentence.start_char
        last = sentence.end_char
        while last - begin > _LONGEST:
            cut = _word_before(text, begin, begin + _LONGEST)
            yield begin, cut
            begin = cut
    if last > begin:
        yield begin, last


def _whole(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range, or halves of it where its words make more pieces than the encoder takes."""
    if load().count(text[start:end]) <= description().most_pieces or end - start < _SHORTEST:
        yield start, end
        return
    middle = _word_before(text, start, (start + end) // 2)
    yield from _whole(text, start, middle)
    yield from _whole(text, middle, end)


def _word_before(text: str, begin: int, end: int) -> int:
    """Where the last word that begins before `end` begins; `end` itself in a text without blanks."""
    cut = text.rfind(" ", begin + 1, end)
    return cut if cut > begin else end
