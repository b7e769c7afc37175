"""What a page says of itself: title, day of publication, site, address, language."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.read.faults import log, said
from pipeline.read.metadata import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The search for a date must not depend on the day of the run, nor take any date in the text for the page's.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01", "outputformat": "%Y-%m-%d"}
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(?P<url>https?://[^\s<>\"]{1,2000})", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_FAULTS = (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, OverflowError)
_HEAD = 20_000
_TITLE_CHARS = 400


def about(tree: HtmlElement, text: str, where: str) -> Metadata:
    """What the page's tree and source text say; a value that cannot be is left out."""
    saved = _SAVED_FROM.search(text, 0, _HEAD)
    language = tree.get("lang") or ""
    known: dict[str, object] = {"language": language if _LANGUAGE.fullmatch(language) else None}
    known |= _found(tree, where)
    if saved:
        known["url"] = saved["url"]
    return Metadata.model_validate(known)


def _found(tree: HtmlElement, where: str) -> dict[str, object]:
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415 - takes a second to import

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the parsers of dates warn of time zones that they do not know
            found = extract_metadata(tree, date_config=dict(_DATES))
    except _FAULTS as error:
        log.info("%s: what the page says of itself cannot be read (%s: %s)", where, type(error).__name__, said(error))
        return {}
    return {
        "title": _line(found.title),
        "publication": _line(found.sitename),
        "date": _day(found.date),
        "url": found.url if found.url and _URL.fullmatch(found.url) else None,
    }


def _line(value: str | None) -> str | None:
    flat = " ".join(value.split()) if value else ""
    return flat if 0 < len(flat) <= _TITLE_CHARS else None


def _day(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
