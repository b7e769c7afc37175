"""Parties that a clause leaves unsaid, taken from the clauses around it; and one clause that tells several."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify.cued import slots
from pipeline.classify.cued.arguments import parties_at, same
from pipeline.classify.cued.grammar import below, children, lemma, modifiers, possessors_of, prepositions

if TYPE_CHECKING:
    from pipeline.classify.cued.candidates import Candidate
    from pipeline.classify.cued.scene import Scene
    from pipeline.passages import Party

PAIR = 2
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
OCCASIONS = frozenset({"CONSULT", "COOPERATE", "SUPPORT"})


def as_visits(candidate: Candidate) -> Candidate:
    """`met X during the latter's farewell visit`: X visited."""
    if candidate.type != "CONSULT" or candidate.mode or len(candidate.actors) != PAIR:
        return candidate
    for host in (candidate.head, candidate.verb, *children(candidate.verb, "dobj")):
        for noun in prepositions(host).get("during", ()):
            if lemma(noun) in {"visit", "call"} and any(o.lower_ == "latter" for o in possessors_of(noun)):
                former, latter = candidate.actors
                return replace(candidate, mode="visit", actors=(latter,), recipients=(former,))
    return candidate


def split_separate(candidate: Candidate, scene: Scene) -> list[Candidate]:
    """`separate meetings with X and Y` are one meeting with each."""
    words = modifiers(candidate.carried or candidate.head) | {lemma(c) for c in below(candidate.verb)}
    partners = [p for t in slots.fill(candidate, "with") for p in parties_at(t, scene)]
    partners = [p for n, p in enumerate(partners) if not any(same(p, q) for q in partners[:n])]
    if candidate.type != "CONSULT" or len(partners) < PAIR or not words & {"separate", "separately"}:
        return [candidate]
    hosts = tuple(p for p in candidate.actors if not any(same(p, q) for q in partners))
    return [replace(candidate, actors=(*hosts, partner)) for partner in partners]


def borrow_forward(candidates: list[Candidate], scene: Scene) -> list[Candidate]:
    """A meeting that the lead names without parties has those who act in it next, else those beside it."""
    found = list(candidates)
    for n, candidate in enumerate(found):
        if (
            candidate.actors
            or candidate.is_bare
            or candidate.type not in OCCASIONS
            or candidate.frame.name != "mutual"
            or candidate.realis.status != "asserted"
        ):
            continue
        later = next((c for c in found[n + 1 :] if len(c.actors) > 1 and not c.borrowed), None)
        beside = _beside(candidate, scene)
        if beside:
            found[n] = replace(candidate, actors=beside, borrowed=True)
        elif later is not None:
            found[n] = replace(candidate, actors=later.actors, borrowed=True)
    return found


def _beside(candidate: Candidate, scene: Scene) -> tuple[Party, ...]:
    """Persons and bodies in the candidate's own sentence (not places)."""
    found: dict[int, Party] = {}
    for token in candidate.head.sent:
        party = scene.party(token)
        if party is not None and party.code is not None and party.kind != "state":
            found.setdefault(party.start, party)
    return tuple(found.values())


def borrow(candidate: Candidate, earlier: list[Candidate]) -> Candidate:
    """`During a meeting between X and Y, an agreement was reached`: whose, was said before."""
    if not candidate.actors and candidate.is_bare and candidate.type not in COOPERATIVE:
        # "condemned the launch of a missile": by the one who is condemned
        for other in reversed(earlier):
            if other.type == "ACCUSE" and other.recipients and other.head.sent.start == candidate.head.sent.start:
                return replace(candidate, actors=other.recipients)
    if candidate.actors or candidate.type not in COOPERATIVE or "recipient" in {candidate.role, _giver(candidate)}:
        return candidate
    for other in reversed(earlier):
        near = candidate.head.sent.start - other.head.sent.end <= 0
        if near and other.actors and other.realis.status not in {"content", "purpose"}:
            everyone = (*other.actors, *other.recipients)
            return replace(candidate, actors=everyone, borrowed=True)
    return candidate


def _giver(candidate: Candidate) -> str:
    """`recipient` where the one who is told of receives, so that the giver cannot be taken from before."""
    return "recipient" if candidate.frame.name == "receive_from" else ""
