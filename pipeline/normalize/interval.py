"""One interval per event: day label, dates in the text and stated durations, reconciled.

By section 3 of the annotation manual. The label is the default; a date that the text ties to the
event is stronger, except where the two differ only in month or year: then one is a misprint, the
label stands, and the conflict is said.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from pipeline.passages import SPOKEN, Action, TimeExpression
from pipeline.records import DateMod, DateOrigin, DatePrecision, EventFlag, EventType, Segment
from pipeline.timex import days

# A statement made on the label's day; an earlier day beside it is that of what it is about.
_STATED: frozenset[EventType] = SPOKEN | {"ACCUSE", "REJECT"}
# A stated duration is the length of these.
_EXTENDED: frozenset[EventType] = frozenset({"CONSULT", "COOPERATE", "AID", "MOBILIZE", "PROTEST", "ASSAULT"})
_LASTING = _EXTENDED - {"ASSAULT"}
_UNITS: tuple[DatePrecision, ...] = ("day", "week", "month", "quarter", "year", "decade")
_RANK: dict[DatePrecision | None, int] = {unit: rank for rank, unit in enumerate(_UNITS)}
_UNTIL = re.compile(r"\b(?:until|till|through|to|up to)\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:from|since|starting|beginning|as of|starting on|beginning on|starting from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_END_WORDS = (
    r"(?:end(?:s|ed|ing)|clos(?:es|ed|ing)|conclud(?:es|ed|ing)|complet(?:es|ed|ing)|finish(?:es|ed|ing)"
    r"|(?:wrap(?:s|ped|ping)|w(?:i|ou)nd(?:s|ing)?|br(?:oke|eaks?)) up)"
)
_ENDED = re.compile(rf"\b{_END_WORDS}\s+(?:on\s+)?(?:the\s+)?$", re.IGNORECASE)
# `concluded a five-day visit`: before the length
_ENDED_LENGTH = re.compile(rf"\b(?:{_END_WORDS}|after)\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
# `a two-day forum wound up`: behind the length, in its sentence
_THEN_ENDED = re.compile(rf"^[^.;,]{{0,80}}?\b{_END_WORDS}\b", re.IGNORECASE)
# "on the second day of a three-day visit"
_NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
_NTH_DAY = re.compile(rf"\b({'|'.join(_NUMBERS)}) day of (?:an?|the|his|her|its|their) $", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|before|no later than)\s+(?:the\s+)?$", re.IGNORECASE)
_ON = re.compile(r"\bon\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$", re.IGNORECASE)
_PLANNED = "realis:planned"  # how the cue begins of what is told as planned
# "have blocked", "has been on strike": what began then has not ended
_STILL = re.compile(r"\b(?:has|have|['\u2019]ve)\s+(?:(?:also|now|been|\w+ly)\s+)*(?:on\s+)?$", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:earlier|previous(?:ly)?|former(?:ly)?|prior|preceding)\b", re.IGNORECASE)
# `agreed to meet on 9 June`, `said it would return on 9 June`: between what is said and the day
_TO_COME = re.compile(r"(?:^\s+(?:on\s+(?:\w+\s+)?\d[\w, ]*\s)?to|\b(?:will|would|shall))\s+(?:\w+ly\s+)?[a-z]+\b")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|that|which|where|when)\b[^.;:]{1,120}$|\bhad\s+been\b")
# Between an act and a date: here another clause begins, whose date it is.
_OTHER_CLAUSE = re.compile(
    r"[,;:()]|\b(?:that|who|whom|whose|which|where|when|as|after|before|while|since|because)\b|\b\w+ed\s+(?:by|for|off)\b"
)
# Characters from a sentence's beginning in which the date that opens it begins ("In", "On Tuesday", "A day").
_OPENING = 6
_BEFORE, _SENTENCE = 24, 60  # how many characters before a date such words are looked for in
_LENGTH = re.compile(r"P(\d+)([DWM])")
_MISPRINT_DAYS = 62
# "sentenced him for the hijacking of … on 9 November": what is punished or complained of
_GROUNDS = re.compile(r"\b(?:for|over) (?:the|an?|his|her|their|its|having)\b")
_LONGEST_DAYS = 31  # longer programmes are seldom told as one dated event, unless the text gives their first day


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
    elif published is not None and any(reason.rule.startswith(_PLANNED) for reason in action.reasons):
        news_day = When(published, None, "day", None, "document")
    dated = [found for found in action.dates if found.date is not None]
    planned = action.scheduled or _planned(action, dated, label or news_day)
    if planned is not None and label is None and _is_gone(planned, news_day):
        dated, planned = dated or [planned], None
    expressions = [found for found in dated if found != planned and not _is_goal(action, found, label or news_day)]
    text = _from_text(action, expressions)
    if text is None:
        return _extended(label or _of_document(news_day), action), planned
    today = label.last if label else published
    if today is not None and _goes_on(text, today, action):
        return replace(text, enddate=today, mod=None, rule="text, since … still"), planned
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
    """Whether it begins after the day; by the words, where it includes the day or no day is known.

    What opens the sentence of a later act of a row is when that was said: "On the 19th the company promised …".
    """
    assert found.date
    if not action.primary and _opens_sentence(action, found):
        return False
    if day and (found.date > day or (found.enddate or found.date) <= day):
        return found.date > day
    spoken = min((word.end for word in action.triggers), default=0)
    return bool(_TO_COME.search(action.segment.text[spoken : found.start]))


def _is_gone(planned: TimeExpression, news_day: When | None) -> bool:
    """Whether what was taken for a plan lies before the report's own day: it is when that was said."""
    last = planned.enddate or planned.date
    return bool(news_day and news_day.date and last and last < news_day.date)


