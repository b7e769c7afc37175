"""What `both sides`, `they`, `the minister`, `he` stand for: parties named before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import below, children, lemma
from pipeline.classify.cued.lexicon import is_a
from pipeline.classify.cued.scene import as_state
from pipeline.passages import Party

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from pipeline.classify.cued.scene import Scene

BOTH = 2
# How many parties such a word before a noun counts.
COUNTED = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
PERSONAL = frozenset({"he", "she", "him", "his", "her"})
PLURAL = frozenset({"they", "them", "their", "both"})
THING = frozenset({"it", "its"})
_WHERE = re.compile(r"\b(?:in|at) $")


@dataclass(slots=True)
class Memory:
    """The parties of the actions told so far, newest last."""

    groups: list[tuple[Party, ...]] = field(default_factory=list)

    def add(self, parties: tuple[Party, ...]) -> None:
        """Remember an action's parties."""
        if parties:
            self.groups.append(parties)

    @property
    def has_sides(self) -> bool:
        """Whether any action had several parties."""
        return any(len(group) > 1 for group in self.groups)

    def last_group(self, number: int | None) -> tuple[Party, ...]:
        """The newest group with two or more sides, of their own country each; else the newest group.

        Where a `number` is meant, one with more sides does not tell which, and one side is not all of them.
        """
        several = (group for group in reversed(self.groups) if len({party.code for party in group}) > 1)
        group = next(several, self.groups[-1] if self.groups else ())
        if number is None:
            return group
        return group if len(group) > 1 and len({party.code for party in group}) <= number else ()


def resolve(token: Token, scene: Scene, memory: Memory) -> tuple[Party, ...]:
    """The parties that a pronoun or a definite noun stands for; empty if it names nobody known."""
    word = token.lower_
    if word in PLURAL or _is_pair(token):
        number = _number(token)
        told = memory.has_sides if number else memory.groups
        return memory.last_group(number) if told else _two_before(token, scene)
    if word in PERSONAL:
        return _last(token, scene, memory, lambda p: p.kind == "person")
    if word in THING:
        return _last(token, scene, memory, lambda p: p.kind != "person")
    if (
        token.pos_ in {"NOUN", "PROPN"}
        and _is_definite(token)
        and (is_a(lemma(token), "group_noun") or is_a(lemma(token), "person"))
    ):
        return _same_role(token, scene) or (_last_actor(memory) if lemma(token) in {"delegation", "team"} else ())
    return ()


def _is_pair(token: Token) -> bool:
    numbered = _number(token) is not None
    plural = token.tag_ == "NNS" and (lemma(token) in {"side", "party"} or _is_definite(token))
    return is_a(lemma(token), "side") and (numbered or plural)


def _number(token: Token) -> int | None:
    """How many the word says they are."""
    return next((COUNTED[child.lower_] for child in below(token) if child.lower_ in COUNTED), None)


def _is_definite(token: Token) -> bool:
    return any(child.lower_ in {"the", "this", "that", "same"} for child in children(token, "det", "amod"))


def _before(token: Token, scene: Scene) -> list[Party]:
    offset = token.idx
    found = {id(p): p for i, p in sorted(scene.parties.items()) if p.phrase[1] <= offset}
    return list(found.values())


def _two_before(token: Token, scene: Scene) -> tuple[Party, ...]:
    """The last two sides before the word: parties, or states whose names or adjectives stand there; none for one."""
    parties = [party for party in _before(token, scene) if party.kind != "group"]
    free = (n for n in scene.passage.names if n.end <= token.idx and n.label in ("GPE", "NORP"))
    states = (as_state(n) for n in free if not any(p.phrase[0] <= n.start < p.phrase[1] for p in parties))
    sides: dict[str, Party] = {}
    text = scene.passage.segment.text
    for party in sorted((*parties, *filter(None, states)), key=lambda each: -each.start):
        if party.code is not None and not _WHERE.search(text, 0, party.phrase[0]):
            sides.setdefault(party.code, party)
    last = list(sides.values())[:BOTH]
    return tuple(reversed(last)) if len(last) == BOTH else ()


def _last(token: Token, scene: Scene, memory: Memory, wanted: Callable[[Party], bool]) -> tuple[Party, ...]:
    for group in reversed(memory.groups):
        for party in group:
            if wanted(party):
                return (party,)
    return tuple(p for p in _before(token, scene) if wanted(p))[-1:]


def _last_actor(memory: Memory) -> tuple[Party, ...]:
    return memory.groups[-1][:1] if memory.groups else ()


def _same_role(token: Token, scene: Scene) -> tuple[Party, ...]:
    """The nearest party before whose phrase has the noun among its words."""
    word = lemma(token)
    text = scene.passage.segment.text
    for party in reversed(_before(token, scene)):
        words = (
            f"{text[party.phrase[0] : party.phrase[1]]} {party.office or ''} {party.canonical or ''}".lower().split()
        )
        if word in {w.strip(",.()'\u2019") for w in words}:
            return (party,)
    return ()
