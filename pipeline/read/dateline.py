"""The day of an article from its dateline: `LIMA, 9 February 2021 (Agency) - …`."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.timex import read_label

# A dateline stands within so many characters of the article's beginning, behind titles.
_HEAD = 3000
# A place in capitals, or any in brackets or before nothing but its country and the day; then what stands before the
# first dash.
_LINE = re.compile(
    r"^[ \t>*_]{0,6}\(?(?P<place>[^\W\d_][^\s,(]+)(?P<rest>[^\n–—]{6,100}?)"
    r"(?:[–—:]|-{1,4}(?= )|[.,]? ?/[^/\d\n]{2,40}/)",
    re.MULTILINE,
)
_SMALL_WORD = re.compile(r"\b[a-z]")
_AGENCY = re.compile(r"\([^()\d]{2,60}\)\.?\s*$")
_PART = re.compile(r"[,( ]+(?=\S)")
_YEAR = re.compile(r"(?:19|20)\d\d$")


def day_of_dateline(text: str) -> dt.date | None:
    """The day that a dateline gives in full; None if there is none, or several disagree."""
    days = {day for line in _LINE.finditer(text[:_HEAD]) if (day := _day(line)) is not None}
    return days.pop() if len(days) == 1 else None


def _day(line: re.Match[str]) -> dt.date | None:
    rest = _AGENCY.sub("", line["rest"].rstrip()).rstrip(" )")
    told = line["place"].isupper() or (rest.startswith(",") and not line[0].endswith(":"))
    if not told or not _YEAR.search(rest):
        return None
    for part in _PART.finditer(rest):
        if _SMALL_WORD.search(rest[: part.start()]):
            return None  # a sentence, and no place
        label = read_label(rest[part.end() :])
        if label is not None and label.only_day:
            return label.only_day
    return None
