"""The day that stands among nothing but names, above a text or before its first sentence.

Every agency and portal writes its line another way: `AI INDEX: AMR 37/009/2001   5 July 2001`,
`Riyadh, Sha'ban 09, 1447, January 28, 2026, SPA -- `. What they have in common is that no word in
small letters stands there but those that say when a page came out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pipeline.passages import TimeExpression
from pipeline.timex import Context, find

# The head and the first paragraphs stand within so many characters.
_HEAD = 3000
_LONGEST = 140
# Before a first sentence a day stands within so many characters.
_OPENING = 110
_SMALL = re.compile(r"(?<![\w'’])[^\W\d_A-Z][^\W\d_]+")
# A site's address: `www.agency.example`, `news@paper.example`.
_ADDRESS = re.compile(r"(?:https?://)?[\w-]*@?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b\S*")
_OF_A_PAGE = frozenset(
    ["on", "at", "by", "am", "pm", "first", "last", "posted", "published", "released", "issued", "updated", "modified",
     "edited"]
)  # fmt: skip
# What has a day of its own and is not the page.
_OTHERS = re.compile(
    r"\b(?:accessed|archived|deadline|due|effective|event|expires|from|held|meeting|retrieved|since|to|until|when)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
# Behind the day of a dateline: the end of its bracket, an agency, and the sign that parts it from the text.
_PARTS = re.compile(r"[\s,.]*(?:\([A-Z][\w/.& -]{1,24}\)|(?:[A-Z][\w/.& ]{1,24})?[\s,.]*(?:--?|[)–—:/]))")


def day_of_frame(text: str) -> dt.date | None:
    """The one day in full of the head's lines and of the paragraphs' beginnings; None if there are several."""
    days = {day for line in text[:_HEAD].splitlines() for day in _days(line.strip(" \t>#*_|"))}
    return days.pop() if len(days) == 1 else None


def _days(line: str) -> Iterator[dt.date]:
    """The days in a line that is nothing but a frame, or in what stands before a line's first sentence."""
    words = line[:_LONGEST]
    for found in find(words, Context()) if any(map(str.isdigit, words)) else ():
        is_day = found.type == "DATE" and found.precision == "day" and not found.enddate
        if is_day and found.date and any(map(_is_frame, _around(found, line))):
            yield found.date


def _around(found: TimeExpression, line: str) -> Iterator[str]:
    """What would be the frame of a day: the rest of a short line, or what stands before it."""
    before = line[: found.start]
    if _WEEKDAY.match(found.text):
        before = before.removesuffix(" of ")  # "General News of Friday, 3 May 2013"
    if len(line) <= _LONGEST:
        yield before + line[found.end :]
    if found.end <= _OPENING and _PARTS.match(line, found.end):
        yield before


def _is_frame(words: str) -> bool:
    """Whether there is no more than names in the words, and what says when a page came out."""
    names = _ADDRESS.sub("", words)
    named = bool(words.strip()) and not _OTHERS.search(names)
    return named and all(small in _OF_A_PAGE for small in _SMALL.findall(names))
