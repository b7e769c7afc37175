"""Sums and instruments in a candidate's clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import lemma
from pipeline.passages import Sum, Words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.classify.cued.candidates import Candidate
    from pipeline.classify.cued.scene import Scene
    from pipeline.records import InstrumentKind

KINDS: dict[str, InstrumentKind] = {
    "mou": "mou", "memorandum": "mou", "moa": "mou", "agreement": "agreement", "deal": "agreement",
    "contract": "agreement", "accord": "agreement", "cepa": "agreement", "fta": "agreement", "pact": "treaty",
    "treaty": "treaty", "convention": "treaty", "protocol": "treaty", "armistice": "treaty", "covenant": "treaty",
    "statement": "statement", "declaration": "statement", "communique": "statement", "communiqué": "statement",
    "plan": "plan", "roadmap": "plan", "strategy": "plan", "programme": "plan", "resolution": "other",
    "letter": "other", "charter": "treaty", "instrument": "other", "document": "other",
}  # fmt: skip
DEALT = frozenset({"AGREE", "SUPPORT", "ACCUSE"})
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(thousand|million|billion|trillion|mn|bn|m|b|k)?\b", re.IGNORECASE)
SCALE = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9,
         "trillion": 1e12}  # fmt: skip
UNITS = (
    ("USD", ("us\\$", "us$", "usd", "u.s. dollar", "us dollar")), ("PHP", ("php", "₱", "peso")),
    ("EUR", ("€", "eur", "euro")), ("GBP", ("£", "gbp", "pound")), ("JPY", ("¥", "jpy", "yen")),
    ("KRW", ("₩", "krw", "won")), ("CNY", ("cny", "rmb", "yuan")), ("INR", ("₹", "inr", "rupee")),
    ("AUD", ("a$", "aud")), ("CAD", ("c$", "cad")), ("SGD", ("s$", "sgd")), ("IDR", ("idr", "rupiah")),
    ("THB", ("thb", "baht")), ("VND", ("vnd", "dong")), ("RUB", ("rub", "rouble", "ruble")), ("USD", ("$",)),
)  # fmt: skip


def instruments(candidate: Candidate, scene: Scene) -> tuple[tuple[Words, InstrumentKind], ...]:
    """What was signed, issued or adopted: the act's own object."""
    if candidate.type not in DEALT:
        return ()
    tokens = [candidate.carried] if candidate.carried is not None else []
    tokens += [t for t in candidate.verb.children if t.dep_ in {"dobj", "nsubjpass"}]
    tokens += [t for t in candidate.head.subtree if t.i > candidate.head.i] if candidate.is_bare else []
    found: list[tuple[Words, InstrumentKind]] = []
    for token in tokens:
        kind = KINDS.get(lemma(token))
        if kind is not None and all(not words.start <= token.idx < words.end for words, _ in found):
            found.append((_extent(token, scene), kind))
    return tuple(found[:3])


def instrument_kind(text: str) -> InstrumentKind:
    """What kind of instrument the words name."""
    return next((KINDS[word] for word in text.lower().split() if word in KINDS), "other")


def _extent(token: Token, scene: Scene) -> Words:
    """The instrument's name where it has one, else its noun with what stands before it."""
    name = scene.name(token)
    if name is not None and name.label == "LAW":
        return Words(name.start, name.end, name.text)
    before = [c for c in token.lefts if c.dep_ in {"amod", "compound"} and c.nbor().i <= token.i]
    start = before[0].idx if before and before[-1].i == token.i - 1 else token.idx
    end = token.idx + len(token)
    return Words(start, end, scene.doc.text[start:end])


def sums(candidate: Candidate, scene: Scene) -> tuple[Sum, ...]:
    """Money that the act itself moves: named inside its objects, not in other clauses."""
    if candidate.type not in {"AID", "AGREE", "SUPPORT", "COOPERATE", "SANCTION"}:
        return ()
    found = []
    names = {id(n): n for t in candidate.verb.subtree if (n := scene.name(t)) is not None and n.label == "MONEY"}
    for name in names.values():
        span = scene.doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is not None and not _in_other_clause(span.root, candidate.verb):
            found.append(_sum(name.start, name.end, name.text))
    return tuple(found)


def _in_other_clause(token: Token, verb: Token) -> bool:
    for up in token.ancestors:
        if up.i == verb.i:
            return False
        if up.dep_ in {"relcl", "acl", "advcl", "ccomp", "xcomp", "conj"} and up.pos_ in {"VERB", "AUX"}:
            return True
    return True


def _sum(start: int, end: int, text: str) -> Sum:
    lower = text.lower()
    unit = next((code for code, marks in UNITS if any(mark in lower for mark in marks)), None)
    number = NUMBER.search(text)
    value = float(number[1].replace(",", "")) * SCALE.get((number[2] or "").lower(), 1) if number else None
    return Sum(Words(start, end, text), value, unit)
