"""The day that a report tells of where it names none: that of its publication, or the eve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from pipeline.normalize.interval import reconcile
from pipeline.normalize.when import When, of_label
from pipeline.passages import Action
from pipeline.records import Document, Mention
from pipeline.timex.days import DAY

# A report whose newest day is this near to its publication tells of what happened day by day.
_FRESH = 3 * DAY


def day_of_news(document: Document, actions: Sequence[Action], mentions: Iterable[Mention]) -> When | None:
    """The day of the acts of a report that no words date: its publication's, else the first that its text gives.

    A morning paper, which names days up to the eve of its publication and not that day itself, tells of the eve.
    """
    if document.date is None:
        return _first_told(actions)
    entries = any(action.segment.kind == "chronology_entry" for action in actions)
    days = [] if entries else list(_days(document, document.date, mentions))
    if days and document.date not in days and document.date - max(days) <= _FRESH:
        return When(document.date - DAY, None, "day", None, "inferred")
    return When(document.date, None, "day", None, "document")


def _first_told(actions: Sequence[Action]) -> When | None:
    for action in actions:
        if of_label(action.segment) or "historical" in action.auxiliary:
            continue
        when, _ = reconcile(action, None)
        if when.date and when.precision == "day":
            return when
    return None


def _days(document: Document, today: dt.date, mentions: Iterable[Mention]) -> Iterable[dt.date]:
    """The days up to a report's own that its own words name, not those that it quotes.

    Nor its own in full, which is that of its dateline; a night is the day that it follows.
    """
    for mention in mentions:
        if mention.date is None or mention.date_precision != "day" or _is_quoted(document.text, mention.start):
            continue
        if mention.date <= today and not (mention.date == today and str(today.year) in mention.text):
            night = mention.text.lower().startswith("overnight")
            yield mention.date if night else min(mention.enddate or mention.date, today)


def _is_quoted(text: str, at: int) -> bool:
    """Whether an offset stands between quotation marks of its paragraph."""
    before = text[text.rfind("\n\n", 0, at) + 1 : at]
    return before.count('"') % 2 == 1 or before.count("\u201c") > before.count("\u201d")
