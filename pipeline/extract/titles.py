"""Quoted and announced titles: books, films, reports; named events and programmes in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract import lexicon
from pipeline.records import MentionLabel

if TYPE_CHECKING:
    from collections.abc import Iterator


_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{3,160})[\"”»]|(?<!\w)[\u2018']([A-Z][^\u2018\u2019']{3,120})[\u2019'](?!\w)")
_ANNOUNCED = re.compile(
    r"\b(?:titled|entitled)\s+(?=[A-Z])((?:[A-Z0-9][\w'\u2019-]*|of|the|and|in|for|on|to|a|an|:|,|\s)+)"
)
_WORD = re.compile(r"[^\W\d_][\w-]*")
_NEAR = 60  # characters before the quote in which a cue counts: about ten words
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "in",
        "for",
        "on",
        "to",
        "a",
        "an",
        "at",
        "by",
        "with",
        "from",
        "as",
        "or",
        "is",
        "are",
    ]
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title at `start`..`end`; `label` None: quoted words that name nothing (a theme, a quote)."""

    start: int
    end: int
    label: MentionLabel | None


def find(text: str) -> Iterator[Title]:
    """Titles in `text`, in order."""
    for match in _QUOTED.finditer(text):
        group = 1 if match[1] else 2
        start, end = match.span(group)
        end -= len(text[start:end]) - len(text[start:end].rstrip(" ,.;"))
        if _is_title_case(text[start:end]):
            yield Title(
                start,
                end,
                _kind(text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + 24]),
            )
    for match in _ANNOUNCED.finditer(text):
        start, end = match.span(1)
        body = text[start:end].rstrip(" ,:")
        while body and body.rsplit(None, 1)[-1] in _SMALL:
            body = body.rsplit(None, 1)[0].rstrip(" ,:") if " " in body else ""
        if " " in body and _kind(text[max(0, start - _NEAR) : start], "") == "WORK":
            yield Title(start, start + len(body), "WORK")


def _is_title_case(words: str) -> bool:
    found = [w for w in _WORD.findall(words) if w not in _SMALL]
    return bool(found) and sum(w[0].isupper() for w in found) * 4 >= len(found) * 3


def _kind(before: str, after: str) -> MentionLabel | None:
    """The label that the words around a title give it; the nearest noun decides."""
    cues = lexicon.title_cues()
    clause = re.split(r"[.;!?]\s", before)[-1]
    if re.search(
        r"\b(?:themed?|under the theme|slogan|motto|called for|so-called|said|title of)\b[^\"“]*$",
        clause,
        re.IGNORECASE,
    ):
        return None
    labels = [cues[w] for w in (m.group().casefold() for m in _WORD.finditer(clause)) if w in cues]
    nouns = [label for label in labels if label != "verb"]
    last = [m.group().casefold() for m in _WORD.finditer(clause)][-1:]
    if last and cues.get(last[0], "verb") != "verb" and clause.rstrip().casefold().endswith(last[0]):
        return cues[last[0]]  # type: ignore[return-value]
    follow = [cues[w] for w in (m.group().casefold() for m in _WORD.finditer(after)) if cues.get(w, "verb") != "verb"][
        :1
    ]
    if nouns and (nouns[-1] == "WORK" or "verb" in labels):
        return nouns[-1]  # type: ignore[return-value]
    if follow and not nouns and re.match(r"\s*\w+", after) and follow[0] == "WORK":
        return "WORK"
    return None
