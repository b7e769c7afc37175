"""`overnight` in a report: a night lies on two days, the one that it follows and the one that it leads to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.timex.days import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.passages import TimeExpression

_WORD = "overnight"
_LEADING = frozenset({"into", "to"})
_BEGINNING = frozenset({"from", "between"})
_RECENT = 6 * DAY
_SENTENCE_ENDS = frozenset(".!?\n")


def with_nights(text: str, expressions: Sequence[TimeExpression], today: dt.date | None) -> Iterator[TimeExpression]:
    """The expressions of a text, each night with both of its days; one named by its days is one with them.

    A night led to the day that is told behind it in its sentence, else to the day of writing (`today`) if that is
    near; it followed a day further back that was told last.
    """
    left = iter([*expressions, None])
    night = next(left)
    while night is not None:
        following = next(left)
        if night.text.lower() == _WORD and night.date is not None:
            night, taken = _with_days(text, night, following, today) if _has_both_sides(night) else (night, False)
            following = next(left) if taken else following
        yield night
        night = following


def _with_days(
    text: str, night: TimeExpression, following: TimeExpression | None, today: dt.date | None
) -> tuple[TimeExpression, bool]:
    """The night with its days, and whether it has taken in the expression that follows it."""
    first = night.date
    assert first is not None
    between = text[night.end : following.start] if following is not None else ""
    word = between.strip().lower()
    if following is not None and following.date is not None and following.precision == "day":
        named = following.date
        if word in _BEGINNING | _LEADING:
            first = named if word in _BEGINNING else named - DAY
            whole = text[night.start : following.end]
            return replace(night, end=following.end, text=whole, date=first, enddate=first + DAY), True
        told = following.enddate is None and not _SENTENCE_ENDS & set(between) and named in (first, today, _eve(today))
        first = named - DAY if told else first
        if told:
            return replace(night, date=first, enddate=first + DAY), False
    if today is not None and first <= today <= first + _RECENT:
        first = today - DAY
    return replace(night, date=first, enddate=first + DAY), False


def _has_both_sides(night: TimeExpression) -> bool:
    """Whether the calendar has days around it."""
    return night.date is not None and dt.date.min + _RECENT < night.date < dt.date.max - _RECENT


def _eve(today: dt.date | None) -> dt.date | None:
    return today - DAY if today and today > dt.date.min else None
