"""The day on which a text says above its first paragraph that it was published: `Published: 8 July 2011`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pipeline.timex import read_label

# Lines of a head stand within so many characters, and before the first line of so many words.
_HEAD, _PROSE = 3000, 25
_LONGEST = 140
_MARKUP = " \t>#*_[]()"
_DAY_BEGINS = re.compile(r"(?<![\w-])[\w'’]")
_CLOCK = r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s\(?[A-Z]{2,4}\)?)?"
_YEAR = re.compile(r"(?:19|20)\d\d")
_BARS = re.compile(r"\s*[|·•]\s*")
# Behind the day: an hour, an author, the day of the week.
_BEHIND = re.compile(
    rf"(?:(?:,?\s+(?:at\s+)?|(?<=\d)T){_CLOCK}|\s+by\s.*|,?\s+\(?(?:mon|tues|wednes|thurs|fri|satur|sun)day\)?)$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:^|[,;–—-]\s*)(?:(?:first\s+)?(?:published|posted|released|issued)|publication date|date|dated)"
    rf"(?:\s+(?:online|at {_CLOCK}))?(?:\s+on)?\s*:?\s*$",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:updated|modified|edited|accessed|retrieved|revised)\b", re.IGNORECASE)
# Before the day: a town, a paper, a desk, an author; no sentence, nothing that the day belongs to.
_PARTED = re.compile(r"(?:[,.(]|\s[–—-])\s*$")
_SENTENCE = re.compile(r"[.!?]\s+[a-z]|[.!?]\s+\w+\s+\w+\s+[a-z]+ed\b")
_MOST_WORDS = 10


def day_of_publication(text: str) -> dt.date | None:
    """The day of the line that says so; else the one day that stands alone in the head, or ends one of its lines.

    Where no line has one, that of the last change.
    """
    found = list(_days(text))
    told = [day for day, said in found if said]
    if told:
        return told[0]
    days = {day for day, _ in found or _days(text, changed=True)}
    return days.pop() if len(days) == 1 else None


def _days(text: str, *, changed: bool = False) -> Iterator[tuple[dt.date, bool]]:
    """The days at the ends of the head's lines, and whether the line says that they are of publication.

    With `changed` those of the last change.
    """
    for line in _head(text):
        parts = _BARS.split(line)
        for part in parts:
            found = _at_end(_BEHIND.sub("", part.strip(_MARKUP)))
            if found is None or bool(_CHANGED.search(found[0])) != changed:
                continue
            before, day = found
            if changed:
                yield day, True
                continue
            said = bool(_SAID.search(before))
            if said or (_is_frame(before) if before else len(parts) > 1 or not _are_labels(text)):
                yield day, said


def _are_labels(text: str) -> bool:
    """Whether days stand alone on several lines: then they are the labels of a chronology."""
    short = (line.strip(_MARKUP) for line in text.splitlines() if len(line) <= _LONGEST and _YEAR.search(line))
    alone = (line for line in short if _day(_BEHIND.sub("", line)) is not None)
    return next(alone, None) is not None and next(alone, None) is not None


def _at_end(text: str) -> tuple[str, dt.date] | None:
    """The day that a text ends with, and what stands before it; None where it ends with days or none."""
    for begin in _DAY_BEGINS.finditer(text):
        if read_label(text[begin.start() :]):
            day = _day(text[begin.start() :])
            return (text[: begin.start()], day) if day else None
    return None


def _head(text: str) -> Iterator[str]:
    for line in text[:_HEAD].splitlines():
        if len(line.split()) >= _PROSE:
            return
        if len(line) <= _LONGEST and not line.lstrip().startswith(("- ", "|")):
            yield line


def _is_frame(before: str) -> bool:
    parted = bool(_PARTED.search(before)) and len(before.split()) <= _MOST_WORDS
    return parted and not any(char.isdigit() for char in before) and not _SENTENCE.search(before)


def _day(text: str) -> dt.date | None:
    """The day that a text is, with month and year, and nothing else."""
    label = read_label(text)
    if label is None or label.date is None or label.enddate is not None or label.precision != "day":
        return None
    return label.date
