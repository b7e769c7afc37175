"""What stands on a page beside its text: boxes and pull quotes, around which the text is read; captions; notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.read.pdf.blocks import Block
from pipeline.read.pdf.lines import Line, lines_of, rows_in
from pipeline.read.pdf.shapes import Box, Page, Word, around

_LEAST_BOX = (70.0, 28.0)
# A box with more of the page's words is the page itself, or its table.
_MOST_OF_PAGE = 0.6
_LEAST_WORDS, _LEAST_ROWS = 6, 2
_MOST_FRAMES = 200
_SAME_EDGE, _SAME_SIZE, _LOW, _FEW_LINES = 3.0, 0.3, 60.0, 3
_QUOTE_SIZE, _SMALL = 1.14, 0.94
_LAST_WORDS = 40
_NEAR_LINES, _NEAR_PICTURE = 0.9, 2.2
_PRINTED_AGAIN = 0.4
_CAPTION_WORDS = 45
# Footnotes stand below this part of the page's height.
_FOOT = 0.4
_OPENING, _CLOSING = '“‘"«„', '”’"»“'
_NOTE = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*{1,3}|[†‡§]|\[?\d{1,2}[.)\]]?(?=\s|[A-Z]))\s*\S")


def boxes(page: Page, tables: Sequence[Box] = ()) -> tuple[list[Word], list[list[Word]]]:
    """The page's words outside of boxes, and those of each box, from top to bottom.

    `tables` are rectangles that are known as rows of tables: others between the same sides are no boxes.
    """
    rest, found = list(page.words), []
    frames = sorted(_sidebars(page, tables), key=lambda box: (box.top, box.x0))
    for frame in frames:
        inside = [word for word in rest if frame.holds(*word.middle)]
        few = len(inside) < _LEAST_WORDS or rows_in(inside) < _LEAST_ROWS
        if (
            few
            or len(inside) > _MOST_OF_PAGE * len(page.words)
            or _cuts_words(frame, rest)
            or _is_in_line(inside, rest)
        ):
            continue
        found.append(inside)
        gone = {id(word) for word in inside}
        rest = [word for word in rest if id(word) not in gone]
    return rest, found


def shaded_rows(page: Page) -> list[Box]:
    """Drawn rectangles that are rows of a table."""
    distinct = _distinct(page)
    return [box for box in distinct if _is_stacked(box, distinct)]


def _sidebars(page: Page, tables: Sequence[Box]) -> list[Box]:
    """Drawn rectangles that could frame a box; those stacked in one width are rows of a table."""
    distinct = _distinct(page)
    return [
        box
        for box in distinct
        if box.height >= _LEAST_BOX[1]
        and not _is_stacked(box, distinct)
        and not any(_between_sides(box, other) for other in tables)
    ]


def _distinct(page: Page) -> list[Box]:
    distinct: list[Box] = []
    for box in page.frames:
        wide = box.width >= _LEAST_BOX[0] and box.height >= _LEAST_BOX[1] / 2
        if wide and not any(_same(box, other) for other in distinct[-_MOST_FRAMES:]):
            distinct.append(box)
    return distinct[:_MOST_FRAMES]


def _same(one: Box, other: Box) -> bool:
    pairs = ((one.x0, other.x0), (one.top, other.top), (one.x1, other.x1), (one.bottom, other.bottom))
    return all(abs(a - b) < 2 * _SAME_EDGE for a, b in pairs)


def _is_stacked(box: Box, others: Sequence[Box]) -> bool:
    """Whether others have its left and right side, as the rows of a table have: many of them, or a low one."""
    level = [other for other in others if other is not box and _between_sides(box, other)]
    low = any(min(box.height, other.height) < _LOW for other in level)
    return len(level) > 1 or low


def _between_sides(one: Box, other: Box) -> bool:
    return abs(one.x0 - other.x0) < _SAME_EDGE and abs(one.x1 - other.x1) < _SAME_EDGE


def _is_in_line(inside: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Whether the words in a frame begin where the lines outside do: a part of the text that is shaded."""
    first = min(word.x0 for word in inside)
    gone = {id(word) for word in inside}
    outside = lines_of(word for word in rest if id(word) not in gone)
    alike = [
        line
        for line in outside
        if any(abs(word.x0 - first) < 1 and abs(word.size - inside[0].size) < _SAME_SIZE for word in line.words)
    ]
    return len(alike) > _FEW_LINES


