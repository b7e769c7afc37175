"""Longest-match dictionaries over words: linear in the text, blind to accents and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

Payload = TypeVar("Payload")

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_PLAIN = str.maketrans("đĐøØłŁıæÆßħ’‘`´‐‑\u00ad", "dDoOlLiaAsh''''---")
_HYPHENS = "-"


class Token(NamedTuple):
    """A word or a single punctuation mark; `key` is its text without accents."""

    start: int
    end: int
    text: str
    key: str
    lower: str


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """`text` without accents, with plain quotes and hyphens; case is kept."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def tokenize(text: str) -> tuple[Token, ...]:
    """Words and punctuation marks of `text`, with their offsets."""
    return tuple(Token(m.start(), m.end(), m[0], key := fold(m[0]), key.lower()) for m in _TOKEN.finditer(text))


class _Node(Generic[Payload]):
    __slots__ = ("next", "payload")

    def __init__(self) -> None:
        self.next: dict[str, _Node[Payload]] = {}
        self.payload: Payload | None = None


class Trie(Generic[Payload]):
    """Forms of names, by words. The first payload given for a form stays."""

    def __init__(self, entries: Iterable[tuple[str, Payload]], *, lower: bool = False) -> None:
        self._lower = lower
        self._root: _Node[Payload] = _Node()
        for form, payload in entries:
            self._add(form, payload)

    def _add(self, form: str, payload: Payload) -> None:
        node = self._root
        for token in tokenize(form):
            key = token.lower if self._lower else token.key
            if key not in _HYPHENS:
                node = node.next.setdefault(key, _Node())
        if node.payload is None:
            node.payload = payload

    def longest(self, tokens: Sequence[Token], begin: int) -> tuple[int, Payload] | None:
        """End (exclusive) and payload of the longest form that starts at token `begin`, or None."""
        node, found = self._root, None
        for index in range(begin, len(tokens)):
            key = tokens[index].lower if self._lower else tokens[index].key
            if key in _HYPHENS:
                if index == begin:
                    return None
                continue
            step = node.next.get(key)
            if step is None:
                break
            node = step
            if node.payload is not None:
                found = (index + 1, node.payload)
        return found
