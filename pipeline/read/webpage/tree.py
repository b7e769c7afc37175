"""A page's bytes to its tree: nothing is fetched, and a page that the parser would cut short is refused."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from pipeline.read.encoding import Decoded, decode, encodable
from pipeline.read.faults import ReadError, said, too_large
from pipeline.read.source import Source

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4_096
# What HTML forbids, and at some of which the parser would stop.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# The parser's own bound, behind which it drops the rest of a page without a word.
_PARSER_DEPTH = 2_000


def read(source: Source) -> tuple[HtmlElement, Decoded, bytes]:
    """The tree of a page, its source text and its bytes. Raises ReadError (`undecodable`, `too_large`, `empty`)."""
    data = source.data(source.limits.markup_bytes)
    declared = _CHARSET.search(data, 0, _DECLARED_WITHIN) or _XML_ENCODING.search(data)
    decoded = decode(data, source.where, declared[1].decode("ascii") if declared else None)
    return parse(decoded.text, source), decoded, data


def parse(text: str, source: Source) -> HtmlElement:
    """The tree of a page's source text. Raises ReadError (`empty`, `too_large`)."""
    clean = encodable(_CONTROL.sub(" ", text))
    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        tree = etree.fromstring(clean.encode("utf-8"), parser)
    except etree.ParserError as error:  # nothing but comments and blanks
        raise ReadError("empty", f"{source.where}: there is no text in it") from error
    except etree.XMLSyntaxError as error:
        raise ReadError(
            "corrupt", f"{source.where}: no page can be made of it ({said(error)}); save it again"
        ) from error
    if tree is None:
        raise ReadError("empty", f"{source.where}: there is no text in it")
    limit = min(source.limits.html_depth, _PARSER_DEPTH)
    if _is_deep(tree, limit) or any("depth" in (entry.message or "").lower() for entry in parser.error_log):
        advice = "save it as text and run again"
        raise too_large(source.where, "its elements are nested too deep", limit, advice)
    return tree


def _is_deep(tree: HtmlElement, limit: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False
