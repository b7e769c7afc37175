"""The XML names of Word's documents that are read here (ECMA-376)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = f"{W}val"

BODY, P, R, T, TAB, BREAK, RETURN = (f"{W}{name}" for name in ("body", "p", "r", "t", "tab", "br", "cr"))
TABLE, ROW, CELL = f"{W}tbl", f"{W}tr", f"{W}tc"
TEXT_BOX = f"{W}txbxContent"
FALLBACK = f"{MC}Fallback"
NOTE_MARKS = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
# What only stands around other content.
WRAPPERS = frozenset(
    f"{W}{name}"
    for name in (
        "sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo",
    )
)  # fmt: skip
HYPHENS = {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}


def child(element: _Element | None, *names: str) -> _Element | None:
    """The element down a path of `w:` names, if it is there."""
    for name in names:
        element = element.find(f"{W}{name}") if element is not None else None
    return element


def value(element: _Element | None, *names: str) -> str | None:
    """The `w:val` of the element down a path of names."""
    found = child(element, *names)
    return None if found is None else str(found.get(VAL, ""))


def number(text: str | None) -> int | None:
    """A small whole number out of an attribute, if it is one."""
    return int(text) if text and text.isdecimal() and len(text) < 7 else None  # noqa: PLR2004 - not an attack


def is_on(element: _Element | None, *names: str) -> bool:
    """Whether a switch down a path of names is on: it is there, and not said to be off."""
    said = value(element, *names)
    return said is not None and said.lower() not in ("0", "false", "off", "none")
