"""Who does it and to whom: parties put into the frames of candidates, in the order of the text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify import slots
from pipeline.classify.grammar import children, lemma, modifiers, prepositions, with_conjuncts
from pipeline.classify.lexicon import is_a
from pipeline.classify.reference import Memory, resolve
from pipeline.classify.scene import Scene, as_state

if TYPE_CHECKING:
    from pipeline.classify.candidates import Candidate
    from collections.abc import Iterable
    from spacy.tokens import Token

    from pipeline.passages import Party

PAIR = 2
LONGEST_LIST = 300  # characters to the "and" that ends it
LIST = re.compile(r",? (?:and|&) (?:the )?|, (?:the )?")
LIST_END = re.compile(r",? and ")
MEMBERS = ("of", "from", "including", "like", "at", "in")
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
OCCASIONS = frozenset({"CONSULT", "COOPERATE", "SUPPORT"})


def assign(candidates: Iterable[Candidate], scene: Scene) -> list[Candidate]:
    """Candidates with actors and recipients; what a later one leaves unsaid is taken from an earlier one."""
    memory = Memory()
    found: list[Candidate] = []
    for candidate in candidates:
        filled = _borrow(_fill(candidate, scene, memory), found)
        found.append(filled)
        if filled.realis.status not in {"content", "purpose", "negated"} and not (
            filled.is_bare and memory.groups
        ):
            memory.add((*filled.actors, *filled.recipients))
    return found


def _fill(candidate: Candidate, scene: Scene, memory: Memory) -> Candidate:
    actors = _union(candidate, _actor_slots(candidate), scene, memory)
    recipients: tuple[Party, ...] = ()
    for slot in _recipient_slots(candidate):
        found = _slot(candidate, slot, scene, memory) or _of_things(candidate, slot, scene)
        recipients = tuple(p for p in found if not any(_same(p, a) for a in actors))
        if recipients:
            break
    if not actors and candidate.head.pos_ != "VERB":
        actors = _led_by(candidate.head, scene)
    return replace(candidate, actors=actors, recipients=recipients)


def _of_things(candidate: Candidate, slot: str, scene: Scene) -> list[Party]:
    """Whose thing stands in the slot: `lifted its ban on Australia's beef`."""
    if slot in {"carrier", "place", "in", "at"}:
        return []
    found: list[Party] = []
    for token in slots.fill(candidate, slot):
        for owner in slots.owners(token):
            found += [p for p in parties_at(owner, scene) if p not in found]
    return found


def _actor_slots(candidate: Candidate) -> tuple[str, ...]:
    if candidate.role == "recipient":
        return ("from", "by", "subj")
    if candidate.role == "organiser" and candidate.frame.name == "visit":
        return ("from", "by", "of")
    return candidate.frame.actor


def _recipient_slots(candidate: Candidate) -> tuple[str, ...]:
    if candidate.frame.name == "visit" and candidate.role in {"recipient", "organiser"}:
        return ("carrier",)
    return candidate.frame.recipient


def _union(candidate: Candidate, names: Iterable[str], scene: Scene, memory: Memory) -> tuple[Party, ...]:
    found: list[Party] = []
    for slot in names:
        found += [p for p in _slot(candidate, slot, scene, memory) if not any(_same(p, q) for q in found)]
    return tuple(found)


def _same(one: Party, other: Party) -> bool:
    return (
        one is other
        or (one.start, one.end) == (other.start, other.end)
        or (
            one.code == other.code
            and (
                (one.canonical is not None and one.canonical == other.canonical)
                or one.kind == other.kind == "state"
            )
        )
    )


def _slot(candidate: Candidate, slot: str, scene: Scene, memory: Memory) -> list[Party]:
    if slot == "carrier":
        tokens = slots.carrier_subject(candidate)
    elif slot == "place":
        return _hosts(candidate, scene)
    elif slot == "members":
        tokens = slots.fill(candidate, slot)
        return [p for t in tokens if scene.party(t) or is_a(lemma(t), "group_noun") for p in parties_at(t, scene)]
    else:
        tokens = slots.fill(candidate, slot)
    found: list[Party] = []
    for token in tokens:
        found += [p for p in parties_at(token, scene) if p not in found] or (
            [p for p in resolve(token, scene, memory) if p not in found]
        )
    return found


def parties_at(token: Token, scene: Scene) -> list[Party]:
    """Parties that a noun phrase names: its head's, its coordinated and listed ones, or its members'."""
    found: list[Party] = []
    for part in with_conjuncts(token):
        party = scene.party(part)
        if party is not None:
            found += [
                p for p in (party, *_coordinated(party, scene), *_adjacent(party, scene)) if p not in found
            ]
        else:
            found += [p for p in (_state(part, scene) or _members(part, scene)) if p not in found]
    return found


def _state(token: Token, scene: Scene) -> list[Party]:
    """A place or nationality that acts as its state."""
    name = scene.name(token)
    if name is None or name.label not in {"GPE", "NORP", "FAC"}:
        return []
    state = as_state(name)
    return [state] if state else []


def _coordinated(party: Party, scene: Scene) -> list[Party]:
    """Parties coordinated with any word of the phrase, outside it (the parser splits long titles)."""
    found: list[Party] = []
    tokens = [t for t in scene.doc.char_span(*party.phrase, alignment_mode="expand") or ()]
    for token in tokens:
        for child in children(token, "conj"):
            other = scene.party(child)
            if other is not None and other is not party and other not in found:
                found.append(other)
                found += [p for p in _coordinated_after(child, scene) if p not in found]
    return found


def _adjacent(party: Party, scene: Scene) -> list[Party]:
    """Parties that follow in a plain list (`China, Russia and Iran`), whatever the parser made of it."""
    found: list[Party] = []
    while True:
        joint = LIST.match(scene.doc.text, party.phrase[1])
        start = scene.doc.char_span(joint.end(), joint.end() + 1, alignment_mode="expand") if joint else None
        other = scene.party(start[0]) if start else None
        if (
            start is None
            or joint is None
            or other is None
            or other.phrase[0] != joint.end()
            or other in found
        ):
            return found
        root = scene.doc.char_span(*other.phrase, alignment_mode="expand")
        if (
            root is None
            or _starts_clause(root.root)
            or (
                "and" not in joint.group()
                and not LIST_END.search(scene.doc.text, other.phrase[1], other.phrase[1] + LONGEST_LIST)
            )
        ):
            return found
        found.append(other)
        party = other


def _starts_clause(token: Token) -> bool:
    """A subject, unless its verb has another one before it (then the parser cut a list)."""
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    return not any(c.i < token.i for c in children(token.head, "nsubj", "nsubjpass"))


def _coordinated_after(token: Token, scene: Scene) -> list[Party]:
    return [p for part in with_conjuncts(token) if (p := scene.party(part)) is not None]


def _members(noun: Token, scene: Scene) -> list[Party]:
    """`leaders of Japan and South Korea`, `officials from Laos`: the members that are named."""
    if not (is_a(lemma(noun), "group_noun") or is_a(lemma(noun), "person")):
        return []
    tokens = [
        *slots.possessors(noun),
        *(c for c in noun.children if c.dep_ in {"amod", "compound", "nmod", "appos"}),
    ]
    preps = prepositions(noun)
    listed = [t for word in MEMBERS for t in preps.get(word, ())]
    found: list[Party] = []
    for token in (*listed, *tokens):
        for part in with_conjuncts(token):
            party = scene.party(part)
            found += [p for p in ([party] if party else _state(part, scene)) if p not in found]
    return found


def _hosts(candidate: Candidate, scene: Scene) -> list[Party]:
    """The country of the place that the clause names."""
    verb = candidate.verb
    for host in (candidate.head, verb):
        for word in ("to", "in", "at"):
            for token in prepositions(host).get(word, ()):
                if state := _state(token, scene):
                    return state
    return []


def _led_by(noun: Token, scene: Scene) -> tuple[Party, ...]:
    """`a lunch, led by X`: the only one named."""
    for child in children(noun, "acl"):
        if lemma(child) in {"lead", "head"}:
            return tuple(p for t in prepositions(child).get("by", ()) for p in parties_at(t, scene))
    return ()


def split_separate(candidate: Candidate, scene: Scene) -> list[Candidate]:
    """`separate meetings with X and Y` are one meeting with each."""
    words = modifiers(candidate.head) | {lemma(c) for c in candidate.verb.children}
    partners = [p for t in slots.fill(candidate, "with") for p in parties_at(t, scene)]
    partners = [p for n, p in enumerate(partners) if not any(_same(p, q) for q in partners[:n])]
    if candidate.type != "CONSULT" or len(partners) < PAIR or not words & {"separate", "separately"}:
        return [candidate]
    hosts = tuple(p for p in candidate.actors if not any(_same(p, q) for q in partners))
    return [replace(candidate, actors=(*hosts, partner)) for partner in partners]


def borrow_forward(candidates: list[Candidate], scene: Scene) -> list[Candidate]:
    """A meeting that the lead names without parties has those who act in it next, else those beside it."""
    found = list(candidates)
    for n, candidate in enumerate(found):
        if (
            candidate.actors
            or candidate.is_bare
            or candidate.type not in OCCASIONS
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


def _borrow(candidate: Candidate, earlier: list[Candidate]) -> Candidate:
    """`During a meeting between X and Y, an agreement was reached`: whose, was said before."""
    if not candidate.actors and candidate.is_bare and candidate.type not in COOPERATIVE:
        # "condemned the launch of a missile": by the one who is condemned
        for other in reversed(earlier):
            if (
                other.type == "ACCUSE"
                and other.recipients
                and other.head.sent.start == candidate.head.sent.start
            ):
                return replace(candidate, actors=other.recipients)
    if candidate.actors or candidate.type not in COOPERATIVE:
        return candidate
    for other in reversed(earlier):
        near = candidate.head.sent.start - other.head.sent.end <= 0
        if near and other.actors and other.realis.status not in {"content", "purpose"}:
            everyone = (*other.actors, *other.recipients)
            return replace(candidate, actors=everyone, borrowed=True)
    return candidate
