"""What an uncased vocabulary does not see of a word: its shape."""

from __future__ import annotations

from collections.abc import Sequence

Offsets = Sequence[tuple[int, int]]


def shape(word: str) -> int:
    """1 small, 2 Title, 3 CAPITALS, 4 mIxed, 5 with digits, 6 punctuation, 7 one capital; 0 is no word."""
    if any(char.isdigit() for char in word):
        return 5
    if not any(char.isalpha() for char in word):
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 7 if len(word) == 1 else 3
    return 2 if word[0].isupper() and word[1:].islower() else 4


def shapes(text: str, offsets: Offsets) -> list[int]:
    """The shape of the word that each piece (its offsets in `text`) belongs to."""
    known: dict[tuple[int, int], int] = {}
    result = []
    for start, end in offsets:
        if start == end:
            result.append(0)
            continue
        word = _word(text, start, end)
        result.append(known.setdefault(word, shape(text[slice(*word)])))
    return result


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    if not text[start].isalnum():
        return start, end
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end
