"""A state that only says whose somebody is: in `the Ghanaian air force` and `Myanmar's military` the noun acts."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import root_at
from pipeline.gazetteer import code_phrase
from pipeline.gazetteer.rows import heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from pipeline.passages import Action, Party, Passage

_OWNING = frozenset({"amod", "compound", "nmod", "poss"})
_CALLED = re.compile(r" (?:[a-z-]+ ){1,3}(?=[A-Z])")


def named_in_full(action: Action, passage: Passage) -> Action:
    """The action with the nouns as parties whose nationality or owner stood for them, or the names behind these."""
    sides = (action.actors, action.recipients)
    actors, recipients = (
        tuple(_in_full(party, passage) for party in side if not _is_of_named(party, side, passage)) for side in sides
    )
    return replace(action, actors=actors, recipients=recipients)


def _owned(party: Party, passage: Passage) -> Token | None:
    """The noun that a state's name or adjective belongs to."""
    state = root_at(passage.doc, party.start, party.end) if party.kind == "state" else None
    return state.head if state is not None and state.dep_ in _OWNING else None


def _is_of_named(party: Party, side: Sequence[Party], passage: Passage) -> bool:
    """Whether the nationality belongs to what a name on its side is called: "its Indonesian partner PT Raya"."""
    noun = _owned(party, passage)
    if noun is None or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    called = _CALLED.match(passage.segment.text, party.end)
    behind = {noun.idx + len(noun) + 1, called.end() if called else None}
    return any(other.start in behind and other.code == party.code for other in side if other is not party)


def _in_full(party: Party, passage: Passage) -> Party:
    noun = _owned(party, passage) if party.code else None
    if noun is None or not _is_somebody(noun) or _in_a_name(noun, passage):
        return party
    text = passage.segment.text
    start, end = _first(noun, party.start), noun.idx + len(noun)
    coded = code_phrase(text[start:end])
    if coded.code != party.code or coded.sector is None or coded.kind == "state":
        return party
    a, b = coded.name_span
    return replace(
        party, start=start + a, end=start + b, text=text[start + a : start + b], phrase=(start, end), kind=coded.kind,
        sector=coded.sector, other_sectors=coded.other_sectors, canonical=coded.canonical,
        identifier_id=coded.identifier_id, office=coded.office,
    )  # fmt: skip


def _first(noun: Token, owner: int) -> int:
    """Where the phrase begins: with the owner, or with what counts or limits the noun before it."""
    before = [child.idx for child in noun.lefts if child.dep_ in ("nummod", "amod", "compound", "nmod")]
    return min([owner, *before])


def _is_somebody(noun: Token) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and bool({noun.lower_, noun.lemma_.casefold()} & _nouns())


def _in_a_name(noun: Token, passage: Passage) -> bool:
    return any(name.start <= noun.idx < name.end for name in passage.names)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row.phrase.rsplit(" ", 1)[-1] for row in heads())
