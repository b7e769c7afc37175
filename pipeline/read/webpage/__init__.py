"""`.html`: the main text of a page, with its headings, lists and tables; menus, notices and related stories out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read.source import Source
from pipeline.read.webpage import tree as trees
from pipeline.read.webpage.about import about
from pipeline.read.webpage.blocks import Block, blocks
from pipeline.read.webpage.main import choose
from pipeline.records import Document

__all__ = ["documents", "whole"]


def documents(source: Source) -> Iterator[Document]:
    """The one document of a page. Raises ReadError (`empty`, `undecodable`, `too_large`, `corrupt`)."""
    tree, decoded, data = trees.read(source)
    known = about(tree, decoded.text, source.where)
    text = _joined(choose(tree, blocks(tree), source.where))
    yield source.document(text, data, decoded.encoding, known)


def whole(text: str, source: Source) -> str:
    """All the text of a page's source: a message has no frame around its text."""
    return _joined(blocks(trees.parse(text, source)))


def _joined(found: list[Block]) -> str:
    text = ""
    for block in found:
        if text:
            text += "\n" if block.tight else "\n\n"
        text += block.text
    return text + "\n" if text else ""
