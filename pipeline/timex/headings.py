"""Month, quarter and year headings: `October 2023`, `OCT - DEC 2023`, `Third Quarter 2023`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.timex.labels import Label, read_label
from pipeline.timex.points import MODS

if TYPE_CHECKING:
    from pipeline.timex.days import Interval

# Signs that decorate a heading; stripped, not matched, so that a line full of them costs no more than another.
_BEFORE = "#*_=~|•–—- \t\r\n\f\v\u00a0\u202f\u2009"
_BEHIND = _BEFORE + ":.,"
_MOD = re.compile(r"(?:early|mid|late)\b|(?:" + "|".join(MODS) + r")\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?<![\w-])(?:(?:1[5-9]|2[01])\d\d\s*[-_]?\s*(?:[Qq][1-4]|[A-Za-z]{3,9})|(?:[QqHh][1-4]|[A-Za-z]{3,9})\b)",
)
_STEM_SEPARATORS = re.compile(r"[_.\s]+")
_STEM_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12]\d|3[01]))?(?!\d)")


def read_heading(text: str, within: Interval | None = None) -> Interval | None:
    """The period that a heading names and nothing else; None for any other line.

    `within` (a year heading's period, the issue's) gives the year that a month heading leaves out;
    without it `September` alone names no period.
    """
    if _has_mod(text):
        return None
    label = _unit_label(text, within)
    return (label.date, label.enddate or label.date) if label and label.date else None


def is_heading(text: str) -> bool:
    """Whether the line is a month, quarter or year heading, with or without its year."""
    return not _has_mod(text) and _unit_label(text, None) is not None


def period_in(text: str) -> Interval | None:
    """The first period of months or years that a title names (`Key Events, October to December 2023`)."""
    for found in _PERIOD.finditer(text):
        for end in _ends(text, found.start()):
            if period := read_heading(text[found.start() : end]):
                return period
    return None


def period_of_file(name: str) -> Interval | None:
    """The period or day in a file's name: `bulletin_2023q4.txt`, `2024-05-chronology.md`."""
    stem = _STEM_SEPARATORS.sub(" ", name.rsplit("/", 1)[-1].rsplit(".", 1)[0]).strip()
    if found := _STEM_DAY.search(stem):
        year, month, day = found.groups()
        label = read_label(f"{year}-{month}-{day}") if day else None
        if label and label.date:
            return label.date, label.date
        return read_heading(f"{_MONTHS[int(month) - 1]} {year}")
    return period_in(stem) or period_in(stem.replace("-", " ")) or _year_in(stem)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _year_in(text: str) -> Interval | None:
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return read_heading(found[0]) if found else None


def _ends(text: str, start: int) -> list[int]:
    """Ends of the words after `start`, the farthest first: a period has at most seven words."""
    return [start + m.end() for m in list(re.finditer(r"[^\s,;:()]+", text[start : start + 60]))[:7]][::-1]


def _has_mod(text: str) -> bool:
    return bool(_MOD.match(text.lstrip(_BEFORE).rstrip(_BEHIND)))


def _unit_label(text: str, within: Interval | None) -> Label | None:
    line = re.sub(r"\s+", " ", text.lstrip(_BEFORE).rstrip(_BEHIND))
    label = read_label(line, within)
    if label is None or any(point.day is not None or point.numeric for point in label.points):
        return None
    return label
