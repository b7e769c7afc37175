"""When and where: time expressions and places hung on the candidates they belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify.grammar import children, is_verb, prepositions
from pipeline.classify.modes import type_of_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from pipeline.classify.candidates import Candidate
    from pipeline.classify.scene import Scene
    from pipeline.passages import Name, Passage, TimeExpression

LOCATIVE = ("in", "at", "on", "near", "outside", "off", "to", "over", "aboard", "across", "around")
STATIC = ("in", "at", "near", "outside", "off", "aboard", "around", "across", "on")
FINER = {"FAC": 0, "LOC": 1, "GPE": 2}
SAID = frozenset({"AGREE", "CONCEDE", "THREATEN", "REQUEST"})
DATELESS = frozenset(
    {"strategy", "plan", "anniversary", "framework", "agreement", "resolution", "law", "act"}
)


def attach(candidates: Sequence[Candidate], scene: Scene) -> list[Candidate]:
    """Candidates with their own dates, durations, scheduled day and place."""
    owners = {c.head.i: n for n, c in enumerate(candidates)}
    owners.update(
        {
            c.support.i: n
            for n, c in enumerate(candidates)
            if c.support is not None and c.support.i not in owners
        }
    )
    times: dict[int, list[TimeExpression]] = {}
    for expression in scene.passage.dates:
        owner = _owner(expression, scene, owners)
        if owner is not None:
            owner = _act_spoken_of(owner, expression, candidates)
            times.setdefault(owner, []).append(expression)
    return [_with(c, times.get(n, []), scene) for n, c in enumerate(candidates)]


def _owner(expression: TimeExpression, scene: Scene, owners: dict[int, int]) -> int | None:
    """The candidate in whose clause or phrase the expression stands."""
    span = scene.doc.char_span(expression.start, expression.end, alignment_mode="expand")
    if span is None or (scene.name(span[0]) is not None and scene.name(span[0]).label not in {"DATE"}):  # type: ignore[union-attr]
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
    said = (
        type_of_plan(candidate.type) in SAID if candidate.realis.status == "plan" else candidate.type in SAID
    )
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
    return replace(
        candidate, dates=days, durations=durations, scheduled=scheduled, place=_place(candidate, scene)
    )


def _place(candidate: Candidate, scene: Scene) -> Name | None:
    """The most specific place of the clause's locative phrases; never a party's home."""
    found: list[tuple[int, int, Name]] = []
    for host, words in _hosts(candidate):
        preps = prepositions(host)
        for order, word in enumerate(words):
            for token in preps.get(word, ()):
                found += [(FINER[n.label], order, n) for n in _names(token, scene)]
    if candidate.modes and "visit" in candidate.modes and not found:
        for obj in children(candidate.verb, "dobj"):
            found += [(FINER[n.label], 99, n) for n in _names(obj, scene)]
    return min(found, key=lambda f: (f[0], f[1], f[2].start))[2] if found else None


def _hosts(candidate: Candidate) -> list[tuple[Token, tuple[str, ...]]]:
    """Tokens whose locative phrases tell where, with the prepositions that do."""
    going = LOCATIVE if candidate.mode == "visit" else STATIC
    found = [(candidate.head, going)]
    if candidate.support is not None:
        found.append((candidate.support, going))
    verb = candidate.verb
    found += [
        (child, ("in", "at")) for child in children(verb, "dobj", "nsubjpass") if child is not candidate.head
    ]
    found += [(child, ("in", "at")) for child in children(candidate.head, "acl")]
    if candidate.carried is not None:
        found.append((candidate.carried, STATIC))
    return found


def _names(token: Token, scene: Scene) -> list[Name]:
    """Places named by a noun and by the in-phrases inside it (`port in Manila`, `Da Nang city`)."""
    found = []
    for part in (token, *(p for word in ("in", "of", "at") for p in prepositions(token).get(word, ()))):
        name = scene.name(part)
        if name is not None and name.label in FINER:
            found.append(name)
    return found


def earliest(passages: Sequence[Passage]) -> int | None:
    """Ordinal of the first day that the document tells of as news: the month of its first dated entry."""
    days = [
        p.segment.date
        for p in passages
        if p.segment.date is not None and p.segment.kind == "chronology_entry"
    ]
    return min(day.replace(day=1) for day in days).toordinal() if days else None
