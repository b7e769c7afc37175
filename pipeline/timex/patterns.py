"""Rule patterns over classes of tokens, compiled to regular expressions.

A text becomes a string with one character a token, its class; a rule is a regular expression over
that string. Patterns are written with spaces between the parts:

    day=(DAYNUM | DAYORD) of? month=MONTH (','? year=YEAR)?

Upper case names a class or macro, lower case a literal word, quotes a literal sign; `name=` names
a part, `?` makes it optional. There is no repetition: a match has a bounded length, so the work
on a text grows with its length only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TOKEN = re.compile(r"\s*(?:(?P<name>[a-z_0-9]+)=|(?P<word>[A-Za-z]+)|'(?P<sign>[^']+)'|(?P<op>[()|?]))")
_FIRST_CHAR = 0xE000  # Unicode's private use area


class PatternError(ValueError):
    """A rule's pattern cannot be read, or names an unknown class."""


class Alphabet:
    """One character for each set of classes that a token can have."""

    def __init__(self, memberships: Iterable[frozenset[str]]) -> None:
        self._chars: dict[frozenset[str], str] = {}
        self._members: dict[str, str] = {}
        for classes in memberships:
            if classes not in self._chars:
                char = chr(_FIRST_CHAR + len(self._chars))
                self._chars[classes] = char
                for name in classes:
                    self._members[name] = self._members.get(name, "") + char

    def char(self, classes: frozenset[str]) -> str:
        """The character of a token with exactly these classes."""
        return self._chars[classes]

    def members(self, name: str) -> str:
        """All characters whose tokens have the class."""
        try:
            return self._members[name]
        except KeyError:
            raise PatternError(f"unknown class or word {name!r}") from None


@dataclass(frozen=True, slots=True)
class Piece:
    """A compiled part: its expression, the characters it can begin with, whether it can be empty."""

    source: str
    first: frozenset[str]
    empty: bool


def literals(pattern: str) -> set[str]:
    """The literal words and signs of a pattern."""
    found = set()
    for match in _TOKEN.finditer(pattern):
        if match["sign"] or (match["word"] and match["word"].islower()):
            found.add(match["sign"] or match["word"])
    return found


class Compiler:
    """Compiles patterns for an alphabet, with macros."""

    def __init__(self, alphabet: Alphabet, macros: Mapping[str, str]) -> None:
        self._alphabet = alphabet
        self._macros = macros
        self._known: dict[str, Piece] = {}
        self._named = 0

    def compile(self, pattern: str) -> Piece:
        """The pattern as a regular expression; raises PatternError."""
        items = self._items(pattern)
        piece, rest = self._choice(items, 0)
        if rest != len(items):
            raise PatternError(f"unbalanced brackets in {pattern!r}")
        return piece

    def _items(self, pattern: str) -> list[tuple[str, str]]:
        items, position = [], 0
        pattern = pattern.strip()
        while position < len(pattern):
            match = _TOKEN.match(pattern, position)
            if match is None or match.lastgroup is None:
                raise PatternError(f"cannot read {pattern[position:]!r} in {pattern!r}")
            items.append((match.lastgroup, match[match.lastgroup]))
            position = match.end()
        return items

    def _choice(self, items: list[tuple[str, str]], at: int) -> tuple[Piece, int]:
        branches = []
        while True:
            piece, at = self._sequence(items, at)
            branches.append(piece)
            if at >= len(items) or items[at] != ("op", "|"):
                break
            at += 1
        if len(branches) == 1:
            return branches[0], at
        source = "(?:" + "|".join(branch.source for branch in branches) + ")"
        first = frozenset().union(*(branch.first for branch in branches))
        return Piece(source, first, any(branch.empty for branch in branches)), at

    def _sequence(self, items: list[tuple[str, str]], at: int) -> tuple[Piece, int]:
        whole = Piece("", frozenset(), empty=True)
        while at < len(items) and items[at] not in {("op", "|"), ("op", ")")}:
            piece, at = self._part(items, at)
            first = whole.first | piece.first if whole.empty else whole.first
            whole = Piece(whole.source + piece.source, first, whole.empty and piece.empty)
        return whole, at

    def _part(self, items: list[tuple[str, str]], at: int) -> tuple[Piece, int]:
        kind, text = items[at]
        name = text if kind == "name" else ""
        if name:
            at += 1
            kind, text = items[at]
        if (kind, text) == ("op", "("):
            piece, at = self._choice(items, at + 1)
        else:
            piece = self._leaf(kind, text)
        at += 1
        source = piece.source
        if name:
            # a name may stand in several branches; expressions want each of their groups' names once
            self._named += 1
            source = f"(?P<{name}__{self._named}>{source})"
        if at < len(items) and items[at] == ("op", "?"):
            source = f"{source}?" if name or len(piece.source) == 1 else f"(?:{source})?"
            return Piece(source, piece.first, empty=True), at + 1
        return Piece(source, piece.first, piece.empty), at

    def _leaf(self, kind: str, text: str) -> Piece:
        if kind == "word" and text in self._macros:
            if text not in self._known:
                inner = self.compile(self._macros[text])
                self._known[text] = Piece(f"(?:{inner.source})", inner.first, inner.empty)
            return self._known[text]
        chars = self._alphabet.members(text if text.isupper() else f"={text}")
        return Piece(f"[{chars}]", frozenset(chars), empty=False)

    def lookaround(self, names: str) -> str:
        """A set of characters out of a list of classes, words and signs, for contexts."""
        chars = "".join(
            self._alphabet.members(item if item.isupper() else "=" + item.strip("'")) for item in names.split()
        )
        return f"[{chars}]"


def named_parts(match: re.Match[str]) -> dict[str, tuple[int, int]]:
    """Named parts of a match that took part in it: name -> first token, token after the last."""
    return {name.partition("__")[0]: match.span(name) for name, text in match.groupdict().items() if text}
