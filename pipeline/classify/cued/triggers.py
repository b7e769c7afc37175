"""Finding candidate triggers: verbs and nouns of the cue lexicon whose conditions are met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pipeline.classify.cued.candidates import Candidate
from pipeline.classify.cued.clauses import Clause, clause, score
from pipeline.classify.cued.grammar import below, children, inner, is_passive, is_verb, lemma, modifiers, prepositions
from pipeline.classify.cued.lexicon import (
    LightRow,
    NounRow,
    SubjectRole,
    VerbRow,
    expand_cached,
    frames,
    is_a,
    lights,
    nouns,
    verbs,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.classify.cued.scene import Scene
    from pipeline.records import EventType

UNKNOWN_EVENT = NounRow(noun=("event",), type="CONSULT", frame="mutual", weight=0.55)
SUBJECT_DEPS = {"nsubj", "nsubjpass"}
SKIPPED_DEPS = {"compound", "amod", "nmod", "poss", "quantmod"}


@dataclass(frozen=True, slots=True)
class Carrier:
    """The verb that carries a noun, and what its subject is."""

    verb: Token
    subj: SubjectRole


def find(scene: Scene) -> list[Candidate]:
    """All candidates of the passage in the order of the text; arguments and realis are still open."""
    found: list[Candidate] = []
    taken: set[int] = set()
    for token in scene.doc:
        if is_verb(token) and lemma(token) in verbs():
            best = _best_verb_row(token, scene)
            if best is not None:
                row, carried = best
                if carried is not None:
                    taken.add(carried.i)
                found.append(_of_verb(token, row, carried))
    verbal = {c.head.i: c for c in found}
    for token in scene.doc:
        if token.i in taken or token.dep_ in SKIPPED_DEPS or token.pos_ not in {"NOUN", "PROPN", "VERB"}:
            continue
        candidate = _of_noun(token, scene)
        if candidate is not None:
            if candidate.support is not None:
                verbal.pop(candidate.support.i, None)
            found.append(candidate)
    kept = [c for c in found if c.head.pos_ != "VERB" or c.head.i in verbal or c.carried is not None]
    return sorted((c for c in kept if c.rule != "X"), key=lambda c: c.head.i)


def _best_verb_row(verb: Token, scene: Scene) -> tuple[VerbRow, Token | None] | None:
    surroundings = clause(verb)
    scored = [(fit, row) for row in verbs()[lemma(verb)] if (fit := score(row, surroundings, scene)) is not None]
    if not scored:
        return None
    fit, row = max(scored, key=lambda pair: pair[0][0])
    if _carries_noun(verb, surroundings, row):
        return None
    carried = fit[1] if not {"*", "@party", "@person", "@place"} & set(row.object) else None
    if row.type == "ASSAULT" and carried is not None and any(is_a(word, "figurative") for word in modifiers(carried)):
        return None
    return row, carried


def _carries_noun(verb: Token, surroundings: Clause, row: VerbRow) -> bool:
    """Whether an object noun with a row of its own says more than the verb's row."""
    if lemma(verb) not in lights() or (row.object and not {"*", "-", "@party", "@person"} & set(row.object)):
        return False
    return any(_noun_row(obj) is not None for obj in surroundings.objects)


def _of_verb(verb: Token, row: VerbRow, carried: Token | None) -> Candidate:
    return Candidate(
        head=verb,
        type=cast("EventType", row.type),
        frame=frames()[row.frame],
        weight=row.weight,
        rule="X" if row.type == "X" else f"verb:{row.verb[0]}",
        mode=row.mode,
        carried=carried,
    )


def _noun_row(noun: Token) -> NounRow | None:
    rows = nouns().get(lemma(noun)) or nouns().get(noun.lower_)
    if rows is None:
        return None
    before = modifiers(noun)
    best: tuple[int, NounRow] | None = None
    for row in rows:
        points = 0
        if row.modifier:
            if not before & expand_cached(row.modifier):
                continue
            points += 2
        if row.theme:
            if not _themes(noun, before) & expand_cached(row.theme):
                continue
            points += 2
        if best is None or points > best[0]:
            best = (points, row)
    return best[1] if best else None


