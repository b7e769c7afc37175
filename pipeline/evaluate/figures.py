"""What a figure is.

A figure is a key: gold and output agree where their keys are equal. Measures:

- `accuracy`: of the gold items, the part whose answer has the same key;
- `found`: the same, of those gold items that have an answer at all;
- `f1`: harmonic mean of precision and recall; an answer with another key is both a miss and an extra.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from pipeline.evaluate.rows import Dated

T = TypeVar("T")
Measure = Literal["accuracy", "found", "f1"]


def always(_: object) -> bool:
    """Every item takes part."""
    return True


@dataclass(frozen=True)
class Figure(Generic[T]):
    """One figure over pairs of `T`.

    `counts` says which items take part. A fault is listed among the errors if `listed`, and, where
    `after` names another figure, only if that one found none in the pair: each fault is told once.
    """

    name: str
    meaning: str
    measure: Measure
    key: Callable[[T], Hashable]
    show: Callable[[T], str]
    counts: Callable[[T], bool] = always
    listed: bool = True
    after: str | None = None


def show_interval(row: Dated) -> str:
    """The interval as ISO 8601 has it."""
    if row.interval is None:
        return "no date"
    first, last = row.interval
    return str(first) if first == last else f"{first}/{last}"
