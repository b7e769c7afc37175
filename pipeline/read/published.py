"""The day on which a text says above its first paragraph that it was published: `Published: 8 July 2011`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.timex import leading_label, read_label

# Lines of a head stand within so many characters, and before the first line of so many words.
_HEAD, _PROSE = 3000, 25
# Paragraphs that a report has, at least.
_REPORT = 3
_LONGEST = 140
_MARKUP = " \t>#*_[]()"
_DAY_BEGINS = re.compile(r"(?<![\w-])[\w'’]")
_CLOCK = r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s\(?[A-Z]{2,4}\)?)?(?:\s?[+-]\d\d:?\d\d)?"
_YEAR = re.compile(r"(?:19|20)\d\d")
# Bars, or the end of a sentence that is a date: "Published: 10 August 2009. Reporting period: …".
_BARS = re.compile(r"\s*[|·•]\s*|(?<=\b(?:19|20)\d\d)\.\s+(?=[A-Z])")
# Behind the day: hours, an author, the day of the week, the day in another calendar.
_BEHIND = re.compile(
    rf"(?:(?:(?:,?\s+(?:at\s+)?|(?<=\d)T){_CLOCK})+|\s+by\s.*|,?\s+\(?(?:mon|tues|wednes|thurs|fri|satur|sun)day\)?"
    r"|\s+(?:\[[^][]*\]|\([^()]*\)))$",
    re.IGNORECASE,
)
# Before the day: an hour.
_HOUR = re.compile(rf"^{_CLOCK}(?:,| on)? ", re.IGNORECASE)
_SAID = re.compile(
    r"(?:^|[,;–—-]\s*)(?:(?:first\s+)?(?:published|posted|released|issued)|publication date|date|dated)"
    rf"(?:\s+(?:online|at {_CLOCK}))?(?:\s+on)?\s*:?\s*$",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:updated|modified|edited|accessed|retrieved|revised)\b", re.IGNORECASE)
# Before the day: a town, a paper, a desk, an author; no sentence, nothing that the day belongs to.
_PARTED = re.compile(r"(?:[,.(]|\s[–—-])\s*$")
_TOWN = re.compile(r"(?:(?!(?i:deadline|due|from|until|event|when|meeting)\b)[A-Z][\w'’.-]* ?){1,3}:\s*")
_SENTENCE = re.compile(r"[.!?]\s+[a-z]|[.!?]\s+\w+\s+\w+\s+[a-z]+ed\b")
_MOST_WORDS = 10


def day_in_full(words: str) -> dt.date | None:
    """The one day that the words are, with an hour or an author behind it or alone: `17.04.2012 15:42`."""
    label = read_label(_BEHIND.sub("", words.strip()))
    return label.only_day if label else None


def day_of_publication(text: str) -> dt.date | None:
    """The day of the line that says so; else the one day that stands alone in the head, or ends one of its lines.

    Where no line has one, that of the last change.
    """
    found = list(_ends(text))
    published = [end for end in found if not _CHANGED.search(end.before)]
    told = next((end.day for end in published if _SAID.search(end.before)), None)
    days = {end.day for end in published if _is_frame(end, text)}
    days = days or {end.day for end in found if _CHANGED.search(end.before)}
    return told or (days.pop() if len(days) == 1 else None) or (_opening_day(text) if not days else None)


def _opening_day(text: str) -> dt.date | None:
    """The day before the first sentence of a report: `9 April 2010 - The Minister …`; not that of one row of many."""
    prose = [line for line in map(str.strip, text.splitlines()) if len(line.split()) >= _PROSE]
    found = [leading_label(line) for line in prose]
    first = found[0] if len(prose) >= _REPORT else None
    alone = first is not None and first[0].separator == "dash" and not any(found[1:])
    return first[0].only_day if first is not None and alone else None


class _End(NamedTuple):
    """A day at the end of a line or of its part between bars, what stands before it, whether it is all the line."""

    before: str
    day: dt.date
    alone: bool


def _ends(text: str) -> Iterator[_End]:
    """The days at the ends of the head's lines and of their parts."""
    for line in _head(text):
        parts = _BARS.split(line)
        for part in parts:
            words = _HOUR.sub("", _BEHIND.sub("", part.strip(" \t>#*_")).strip(_MARKUP))
            for begin in _DAY_BEGINS.finditer(words):
                if label := read_label(words[begin.start() :]):
                    before = words[: begin.start()]
                    if label.only_day:
                        yield _End(before, label.only_day, alone=not before and len(parts) == 1)
                    break


def _head(text: str) -> Iterator[str]:
    for line in text[:_HEAD].splitlines():
        if len(line.split()) >= _PROSE:
            return
        if len(line) <= _LONGEST and not line.lstrip().startswith(("- ", "|")):
            yield line


def _is_frame(end: _End, text: str) -> bool:
    """Whether a town, a paper or an author stands before the day, or nothing does; but for labels of a chronology."""
    if not end.before:
        return not end.alone or not _are_labels(text)
    parted = _PARTED.search(end.before) is not None and len(end.before.split()) <= _MOST_WORDS
    parted = parted or _TOWN.fullmatch(end.before) is not None
    return parted and not any(char.isdigit() for char in end.before) and not _SENTENCE.search(end.before)


def _are_labels(text: str) -> bool:
    """Whether days stand alone on several lines."""
    short = (line.strip(_MARKUP) for line in text.splitlines() if len(line) <= _LONGEST and _YEAR.search(line))
    labels = (read_label(_BEHIND.sub("", line)) for line in short)
    alone = (label for label in labels if label and label.only_day)
    return next(alone, None) is not None and next(alone, None) is not None
