"""Candidates made into `passages.Action`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.classify.cued import contexts, things
from pipeline.passages import GUESSED_CUE, ON_THE_SPOT, PLANNED_CUE, Action, Reason, Words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.classify.cued.candidates import Candidate
    from pipeline.classify.cued.scene import Scene
    from pipeline.passages import Name, Party
    from pipeline.records import EventType

# Factors on a cue's own weight, from the written cases and a first reading of one bulletin; to be calibrated.
BORROWED, BARE, PLANNED, WEAK = 0.85, 0.85, 0.92, 0.4
SURE, UNSURE = 0.97, 0.05


def action(candidate: Candidate, scene: Scene, primary: Candidate, *, weak: bool) -> Action:
    """The action of a candidate; offsets are those of the segment's repaired text."""
    sent = candidate.head.sent
    triggers = _triggers(candidate)
    return Action(
        segment=scene.passage.segment,
        triggers=triggers,
        type=candidate.type,
        actors=_coded(candidate.actors) or candidate.actors,
        recipients=_coded(candidate.recipients),
        modes=candidate.modes,
        contexts=contexts.about(candidate, scene),
        auxiliary=candidate.auxiliary,
        place=_place(candidate, primary),
        dates=candidate.dates,
        durations=candidate.durations,
        scheduled=candidate.scheduled,
        sums=things.sums(candidate, scene),
        instruments=things.instruments(candidate, scene),
        sentences=(scene.sentence.get(candidate.head.i, 1),),
        sentence_words=Words(sent.start_char, sent.end_char, sent.text),
        primary=candidate is primary,
        confidence=_confidence(candidate, weak=weak),
        reasons=_reasons(candidate, triggers),
    )


def _coded(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those whose country is known, each once."""
    return tuple(dict.fromkeys(party for party in parties if party.code is not None))


def _triggers(candidate: Candidate) -> tuple[Words, ...]:
    tokens = {candidate.head.i: candidate.head}
    for token in (candidate.support, candidate.carried, *candidate.also):
        if token is not None:
            tokens[token.i] = token
    return tuple(_words(token) for _, token in sorted(tokens.items()))


def _words(token: Token) -> Words:
    return Words(token.idx, token.idx + len(token), token.text)


_SAID: frozenset[EventType] = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})


def _place(candidate: Candidate, primary: Candidate) -> Name | None:
    """A record of the same occasion shares the lead's place; history and what is said of a deed do not."""
    said = primary.type in ON_THE_SPOT and candidate.type in _SAID
    if candidate.place is not None or candidate.auxiliary or candidate.dates or said:
        return candidate.place
    return primary.place


def _confidence(candidate: Candidate, *, weak: bool) -> float:
    value = candidate.weight
    for applies, factor in (
        (candidate.borrowed, BORROWED),
        (candidate.is_bare, BARE),
        (candidate.realis.status == "plan", PLANNED),
        (weak, WEAK),
    ):
        value *= factor if applies else 1.0
    return round(min(SURE, max(UNSURE, value)), 2)


def _reasons(candidate: Candidate, triggers: tuple[Words, ...]) -> tuple[Reason, ...]:
    found = [Reason(f"cue:{candidate.rule}", triggers[0])]
    if candidate.told_as is not None and candidate.told_as != candidate.type:
        found.append(Reason(f"{PLANNED_CUE} {candidate.told_as} is {candidate.type}"))
    if candidate.borrowed:
        found.append(Reason(GUESSED_CUE))
    if candidate.auxiliary:
        found.append(Reason(f"realis:{candidate.auxiliary[0]}"))
    return tuple(found)
