"""Words become lines, and lines tell what they look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.read.pdf.shapes import Word

_ENDED = (".", "!", "?", "…", ":", ";")
_CLOSING = "\"'”’»)]*⁰¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline of one column, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words with a blank between them, but where they are glued."""
        return joined(self.words)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def base(self) -> float:
        """The baseline of most of its letters."""
        return _usual((word.base, len(word.text)) for word in self.words)

    @property
    def size(self) -> float:
        """The font size of most of its letters."""
        return _usual((word.size, len(word.text)) for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold or not _has_letters(word) for word in self.words) and any(word.bold for word in self.words)

    @property
    def italic(self) -> bool:
        """Whether all of it is italic."""
        return all(word.italic or not _has_letters(word) for word in self.words) and any(
            word.italic for word in self.words
        )

    @property
    def bold_words(self) -> int:
        """How many words at its beginning are bold."""
        return next((at for at, word in enumerate(self.words) if not word.bold), len(self.words))

    @property
    def italic_words(self) -> int:
        """How many words at its beginning are italic."""
        return next((at for at, word in enumerate(self.words) if not word.italic), len(self.words))


def _usual(weighted: Iterable[tuple[float, int]]) -> float:
    counts: Counter[float] = Counter()
    for value, weight in weighted:
        counts[value] += weight
    return max(counts, key=lambda value: (counts[value], value))


def _has_letters(word: Word) -> bool:
    return any(char.isalnum() for char in word.text)


def joined(words: Iterable[Word]) -> str:
    """The words as text."""
    parts: list[str] = []
    for word in words:
        parts += [word.text, "" if word.glued else " "]
    return "".join(parts).strip()


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines that the words of one column make, from top to bottom."""
    rows: list[_Row] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        row = next((row for row in reversed(rows[-3:]) if row.takes(word)), None)
        if row is None:
            rows.append(_Row([word], word.top, word.bottom))
        else:
            row.add(word)
    lines = [Line(tuple(sorted(row.words, key=lambda word: word.x0))) for row in rows]
    return sorted(lines, key=lambda line: (line.base, line.x0))


@dataclass(slots=True)
class _Row:
    """Words of one line, and how far up and down they reach."""

    words: list[Word]
    top: float
    bottom: float

    def takes(self, word: Word) -> bool:
        """Whether the word stands on the row's line: half its height beside it, and not over its words."""
        top, bottom = word.top, word.bottom
        if min(self.bottom, bottom) - max(self.top, top) < min(self.bottom - self.top, bottom - top) / 2:
            return False
        return not any(other.x0 + 0.5 < word.x1 and word.x0 + 0.5 < other.x1 for other in self.words)

    def add(self, word: Word) -> None:
        """Take the word."""
        self.words.append(word)
        self.top, self.bottom = min(self.top, word.top), max(self.bottom, word.bottom)


def rows_in(words: Iterable[Word]) -> int:
    """How many baselines the words have (those nearer than half a letter are one)."""
    count, last = 0, float("-inf")
    for word in sorted(words, key=lambda word: word.base):
        if word.base - last > word.size / 2:
            count += 1
            last = word.base
    return count


def body_size(words: Iterable[Word]) -> float:
    """The font size in which most letters are printed, to a half point."""
    counts: Counter[float] = Counter()
    for word in words:
        counts[round(word.size * 2) / 2] += len(word.text)
    return max(counts, key=lambda size: (counts[size], size)) if counts else 0.0


def is_open(text: str) -> bool:
    """Whether a text stops in the middle of a sentence."""
    return not text.rstrip(_CLOSING).endswith(_ENDED)


def opens_small(text: str) -> bool:
    """Whether a text begins in the middle of a sentence: with a small letter."""
    return text.lstrip("\"'“‘([").strip()[:1].islower()
