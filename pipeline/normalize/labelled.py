"""A row's label against the days of its text: which of the two stands."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.normalize.extent import EXTENDED
from pipeline.normalize.when import FROM, RANK, SENTENCE, When, words_before
from pipeline.passages import SPOKEN, Action
from pipeline.records import EventType

# A statement made on the label's day; an earlier day beside it is that of what it is about.
_STATED: frozenset[EventType] = SPOKEN | {"ACCUSE", "REJECT"}
_LASTING = EXTENDED - {"ASSAULT"}
_EARLIER = re.compile(r"\b(?:earlier|previous(?:ly)?|former(?:ly)?|prior|preceding)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|whom|whose|that|which|where|when)\b[^.;:]{1,120}$|\bhad\s+been\b")
# Between an act and a date: here another clause begins, whose date it is.
_OTHER_CLAUSE = re.compile(
    r"[,;:()]|\b(?:that|who|whom|whose|which|where|when|as|after|before|while|since|because)\b|\b\w+ed\s+(?:by|for|off)\b"
)
# Characters from a sentence's beginning in which the date that opens it begins ("In", "On Tuesday", "A day").
_OPENING = 6
_MISPRINT_DAYS = 62
_AND_ON = re.compile(r"\band,?\s+on\s+(?:the\s+)?$")
# "sentenced him for the hijacking of … on 9 November": what is punished or complained of
_GROUNDS = re.compile(r"\b(?:for|over) (?:the|an?|his|her|their|its|having)\b")


def settled(label: When, text: When, action: Action) -> When:
    """Of an interval from the label and one from the text, the one that stands."""
    assert label.date is not None
    assert label.last is not None
    assert text.date is not None
    assert text.last is not None
    if text.last < label.date and action.primary and action.type in _STATED and text.mod != "AFTER":
        return label
    finer = RANK[text.precision] - RANK[label.precision]
    apart = text.last < label.date or label.last < text.date
    if apart and not _is_misprint(label, text, action) and _is_of_something_else(label, text, action, finer):
        return label
    if apart:
        return _elsewhere(label, text, action)
    aside = _is_elsewhere_told(text, action) or _is_of_relative(text, action) or _is_of_next(text, action)
    if action.primary and label.enddate and aside:
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
    begins = bool(text.words) and bool(FROM.search(words_before(action, text.words[0])))
    return replace(text, enddate=label.last, rule="text until label") if begins and text.date < label.last else text


def _is_of_something_else(label: When, text: When, action: Action, finer: int) -> bool:
    """Whether a date apart from the label's is that of something which the row's main act is about.

    A month or year in a row with a day of its own is nearly always the time of something older; a
    day to come is when something is planned; a day in another sentence is that sentence's.
    """
    assert label.last is not None
    assert text.date is not None
    if action.primary and RANK[text.precision] >= RANK["year"] and text.last and text.last < label.last:
        return True  # "the treaty of 2019 entered into force"
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


def _is_of_next(text: When, action: Action) -> bool:
    """Whether another act of the sentence begins with the day: "visited Zambia and on 10 February pledged a loan"."""
    return bool(text.words) and bool(_AND_ON.search(words_before(action, text.words[0])))


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
    if _EARLIER.search(words_before(action, text.words[0], SENTENCE)):
        return False
    same_days = (label.date.day, label.last.day) == (text.date.day, text.last.day)
    inside = label.date.day <= text.date.day <= text.last.day <= label.last.day and label.date != label.last
    same_length = (text.last - text.date) <= (label.last - label.date)
    other_month = abs((label.date - text.date).days) <= _MISPRINT_DAYS
    other_year = label.date.month == text.date.month and abs(label.date.year - text.date.year) == 1
    return (same_days or inside) and same_length and (other_month or other_year)
