"""What the rules' builders share: the named parts of a match, and a register of builders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.timex import lexicon
from pipeline.timex.meaning import Base, Core, Meaning, Shift
from pipeline.timex.tokens import Tokens

if TYPE_CHECKING:
    from pipeline.records import DateMod, TimexType
    from pipeline.timex.moment import Moment

Piece = tuple[int, int, Meaning]
Built = tuple[Piece, ...] | None
Builder = Callable[["Parts"], Built]
BUILDERS: dict[str, Builder] = {}


@dataclass(frozen=True, slots=True)
class Parts:
    """A match: tokens `first`..`last`, its named parts as token ranges, and the rule's parameter."""

    tokens: Tokens
    first: int
    last: int
    spans: dict[str, tuple[int, int]]
    parameter: str = ""

    def __contains__(self, name: str) -> bool:
        return name in self.spans

    def words(self, name: str) -> list[str]:
        """The words of a part in lower case; empty if it is missing."""
        span = self.spans.get(name)
        return self.tokens.words(span) if span else []

    def word(self, name: str) -> str:
        """The first word of a part in lower case; empty if it is missing."""
        span = self.spans.get(name)
        return self.tokens.word(span[0]) if span else ""

    def find(self, name: str, kind: lexicon.Kind) -> str | None:
        """The value of the part's first word that is of a kind."""
        known = lexicon.words(kind)
        return next((known[word] for word in self.words(name) if word in known), None)

    def number(self, name: str, kind: lexicon.Kind) -> int | None:
        """The same as a number."""
        found = self.find(name, kind)
        return None if found is None else int(found)

    def bare_start(self) -> int:
        """The first token; past an article where a hyphen makes the match an adjective of a noun."""
        words = self.tokens.words((self.first, self.last))
        return self.first + int(words[0] in {"the", "a", "an"} and "-" in words[2:])

    def whole(self, meaning: Meaning) -> Built:
        """The meaning, said by the whole match."""
        return ((self.first, self.last, meaning),)


def builder(function: Builder) -> Builder:
    """Register a function under its name, for rules to refer to."""
    BUILDERS[function.__name__] = function
    return function


def mod_of(words: list[str]) -> DateMod | None:
    """START, MID or END, if one of the words says so."""
    edges = {**lexicon.words("edge"), "latter": "END", "later": "END", "earlier": "START", "first": "START"}
    found = next((edges[word] for word in words if word in edges), None)
    match found:
        case "START" | "MID" | "END":
            return found
    return None


def unit_of(words: list[str]) -> str | None:
    """The ISO letter of the first unit among the words."""
    for kind in ("unit", "units", "clockunit", "clockunits"):
        known = lexicon.words(kind)
        for word in words:
            if word in known:
                return known[word]
    return None


def relative(words: list[str], inner: Moment | None = None) -> Meaning | None:
    """The meaning of `last year`, `the following day`, `the year before`."""
    unit = unit_of(words)
    if unit is None:
        return None
    pointers = lexicon.words("pointer")
    if words[-1] in {"before", "earlier"}:
        count, base = -1, "told"
    elif words[-1] in {"after", "later"}:
        count, base = 1, "told"
    else:
        pointing = (pointers[word] for word in words if word in pointers and word != "this")
        pointer = next(pointing, "0 reference")
        written, base = pointer.split()
        count = int(written)
        if base == "reference" and count == 1 and words[0] == "the" and "next" in words:
            base = "told"
    chosen: Base = base_of(base)
    return Meaning(Shift(unit, count, chosen), inner=inner)


def base_of(word: str) -> Base:
    """What a pointer leans on: `the following day` on the day that was told."""
    return "reference" if word == "reference" else "named" if word == "named" else "told"


def meaning(core: Core, kind: TimexType = "DATE", mod: DateMod | None = None) -> Meaning:
    """Shorthand for a meaning without inner or outer parts."""
    return Meaning(core, kind, mod=mod)
