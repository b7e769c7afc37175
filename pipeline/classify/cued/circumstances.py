"""When and where: time expressions and places hung on the candidates they belong to."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import children, is_verb
from pipeline.classify.cued.lexicon import is_a
from pipeline.classify.cued.modes import type_of_plan
from pipeline.classify.datable import datable
from pipeline.passages import SPOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

    from pipeline.classify.cued.candidates import Candidate
    from pipeline.classify.cued.scene import Scene
    from pipeline.passages import Name, Passage, TimeExpression

STATIC = frozenset({"in", "at", "near", "outside", "off", "aboard", "around", "across", "on"})
GOING = STATIC | {"to", "over"}
CLAUSAL = frozenset({"relcl", "acl", "advcl", "xcomp", "ccomp", "conj"})
WINDOW = 40  # characters between a preposition and the name it governs
BEFORE_PLACE = re.compile(
    r"\b(in|at|near|outside|off|aboard|around|across|on|to|over)\s+(?:the\s+|[A-Z]\w+['\u2019]s\s+)?(?:\w+ern\s+)?"
    r"(?:(?:province|city|capital|town|port|island|village|district|country)\s+)?(?:of\s+)?$",
    re.IGNORECASE,
)
FINER = {"FAC": 0, "LOC": 1, "GPE": 2}
DATELESS = frozenset({"strategy", "plan", "anniversary", "framework", "agreement", "resolution", "law", "act"})


def attach(candidates: Sequence[Candidate], scene: Scene) -> list[Candidate]:
    """Candidates with their own dates, durations, scheduled day and place."""
    owners = {c.head.i: n for n, c in enumerate(candidates)}
    owners.update(
        {c.support.i: n for n, c in enumerate(candidates) if c.support is not None and c.support.i not in owners}
    )
    times: dict[int, list[TimeExpression]] = {}
    for expression in datable(scene.passage):
        owner = _owner(expression, scene, owners)
        if owner is not None:
            owner = _act_spoken_of(owner, expression, candidates)
            times.setdefault(owner, []).append(expression)
    return [_with(c, times.get(n, []), scene) for n, c in enumerate(candidates)]


def _owner(expression: TimeExpression, scene: Scene, owners: dict[int, int]) -> int | None:
    """The candidate in whose clause or phrase the expression stands."""
    span = scene.doc.char_span(expression.start, expression.end, alignment_mode="expand")
    if span is None or scene.name(span[0]) is not None:
        return None
    token, nouns = span.root, 0
    while True:
        if token.i in owners and token not in span:
            return owners[token.i]
        if token.dep_ == "ROOT":
            return None
        if is_verb(token) and token.dep_ not in {"xcomp", "conj"} and token not in span:
            return None
        head = token.head
        if head.pos_ in {"NOUN", "PROPN"} and head not in span and head.i not in owners:
            nouns += 1
            if (
                nouns > 1
                or head.lemma_.lower() in DATELESS
                or token.dep_ in {"compound", "nmod", "amod", "poss", "nummod"}
            ):
                return None
        token = head


def _act_spoken_of(owner: int, expression: TimeExpression, candidates: Sequence[Candidate]) -> int:
    """`condemned the launch on 18 December`: the day is the launch's, not the condemnation's."""
    verb = candidates[owner]
    if verb.type not in {"ACCUSE", "REQUEST"}:
        return owner
    for n, other in enumerate(candidates):
        between = verb.head.idx < other.head.idx < expression.start
        if between and other.is_bare and other.head.sent.start == verb.head.sent.start:
            owner = n
    return owner


def _with(candidate: Candidate, times: list[TimeExpression], scene: Scene) -> Candidate:
    days = tuple(t for t in times if t.type in {"DATE", "TIME"} and t.date is not None)
    durations = tuple(t for t in times if t.type == "DURATION")
    scheduled = None
    said = (type_of_plan(candidate.type) if candidate.realis.status == "plan" else candidate.type) in SPOKEN
    if said:
        entry = candidate_date = scene.passage.segment.enddate or scene.passage.segment.date
        later = [
            t
            for t in days
            if candidate_date is not None and t.date is not None and entry is not None and t.date > entry
        ]
        if candidate.realis.status == "plan" and not later:
            later = list(days)
        scheduled = later[0] if later else None
        days = tuple(t for t in days if t not in later)
    return replace(candidate, dates=days, durations=durations, scheduled=scheduled, place=_place(candidate, scene))


def _place(candidate: Candidate, scene: Scene) -> Name | None:
    """The most specific place that a locative phrase of the clause names; never a party's home.

    `Kuala Lumpur, Malaysia` gives the first; of two phrases the finer one; `at` a body is a place too.
    """
    found: list[tuple[int, int, Name]] = []
    locatives = _locatives(candidate)
    for name in scene.passage.names:
        word = _preposition(name, scene)
        if word not in locatives or (name.label not in FINER and not (word == "at" and name.label == "ORG")):
            continue
        if word == "on" and name.label == "GPE":  # "a statement on Israel"
            continue
        span = scene.doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is None or scene.sentence[span.start] != scene.sentence[candidate.head.i]:
            continue
        if not _is_in_office(name, scene) and _belongs(span, candidate, scene):
            found.append((FINER.get(name.label, 0), name.start, name))
    if not found and "visit" in candidate.modes:
        objects = children(candidate.verb, "dobj")
        found = [(FINER[n.label], n.start, n) for o in objects if (n := scene.name(o)) and n.label in FINER]
    return min(found, key=lambda f: f[:2])[2] if found else None


def _locatives(candidate: Candidate) -> frozenset[str]:
    return GOING if candidate.mode == "visit" else STATIC


def _preposition(name: Name, scene: Scene) -> str | None:
    """The locative preposition right before the name (`in the northern province of Thai Binh`)."""
    before = BEFORE_PLACE.search(scene.passage.segment.text, max(0, name.start - WINDOW), name.start)
    return before[1].lower() if before else None


def _is_in_office(name: Name, scene: Scene) -> bool:
    """`ambassador to Cambodia`: the place is part of who somebody is."""
    return any(
        p.kind == "person" and p.phrase[0] < name.start < p.phrase[1] and (p.start, p.end) != (name.start, name.end)
        for p in scene.passage.parties
    )


def _belongs(span: Span, candidate: Candidate, scene: Scene) -> bool:
    """Whether the phrase is part of the candidate's clause: no other clause or common thing is between."""
    token = span.root
    while token.dep_ != "ROOT":
        head = token.head
        if token in {candidate.head, candidate.verb}:
            return True
        if is_verb(token) and token.dep_ in CLAUSAL:
            return token.head in {candidate.head, candidate.carried} and token.dep_ == "acl"
        if head.pos_ == "NOUN" and token.dep_ == "prep" and not _can_stand_somewhere(head, candidate, scene):
            return False
        token = head
    return token in {candidate.head, candidate.verb} or not is_verb(candidate.verb)


def _can_stand_somewhere(noun: Token, candidate: Candidate, scene: Scene) -> bool:
    """`investment in Thailand` does not say where a meeting was; `the minister in Seoul` mostly does."""
    if noun in {candidate.head, candidate.carried} or scene.name(noun) is not None:
        return True
    return scene.party(noun) is not None or is_a(noun.lemma_.lower(), "event_noun", "agreement", "meeting")


def earliest(passages: Sequence[Passage]) -> int | None:
    """Ordinal of the first day that the document tells of as news: the month of its first dated entry."""
    days = [p.segment.date for p in passages if p.segment.date is not None and p.segment.kind == "chronology_entry"]
    return min(day.replace(day=1) for day in days).toordinal() if days else None