def _opens_sentence(action: Action, found: TimeExpression) -> bool:
    words = action.sentence_words
    before = words is not None and words.start <= found.start and all(found.end <= t.start for t in action.triggers)
    return before and bool(_ON.search(_words_before(action, found)))


def _is_goal(action: Action, found: TimeExpression, day: When | None) -> bool:
    """`by 2030`: a reference to a period, not when anything takes place."""
    ahead = day is None or day.last is None or (found.enddate or found.date or day.last) > day.last
    return ahead and _RANK[found.precision] >= _RANK["year"] and bool(_BY.search(_words_before(action, found)))


def _words_before(action: Action, found: TimeExpression, length: int = _BEFORE) -> str:
    return action.segment.text[max(0, found.start - length) : found.start]


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
        starts = (found for found in others if _FROM.search(_words_before(action, found)))
        return next(starts, others[0])
    first = others[0]
    return next((found for found in others[1:] if _RANK[found.precision] < _RANK[first.precision]
                 and _lies_within(found, first)), first)  # fmt: skip


def _lies_within(inner: TimeExpression, outer: TimeExpression) -> bool:
    assert inner.date
    assert outer.date
    return outer.date <= inner.date and (inner.enddate or inner.date) <= (outer.enddate or outer.date)


def _goes_on(text: When, today: dt.date, action: Action) -> bool:
    """Whether the act began on a day shortly before the report's or row's and still went on: "have … since Monday"."""
    if text.date is None or text.date != text.last or text.precision != "day" or not text.words:
        return False
    near = dt.timedelta() < today - text.date <= dt.timedelta(days=_LONGEST_DAYS)
    since = near and _SINCE.search(_words_before(action, text.words[0]))
    inside = action.segment.text
    return bool(since) and any(_STILL.search(inside[max(0, w.start - _SENTENCE) : w.start]) for w in action.triggers)


def _when(action: Action, found: TimeExpression) -> When:
    flags: frozenset[EventFlag] = frozenset({"year_inferred"}) if found.year_inferred else frozenset()
    mod = found.mod
    if mod is None and _SINCE.search(_words_before(action, found)):
        mod = "AFTER"
    elif mod is None and _BY.search(_words_before(action, found)):
        mod = "BEFORE"
    return When(found.date, found.enddate, found.precision, mod, "text", (found,), flags, f"text, {found.anchor}")


def _is_end(action: Action, found: TimeExpression) -> bool:
    before = _words_before(action, found)
    return bool(_UNTIL.search(before) or _ENDED.search(before))


