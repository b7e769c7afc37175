"""PLOVER modes: from the row, from the means that the clause names, and from the number of parties."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from pipeline.classify.cued.grammar import below, children, lemma, modifiers
from pipeline.classify.cued.lexicon import mode_cues
from pipeline.gazetteer import is_shared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.classify.cued.candidates import Candidate
    from pipeline.passages import Party
    from pipeline.records import EventType, Mode

MANY = 3  # parties that make a consultation multilateral
ONLINE = frozenset(
    {"phone", "telephone", "videoconference", "online", "virtual", "virtually", "videolink", "teleconference"}
)


def choose(candidate: Candidate) -> Candidate:
    """The candidate with its modes; some marks change the type (one country's drill is MOBILIZE)."""
    mark = candidate.mode
    if mark == "?joint":
        return _joint(candidate)
    if mark == "?affirm":
        return replace(candidate, modes=())
    if mark.startswith("?"):
        found = _by_words(candidate, mark[1:])
        return replace(candidate, modes=(found,) if found else ())
    modes: list[Mode] = [cast("Mode", mark)] if mark else []
    if candidate.type == "CONSULT":
        modes = _of_meeting(candidate, modes)
    return replace(candidate, modes=tuple(modes))


def _joint(candidate: Candidate) -> Candidate:
    parties = sides(candidate.actors) | sides(candidate.recipients)
    joint = {"joint", "combined", "bilateral", "multinational", "trilateral", "multilateral", "passing"}
    words = {lemma(t) for t in candidate.verb.subtree}
    if len(parties) > 1 or words & joint or candidate.borrowed:
        everyone = (*candidate.actors, *(p for p in candidate.recipients if p not in candidate.actors))
        return replace(candidate, actors=everyone, recipients=())
    if words & {
        "military",
        "naval",
        "live-fire",
        "army",
        "navy",
        "missile",
        "artillery",
        "air",
        "war",
        "fire",
        "fleet",
        "nuclear",
        "force",
    }:
        return replace(candidate, type="MOBILIZE", modes=("troops",), recipients=())
    return candidate


def _by_words(candidate: Candidate, key: str) -> Mode | None:
    """The first cue (they stand in order of precedence) that has a word in the clause."""
    words = _words(candidate)
    for cue in mode_cues().get(key, ()):
        if not cue.words or words & set(cue.words):
            return cast("Mode", cue.mode) if cue.mode else None
    return None


def _words(candidate: Candidate) -> set[str]:
    root = candidate.verb
    words: set[str] = set()
    for token in root.subtree:
        if token.dep_ != "relcl":
            words |= {lemma(token), token.lower_}
    return words


def sides(parties: Iterable[Party]) -> set[str]:
    """The parties' codes; a group of several countries counts as three, a commission of two as none beside them."""
    found: set[str] = set()
    for party in parties:
        if party.code is not None and not (party.code == "IGO" and is_shared(party.text)):
            found.add(party.code)
        if party.kind == "group" and party.code == "IGO":
            found |= {f"{party.text}/{n}" for n in range(MANY - 1)}
    return found


def _of_meeting(candidate: Candidate, modes: list[Mode]) -> list[Mode]:
    nearby = modifiers(candidate.head) | {lemma(c) for c in below(candidate.verb)}
    hosts = (candidate.head, candidate.verb)
    nearby |= {lemma(g) for host in hosts for c in children(host, "prep", "advmod") for g in (c, *below(c))}
    if "phone" not in modes and nearby & ONLINE:
        return ["phone"]
    if "visit" not in modes and len(sides((*candidate.actors, *candidate.recipients))) >= MANY:
        modes = [*modes, "multilateral"]
    return modes


def type_of_plan(kind: EventType) -> EventType:
    """What a firmly planned act is (manual, decision 1): cooperative ones are AGREE, RETREAT is CONCEDE."""
    if kind in {"CONSULT", "SUPPORT", "COOPERATE", "AID"}:
        return "AGREE"
    return "CONCEDE" if kind == "RETREAT" else kind
