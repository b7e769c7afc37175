"""Whose document it is: the state whose ministry or embassy stands above a press release.

`Ministry for Foreign Affairs of Finland` over "State Secretary Pirkko Lehtovaara meets …": a release
does not say whose its own officials are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.gazetteer.actors import code_phrase
from pipeline.gazetteer.names import find_country
from pipeline.passages import holds_state_office

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.passages import Party
    from pipeline.records import Document, Segment

_SIGNS = " \t#*_>|"
_FROM = re.compile(r"(?:from|source|issued by|published by)\s*:\s*", re.IGNORECASE)
_SPEAKS = frozenset({"GOV", "LEG", "MIL", "COP", "JUD"})
_NO_STATES = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "ISM", "IMG"})
_MOST_WORDS = 12
# What stands in small letters in the name of a body.
_JOINING = frozenset({"of", "for", "and", "the", "in", "to", "on", "de"})


def issuer(document: Document, segments: Iterable[Segment]) -> str | None:
    """The one state whose body is the publication, or stands alone in a line above the text; None if there are more."""
    codes = {code for line in _above(document, segments) if (code := _state_of(_FROM.sub("", line.strip(_SIGNS))))}
    return codes.pop() if len(codes) == 1 else None


def _above(document: Document, segments: Iterable[Segment]) -> Iterator[str]:
    """The publication, and the lines before the first paragraph but the title, which tells what somebody did."""
    yield document.publication or ""
    for segment in segments:
        if segment.kind not in ("heading", "boilerplate"):
            return
        yield from (line for line in segment.text.splitlines() if line.strip(_SIGNS) != document.title)


def _state_of(line: str) -> str | None:
    words = line.split()
    if not 0 < len(words) <= _MOST_WORDS or any(word[0].islower() and word not in _JOINING for word in words):
        return None
    coded = code_phrase(line)
    is_body = coded.kind == "organisation" and coded.sector in _SPEAKS and coded.code not in _NO_STATES
    return coded.code if is_body and len({found.known.code for found in find_country(line)}) <= 1 else None


def of_issuer(parties: Iterable[Party], code: str | None) -> list[Party]:
    """The parties, with the issuer's country for its officials: ministers and envoys whom the words give none."""
    return [
        replace(party, code=code, inferred=(*party.inferred, "country"))
        if code and party.kind == "person" and party.code is None and holds_state_office(party)
        else party
        for party in parties
    ]