def _from_end_only(when: When, action: Action) -> When:
    """Only `until 2 January` is said: the label, or a stated length, must give the beginning."""
    label, last = of_label(action.segment), when.last
    if last is None:
        return when
    length = _stated_length(action, last, backwards=True)
    if length and when.precision == "day":
        first, words = length
        return replace(when, date=first, enddate=last, words=(*when.words, words), rule="text, end less duration")
    if label and label.date and label.date <= last <= label.date + dt.timedelta(days=92):
        return replace(when, date=label.date, enddate=last if last != label.date else None, rule="label until text")
    return replace(when, mod=when.mod or "BEFORE") if label is None and when.precision != "day" else when


def _settled(label: When, text: When, action: Action) -> When:
    """Of an interval from the label and one from the text, the one that stands."""
    assert label.date is not None
    assert label.last is not None
    assert text.date is not None
    assert text.last is not None
    if text.last < label.date and action.primary and action.type in _STATED and text.mod != "AFTER":
        return label
    finer = _RANK[text.precision] - _RANK[label.precision]
    apart = text.last < label.date or label.last < text.date
    if apart and not _is_misprint(label, text, action) and _is_of_something_else(label, text, action, finer):
        return label
    if apart:
        return _elsewhere(label, text, action)
    if action.primary and label.enddate and (_is_elsewhere_told(text, action) or _is_of_relative(text, action)):
        return label  # a day within the row's days, of something that happened on the way
    if finer > 0 or (finer == 0 and text.precision != "day"):
        return label
    return _whole(label, text, action) if action.primary and finer == 0 else text


def _whole(label: When, text: When, action: Action) -> When:
    """A day of the text within the row's days: one on which what the row is listed for began is not how long it was."""
    assert label.last is not None
    assert text.date is not None
    if action.type not in _LASTING or text.date != text.last or label.enddate is None:
        return text
    if text.date == label.date:
        return text if text.words and text.words[0].type == "TIME" else label  # "on the night of 5 March"
    begins = bool(text.words) and bool(_FROM.search(_words_before(action, text.words[0])))
    return replace(text, enddate=label.last, rule="text until label") if begins and text.date < label.last else text


def _is_of_something_else(label: When, text: When, action: Action, finer: int) -> bool:
    """Whether a date apart from the label's is that of something which the row's main act is about.

    A month or year in a row with a day of its own is nearly always the time of something older; a
    day to come is when something is planned; a day in another sentence is that sentence's.
    """
    assert label.last is not None
    assert text.date is not None
    if not action.primary or _is_tied(text, action):
        return False
    if _is_of_relative(text, action):
        return True
    if text.mod == "AFTER":
        return False
    if finer > 0 or _is_elsewhere_told(text, action) or _is_of_grounds(text, action):
        return True
    return text.date > label.last and "future" not in action.auxiliary


def _is_of_grounds(text: When, action: Action) -> bool:
    """Whether grounds stand between every trigger and the date, of an act against somebody."""
    return action.type in {"SANCTION", "COERCE", "ACCUSE", "PROTEST"} and _parts(_GROUNDS, text, action)


def _is_tied(text: When, action: Action) -> bool:
    """Whether the date stands in the act's own clause: opening its sentence, or with no other clause between."""
    if not text.words:
        return False
    found, words = text.words[0], action.segment.text
    opening = action.sentence_words.start if action.sentence_words else 0
    if found.start - opening <= _OPENING and any(trigger.start >= found.start for trigger in action.triggers):
        return True
    behind = (words[trigger.end : found.start] for trigger in action.triggers if trigger.end <= found.start)
    return any(not _OTHER_CLAUSE.search(between) for between in behind)


def _is_elsewhere_told(text: When, action: Action) -> bool:
    """Whether the words for the date stand in none of the sentences with the act's triggers."""
    inside = action.sentence_words
    return inside is not None and all(not inside.start <= found.start < inside.end for found in text.words)


def _is_of_relative(text: When, action: Action) -> bool:
    """Whether a relative clause stands between every trigger and the date: it tells of something earlier."""
    return _parts(_RELATIVE, text, action)


