"""Canonical names that need the passage: whose a ministry is, and capitals that act for their state."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract import lexicon
from pipeline.gazetteer.names import look_up
from pipeline.gazetteer.rows import by_alpha3

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from pipeline.passages import Name, Party

_ACTING = frozenset(["nsubj", "poss", "agent"])


def settle(doc: Doc, names: Sequence[Name], parties: Sequence[Party]) -> tuple[list[Name], list[Party]]:
    """Names and parties with the canonical forms that the passage gives them."""
    owners = {(p.start, p.end): p.code for p in parties if p.kind == "organisation" and p.code}
    result = []
    for name in names:
        code = owners.get((name.start, name.end))
        state = _acting_state(doc, name)
        result.append(replace(name, canonical=state or with_country(name.canonical or name.text, code)))
    forms = {(n.start, n.end): n.canonical for n in result}
    cast = [replace(p, canonical=forms.get((p.start, p.end), p.canonical)) for p in parties]
    return result, [p if p.kind == "organisation" else old for p, old in zip(cast, parties, strict=True)]


def with_country(canonical: str, code: str | None) -> str:
    """A ministry's name with the state that it belongs to: "Ministry of Foreign Affairs of Thailand"."""
    country = by_alpha3().get(code or "")
    head = lexicon.heads().get(re.split(r" (?:of|for) ", canonical, maxsplit=1)[0].rsplit(maxsplit=1)[-1].casefold())
    if country is None or head is None or head.kind != "ministry" or canonical.endswith(country.name):
        return canonical
    return f"{canonical} of {lexicon.with_article(country.name)}"


def _acting_state(doc: Doc, name: Name) -> str | None:
    """The state of a capital that does something ("Seoul said", "Seoul's ministry"), else None."""
    entry = look_up(name.text) if name.label == "GPE" else None
    if entry is None or entry.country is None or entry.form != "capital" or not doc.has_annotation("DEP"):
        return None
    span = doc.char_span(name.start, name.end, alignment_mode="expand")
    return entry.country.name if span is not None and _acts(span.root) else None


def _acts(token: Token) -> bool:
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in _ACTING and (token.dep_ != "poss" or token.head.ent_type_ in ("ORG", "PERSON", ""))
