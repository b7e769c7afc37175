"""Headings, lists and tables as the text that is stored has them: the Markdown that the next stage reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

# A cell is its paragraphs; those that begin so are items of a list.
ITEM = re.compile(r"^(?:[-•*▪◦·‣●■–]|\d{1,2}[.)])\s+")
_LABEL_CHARS = 60  # a cell that is a label, not a text
_BOLD_CHARS = 60
_LEVELS = 6
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")  # not the non-breaking ones: text is mended in one place, later
Cell = Sequence[str]
Row = Sequence[Cell]


def flat(text: str) -> str:
    """`text` on one line."""
    return _BLANKS.sub(" ", text).strip(" ")


def heading(level: int, text: str) -> str:
    """A heading of a level from 1 to 6, on one line."""
    return f"{'#' * min(max(level, 1), _LEVELS)} {flat(text)}"


def item(mark: str, depth: int, text: str) -> str:
    """An item of a list; its further lines are indented like its text."""
    indent = "  " * depth
    return indent + f"{mark} " + text.replace("\n", f"\n{indent}  ")


def bold_label(bold: str, rest: str) -> str:
    """A paragraph that begins with bold words: marked as such where they can be its date and it goes on."""
    inner = bold.strip()
    if not rest.strip() or len(inner) > _BOLD_CHARS or not any(char.isdigit() for char in inner) or "\n" in inner:
        return bold + rest
    lead = bold[: len(bold) - len(bold.lstrip())]
    gap = bold[len(bold.rstrip()) :]
    return f"{lead}**{inner}**{gap or ('' if rest[:1].isspace() or not rest[:1].isalnum() else ' ')}{rest}"


def dated_label(text: str, date: str) -> str:
    """A paragraph or item that begins with `date`: apart from what follows, as the cells of a row are."""
    before, found, rest = text.partition(date)
    tells = rest.lstrip()[:1].isalnum() and len(before) <= len("  10. ")
    if not (found and tells and len(date) <= _LABEL_CHARS and any(char.isdigit() for char in date)):
        return text
    return f"{before}{date}\t{rest.lstrip()}"


def table(rows: Iterable[Row], *, header: bool = False) -> str:
    """The rows of a table: `| 3 May | What happened. |` a line; a layout table's cells one under the other.

    Columns that are empty throughout are left out. A cell of several items becomes as many rows, all
    but the first with an empty first cell, which says that the label above holds.
    """
    kept = [[_paragraphs(cell) for cell in row] for row in rows]
    kept = _without_empty(kept)
    if not kept:
        return ""
    if all(len(row) == 1 for row in kept) or _is_layout(kept):
        return "\n\n".join(paragraph for row in kept for cell in row for paragraph in cell)
    lines = [cells for row in kept for cells in _lines(row)]
    if len(lines) == 1:
        return "\t".join(lines[0])
    drawn = [f"| {' | '.join(cells)} |" for cells in lines]
    if header:
        drawn.insert(1, f"|{'---|' * len(lines[0])}")
    return "\n".join(drawn)


def _paragraphs(cell: Cell) -> list[str]:
    return [line for paragraph in cell if (line := flat(paragraph))]


def _without_empty(rows: list[list[list[str]]]) -> list[list[list[str]]]:
    rows = [row for row in rows if any(row)]
    widest = max((len(row) for row in rows), default=0)
    used = [any(len(row) > index and row[index] for row in rows) for index in range(widest)]
    return [[cell for cell, keep in zip(row, used, strict=False) if keep] for row in rows]


def _is_layout(rows: list[list[list[str]]]) -> bool:
    """Whether the table only puts texts side by side: no row has a label, and some cell several paragraphs."""
    labelled = sum(len(row) > 1 and _is_label(row[0]) for row in rows)
    several = any(len([text for text in cell if not ITEM.match(text)]) > 1 for row in rows for cell in row[:1])
    return several and labelled * 2 < len(rows)


def _is_label(cell: list[str]) -> bool:
    return sum(map(len, cell)) <= _LABEL_CHARS


def _lines(row: list[list[str]]) -> Iterable[list[str]]:
    """A row as lines of cells."""
    stacks = [_stack(cell) for cell in row]
    for cells in zip_longest(*stacks, fillvalue=""):
        yield list(cells)


def _stack(cell: list[str]) -> list[str]:
    """The texts of a cell that stand under each other: its items, each with the paragraphs that follow it."""
    if sum(bool(ITEM.match(text)) for text in cell) < 2:  # noqa: PLR2004 - one item is no list
        return [" ".join(cell)]
    stack: list[str] = []
    for text in cell:
        if ITEM.match(text) or not stack:
            stack.append(ITEM.sub("", text))
        else:
            stack[-1] += f" {text}"
    return stack
