"""Sectors of a body: its head's, for a vague head ("association", "group") those of whom it is said of."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.gazetteer.phrases import Part
from pipeline.gazetteer.places import place_country
from pipeline.gazetteer.rows import phrase_words
from pipeline.gazetteer.verdicts import Reading, Sectors, body_sectors


def sectors_of(reading: Reading, head: Part, region: Sequence[Part]) -> tuple[Sectors, Part]:
    """Sectors of the head, or of the body or people that a vague head is said of; and the part that told them."""
    own = _band(reading, head) or _guild(reading, head) or body_sectors(head)
    if own:
        return own, head
    before = [part for part in reversed(region) if part.start < head.start]
    after = [part for part in reading.parts if part.start > head.start and part.governor in ("of", "from", "at")]
    for part in [*before, *after]:
        found = body_sectors(part)
        if found:
            return found, part
        if part.office and part in after:
            return (part.office.sector, part.office.other_sectors), part
    assert head.head
    if _company_like(reading, head, before):
        return ("BUS", ()), head
    return (head.head.sector, head.head.other_sectors), head


def _band(reading: Reading, head: Part) -> Sectors | None:
    """Sector of the people that make up `a party of pilgrims`, which is no party that one votes for."""
    if head.text not in phrase_words().words.bands:
        return None
    behind = (part for part in reading.parts if part.start > head.start and part.governor == "of" and part.several)
    return next((sectors for part in behind if (sectors := body_sectors(part))), None)


def _guild(reading: Reading, head: Part) -> Sectors | None:
    """Sector of the people whose association it is ("fishermen's association")."""
    before = [part for part in reading.parts if part.start < head.start and part.kind != "possessive"]
    words = phrase_words().words
    if head.lower not in words.guilds:
        return None
    if head.capitalised and head.lower in words.united and reading.parts[-1].lower.split()[-1] in words.labour:
        return "LAB", ()
    if not before or not before[-1].several or before[-1].governor:
        behind = (part for part in reading.parts if part.start > head.start and part.governor == "of")
        members = (part for part in behind if part.lower.split()[0].endswith("s"))
        found = next((sectors for part in members if (sectors := body_sectors(part))), None)
        return found if found and found[0] != "CVL" else None
    found = body_sectors(before[-1])
    if found is None or found[0] == "CVL":
        return None
    return found if (found[0] == "AGR" or not head.lower.startswith("union")) else None


def _company_like(reading: Reading, head: Part, before: Sequence[Part]) -> bool:
    """Whether a proper name or a trade stands before a capital Group ("Salim Group", "Rwanda Energy Group")."""
    named = before and before[0].kind == "name" and place_country(before[0].text) is None
    trade = head.text == "Group" and before and before[0].lower.split()[-1] in phrase_words().words.trades
    return bool(trade or (named and head.text in ("Group", "Partners", "Alliance", "Section") and reading.phrase))