def _cuts_words(frame: Box, words: Sequence[Word]) -> bool:
    """Whether the frame's sides run through words: then it frames something else."""
    inside = (word for word in words if frame.top <= word.middle[1] <= frame.bottom)
    return any(word.x0 + 1 < side < word.x1 - 1 for word in inside for side in (frame.x0, frame.x1))


def quotes(words: Sequence[Word], size: float, printed: frozenset[tuple[str, ...]]) -> list[tuple[list[Word], bool]]:
    """Pull quotes: words that the text has too (`printed`: its runs of three words), told by True; or quoted ones."""
    found = []
    for group in _near([word for word in words if word.size >= _QUOTE_SIZE * size or word.italic or word.bold]):
        if len(group) < _LEAST_WORDS or rows_in(group) < _LEAST_ROWS:
            continue
        text = [word.text for line in lines_of(group) for word in line.words]
        runs = triples(text)
        again = sum(run in printed for run in runs) >= _PRINTED_AGAIN * len(runs)
        big = min(word.size for word in group) >= _QUOTE_SIZE * size
        quoted = big and text[0][0] in _OPENING and text[-1][-1] in _CLOSING
        if again or quoted:
            found.append((group, again))
    return found


def triples(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Runs of three words, as they are compared."""
    bare = [word.strip("“”‘’\"'.,;:!?…()").casefold() for word in words]
    return list(zip(bare, bare[1:], bare[2:], strict=False))


def printed_runs(pages: Sequence[Page], size: float) -> frozenset[tuple[str, ...]]:
    """The runs of three words that the document prints plainly, in its usual size."""
    runs: set[tuple[str, ...]] = set()
    for page in pages:
        plain = [
            word
            for word in page.words
            if abs(word.size - size) < (_QUOTE_SIZE - 1) * size and not (word.italic or word.bold)
        ]
        row: list[Word] = []
        for word in plain:
            if row and (word.base - row[-1].base > size / 2 or word.x0 < row[-1].x1 - 1):
                runs.update(triples([one.text for one in row]))
                row = []
            row.append(word)
        runs.update(triples([one.text for one in row]))
    return frozenset(runs)


def _near(words: Sequence[Word]) -> list[list[Word]]:
    """Words of one look in groups, with less than a line between them."""
    groups: list[list[Word]] = []
    for word in words:
        box = Box(word.x0, word.top, word.x1, word.bottom)
        near = [
            group
            for group in groups
            if word.base - group[-1].base < _FEW_LINES * word.size
            and abs(group[0].size - word.size) < 1
            and (group[0].bold, group[0].italic) == (word.bold, word.italic)
            and any(
                box.near(Box(other.x0, other.top, other.x1, other.bottom), _NEAR_LINES * word.size)
                for other in group[-_LAST_WORDS:]
            )
        ]
        groups = [group for group in groups if not any(group is other for other in near)]
        groups.append([*(other for group in near for other in group), word])
    return groups


def notes_at(lines: Sequence[Line], size: float, page: Page) -> int:
    """The number of the line at which a column's footnotes begin; the number of lines if it has none."""
    box = around(page.words)
    low = box.top + _FOOT * box.height
    first = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].size > _SMALL * size or lines[at].base < low:
            break
        if _NOTE.match(lines[at].text):
            first = at
    return first


def as_caption(block: Block, lines: Sequence[Line], pictures: Sequence[Box], size: float) -> Block:
    """The block, told to be a caption if it is small or slanted and stands close to a picture."""
    looks = block.size <= _SMALL * size or block.italic
    if not looks or block.told or len(block.text.split()) > _CAPTION_WORDS:
        return block
    own = around(word for line in lines for word in line.words)
    for picture in pictures:
        shared = min(own.x1, picture.x1) - max(own.x0, picture.x0)
        if shared > own.width / 2 and own.near(picture, _NEAR_PICTURE * size):
            return replace(block, told="caption", begins=True)
    return block


def contents(blocks: Sequence[Block], leaders: Sequence[bool]) -> list[Block]:
    """The blocks, with neighbouring lines that dots lead to page numbers told as a table of contents."""
    found = list(blocks)
    for at, (one, other) in enumerate(pairwise(leaders)):
        if one and other:
            found[at], found[at + 1] = (replace(found[k], told="contents", begins=True) for k in (at, at + 1))
    return found
