"""PLOVER contexts: what a clause and its sentence are about, from cue words; precision before recall."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.codebook import codebook
from pipeline.records import Context

if TYPE_CHECKING:
    from pipeline.classify.cued.candidates import Candidate
    from pipeline.classify.cued.scene import Scene

LIMIT = 3
OFFICIAL = frozenset({"GOV", "MIL", "LEG"})
DIPLOMATIC = frozenset({"CONSULT", "AGREE", "SUPPORT", "ACCUSE", "REQUEST", "REJECT", "SANCTION"})
NEAR, FAR = 2.0, 1.0  # a cue in the candidate's own sentence counts twice one in the sentence after it
ENOUGH = 2.0
_AFTER = 60  # words behind the sentence that still speak of it


@dataclass(frozen=True, slots=True)
class _Pattern:
    context: Context
    words: re.Pattern[str]


@cache
def _patterns() -> tuple[_Pattern, ...]:
    found = []
    for name, entry in codebook().contexts.items():
        if entry.cues:
            words = "|".join(re.escape(cue.lower()).replace(r"\*", r"\w*") for cue in entry.cues)
            found.append(_Pattern(name, re.compile(rf"\b(?:{words})\b")))
    return tuple(found)


def about(candidate: Candidate, scene: Scene) -> tuple[Context, ...]:
    """At most three contexts, strongest first; `diplomatic` for dealings between states as such."""
    sent, text = candidate.head.sent, scene.passage.segment.text
    here = text[sent.start_char : sent.end_char]
    last = scene.doc[min(sent.end + _AFTER, len(scene.doc)) - 1]
    after = text[sent.end_char : last.idx + len(last)] if candidate.verb.dep_ == "ROOT" else ""
    points: dict[Context, float] = {}
    for pattern, near, far in zip(_patterns(), _cues_in(here), _cues_in(after), strict=True):
        total = NEAR * len(near) + FAR * len(far - near)
        if total >= ENOUGH:
            points[pattern.context] = total
    strongest = sorted(points, key=lambda c: (-points[c], c))[:LIMIT]
    if _between_states(candidate) and "diplomatic" not in strongest:
        strongest = [*strongest[: LIMIT - 1], "diplomatic"]
    return tuple(strongest)


@lru_cache(maxsize=64)
def _cues_in(text: str) -> tuple[frozenset[str], ...]:
    """The words of each pattern that stand in the text; the acts of one sentence ask for the same."""
    small = text.lower()
    return tuple(frozenset(pattern.words.findall(small)) for pattern in _patterns())


def _between_states(candidate: Candidate) -> bool:
    parties = (*candidate.actors, *candidate.recipients)
    official = {p.code for p in parties if p.sector in OFFICIAL}
    return candidate.type in DIPLOMATIC and len(official) > 1
