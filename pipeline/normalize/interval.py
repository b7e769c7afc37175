"""One interval per event: day label, dates in the text and stated durations, reconciled.

By section 3 of the annotation manual. The label is the default; a date that the text ties to the
event is stronger, except where the two differ only in month or year: then one is a misprint, the
label stands, and the conflict is said.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pipeline.normalize.extent import LONGEST_DAYS, extended, stated_length
from pipeline.normalize.labelled import settled
from pipeline.normalize.when import END_WORDS, FROM, RANK, SENTENCE, When, of_label, words_before
from pipeline.passages import SPOKEN, Action, TimeExpression
from pipeline.records import DateOrigin, DatePrecision, EventFlag

_UNTIL = re.compile(r"\b(?:until|till|through|to|up to)\s+(?:the\s+)?$", re.IGNORECASE)
_ENDED = re.compile(rf"\b{END_WORDS}\s+(?:on\s+)?(?:the\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|before|no later than)\s+(?:the\s+)?$", re.IGNORECASE)
_ON = re.compile(r"\bon\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$", re.IGNORECASE)
# How long what began on a day or in a month may still go on.
_LASTS: dict[DatePrecision | None, dt.timedelta] = {
    "day": dt.timedelta(days=LONGEST_DAYS),
    "month": dt.timedelta(days=366),
}
# "have blocked", "has been on strike": what began then has not ended
_STILL = re.compile(r"\b(?:has|have|['\u2019]ve)\s+(?:(?:also|now|been|\w+ly)\s+)*(?:on\s+)?$", re.IGNORECASE)
# What is asked, promised or planned begins: "to help", "that he", "will", "for the release".
_ASKED = re.compile(r"\b(?:to [a-z]+|that|will|would|shall|for)\b")
_TO = re.compile(r"\s+to\s+[a-z]")
# `agreed to meet on 9 June`, `said it would return on 9 June`: between what is said and the day
_TO_COME = re.compile(r"(?:^\s+(?:on\s+(?:\w+\s+)?\d[\w, ]*\s)?to|\b(?:will|would|shall))\s+(?:\w+ly\s+)?[a-z]+\b")


def reconcile(
    action: Action, news_day: When | None, published: dt.date | None = None
) -> tuple[When, TimeExpression | None]:
    """The action's interval, and the expression that says for when something is planned (or None).

    `news_day` is what the document as a whole gives: used where the segment has no label and the
    clause no date. `published` is the document's own day: what is planned is planned then, and what goes on goes on
    until then.
    """
    label = of_label(action.segment)
    if action.told_on is not None:
        news_day = When(action.told_on, None, "day", None, "inferred")
    dated = [found for found in action.dates if found.date is not None]
    planned = action.scheduled or _planned(action, dated, label or news_day)
    if planned is not None and planned in dated and _is_when_said(action, planned):
        planned = None
    if planned is not None and label is None and _is_gone(planned, news_day):
        dated, planned = dated or [planned], None
    expressions = [found for found in dated if found != planned and not _is_goal(action, found, label or news_day)]
    text = _from_text(action, expressions)
    if text is None:
        return extended(label or _of_document(news_day), action), planned
    today = label.last if label else published
    if today is not None and _goes_on(text, today, action):
        return replace(text, enddate=today, mod=None, rule="text, since … still"), planned
    if label is None:
        return extended(text, action), planned
    return extended(settled(label, text, action), action), planned


def _of_document(news_day: When | None) -> When:
    if news_day is None or news_day.date is None:
        return When(None, None, None, None, None, flags=frozenset({"date_unknown"}), rule="no date anywhere")
    from_document: frozenset[EventFlag] = frozenset({"date_from_document"})
    flags = news_day.flags | from_document
    origin: DateOrigin = "document" if news_day.origin == "document" else "inferred"
    return replace(news_day, origin=origin, words=(), flags=flags, rule="day of the document")


def _planned(action: Action, dated: list[TimeExpression], day: When | None) -> TimeExpression | None:
    """What an agreement, promise, threat or request is about, where its day lies ahead."""
    if action.type not in SPOKEN:
        return None
    said = [found for found in dated if not _is_goal(action, found, day)]
    last = day.last if day else None
    return next((found for found in said if _lies_ahead(action, found, last)), None)


def _lies_ahead(action: Action, found: TimeExpression, day: dt.date | None) -> bool:
    """Whether it begins after the day; by the words, where it includes the day or no day is known."""
    assert found.date
    if day and (found.date > day or (found.enddate or found.date) <= day):
        return found.date > day
    spoken = min((word.end for word in action.triggers), default=0)
    return bool(_TO_COME.search(action.segment.text[spoken : found.start]))


def _is_gone(planned: TimeExpression, news_day: When | None) -> bool:
    """Whether what was taken for a plan lies before the report's own day: it is when that was said."""
    last = planned.enddate or planned.date
    return bool(news_day and news_day.date and last and last < news_day.date)


