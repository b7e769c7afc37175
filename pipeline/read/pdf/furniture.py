"""Running heads and feet and page numbers, told by where they stand and by their coming again on other pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.read.pdf.lines import joined
from pipeline.read.pdf.shapes import Page, Word

_ROWS, _SAME_HEIGHT = 3, 4.0
# Heads and feet stand in this part of the page at its upper and lower end.
_ZONE = 0.16
_NUMBER = re.compile(
    r"(?i)(?:page|p\.|seite)?\s*[-–—|·(]{0,2}\s*(?P<number>\d{1,4}|[ivxl]{1,6})\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–—|·)]{0,2}"
)
_DIGITS = re.compile(r"\d{1,9}")
# What stands this far (in lines) from the text is no part of it.
_APART = 1.7
_HEAD_WORDS = 14
_PARTED = 2.0
_LEAST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Stripped:
    """A page without its furniture, and the furniture's lines above and below."""

    page: Page
    heads: tuple[str, ...] = ()
    feet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    page: int
    words: tuple[Word, ...]
    upper: bool
    apart: bool

    @property
    def text(self) -> str:
        return joined(self.words)

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def key(self) -> str:
        """Its words, whatever their figures, and whichever of them stands on the outer side."""
        parts: list[list[Word]] = []
        for word in self.words:
            if parts and word.x0 - parts[-1][-1].x1 < _PARTED * word.size:
                parts[-1].append(word)
            else:
                parts.append([word])
        return " ".join(sorted(_DIGITS.sub("#", joined(part).casefold()) for part in parts))


def strip(pages: Sequence[Page], size: float) -> list[Stripped]:
    """The pages without heads, feet and page numbers. `size` is the document's usual font size."""
    rows = [row for index, page in enumerate(pages) for row in _outer_rows(index, page, size)]
    numbers = _numbers(rows, pages)
    taken = numbers | _outermost(
        rows, numbers | _again(rows, size) | _changing(rows, size, len(pages)) | _unlike(rows, size)
    )
    return [
        _without(page, [rows[at] for at in sorted(taken) if rows[at].page == index]) for index, page in enumerate(pages)
    ]


def _without(page: Page, rows: list[_Row]) -> Stripped:
    gone = {id(word) for row in rows for word in row.words}
    kept = replace(page, words=tuple(word for word in page.words if id(word) not in gone))
    heads = tuple(row.text for row in rows if row.upper)
    return Stripped(kept, heads, tuple(row.text for row in reversed(rows) if not row.upper))


def _outer_rows(index: int, page: Page, size: float) -> Iterator[_Row]:
    """The first rows of a page from above, then the last from below."""
    rows: list[list[Word]] = []
    for word in page.words:
        if rows and word.base - rows[-1][0].base < word.size / 3:
            rows[-1].append(word)
        else:
            rows.append([word])
    if not rows:
        return
    top, bottom = page.words[0].base, page.words[-1].base
    middle = (top + bottom) / 2
    limit = max(page.height * _ZONE, 4 * size)
    for upper, ordered in ((True, rows), (False, rows[::-1])):
        for place, row in enumerate(ordered[:_ROWS]):
            base = row[0].base
            if abs(base - (top if upper else bottom)) > limit or (base < middle) != upper:
                break
            beyond = ordered[place + 1][0].base if place + 1 < len(ordered) else None
            apart = beyond is None or abs(beyond - base) > _APART * size
            yield _Row(index, tuple(sorted(row, key=lambda word: word.x0)), upper, apart)


def _again(rows: Sequence[_Row], size: float) -> set[int]:
    """Rows that other pages print at the same height, but for a figure that counts the pages.

    Rows in the text's own letters and close to it could be labels: they must be the same on three pages.
    """
    places: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if len(row.words) <= _HEAD_WORDS and any(char.isalpha() for char in row.key):
            places[row.key, row.upper].append(at)
    found: set[int] = set()
    for same in places.values():
        for at in same:
            level = {other for other in same if _is_level(rows[at], rows[other])}
            exact = {rows[other].page for other in level if rows[other].text == rows[at].text}
            beside = rows[at].apart or _is_small(rows[at], size)
            if len(exact) >= _LEAST_PAGES - 1 or (beside and any(_counts(rows[at], rows[other]) for other in level)):
                found.add(at)
    return found


def _is_level(row: _Row, other: _Row) -> bool:
    return row.page != other.page and abs(row.base - other.base) < _SAME_HEIGHT


def _is_small(row: _Row, size: float) -> bool:
    return all(word.size < size * 0.97 or (word.italic and word.size <= size) for word in row.words)


def _counts(row: _Row, other: _Row) -> bool:
    """Whether the rows have the same figures, but for one that counts the pages between them."""
    mine, theirs = (sorted(map(int, _DIGITS.findall(one.text))) for one in (row, other))
    steps = [b - a for a, b in zip(mine, theirs, strict=False) if a != b]
    return not steps or steps == [other.page - row.page]


def _outermost(rows: Sequence[_Row], found: set[int]) -> set[int]:
    """Those with nothing but furniture between them and the page's edge."""
    result: set[int] = set()
    for at, row in enumerate(rows):
        first = at == 0 or (rows[at - 1].page, rows[at - 1].upper) != (row.page, row.upper)
        if at in found and (first or at - 1 in result or row.apart):
            result.add(at)
    return result


def _numbers(rows: Sequence[_Row], pages: Sequence[Page]) -> set[int]:
    """Rows that are a page number and nothing else, counting up with the pages or standing apart."""
    found = {at: int(match["number"]) if match["number"].isdigit() else None
             for at, row in enumerate(rows) if (match := _NUMBER.fullmatch(row.text))}  # fmt: skip
    counts: dict[int, int] = defaultdict(int)
    for at, number in found.items():
        if number is not None:
            counts[number - pages[rows[at].page].number] += 1
    return {
        at
        for at, number in found.items()
        if (number is not None and counts[number - pages[rows[at].page].number] > 1) or rows[at].apart
    }


def _changing(rows: Sequence[_Row], size: float, pages: int) -> set[int]:
    """Heads that change from page to page: on most pages a small line stands apart at one height.

    At the foot, such lines are notes.
    """
    heights: dict[int, set[int]] = defaultdict(set)
    for at, row in enumerate(rows):
        if (
            row.apart
            and row.upper
            and len(row.words) <= _HEAD_WORDS
            and max(word.size for word in row.words) < size * 0.97
        ):
            heights[round(row.base)].add(at)
    found: set[int] = set()
    for same in heights.values():
        if len(same) >= max(_LEAST_PAGES, pages / 2 - 1):
            found |= same
    return found


def _unlike(rows: Sequence[_Row], size: float) -> set[int]:
    """Heads behind the first page that no other page shows: small or slanted, and apart from the text."""
    return {
        at
        for at, row in enumerate(rows)
        if row.page and row.upper and row.apart and len(row.words) <= _HEAD_WORDS
        and _is_small(row, size)
    }  # fmt: skip
