"""What an entry is coded as when no candidate qualifies: something weak, and marked so by its confidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify.cued.arguments import parties_at
from pipeline.classify.cued.candidates import Candidate
from pipeline.classify.cued.grammar import objects, prepositions, surface_subjects
from pipeline.classify.cued.lexicon import frames
from pipeline.classify.cued.primary import rank
from pipeline.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from pipeline.classify.cued.scene import Scene
    from pipeline.passages import Party

STATUS_COST = {"content": 0.8, "purpose": 0.9, "negated": 0.4, "hypothetical": 0.4}


def last_resort(candidates: Sequence[Candidate], scene: Scene) -> Candidate | None:
    """The best candidate of any status with the entry's parties; else a CONSULT on the lead's main verb."""
    everyone = _parties(scene)
    if not everyone:
        return None
    ranked = sorted(candidates, key=lambda c: rank(c, scene) - STATUS_COST.get(c.realis.status, 0.0), reverse=True)
    for candidate in ranked:
        if any(p.code for p in candidate.actors):
            return candidate
    if ranked:
        return replace(
            ranked[0],
            actors=_lead_subject(ranked[0].head, scene) or everyone[:2],
            recipients=(),
            borrowed=True,
        )
    root = sentences(scene.doc)[0].root
    actors = _lead_subject(root, scene) or everyone[:2]
    return Candidate(head=root, type="CONSULT", frame=frames()["mutual"], weight=0.2, rule="fallback", actors=actors)


def _parties(scene: Scene) -> tuple[Party, ...]:
    found: dict[int, Party] = {}
    for party in scene.parties.values():
        if party.code is not None:
            found.setdefault(id(party), party)
    return tuple(sorted(found.values(), key=lambda p: p.start))


def _lead_subject(token: Token, scene: Scene) -> tuple[Party, ...]:
    root = token.sent.root
    tokens = [*surface_subjects(root), *objects(root), *(p for ps in prepositions(root).values() for p in ps)]
    found: list[Party] = []
    for each in tokens:
        found += [p for p in parties_at(each, scene) if p not in found and p.code is not None]
    return tuple(found)