def _is_when_said(action: Action, found: TimeExpression) -> bool:
    """Whether the day is that of a later act of a row itself: what opens its sentence, or stands before what is asked.

    "On the 19th the company promised …", "asked Lima the next day to help".
    """
    if action.primary:
        return False
    said = min((word.end for word in action.triggers), default=0)
    inside = action.segment.text
    before_it = said <= found.start and not _ASKED.search(inside, said, found.start)
    return _opens_sentence(action, found) or (before_it and bool(_TO.match(inside, found.end)))


def _opens_sentence(action: Action, found: TimeExpression) -> bool:
    words = action.sentence_words
    before = words is not None and words.start <= found.start and all(found.end <= t.start for t in action.triggers)
    return before and bool(_ON.search(words_before(action, found)))


def _is_goal(action: Action, found: TimeExpression, day: When | None) -> bool:
    """`by 2030`: a reference to a period, not when anything takes place."""
    ahead = day is None or day.last is None or (found.enddate or found.date or day.last) > day.last
    return ahead and RANK[found.precision] >= RANK["year"] and bool(_BY.search(words_before(action, found)))


def _from_text(action: Action, expressions: list[TimeExpression]) -> When | None:
    """The interval that the clause's own expressions give: one of them, or a beginning and an end."""
    if not expressions:
        return None
    end = next((found for found in expressions if _is_end(action, found)), None)
    main = _main(action, expressions, end)
    when = _when(action, main)
    if main is end:
        return _from_end_only(when, action)
    last = (end.enddate or end.date) if end else None
    if end is None or last is None or main.date is None or last < main.date:
        return when
    inferred: frozenset[EventFlag] = frozenset({"year_inferred"}) if end.year_inferred else frozenset()
    return replace(
        when,
        enddate=last if last != main.date else None,
        mod=None if when.mod == "AFTER" else when.mod,
        words=(main, end),
        flags=when.flags | inferred,
        rule="text, from … until",
    )


def _main(action: Action, expressions: list[TimeExpression], end: TimeExpression | None) -> TimeExpression:
    """The expression that says when it was or began: the first, or the finer one that lies within it."""
    others = [found for found in expressions if found is not end]
    if not others:
        return expressions[0]
    if end is not None:
        starts = (found for found in others if FROM.search(words_before(action, found)))
        return next(starts, others[0])
    first = others[0]
    return next((found for found in others[1:] if RANK[found.precision] < RANK[first.precision]
                 and _lies_within(found, first)), first)  # fmt: skip


def _lies_within(inner: TimeExpression, outer: TimeExpression) -> bool:
    assert inner.date
    assert outer.date
    return outer.date <= inner.date and (inner.enddate or inner.date) <= (outer.enddate or outer.date)


def _goes_on(text: When, today: dt.date, action: Action) -> bool:
    """Whether the act began shortly before the report's or row's day and still went on: "have … since Monday"."""
    if text.date is None or text.last is None or text.precision not in _LASTS or not text.words:
        return False
    near = dt.timedelta() < today - text.last <= _LASTS[text.precision]
    since = near and _SINCE.search(words_before(action, text.words[0]))
    inside = action.segment.text
    return bool(since) and any(_STILL.search(inside[max(0, w.start - SENTENCE) : w.start]) for w in action.triggers)


def _when(action: Action, found: TimeExpression) -> When:
    flags: frozenset[EventFlag] = frozenset({"year_inferred"}) if found.year_inferred else frozenset()
    mod = found.mod
    if mod is None and _SINCE.search(words_before(action, found)):
        mod = "AFTER"
    elif mod is None and _BY.search(words_before(action, found)):
        mod = "BEFORE"
    return When(found.date, found.enddate, found.precision, mod, "text", (found,), flags, f"text, {found.anchor}")


def _is_end(action: Action, found: TimeExpression) -> bool:
    before = words_before(action, found)
    return bool(_UNTIL.search(before) or _ENDED.search(before))


def _from_end_only(when: When, action: Action) -> When:
    """Only `until 2 January` is said: the label, or a stated length, must give the beginning."""
    label, last = of_label(action.segment), when.last
    if last is None:
        return when
    length = stated_length(action, last, backwards=True)
    if length and when.precision == "day":
        first, words = length
        return replace(when, date=first, enddate=last, words=(*when.words, words), rule="text, end less duration")
    if label and label.date and label.date <= last <= label.date + dt.timedelta(days=92):
        return replace(when, date=label.date, enddate=last if last != label.date else None, rule="label until text")
    return replace(when, mod=when.mod or "BEFORE") if label is None and when.precision != "day" else when
