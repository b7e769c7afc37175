"""The table of how pages call what is not their text, `models/read/page.toml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from pipeline.tables import toml

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_MOST_CHARS = 400  # of a class attribute that are looked at

BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p",
        "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip


class Page(BaseModel):
    """The table; each field is described in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    silent: frozenset[str]
    frame_tags: frozenset[str]
    frame_roles: frozenset[str]
    frame_words: frozenset[str]
    hidden_words: frozenset[str]
    title_words: frozenset[str]
    date_words: frozenset[str]


def words_of(element: HtmlElement) -> set[str]:
    """The words in an element's class and id: `main-menu` and `mainMenu` are two each, and one together."""
    names = f"{element.get('class', '')[:_MOST_CHARS]} {element.get('id', '')[:_MOST_CHARS]}"
    together = {re.sub(r"[^a-z]", "", name.lower()) for name in names.split()}
    return together | {word.lower() for word in _WORD.findall(names)}


def page() -> Page:
    """The table, loaded once."""
    table: Page = toml("read/page.toml", Page)
    return table


def is_silent(element: HtmlElement) -> bool:
    """Whether nothing in the element is to be read."""
    if not isinstance(element.tag, str) or element.tag in page().silent:
        return True
    return element.tag not in BLOCKS and not words_of(element).isdisjoint(page().hidden_words)
