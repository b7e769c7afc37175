"""Blocks: what is written out as one line of text, and how two of them join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.read.pdf.lines import Line, is_open, joined, opens_small
from pipeline.read.pdf.paragraphs import Shape, is_display, is_item, run_in
from pipeline.records import SegmentKind

_SOFT = "\u00ad"
_GAP, _TIMES_USUAL, _ALONE = 2.0, 3.0, 4.0
_FEW_WORDS = 3
_MOST_HEADING_LINES, _MOST_HEADING_WORDS = 4, 30


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, or table row (`row`: its label and text with a tab between them).

    `told` is the kind that its look gives it. `begins`: it is known to begin something; `rest`: it stands in a
    table's text column without a label; `full`: its last line was full; `goes_on`: it goes on from the page before.
    """

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    told: SegmentKind | None = None
    row: bool = False
    rest: bool = False
    begins: bool = False
    full: bool = True
    indents: bool = False
    goes_on: bool = False


def block_of(lines: Sequence[Line], shape: Shape) -> Block:
    """The block that the lines of one paragraph make."""
    text = line_text(lines[0])
    said = text.partition("\t")[0]
    if said != text and len(lines) > 1 and not run_in(lines[0]) and not _is_label(said, lines[0]):
        # a gap in a justified line, not one behind a label
        text = line_text(lines[0], inside=True)
    for line in lines[1:]:
        text = join(text, line_text(line, inside=True))
    first, last = lines[0], lines[-1]
    words = sum(len(line.words) for line in lines)
    title = all(is_display(line, shape.size) for line in lines)
    title = title and len(lines) <= _MOST_HEADING_LINES and words <= _MOST_HEADING_WORDS and not is_item(first)
    indents = not shape.hanging and shape.indented(first)
    return Block(
        text,
        first.size,
        all(line.bold for line in lines),
        all(line.italic for line in lines),
        told="heading" if title else None,
        begins=title or indents or is_item(first) or run_in(first) > 0,
        full=last.x1 > shape.right - 6 * last.size,
        indents=indents,
    )


def _is_label(said: str, line: Line) -> bool:
    """Whether the words before a gap could be a label: with a figure, and not all but one word of the line."""
    return any(char.isdigit() for char in said) and said[0].isalnum() and len(line.words) > _FEW_WORDS


def line_text(line: Line, *, inside: bool = False) -> str:
    """The line's words; a tab where a gap parts them as cells, and behind a bold date that begins a paragraph.

    A line `inside` a paragraph has neither.
    """
    if inside:
        return _visible(joined(line.words))
    cut = run_in(line)
    gaps = [after.x0 - word.x1 for word, after in zip(line.words, line.words[1:], strict=False)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    least = line.size * (_ALONE if len(gaps) == 1 else _GAP)
    parts, begin = [], 0
    for at, gap in enumerate(gaps, 1):
        wide = gap > least and (len(gaps) == 1 or gap > _TIMES_USUAL * usual)
        if wide or at == cut:
            parts.append(joined(line.words[begin:at]))
            begin = at
    parts.append(joined(line.words[begin:]))
    return _visible("\t".join(parts))


def _visible(text: str) -> str:
    """The text without soft hyphens, but for one at its end."""
    return text[:-1].replace(_SOFT, "") + text[-1:]


def join(before: str, after: str) -> str:
    """Two pieces of one text, over the end of a line, column or page.

    A hyphen before a small letter keeps a blank behind it: whether it belongs to the word, the words of the whole
    document say (`pipeline.segment.repair`).
    """
    if before.endswith(_SOFT):
        return before[:-1] + after
    dash = before.endswith(("-", "\u2010", "–")) and not before[-2:-1].isspace()
    if dash and not after[:1].islower():
        return before + after
    return f"{before} {after}"


def continues(before: Block, block: Block) -> bool:
    """Whether the block is more of the one before it, over the end of a column or page."""
    if before.told or block.told or block.begins or block.row:
        return False
    if block.rest:
        return before.row or before.rest
    if abs(before.size - block.size) > 0.06 * before.size or before.bold != block.bold:
        return False
    if opens_small(block.text):
        return is_open(before.text) or before.text.endswith(("-", _SOFT))
    if is_open(before.text):
        return before.full and len(before.text.split()) > _MOST_HEADING_LINES
    return before.indents and not block.indents and before.full


def with_more(before: Block, block: Block) -> Block:
    """The two as one."""
    if before.row and "\t" not in before.text:
        text = f"{before.text}\t{block.text}"
    elif block.rest and not is_open(before.text):
        text = f"{before.text}\n{block.text}"
    else:
        text = join(before.text, block.text)
    return replace(before, text=text, full=block.full, indents=before.indents or block.indents)
