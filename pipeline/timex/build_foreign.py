"""Builders of dates whose month stands in another language."""

from __future__ import annotations

import re

from pipeline.timex import foreign
from pipeline.timex.build import Built, Parts, builder, meaning
from pipeline.timex.meaning import Calendar
from pipeline.timex.moment import Moment

_FIRST = re.compile(r"(\d\d?)(?:er|st|nd|rd|th)?")


def _value(parts: Parts, name: str) -> Moment | None:
    """The date whose day is in the part, if any; `parameter` is the language, else the table knows it."""
    year, day = int(parts.word("y")), None
    if name in parts:
        written = _FIRST.fullmatch(parts.word(name))
        if written is None:
            return None
        day = int(written[1])
    if parts.parameter:  # a month with a number, `tháng 10`
        words = parts.words("fm")
        found = foreign.ask(day, " ".join(words), year, (parts.parameter,))
        return found if found and found.month == int(words[-1]) else None
    return foreign.value_of(day, parts.word("fm"), year)


@builder
def foreign_date(parts: Parts) -> Built:
    """`17 Agustus 2023`, `14 de octubre de 2023`, `Hunyo 12, 2020`, `Oktober 2023`."""
    found = _value(parts, "d")
    return parts.whole(meaning(Calendar(found))) if found else None


@builder
def foreign_days(parts: Parts) -> Built:
    """`14-17 Oktober 2023`: two days that share month and year."""
    first, second = _value(parts, "a"), _value(parts, "b")
    if first is None or second is None or (first.day or 0) >= (second.day or 0):
        return None
    cut = parts.spans["sep"]
    return (
        (parts.first, cut[0], meaning(Calendar(first))),
        (cut[1], parts.last, meaning(Calendar(second))),
    )