def _parts(words: re.Pattern[str], text: When, action: Action) -> bool:
    """Whether such words stand between every trigger and the date behind it."""
    start = text.words[0].start if text.words else 0
    inside = action.segment.text
    return all(trigger.end <= start and words.search(inside, trigger.end, start) for trigger in action.triggers)


def _elsewhere(label: When, text: When, action: Action) -> When:
    """The text's interval does not touch the label's."""
    if _is_misprint(label, text, action):
        return replace(
            label, flags=label.flags | {"date_conflict"}, rule="label; the text differs in month or year only"
        )
    if text.last is not None and label.date is not None and text.last < label.date and action.primary:
        reported = "historical" not in action.auxiliary and text.mod != "AFTER"
        return replace(text, flags=text.flags | {"reported_later"}) if reported else text
    return text


def _is_misprint(label: When, text: When, action: Action) -> bool:
    """Whether the same days of another month, or of the year beside, are meant."""
    if text.precision != "day" or label.precision != "day":
        return False
    assert label.date
    assert text.date
    assert label.last
    assert text.last
    if _EARLIER.search(_words_before(action, text.words[0], _SENTENCE)):
        return False
    same_days = (label.date.day, label.last.day) == (text.date.day, text.last.day)
    inside = label.date.day <= text.date.day <= text.last.day <= label.last.day and label.date != label.last
    same_length = (text.last - text.date) <= (label.last - label.date)
    other_month = abs((label.date - text.date).days) <= _MISPRINT_DAYS
    other_year = label.date.month == text.date.month and abs(label.date.year - text.date.year) == 1
    return (same_days or inside) and same_length and (other_month or other_year)


def _extended(when: When, action: Action) -> When:
    """A stated duration fixes the end where only the first day is known, and the other way round."""
    if when.date is None or when.precision != "day" or when.enddate is not None or action.type not in _EXTENDED:
        return when
    backwards = any(_is_over(action, length) for length in action.durations)
    day = _first_day(action, when.date) or when.date
    length = _stated_length(action, day, backwards=backwards, told=when.origin == "text")
    if length is None:
        return when
    other, words = length
    first, last = (other, day) if backwards else (day, other)
    return replace(when, date=first, enddate=last, words=(*when.words, words), rule=f"{when.rule}, with its duration")


def _first_day(action: Action, day: dt.date) -> dt.date | None:
    """The first day of what lasts, where the day is said to be one of its days: "on the second day of a visit"."""
    found = (_NTH_DAY.search(_words_before(action, length, _SENTENCE)) for length in action.durations)
    number = next((_NUMBERS.index(words[1].lower()) for words in found if words), None)
    known = number is not None and number < day.toordinal()
    return day - number * days.DAY if number is not None and known else None


def _is_over(action: Action, length: TimeExpression) -> bool:
    """Whether what lasted so long ended on the day: `left after a five-day visit`, `a two-day forum ended`."""
    if _ENDED_LENGTH.search(_words_before(action, length, _SENTENCE)):
        return True
    return bool(_THEN_ENDED.match(action.segment.text[length.end :]))


def _stated_length(
    action: Action, day: dt.date, *, backwards: bool = False, told: bool = True
) -> tuple[dt.date, TimeExpression] | None:
    """The other end of what begins (or ends) on a day, and the duration that gives it.

    `told` says that the text gives the day: only then are months counted.
    """
    if action.type not in _EXTENDED:
        return None
    for length in action.durations:
        found = _LENGTH.fullmatch(length.value)
        other = _counted(day, int(found[1]), found[2], backwards=backwards) if found else None
        if other and other != day and (told or abs(other - day) < dt.timedelta(days=_LONGEST_DAYS)):
            return other, length
    return None


def _counted(day: dt.date, count: int, unit: str, *, backwards: bool) -> dt.date | None:
    """The last (first) day of `count` days, weeks or months that begin (end) on a day; a year at most."""
    if unit == "M":
        if count > 12:  # noqa: PLR2004 - months of a year
            return None
        return days.shift_months(day + days.DAY, -count) if backwards else days.shift_months(day, count) - days.DAY
    length = dt.timedelta(days=count * (7 if unit == "W" else 1) - 1)
    if not 0 <= length.days < 366:  # noqa: PLR2004 - days of a year
        return None
    return day - length if backwards else day + length
