"""The sheets of mentions: marks in a segment's text become offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.records import Mention
from pipeline.text import squash
from tools.gold.sheets import check

if TYPE_CHECKING:
    from tools.gold.markup import Block, Mark
    from tools.gold.sheets import Passage, Row


def compile_mentions(passage: Passage, block: Block) -> list[Row]:
    """The mentions of one segment, in the order of its text."""
    if squash(block.text) != squash(passage.text):
        raise block.where.error(f"not the segment's text: {_first_difference(block.text, passage.text)}")
    mentions = []
    for mark in block.marks:
        words = block.text[mark.start : mark.end]
        quote = passage.quote(words, block.where, 1 + _occurrences_before(block.text, mark))
        head = {"segment": passage.id, "doc": passage.record["doc"], "label": mark.attributes["l"]}
        mentions.append(head | quote | _values(mark.attributes))
        check(mentions[-1], Mention, block.where)
    return mentions


def _occurrences_before(text: str, mark: Mark) -> int:
    """How often the marked words stand before the mark (white space and hyphens ignored)."""
    needle = squash(text[mark.start : mark.end])
    before, found, at = len(squash(text[: mark.start])), 0, -1
    while True:
        at = squash(text).find(needle, at + 1)
        if at < 0 or at >= before:
            return found
        found += 1


def _first_difference(sheet: str, segment: str) -> str:
    ours, theirs = squash(sheet), squash(segment)
    at = next((i for i, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), -1)
    at = at if at >= 0 else min(len(ours), len(theirs))
    return f"{ours[at : at + 30]!r}, where the source has {theirs[at : at + 30]!r}"


def _values(attributes: dict[str, str]) -> Row:
    if attributes["l"] != "DATE":
        return {"canonical": attributes.get("n"), "code": attributes.get("c") or None}
    return {
        "timex_type": attributes["t"],
        "timex_value": attributes.get("v") or None,
        "date": attributes.get("d"),
        "enddate": attributes.get("e"),
        "date_precision": attributes.get("p"),
        "date_mod": attributes.get("mod"),
    }
