"""What stands on a page: words, rules, boxes, pictures. Lengths are points; y grows downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# How far letters reach above and below their baseline, as parts of the font size.
_ASCENT, _DESCENT = 0.72, 0.22


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def near(self, other: Box, distance: float) -> bool:
        """Whether the two come as near as `distance`, or overlap."""
        across = max(self.x0, other.x0) - min(self.x1, other.x1)
        down = max(self.top, other.top) - min(self.bottom, other.bottom)
        return across <= distance and down <= distance


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character: its sides, its baseline, the look of its font, and the number of the text it is of."""

    char: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    italic: bool
    drawn: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand together. `glued`: the next word of the line follows without a blank."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    glued: bool = False

    @property
    def top(self) -> float:
        """The upper end of its letters."""
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        """The lower end of its letters."""
        return self.base + _DESCENT * self.size

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: upright words, words that stand aslant (as one text each), and what is drawn."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    aslant: tuple[str, ...] = ()
    pictures: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()


def around(words: Iterable[Word]) -> Box:
    """The smallest box around the words (at least one)."""
    listed = list(words)
    return Box(
        min(word.x0 for word in listed),
        min(word.top for word in listed),
        max(word.x1 for word in listed),
        max(word.bottom for word in listed),
    )
