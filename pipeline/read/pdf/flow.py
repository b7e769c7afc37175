"""A page's blocks in reading order: the text that runs through its columns, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.read.pdf import asides
from pipeline.read.pdf.blocks import Block, block_of, continues, with_more
from pipeline.read.pdf.columns import Column, columns
from pipeline.read.pdf.gutters import Gutter, gutters
from pipeline.read.pdf.lines import lines_of
from pipeline.read.pdf.paragraphs import has_leader, paragraphs, shape_of
from pipeline.read.pdf.shapes import Box, Page, Word
from pipeline.read.pdf.table import rows

# So many blocks between two halves of a sentence are taken for an interruption.
_MOST_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Flow:
    """The blocks of a page: `text` in reading order, `notes` what stands beside it: boxes, notes from its foot."""

    text: tuple[Block, ...]
    notes: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document as a whole shows: its usual font size, its gutters, runs of three words, shaded rows."""

    size: float
    gutters: tuple[Gutter, ...]
    printed: frozenset[tuple[str, ...]]
    tables: tuple[Box, ...]


def gutters_of(page: Page, size: float, tables: Sequence[Box]) -> Iterator[Gutter]:
    """The gutters of a page that are sure by themselves."""
    words, _ = asides.boxes(page, tables)
    pending: list[Sequence[Word]] = [words]
    yield from _cuts(pending, size)


def _cuts(pending: list[Sequence[Word]], size: float) -> Iterator[Gutter]:
    while pending:
        words = pending.pop()
        found = gutters(words, size) if words else []
        if not found:
            continue
        cut = found[0]
        yield cut
        inside = [word for word in words if cut.top <= word.base <= cut.bottom]
        outside = [word for word in words if word.base < cut.top], [word for word in words if word.base > cut.bottom]
        sides = [word for word in inside if word.x1 <= cut.middle], [word for word in inside if word.x1 > cut.middle]
        pending += [part for part in (*outside, *(() if cut.labels else sides)) if 0 < len(part) < len(words)]


def flow_of(page: Page, setting: Setting) -> Flow:
    """The blocks of a page without its furniture."""
    words, framed = asides.boxes(page, setting.tables)
    quotes = asides.quotes(words, setting.size, setting.printed)
    gone = {id(word) for quote, _ in quotes for word in quote}
    words = [word for word in words if id(word) not in gone]
    text: list[Block] = []
    notes: list[Block] = []
    for column in columns(words, setting.size, setting.gutters):
        found, below = _column(column, page, setting)
        text += found
        notes += below
    text = stitched(text)
    for box, copy in [*((box, False) for box in framed), *quotes]:
        own = [block for column in columns(box, setting.size) for block in _column(column, page, setting)[0]]
        own = [replace(block, begins=True) for block in stitched(own)]
        if copy:
            notes += [replace(block, told="boilerplate") for block in own]
        elif sum(block.row or block.text[:1].isdigit() for block in own) > 1:
            text = _with_box(text, own)
        else:
            notes += [replace(block, told=block.told or "paragraph") for block in own]
    return Flow(tuple(text), tuple(notes))


def _column(column: Column, page: Page, setting: Setting) -> tuple[list[Block], list[Block]]:
    """The blocks of a column, and those of the notes at its foot."""
    if column.gutter is not None:
        return rows(column, setting.size, page.frames), []
    lines = lines_of(column.words)
    end = asides.notes_at(lines, setting.size, page)
    blocks, leaders = [], []
    if lines[:end]:
        shape = shape_of(lines[:end], setting.size)
        for group in paragraphs(lines[:end], shape):
            blocks.append(asides.as_caption(block_of(group, shape), group, page.pictures, setting.size))
            leaders.append(len(group) == 1 and has_leader(group[0]))
    notes = []
    if lines[end:]:
        shape = shape_of(lines[end:], lines[-1].size)
        notes = [replace(block_of(group, shape), told="reference") for group in paragraphs(lines[end:], shape)]
    return asides.contents(blocks, leaders), notes


def stitched(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with those joined that a column's end or something between cuts."""
    result: list[Block] = []
    for block in blocks:
        at = _head(result, block)
        if at is None:
            result.append(block)
        else:
            result[at] = with_more(result[at], block)
    return result


def _head(result: Sequence[Block], block: Block) -> int | None:
    """The place of the block that this one goes on from: the last, or one before a short interruption."""
    if result and continues(result[-1], block):
        return len(result) - 1
    if not block.text[:1].islower():
        return None
    for at in range(len(result) - 2, max(-1, len(result) - 2 - _MOST_BETWEEN), -1):
        between = result[at + 1 :]
        if continues(result[at], block) and all(_interrupts(one, result[at]) for one in between):
            return at
    return None


def _interrupts(block: Block, text: Block) -> bool:
    """Whether the block looks like something beside the text."""
    return block.told is not None or abs(block.size - text.size) > 0.06 * text.size or block.italic or block.bold


def _with_box(text: list[Block], box: list[Block]) -> list[Block]:
    """The text with a box behind its last whole block: what the next page goes on with stays last."""
    return [*text[:-1], *box, *text[-1:]] if text and not text[-1].told else [*text, *box]
