"""When an event took place, and what says so; the words before a date, by which it is read."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.passages import Action, TimeExpression
from pipeline.records import DateMod, DateOrigin, DatePrecision, EventFlag, Segment

_UNITS: tuple[DatePrecision, ...] = ("day", "week", "month", "quarter", "year", "decade")
RANK: dict[DatePrecision | None, int] = {unit: rank for rank, unit in enumerate(_UNITS)}
FROM = re.compile(
    r"\b(?:from|since|starting|beginning|as of|starting on|beginning on|starting from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
END_WORDS = (
    r"(?:end(?:s|ed|ing)|clos(?:es|ed|ing)|conclud(?:es|ed|ing)|complet(?:es|ed|ing)|finish(?:es|ed|ing)"
    r"|(?:wrap(?:s|ped|ping)|w(?:i|ou)nd(?:s|ing)?|br(?:oke|eaks?)) up)"
)
# How many characters before a date such words are looked for in, and such as may stand farther off.
_BEFORE, SENTENCE = 24, 60


@dataclass(frozen=True, slots=True)
class When:
    """When an event took place, and what says so.

    `words` are the time expressions of the text that it rests on; none where it rests on the label
    or the document.
    """

    date: dt.date | None
    enddate: dt.date | None
    precision: DatePrecision | None
    mod: DateMod | None
    origin: DateOrigin | None
    words: tuple[TimeExpression, ...] = ()
    flags: frozenset[EventFlag] = frozenset()
    rule: str = "label"

    @property
    def last(self) -> dt.date | None:
        """The last day."""
        return self.enddate or self.date


def of_label(segment: Segment) -> When | None:
    """The interval of a chronology entry's label."""
    if segment.date is None:
        return None
    flags: set[EventFlag] = set()
    if "year_inferred" in segment.flags:
        flags.add("year_inferred")
    return When(
        segment.date,
        segment.enddate,
        segment.date_precision,
        segment.date_mod,
        "label",
        flags=frozenset(flags),
    )


def words_before(action: Action, found: TimeExpression, length: int = _BEFORE) -> str:
    """The words of the text right before a time expression."""
    return action.segment.text[max(0, found.start - length) : found.start]
