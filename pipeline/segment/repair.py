"""Mending what the page did to the words: breaks inside them, and phrases printed twice.

Only white space and hyphens change (see `pipeline.text`), so every repair keeps its way back.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from pipeline.segment.cues import layout
from pipeline.text import Span

_BROKEN = re.compile(r"(?<!\w)(\w+)[-\u00ad\u2010]\s+([a-z]\w*)")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")
_SUSPENDED = frozenset({"and", "or", "to", "nor", "und", "versus"})
# A page break that prints a phrase twice repeats at least a few words; fewer coincide by chance.
_LEAST_REPEATED_WORDS = 5
_ALIKE = 0.85
# A page break prints some lines twice; to compare longer runs takes time that grows with their cube.
_MOST_REPEATED_WORDS = 80
_LONG_WORD = 12  # characters


class Vocabulary:
    """The words of a document, against which a broken word is mended."""

    def __init__(self, text: str) -> None:
        whole = _BROKEN.sub(" ", text)
        self._words = Counter(word.lower() for word in _WORD.findall(whole))

    def mend(self, text: str) -> str:
        """`text` with runs of white space as one blank and words joined that a line end broke."""
        return _BROKEN.sub(self._join, " ".join(text.split()))

    def count(self, word: str) -> int:
        """How often the document has the word, whatever its case."""
        return self._words[word.lower()]

    def _join(self, broken: re.Match[str]) -> str:
        left, right = broken.groups()
        if right in _SUSPENDED:
            return broken.group()
        if self.count(left + right) > self.count(f"{left}-{right}"):
            return left + right
        keeps = left.lower() in layout().hyphen_firm or self.count(f"{left}-{right}") > 0
        keeps = keeps or (left.lower() in layout().hyphen_vowels and left[-1] == right[0])
        keeps = keeps or (left.lower() in layout().hyphen_prefixes and self.count(right) > 0)
        keeps = keeps or (self.count(left) > 0 and self.count(right) > 0)
        return f"{left}-{right}" if keeps else left + right


def repeated_tail(source: str, before: Span, after: Span) -> Span | None:
    """The end of `before` that `after` prints again at its beginning (a page break's double), if any.

    The two copies may differ in a letter here and there, as scans do.
    """
    tail = [match.span() for match in _WORD.finditer(source, *before)]
    head = [match.span() for match in _WORD.finditer(source, *after)]
    for length in range(min(len(tail), len(head), _MOST_REPEATED_WORDS), _LEAST_REPEATED_WORDS - 1, -1):
        if _alike(_words(source, tail[-length:]), _words(source, head[:length])):
            return tail[-length][0], before[1]
    return None


def _words(source: str, spans: list[Span]) -> list[str]:
    return [source[start:end].lower() for start, end in spans]


def _alike(one: list[str], other: list[str]) -> bool:
    if sum(a == b for a, b in zip(one, other, strict=True)) < len(one) * 0.7:
        return False
    first, second = " ".join(one), " ".join(other)
    if max(len(first), len(second)) > _MOST_REPEATED_WORDS * _LONG_WORD:
        return first == second
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
