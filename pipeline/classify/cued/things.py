"""Sums and instruments in a candidate's clause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline import tables
from pipeline.classify.cued.grammar import below, lemma, root_at
from pipeline.gazetteer import money
from pipeline.passages import Name, Sum, Words
from pipeline.records import InstrumentKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.classify.cued.candidates import Candidate
    from pipeline.classify.cued.scene import Scene

DEALT = frozenset({"AGREE", "SUPPORT", "ACCUSE"})


@dataclass(frozen=True, slots=True)
class _Instrument:
    """A noun for an instrument."""

    word: str
    kind: InstrumentKind


@cache
def _kinds() -> dict[str, InstrumentKind]:
    return {row.word: row.kind for row in tables.tsv("cues/instruments.tsv", _Instrument)}


def instruments(candidate: Candidate, scene: Scene) -> tuple[tuple[Words, InstrumentKind], ...]:
    """What was signed, issued or adopted: the act's own object."""
    if candidate.type not in DEALT:
        return ()
    tokens = [candidate.carried] if candidate.carried is not None else []
    tokens += [t for t in below(candidate.verb) if t.dep_ in {"dobj", "nsubjpass"}]
    tokens += [t for t in candidate.head.subtree if t.i > candidate.head.i] if candidate.is_bare else []
    found: list[tuple[Words, InstrumentKind]] = []
    for token in tokens:
        kind = _kinds().get(lemma(token))
        if kind is not None and all(not words.start <= token.idx < words.end for words, _ in found):
            found.append((_extent(token, scene), kind))
    return tuple(found[:3])


def instrument_kind(text: str) -> InstrumentKind:
    """What kind of instrument the words name."""
    return next((_kinds()[word] for word in text.lower().split() if word in _kinds()), "other")


def _extent(token: Token, scene: Scene) -> Words:
    """The instrument's name where it has one, else its noun with what stands before it."""
    name = scene.name(token)
    if name is not None and name.label == "LAW":
        return Words(name.start, name.end, name.text)
    before = [c for c in token.lefts if c.dep_ in {"amod", "compound"} and c.nbor().i <= token.i]
    start = before[0].idx if before and before[-1].i == token.i - 1 else token.idx
    end = token.idx + len(token)
    return Words(start, end, scene.passage.segment.text[start:end])


def sums(candidate: Candidate, scene: Scene) -> tuple[Sum, ...]:
    """Money that the act itself moves: named inside its objects, not in other clauses."""
    if candidate.type not in {"AID", "AGREE", "SUPPORT", "COOPERATE", "SANCTION"}:
        return ()
    found = []
    names = {id(n): n for t in candidate.verb.subtree if (n := scene.name(t)) is not None and n.label == "MONEY"}
    for name in names.values():
        root = root_at(scene.doc, name.start, name.end)
        if root is not None and not _in_other_clause(root, candidate.verb):
            found.append(_sum(name))
    return tuple(found)


def _in_other_clause(token: Token, verb: Token) -> bool:
    for up in token.ancestors:
        if up.i == verb.i:
            return False
        if up.dep_ in {"relcl", "acl", "advcl", "ccomp", "xcomp", "conj"} and up.pos_ in {"VERB", "AUX"}:
            return True
    return True


def _sum(name: Name) -> Sum:
    """The sum that a MONEY name is; without a value where the words give none."""
    read = next(money.find(name.text), None)
    words = Words(name.start, name.end, name.text)
    return Sum(words, read.value, read.unit) if read else Sum(words, None, None)
