"""One interval per event: day label, dates in the text and stated durations, reconciled.

By section 3 of the annotation manual. The label is the default; a date that the text ties to the
event is stronger, except where the two differ only in month or year: then one is a misprint, the
label stands, and the conflict is said.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from pipeline.passages import Action, TimeExpression
from pipeline.records import DateMod, DateOrigin, DatePrecision, EventFlag, EventType, Segment

# What these say lies ahead is planned; they themselves happened when they were said.
SPOKEN: frozenset[EventType] = frozenset({"AGREE", "CONCEDE", "THREATEN", "REQUEST"})
# A statement made on the label's day; an earlier day beside it is that of what it is about.
_STATED: frozenset[EventType] = SPOKEN | {"ACCUSE", "REJECT"}
# A stated duration is the length of these.
_EXTENDED: frozenset[EventType] = frozenset({"CONSULT", "COOPERATE", "AID", "MOBILIZE", "PROTEST", "ASSAULT"})
_UNTIL = re.compile(r"\b(?:until|till|through|to|up to)\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:from|since|starting|beginning|as of|starting on|beginning on|starting from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\b(?:ending|ended|concluding|concluded)\s+(?:on\s+)?(?:the\s+)?$", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+)([DW])")
_COARSE: tuple[DatePrecision, ...] = ("week", "month", "quarter", "year", "decade")


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


def reconcile(action: Action, news_day: When | None) -> tuple[When, TimeExpression | None]:
    """The action's interval, and the expression that says for when something is planned (or None).

    `news_day` is what the document as a whole gives: used where the segment has no label and the
    clause no date.
    """
    label = of_label(action.segment)
    planned = action.scheduled
    expressions = [found for found in action.dates if found.date is not None]
    if planned is None and action.type in SPOKEN:
        day = label or news_day
        planned = next((found for found in expressions if day and _lies_ahead(found, day)), None)
    expressions = [found for found in expressions if found != planned]
    text = _from_text(action, expressions)
    if text is None:
        return _extended(label or _of_document(news_day), action), planned
    if label is None:
        return _extended(text, action), planned
    return _extended(_settled(label, text, action), action), planned


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


def _of_document(news_day: When | None) -> When:
    if news_day is None or news_day.date is None:
        return When(None, None, None, None, None, flags=frozenset({"date_unknown"}), rule="no date anywhere")
    flags = news_day.flags | {"date_from_document"}
    origin: DateOrigin = "document" if news_day.origin == "document" else "inferred"
    return replace(news_day, origin=origin, words=(), flags=flags, rule="day of the document")


def _lies_ahead(found: TimeExpression, day: When) -> bool:
    assert found.date is not None
    return day.last is not None and found.date > day.last


def _from_text(action: Action, expressions: list[TimeExpression]) -> When | None:
    """The interval that the clause's own expressions give: one of them, or a beginning and an end."""
    if not expressions:
        return None
    main = expressions[0]
    end = next((found for found in expressions if _role(action, found) == "end"), None)
    if main is end and len(expressions) > 1:
        main = expressions[1]
    flags: frozenset[EventFlag] = frozenset({"year_inferred"}) if main.year_inferred else frozenset()
    when = When(main.date, main.enddate, main.precision, main.mod, "text", (main,), flags, f"text, {main.anchor}")
    if end is None or end is main or end.date is None or main.date is None or end.date < main.date:
        return _from_end_only(when, end, action) if end is main else when
    last = end.enddate or end.date
    return replace(when, enddate=last if last != main.date else None, words=(main, end), rule="text, from … until")


def _role(action: Action, found: TimeExpression) -> str:
    before = action.segment.text[max(0, found.start - 24) : found.start]
    if _UNTIL.search(before) or _ENDED.search(before):
        return "end"
    return "start" if _FROM.search(before) else "day"


def _from_end_only(when: When, end: TimeExpression | None, action: Action) -> When | None:
    """Only `until 2 January` is said: the label or a duration must give the beginning."""
    label = of_label(action.segment)
    last = when.last
    if label and label.date and last and end and label.date <= last and last - label.date <= dt.timedelta(days=92):
        enddate = last if last != label.date else None
        return replace(when, date=label.date, enddate=enddate, rule="label until text")
    return when


def _settled(label: When, text: When, action: Action) -> When:
    """Of an interval from the label and one from the text, the one that stands."""
    assert label.date is not None
    assert label.last is not None
    assert text.date is not None
    assert text.last is not None
    if text.precision in _COARSE:
        inside = text.date <= label.date and label.last <= text.last
        return label if inside else _elsewhere(label, text, action)
    if text.date <= label.last and label.date <= text.last:
        # the first of several days is when it began, not how long it was
        return label if label.enddate and text.date == text.last == label.date else text
    if text.last < label.date and action.primary and action.type in _STATED:
        return label
    return _elsewhere(label, text, action)


def _elsewhere(label: When, text: When, action: Action) -> When:
    """The text's interval does not touch the label's."""
    if _misprint(label, text):
        return replace(
            label, flags=label.flags | {"date_conflict"}, rule="label; the text differs in month or year only"
        )
    if text.last is not None and label.date is not None and text.last < label.date and action.primary:
        told_as_past = "historical" not in action.auxiliary
        return replace(text, flags=text.flags | {"reported_later"}) if told_as_past else text
    return text


def _misprint(label: When, text: When) -> bool:
    """Whether the same days of another month or year are meant."""
    if text.precision != "day" or label.precision != "day":
        return False
    assert label.date
    assert text.date
    assert label.last
    assert text.last
    same_days = (label.date.day, label.last.day) == (text.date.day, text.last.day)
    inside = label.date.day <= text.date.day and text.last.day <= label.last.day and label.date != label.last
    near = abs((label.date - text.date).days) <= 62 or (label.date.month == text.date.month)  # noqa: PLR2004
    return near and (same_days or inside) and (label.date.year, label.date.month) != (text.date.year, text.date.month)


def _extended(when: When, action: Action) -> When:
    """A stated duration fixes the end where only the first day is known."""
    if when.date is None or when.precision != "day" or when.enddate is not None or action.type not in _EXTENDED:
        return when
    for length in action.durations:
        found = _LENGTH.fullmatch(length.value)
        days = int(found[1]) * (7 if found[2] == "W" else 1) if found else 0
        if 1 < days <= 31:  # noqa: PLR2004 - longer programmes are seldom told as one dated event
            end = when.date + dt.timedelta(days=days - 1)
            return replace(when, enddate=end, words=(*when.words, length), rule=f"{when.rule}, with its duration")
    return when
