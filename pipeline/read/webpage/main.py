"""Which blocks of a page are its text: trafilatura finds where it lies, and what stands there is kept whole."""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.read.faults import log, said
from pipeline.read.webpage.blocks import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The finder walks a page recursively, more than once, and compares paragraphs with all their neighbours: of large
# pages it takes one look only, and larger or deeper ones are kept whole.
_ONE_LOOK = 4_000
_MOST_ELEMENTS = 20_000
_MOST_CHARS = 1_000_000
_MOST_DEPTH = 200
_LEAST_CHARS = 15  # shorter texts stand anywhere
_LINKED = 0.95  # of a menu; an archive's list of titles has dates beside its links
_LEAST_MENU = 3
_FAULTS = (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError)
_WHITE = re.compile(r"[\s|#*_-]+")


def choose(tree: HtmlElement, found: list[Block], where: str) -> list[Block]:
    """The blocks that are the page's text; all of them, with a warning, where it is not found for certain.

    `tree` may be changed.
    """
    core = _core(tree, found, where)
    marked = [bool(core) and _is_in(block, core) for block in found]
    kept = _kept(found, marked)
    chosen = [block for block, keep in zip(found, kept, strict=True) if keep]
    rest = [block for block, keep in zip(found, kept, strict=True) if not keep]
    outside = [block for block in rest if not block.frame]
    if _ink(chosen) < _ink(outside) or not chosen:
        log.warning("%s: its main text was not found for certain; all but the frame of the page is kept", where)
        chosen = _unframed(found)
        rest = []
    log.info("%s: %d of %d characters of the page are its text", where, _size(chosen), _size(found))
    log.debug("%s: left out as frame: %s", where, " / ".join(block.text[:60] for block in rest))
    return chosen


def _core(tree: HtmlElement, found: list[Block], where: str) -> str:
    """What trafilatura takes for the main text, without white space and marks; empty where it finds none."""
    elements, depth = _measure(tree)
    if _size(found) > _MOST_CHARS or depth > _MOST_DEPTH or elements > _MOST_ELEMENTS:
        return ""
    import trafilatura  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415 - takes a second to import

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of it is said here
    try:
        result = trafilatura.bare_extraction(
            tree,
            fast=elements > _ONE_LOOK,
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            with_metadata=False,
        )
    except _FAULTS as error:
        log.info("%s: the finder of the main text failed (%s: %s)", where, type(error).__name__, said(error))
        return ""
    return _solid(getattr(result, "text", None) or "")


def _measure(tree: HtmlElement) -> tuple[int, int]:
    """How many elements a page has, and how many of them stand in each other at most."""
    elements = depth = most = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        elements += event == "start"
        depth += 1 if event == "start" else -1
        most = max(most, depth)
    return elements, most


def _solid(text: str) -> str:
    return _WHITE.sub("", text)


def _is_in(block: Block, core: str) -> bool:
    """Whether a block is in the main text: all of it, or, of a table, half of its lines."""
    lines = [solid for line in block.text.split("\n") if len(solid := _solid(line)) >= _LEAST_CHARS]
    return bool(lines) and sum(line in core for line in lines) * 2 >= len(lines)


def _kept(found: list[Block], marked: list[bool]) -> list[bool]:
    """What is marked, what stands between it, and what stands in the same kind of place."""
    places = [index for index, mark in enumerate(marked) if mark]
    if not places:
        return [False] * len(found)
    roles = {found[index].role for index in places}
    frames = _text_frames(found, marked)
    first, last = _with_title(found, places[0]), places[-1]
    menus = _menus(found)
    kept = [
        (first <= index <= last or block.role in roles or _is_data(block))
        and (not block.frame or block.frame in frames)
        and (index not in menus or marked[index])
        for index, block in enumerate(found)
    ]
    for index in range(len(found) - 1, 0, -1):  # the headings of what is kept
        kept[index - 1] |= kept[index] and found[index - 1].text.startswith("#") and not found[index - 1].frame
    return kept


def _is_data(block: Block) -> bool:
    """Tables and lists that are no links: finders of running text take them for frame too often."""
    return block.tag in ("table", "li", "dt", "dd") and block.linked * 3 < len(block.text)


def _text_frames(found: list[Block], marked: list[bool]) -> set[int]:
    """Frame elements that hold the text in spite of their name: most of what is marked is in them."""
    inside: Counter[int] = Counter()
    for block, mark in zip(found, marked, strict=True):
        inside[block.frame] += len(block.text) if mark else 0
    return {frame for frame, count in inside.items() if frame and count * 2 > inside.total()}


def _with_title(found: list[Block], first: int) -> int:
    """Where the title above the first marked block stands, if there is one."""
    titles = [index for index in range(first) if found[index].text.startswith("# ") and not found[index].frame]
    return titles[-1] if titles else first


def _menus(found: list[Block]) -> set[int]:
    """Items of lists that are nothing but links."""
    menus: set[int] = set()
    run: list[int] = []
    for index, block in enumerate([*found, Block("", "", 0, 0)]):
        if block.tag == "li" and block.linked >= (len(block.text) - 3) * _LINKED:
            run.append(index)
            continue
        if len(run) >= _LEAST_MENU:
            menus.update(run)
        run = []
    return menus


def _unframed(found: list[Block]) -> list[Block]:
    """All blocks outside frame elements and menus, unless most of the page is in them."""
    menus = _menus(found)
    outside = [block for index, block in enumerate(found) if not block.frame and index not in menus]
    return outside if _size(outside) * 3 >= _size(found) else found


def _size(found: list[Block]) -> int:
    return sum(len(block.text) for block in found)


def _ink(found: list[Block]) -> int:
    """Characters that are no links."""
    return sum(max(0, len(block.text) - block.linked) for block in found)
