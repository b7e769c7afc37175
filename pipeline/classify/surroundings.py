"""What stands around a passage and says which country it tells of: its row's first cell, its section's title."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.gazetteer import names as gazetteer
from pipeline.gazetteer import place_in
from pipeline.passages import Name, Party, Passage
from pipeline.sentences import CELL, DATELINE

if TYPE_CHECKING:
    from collections.abc import Sequence

# In `Africa-China Relations` China is one of two.
_DASH = re.compile(r"[-–—/]$")
_DASHED = re.compile(r"[-–—/]")


def countries_above(passage: Passage) -> frozenset[str]:
    """The countries that the first cell of the passage's row names, else its section's title."""
    cell = passage.segment.text[: passage.doc.user_data.get(CELL, 0)]
    return _named(cell) or _named(passage.segment.section or "")


def countries_of_report(document: Sequence[Passage]) -> list[str | None]:
    """For each passage of a news report the one country that the report is about, if it is one; rows have none.

    It is that of the dateline, else the only one that the lead names; the lead's own unnamed parties need not
    be of the country that it names: "The rebels asked South Africa to mediate."
    """
    if not document or any(passage.segment.kind == "chronology_entry" for passage in document):
        return [None] * len(document)
    lead = document[0]
    line = _countries_of(lead, end=lead.doc.user_data.get(DATELINE, 0))
    of_lead, of_rest = map(_only, (line, line or _countries_of(lead, end=len(lead.segment.text))))
    return [of_lead, *[of_rest] * (len(document) - 1)]


def _only(countries: set[str]) -> str | None:
    return next(iter(countries)) if len(countries) == 1 else None


def _countries_of(passage: Passage, *, end: int) -> set[str]:
    """The countries of the places and nationalities that a passage names before an offset."""
    named = [name for name in passage.names if name.end <= end and name.label in ("GPE", "NORP", "LOC", "FAC")]
    return {code for name in named if (code := name.code or lies_in(name, passage))}


def country_of_row(passage: Passage) -> Name | None:
    """The country that the first cell of the passage's row names, if it is one."""
    end = passage.doc.user_data.get(CELL, 0)
    named = [name for name in passage.names if name.end <= end and name.label == "GPE"]
    return named[0] if len(named) == 1 and names_country(named[0], former=True) else None


def names_country(name: Name, *, former: bool = False) -> bool:
    """Whether the words are a country's name or abbreviation (or, if asked, former name), no nationality or capital."""
    known = gazetteer.look_up(name.text)
    forms = ("name", "abbreviation", "former") if former else ("name", "abbreviation")
    return known is not None and known.country is not None and known.form in forms


def lies_in(place: Name | Party, passage: Passage) -> str | None:
    """The country of a building or region, as the record's own place is resolved: by its name and its sentence."""
    found = place_in(passage.segment.text, place.start, place.end)
    return found.country_code if found else None


@lru_cache(maxsize=1024)
def _named(words: str) -> frozenset[str]:
    """The countries that the words name; none where the only one is paired with a region or a body of states."""
    found = gazetteer.find_country(words)
    codes = frozenset(each.known.code for each in found if each.known.code)
    if len(codes) != 1:
        return codes
    paired = any(_DASH.search(words, 0, each.start) or _DASHED.match(words, each.end) for each in found)
    return frozenset() if paired or any(each.known.body for each in gazetteer.find_names(words)) else codes
