"""Numbers in words and digits, and TIMEX3 durations made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.timex import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

HALF = 0.5
_ONE = frozenset({"a", "an", "another", "the"})
_TIME_UNITS = {"TH": "H", "TM": "M", "TS": "S"}


def number_of(words: Sequence[str]) -> float | None:
    """The number that words and digits say; None if it is vague (`several`, `a few`) or no number."""
    total, current, known = 0.0, 0.0, False
    small = {**lexicon.numbers("number"), **lexicon.numbers("tens")}
    scales = lexicon.numbers("scale")
    vague = lexicon.words("vague")
    for word in words:
        if word in vague or word in {"some", "many"}:
            return None
        if word == "half":
            total, known = total + HALF, True
        elif word in scales:
            total, current = total + (current or 1) * scales[word], 0
            known = True
        elif word in small or word[:1].isdigit():
            current, known = current + (small[word] if word in small else _digits(word)), True
    if known:
        return total + current
    return 1.0 if any(word in _ONE for word in words) else None


def _digits(word: str) -> float:
    return float(word.replace(",", "").rstrip("stndrh"))


def ordinal_of(word: str) -> int | None:
    """The number of an ordinal in words or digits; -1 for the last."""
    known = lexicon.numbers("ordinal")
    if word in known:
        return known[word]
    return int(word[:-2]) if word[:-2].isdigit() else None


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 value of `count` units (ISO 8601; X where the count is vague)."""
    if unit == "FN":
        count, unit = (None if count is None else 2 * count), "W"
    if count == HALF and unit in {"TH", "Y"}:
        return "PT30M" if unit == "TH" else "P6M"
    figure = "X" if count is None else f"{count:g}" if count < 1e6 else f"{count:.0f}"  # noqa: PLR2004
    return f"PT{figure}{_TIME_UNITS[unit]}" if unit in _TIME_UNITS else f"P{figure}{unit}"
