"""Page furniture between the lines: page numbers, running heads and feet, column heads printed again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace

from pipeline.segment import kinds
from pipeline.segment.cues import layout
from pipeline.segment.lines import Line
from pipeline.timex import is_heading, read_label

_PAGE_NUMBER = re.compile(
    r"^(?:(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|[-–—]\s*\d{1,3}\s*[-–—]|\(?\d{1,3}[.)])$",
    re.IGNORECASE,
)
_NUMBER_AT_END = re.compile(r"^(?:page\s*)?\d{1,4}\s*[|•·]?\s+|\s+[|•·]?\s*(?:page\s*)?\d{1,4}$", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"^(?:page\s+)?(?P<number>\d{1,3})[\s|•·]+(?P<words>[^\W\d].*)$", re.IGNORECASE)
_NUMBER_LAST = re.compile(r"^(?P<words>.*[^\s|•·])[\s|•·]+(?:page\s+)?(?P<number>\d{1,3})$", re.IGNORECASE)
_HEAD_CELLS = re.compile(r"\s*[|•·]\s*|\s{3,}|\t")
_LEAST_HEADS = 3
_PAGES_APART = 8
_CELLS = re.compile(r"\t|\s\|\s|\s{2,}")
_HEAD_WORDS = 12
_HEAD_WIDTH = 150
_CUT_WORDS = 7
# Line, page number, cells of words
_Numbered = tuple[int, int, tuple[str, ...]]


def find(lines: list[Line], *, told: bool = False) -> set[int]:
    """Numbers (in the list) of the lines that the page and not the text put there.

    `told`: the reader saw the pages, and what is furniture there is no longer among the lines.
    """
    if told:
        return {index for index, line in enumerate(lines) if index and is_column_head(line.text)}
    found = {index for index, line in enumerate(lines) if _PAGE_NUMBER.match(line.text) or is_column_head(line.text)}
    found -= {0}
    found |= _numbered_heads(lines)
    for places in _printed_again(lines).values():
        found |= _between_sentences(lines, places)
    return found | _beside(lines, found)


def is_column_head(text: str) -> bool:
    """Whether the line names the columns of a table of days: `Date | Event`."""
    cells = [kinds.key(cell) for cell in _CELLS.split(text) if kinds.key(cell)]
    heads = layout().column_heads
    return len(cells) > 1 and cells[0] in heads and all(cell in heads for cell in cells)


def without(lines: list[Line], furniture: set[int]) -> list[Line]:
    """The other lines; what comes after furniture begins something new only if what stands before it is complete."""
    kept: list[Line] = []
    pending = False
    for index, line in enumerate(lines):
        if index in furniture:
            pending = True
            continue
        if kept and (pending or line.page_top):
            closed = not kinds.is_open(kept[-1].text) or kinds.is_title(kept[-1].text)
            line = replace(line, after_blank=line.after_blank or closed)  # noqa: PLW2901
        kept.append(line)
        pending = False
    return kept


def _numbered_heads(lines: list[Line]) -> set[int]:
    """Running heads that bear their page's number: the numbers rise, and the words come again.

    Left and right pages may have different heads, and a head that is printed once (a short section's)
    shares a cell with the others: `INTRODUCTION | MAY 2023  1`.
    """
    numbered = [
        (index, int(found["number"]), tuple(_HEAD_CELLS.split(found["words"].lower())))
        for index, line in enumerate(lines)
        if len(line.text) <= _HEAD_WIDTH
        and (found := _NUMBER_FIRST.match(line.text) or _NUMBER_LAST.match(line.text))
        and len(found["words"].split()) <= _HEAD_WORDS
        and not (is_heading(line.text) or read_label(line.text))
    ]
    counts = Counter(" | ".join(cells) for _, _, cells in numbered)
    sure = _rising([item for item in numbered if counts[" | ".join(item[2])] > 1])
    if len(sure) < _LEAST_HEADS:
        return set()
    known = {cell for _, _, cells in sure for cell in cells}
    return {index for index, _, _ in _rising([item for item in numbered if known & set(item[2])])}


def _rising(items: list[_Numbered]) -> list[_Numbered]:
    """The items without those whose page numbers do not fit between their neighbours'."""
    kept: list[_Numbered] = []
    for item in items:
        if not kept or kept[-1][1] < item[1] <= kept[-1][1] + _PAGES_APART:
            kept.append(item)
    return kept


def _printed_again(lines: list[Line]) -> dict[str, list[int]]:
    """Short lines that are printed more than once (but for their page number), and where."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if len(line.text) > _HEAD_WIDTH:
            continue
        words = _NUMBER_AT_END.sub("", line.text).lower()
        if len(words) > 3 and len(words.split()) <= _HEAD_WORDS and not words.endswith((".", ")", "]")):  # noqa: PLR2004
            places[words].append(index)
    return {words: found for words, found in places.items() if len(found) > 1}


def _between_sentences(lines: list[Line], places: list[int]) -> set[int]:
    """All places of a head but its first, if one of them stands in the middle of a sentence."""
    for index in places[1:]:
        if 0 < index < len(lines) - 1:
            before, after = lines[index - 1].text, lines[index + 1].text
            cut = kinds.is_open(before) and len(before.split()) >= _CUT_WORDS
            if cut and kinds.opens_small(after):
                return set(places[1:])
    return set()


def _beside(lines: list[Line], found: set[int]) -> set[int]:
    """Lines printed again that stand beside a page number, a form feed or another such line."""
    again = {index for places in _printed_again(lines).values() for index in places if index}
    marked = {index for index in found if not is_column_head(lines[index].text)}
    result: set[int] = set()
    for order in (sorted(again), sorted(again, reverse=True)):
        for index in order:
            last = index == len(lines) - 1
            foot = not last and lines[index + 1].page_top
            if lines[index].page_top or foot or {index - 1, index + 1} & marked:
                marked.add(index)
                result.add(index)
    return result
