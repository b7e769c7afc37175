"""What travels through a document while its time expressions are resolved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.timex.days import Interval
from pipeline.timex.moment import Moment, interval, of_day

Order = Literal["dmy", "mdy"]
# Days that a report tells of as its news lie so near to that of its publication.
_NEWS = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Context:
    """What a time expression can be resolved against.

    `reference` is the day of publication; `period` the issue's period or the heading's month;
    `label` the entry's own days, `span` the last days that were told together (`from 3 to 5 May`).
    `last` is the last date mentioned and `last_day` the last one
    known to the day; `news` is the last one of the paragraph that is near the reference, `before` what the paragraphs
    before it told last, until it tells a day itself; `opening`: its first sentence is not over; `told` says that the
    text gave it its year. `day_month` is the document's order in numeric dates, None while unknown.
    `document_dates` are the past dates that the document gives in full (month and year at least).
    `issue` says that the period is that of an issue with dated entries: its essays tell of these
    months, whatever years they look back on.
    `narrative` says that partial dates lean on the date before them, not on the reference; None
    leaves it to the text.
    """

    reference: dt.date | None = None
    period: Interval | None = None
    label: Interval | None = None
    span: Interval | None = None
    last: Moment | None = None
    last_day: dt.date | None = None
    news: dt.date | None = None
    before: dt.date | None = None
    opening: bool = True
    told: bool = False
    day_month: Order | None = None
    document_dates: tuple[Interval, ...] = ()
    narrative: bool | None = None
    issue: bool = False

    @property
    def base(self) -> tuple[dt.date, str] | None:
        """The day that `today` and `last year` lean on, and what gives it; None if nothing does."""
        if self.label:
            return self.label[0], "label"
        if self.reference:
            return self.reference, "reference"
        return (self.period[1], "period") if self.period else None

    def entry(self, label: Interval | None, period: Interval | None) -> Context:
        """The context in which an entry with its own days begins: they are the last date mentioned."""
        if label is None:
            return replace(self, label=None, period=period or self.period)
        day = label[0]
        return replace(self, label=label, period=period or self.period, last=of_day(day), last_day=day)

    def paragraph(self) -> Context:
        """The context in which a news report's next paragraph begins: days near its own do not reach over.

        A report comes back to its day; one that tells of nothing but days further back goes on with them.
        """
        day, last = self.reference, self.before or self.news or self.last_day
        if self.narrative or day is None or last is None or abs(day - last) > _NEWS:
            return self
        return replace(self, last=of_day(day), last_day=day, news=None, before=last, opening=True)

    def resumed(self, *, afresh: bool) -> Context:
        """The context for what leans on a day that was told, in this paragraph or one before it.

        What starts `afresh` leans on the report's own day behind a paragraph's first sentence that tells none: `the
        same day`, `the day before`.
        """
        if self.before is None or (afresh and not self.opening):
            return self
        return replace(self, last=of_day(self.before), last_day=self.before)

    def after(self, moment: Moment, *, told: bool = False) -> Context:
        """The context once a date has been mentioned; `told` if with its year."""
        days = interval(moment)
        if days is None or days[0] != days[1]:
            return replace(self, last=moment, told=told, before=None)
        day = days[0]
        near = self.reference is not None and abs(self.reference - day) <= _NEWS
        return replace(self, last=moment, last_day=day, told=told, before=None, news=day if near else self.news)
