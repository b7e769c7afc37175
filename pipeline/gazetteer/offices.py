"""The words of a person's office in a phrase, without country, name and rank."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.gazetteer.phrases import Part
from pipeline.gazetteer.rows import NON_STATE_CODES
from pipeline.gazetteer.verdicts import Reading, detached, stripped

_MODIFIERS = ("prefix", "former", "portfolio", "det", "country", "body", "possessive", "and", "bracket")


def held_office(reading: Reading, offices: Sequence[Part], name: Part | None) -> str | None:
    """Give the office as the text has it, without the country before it and the name."""
    if not offices:
        return None
    start = _office_start(reading, offices[0])
    end = _office_end(reading, offices, name)
    start, end = stripped(reading, start, end)
    return reading.words((start, end)) or None


def _office_start(reading: Reading, office: Part) -> int:
    """Find where the words of an office begin: portfolio, "deputy", body, not the country."""
    index = reading.parts.index(office)
    start = office.start
    for back in range(index - 1, -1, -1):
        part = reading.parts[back]
        if part.kind == "possessive" or (part.kind == "country" and not detached(reading.parts, back)):
            break
        if part.known and part.known.code in NON_STATE_CODES:
            break
        if part.kind not in (*_MODIFIERS, "name", "head", "other", "rel", "prep") or part.text[:1].isdigit():
            break
        if part.kind not in ("det", "bracket"):
            start = part.start
    return start


def _office_end(reading: Reading, offices: Sequence[Part], name: Part | None) -> int:
    """Find the end of the office: before the name; a last "of" with a country alone is left out."""
    after = [part for part in reading.parts if part.start >= offices[0].start]
    if name and name.start > offices[0].start:
        after = [part for part in after if part.end <= name.start]
    while after and (after[-1].kind in _NO_END or after[-1].text == "." or _is_rank(after)):
        after.pop()
    while len(after) > 2 and _home_country(after):  # noqa: PLR2004
        after = after[:-2] if after[-2].kind == "prep" else after[:-3]
    return after[-1].end if after else offices[0].end


def _is_rank(parts: Sequence[Part]) -> bool:
    """Whether a military rank follows a civil office: "Defence Minister, General | X"."""
    last, first = parts[-1].office, parts[0].office
    after_comma = len(parts) > 2 and parts[-2].kind == "comma"  # noqa: PLR2004
    return bool(after_comma and last and first and last.sector == "MIL" and first.sector != "MIL")


_NO_END = ("comma", "title", "bracket", "and", "possessive", "prep", "det")


def _home_country(parts: Sequence[Part]) -> bool:
    last = parts[-1]
    if last.kind not in ("country", "bracket") or last.governor != "of":
        return False
    return any(part.lower == "of" for part in parts[-3:-1])
