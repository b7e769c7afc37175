"""The part of the contract's records that is compared: everything else in a line is ignored.

Gold leaves out what its annotator did not decide, so all but the decided fields have defaults.
Codes are still of the contract's closed lists: a misspelt type in gold is an error, not a miss.
"""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict

from pipeline import records
from pipeline.text import Span, pieces

Interval = tuple[dt.date, dt.date]


class Row(BaseModel):
    """Base of the compared lines."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Place(Row):
    """Words and where they stand."""

    start: int
    end: int
    spans: tuple[Span, ...] | None = None

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The source slices of the words."""
        return pieces(self.start, self.end, self.spans)


class Words(Place):
    """A quote."""

    text: str


class Dated(Row):
    """Something with a day or an interval of days."""

    date: dt.date | None = None
    enddate: dt.date | None = None
    date_precision: records.DatePrecision | None = None
    date_mod: records.DateMod | None = None

    @property
    def interval(self) -> Interval | None:
        """First and last day, or None where there is no date."""
        return None if self.date is None else (self.date, self.enddate or self.date)


class SegmentRow(Words, Dated):
    """A line of `segments.jsonl`."""

    id: str
    doc: str
    kind: records.SegmentKind
    label: str | None = None
    label_spans: tuple[Span, ...] | None = None


class PartyRow(Row):
    """An actor or recipient."""

    code: records.CountryCode | None = None
    sector: records.Sector | None = None
    entity_text: str


class LocationRow(Row):
    """Where an event took place."""

    extracted_place: str
    city: str | None = None
    district: str | None = None
    province: str | None = None
    country_code: records.CountryCode | None = None
    resolution: int | None = None


class EventRow(Dated):
    """A line of `events.jsonl`."""

    id: str | None = None
    link: str | None = None
    event: tuple[records.EventType]
    mode: tuple[records.Mode, ...] = ()
    context: tuple[records.Context, ...] = ()
    auxiliary: tuple[records.Auxiliary, ...] = ()
    primary: bool = False
    actor: tuple[PartyRow, ...] = ()
    recipient: tuple[PartyRow, ...] = ()
    event_loc: LocationRow | None = None
    event_text: tuple[Words, ...] = ()
    text_info: Place | None = None
    duplicate_of: str | None = None

    @property
    def type(self) -> records.EventType:
        """The one PLOVER type."""
        return self.event[0]

    @property
    def words(self) -> str:
        """The trigger words."""
        return " … ".join(words.text for words in self.event_text)


class MentionRow(Words, Dated):
    """A line of `mentions.jsonl`."""

    segment: str | None = None
    doc: str | None = None
    label: records.MentionLabel
    canonical: str | None = None
    code: records.CountryCode | None = None
    timex_type: records.TimexType | None = None
    timex_value: str | None = None
