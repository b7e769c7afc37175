"""What `both sides`, `they`, `the minister`, `he` stand for: parties named before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import below, children, lemma
from pipeline.classify.cued.lexicon import is_a
from pipeline.passages import Party

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from pipeline.classify.cued.scene import Scene

SIDES = frozenset({"side", "party", "country", "nation", "minister", "leader", "delegation", "government", "state",
                   "president", "official", "counterpart", "military", "navy", "province", "neighbour", "neighbor",
                   "body", "institution", "company", "city", "partner", "army", "foreign", "participant", "diplomat",
                   "institute", "agency", "university", "ministry", "centre", "group", "organisation",
                   "negotiator"})  # fmt: skip
BOTH = 2
PAIRED = frozenset({"both", "two", "three", "four", "five"})
PERSONAL = frozenset({"he", "she", "him", "his", "her"})
PLURAL = frozenset({"they", "them", "their", "both"})
THING = frozenset({"it", "its"})


@dataclass(slots=True)
class Memory:
    """The parties of the actions told so far, newest last."""

    groups: list[tuple[Party, ...]] = field(default_factory=list)

    def add(self, parties: tuple[Party, ...]) -> None:
        """Remember an action's parties."""
        if parties:
            self.groups.append(parties)

    def last_pair(self) -> tuple[Party, ...]:
        """The newest group with two or more sides, of their own country each; else the newest group."""
        for group in reversed(self.groups):
            if len({p.code for p in group}) > 1:
                return group
        return self.groups[-1] if self.groups else ()


def resolve(token: Token, scene: Scene, memory: Memory) -> tuple[Party, ...]:
    """The parties that a pronoun or a definite noun stands for; empty if it names nobody known."""
    word = token.lower_
    if word in PLURAL or _is_pair(token):
        return memory.last_pair() or _two_before(token, scene)
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
    numbered = any(child.lower_ in PAIRED for child in below(token))
    plural = token.tag_ == "NNS" and (lemma(token) in {"side", "party"} or _is_definite(token))
    return lemma(token) in SIDES and (numbered or plural)


def _is_definite(token: Token) -> bool:
    return any(child.lower_ in {"the", "this", "that", "same"} for child in children(token, "det", "amod"))


def _before(token: Token, scene: Scene) -> list[Party]:
    offset = token.idx
    found = {id(p): p for i, p in sorted(scene.parties.items()) if p.phrase[1] <= offset}
    return list(found.values())


def _two_before(token: Token, scene: Scene) -> tuple[Party, ...]:
    sides: dict[str | None, Party] = {}
    for party in reversed(_before(token, scene)):
        if party.code not in sides and party.code is not None:
            sides[party.code] = party
        if len(sides) == BOTH:
            break
    return tuple(reversed(sides.values()))


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
