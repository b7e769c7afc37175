"""Which record a chronology entry is in the chronology for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.classify.cued.candidates import Candidate
    from pipeline.classify.cued.scene import Scene

# A main clause of the lead beats any better cue further down.
MAIN, JOINED, SUBORDINATE = 1.0, 0.9, 0.3
PER_SENTENCE = 0.8
SETTING = 0.7
HISTORY = 1.5
ORDER = 0.02  # of two equals the first


def choose(candidates: Sequence[Candidate], scene: Scene) -> Candidate | None:
    """The primary candidate, None if there is none at all."""
    return max(candidates, key=lambda c: rank(c, scene), default=None)


def rank(candidate: Candidate, scene: Scene) -> float:
    """How likely the entry is listed for this candidate."""
    sentence = scene.sentence.get(candidate.head.i, 1)
    points = candidate.weight + _position(candidate) - PER_SENTENCE * (sentence - 1)
    if candidate.is_bare and candidate.realis.governor not in {"announce", "confirm"}:
        points -= SETTING
    if candidate.realis.status == "plan":
        points -= 0.1
    if "historical" in candidate.auxiliary or candidate.realis.past_perfect:
        points -= HISTORY
    return points - ORDER * (candidate.head.i - candidate.head.sent.start) / 10


def _position(candidate: Candidate) -> float:
    verb, joined = candidate.verb, False
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb, joined = verb.head, True
    if verb.dep_ == "ROOT":
        return JOINED if joined else MAIN
    if verb.dep_ in {"ccomp", "xcomp"}:
        return JOINED - 0.1
    return SUBORDINATE