def _unknown_event(noun: Token) -> NounRow | None:
    """A proper name of which it is said that it took place or was held: some meeting, rather unsure."""
    verb = noun.head
    if noun.pos_ != "PROPN" or noun.dep_ not in SUBJECT_DEPS or lemma(verb) not in {"take", "hold", "convene"}:
        return None
    takes_place = any(c.lower_ == "place" for c in children(verb, "dobj"))
    happens = (
        takes_place
        if lemma(verb) == "take"
        else is_passive(verb) or (lemma(verb) == "convene" and not children(verb, "dobj"))
    )
    return UNKNOWN_EVENT if happens else None


def _themes(noun: Token, before: set[str]) -> set[str]:
    """Lemmas of what the noun is of: its compounds and the heads of its of- and into-phrases."""
    preps = prepositions(noun)
    after = [p for word in ("of", "into", "to", "for") for p in preps.get(word, ())]
    return before | {lemma(inner(p)) for p in after} | {lemma(p) for p in after}


def _of_noun(noun: Token, scene: Scene) -> Candidate | None:
    row = _noun_row(noun) or _unknown_event(noun)
    if row is None or noun.pos_ == "VERB" or (row is not UNKNOWN_EVENT and _is_inside_name(noun, scene)):
        return None
    if row.type == "ASSAULT" and any(is_a(word, "figurative") for word in modifiers(noun)):
        return None
    carrier = _carrier(noun)
    return Candidate(
        head=noun,
        type=cast("EventType", row.type),
        frame=frames()[row.frame],
        weight=row.weight,
        rule=f"noun:{row.noun[0]}",
        mode=row.mode,
        support=carrier.verb if carrier else None,
        role=carrier.subj if carrier else "actor",
        of=row.of,
    )


def _is_inside_name(noun: Token, scene: Scene) -> bool:
    """Whether the noun belongs to the name of a body, law or work (not of a meeting), or of a party."""
    name = scene.name(noun)
    if name is not None and name.label in {"ORG", "LAW", "WORK", "PERSON", "GPE", "FAC", "LOC", "DATE"}:
        return True
    party = scene.inner_parties.get(noun.i)
    return party is not None and name is None


def _carrier(noun: Token) -> Carrier | None:
    """The light verb above the noun, looking through coordination and quantities."""
    top = noun
    while top.dep_ == "conj" and not is_verb(top.head):
        top = top.head
    if top.dep_ == "pobj" and top.head.lower_ == "of" and inner(top.head.head) is top:
        top = top.head.head
    if top.dep_ in {"acl", "relcl"}:
        return None
    head = top.head
    if top.dep_ == "pobj":
        verb = head.head
        return _match(verb, head.lower_) if is_verb(verb) else None
    if top.dep_ in {"dobj", "attr"} and is_verb(head):
        return _match(head, "obj")
    if top.dep_ in SUBJECT_DEPS and is_verb(head):
        return _match(head, "obj" if is_passive(head) else "subj")
    return _reduced(noun)


def _reduced(noun: Token) -> Carrier | None:
    """`the meeting held in Seoul`, `talks hosted by Qatar`: a participle after the noun."""
    for child in children(noun, "acl", "relcl"):
        if child.tag_ == "VBN" and (carrier := _match(child, "obj")) is not None:
            return carrier
    return None


def _match(verb: Token, slot: str) -> Carrier | None:
    words = {child.lower_ for child in below(verb)}
    best: LightRow | None = None
    for row in lights().get(lemma(verb), ()):
        if row.slot == slot and (not row.particle or row.particle in words) and (best is None or row.particle):
            best = row
    return Carrier(verb, best.subj) if best else None
