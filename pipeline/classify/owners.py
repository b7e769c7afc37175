"""A state that only says whose somebody is: in `the Ghanaian air force` and `Myanmar's military` the noun acts."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import root_at
from pipeline.gazetteer import code_phrase
from pipeline.gazetteer.rows import heads

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.passages import Action, Party, Passage

_OWNING = frozenset({"amod", "compound", "nmod", "poss"})


def named_in_full(action: Action, passage: Passage) -> Action:
    """The action with the nouns as parties whose nationality or owner stood for them."""
    return replace(
        action,
        actors=tuple(_in_full(party, passage) for party in action.actors),
        recipients=tuple(_in_full(party, passage) for party in action.recipients),
    )


def _in_full(party: Party, passage: Passage) -> Party:
    if party.kind != "state" or not party.code:
        return party
    state = root_at(passage.doc, party.start, party.end)
    noun = state.head if state is not None and state.dep_ in _OWNING else None
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
