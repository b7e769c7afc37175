"""Borders between types that the codebook draws by who acts: what both readings were free to cross."""

from __future__ import annotations

from dataclasses import replace

from pipeline.classify.cued.grammar import root_at
from pipeline.classify.cued.lexicon import is_a
from pipeline.passages import Action, Passage, Reason
from pipeline.records import Sector

# Who closes roads and seas for a state; they strike and march too, but do not obstruct it.
_FORCES: frozenset[Sector] = frozenset({"MIL", "COP", "SPY"})


def of_its_type(action: Action, passage: Passage) -> Action:
    """The action, of another type where its actors can do it only as that."""
    return _enforced(_alone(action, passage))


def _enforced(action: Action) -> Action:
    """Forces of a state that block a way or a ship do not protest (codebook, PROTEST against COERCE)."""
    forces = action.actors and {party.sector for party in action.actors} <= _FORCES
    if action.type != "PROTEST" or "obstruct" not in action.modes or not forces:
        return action
    cue = Reason("codebook: forces of a state do not protest", action.triggers[0])
    return replace(action, type="COERCE", modes=("restrict",), reasons=(*action.reasons, cue))


def _alone(action: Action, passage: Passage) -> Action:
    """An exercise of one country's forces with nobody else is armed posture (codebook, COOPERATE against MOBILIZE)."""
    forces = {(party.code, party.sector) for party in action.actors}
    if action.type != "COOPERATE" or action.recipients or len(forces) != 1 or forces.pop()[1] != "MIL":
        return action
    first = action.triggers[0]
    root = root_at(passage.doc, first.start, first.end)
    told = root.subtree if root is not None else ()
    words = {token.lemma_.lower() for token in told if token.idx >= first.start or token.dep_ == "amod"}
    if any(is_a(word, "together") for word in words) or not any(is_a(word, "manoeuvre") for word in words):
        return action
    cue = Reason("codebook: an exercise of one country", first)
    return replace(action, type="MOBILIZE", modes=("troops",), reasons=(*action.reasons, cue))
