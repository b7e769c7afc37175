"""Testing the conditions of verb rows against a clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import below, children, lemma, objects, prepositions
from pipeline.classify.cued.lexicon import VerbRow, classes

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.classify.cued.scene import Scene

FUTURE = frozenset({"will", "shall", "'ll", "would"})
BROAD = frozenset({"@place", "@party", "@person"})


@dataclass(frozen=True, slots=True)
class Clause:
    """What a verb governs."""

    verb: Token
    objects: tuple[Token, ...]
    preps: dict[str, list[Token]]
    words: frozenset[str]
    infinitive: Token | None
    that: Token | None


def clause(verb: Token) -> Clause:
    """Read the verb's surroundings once."""
    inf = next((c for c in below(verb) if c.dep_ in {"xcomp", "ccomp", "advcl"} and _has_to(c)), None)
    that = next((c for c in below(verb) if c.dep_ == "ccomp" and c is not inf), None)
    preps = prepositions(verb)
    for obj in children(verb, "dobj", "nsubjpass"):  # phrases that the parser hung on the object
        for word, pobjs in prepositions(obj).items():
            preps.setdefault(word, pobjs)
    return Clause(
        verb=verb,
        objects=tuple(objects(verb)),
        preps=preps,
        words=frozenset(c.lower_ for c in below(verb) if c.dep_ not in {"nsubj", "dobj"}),
        infinitive=inf,
        that=that,
    )


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in below(verb))


def score(row: VerbRow, clause: Clause, scene: Scene) -> tuple[float, Token | None] | None:
    """How specifically the row fits (None if it does not), and the object it rests on."""
    points, objs = row.weight, clause.objects
    if row.particle:
        if row.particle not in clause.words:
            return None
        points += 3
        objs = objs or tuple(clause.preps.get(row.particle, ()))
    carried: Token | None = None
    if row.object:
        fit = _fit_object(row.object, objs, scene)
        if fit is None:
            return None
        points += fit[0]
        carried = fit[1]
    if row.complement:
        best, noun = max((_fit_complement(cell, clause, scene) for cell in row.complement), key=lambda fit: fit[0])
        if not best:
            return None
        points += best
        carried = carried or noun
    return points, carried


def _fit_object(cells: tuple[str, ...], objs: tuple[Token, ...], scene: Scene) -> tuple[float, Token | None] | None:
    if "-" in cells:
        return None if objs else (1.0, None)
    for obj in objs:
        if any(_names(obj, cell, scene) for cell in cells if cell != "*"):
            return 2.0, obj
    return (0.5, objs[0]) if "*" in cells and objs else None


def _names(token: Token, cell: str, scene: Scene) -> bool:
    """Whether the noun is what the cell asks for."""
    match cell:
        case "@party":
            return scene.party(token) is not None
        case "@person":
            return scene.is_person(token) or lemma(token) in classes()["person"]
        case "@place":
            return scene.is_place(token) or lemma(token) in {"country", "city", "capital", "region"}
        case "$":
            return _is_money(token, scene)
    if cell.startswith("@"):
        return lemma(token) in classes()[cell[1:]] or _compound_in(token, classes()[cell[1:]])
    return lemma(token) == cell or token.lower_ == cell


def _compound_in(token: Token, words: frozenset[str]) -> bool:
    """`missile launchers` is not a missile, but `weapons systems` and `aid packages` are their kind."""
    return lemma(token) in {"system", "package", "shipment", "programme", "program"} and any(
        lemma(child) in words for child in children(token, "compound")
    )


def _is_money(token: Token, scene: Scene) -> bool:
    name = scene.name(token)
    return (name is not None and name.label == "MONEY") or token.ent_type_ == "MONEY"


def _fit_complement(cell: str, clause: Clause, scene: Scene) -> tuple[float, Token | None]:
    """Points, and the noun after the preposition where the cell names one by its word."""
    match cell:
        case "that":
            return (2.0 if clause.that is not None else 0.0), None
        case "that_future":
            future = clause.that is not None and any(c.lower_ in FUTURE for c in children(clause.that, "aux"))
            return (2.5 if future else 0.0), None
        case "to" if clause.infinitive is not None:
            return 2.0, None
    word, _, target = cell.partition(":")
    if not target:
        return (1.5 if word in clause.preps or word in clause.words else 0.0), None
    if word == "to" and clause.infinitive is not None and lemma(clause.infinitive) == target:
        return 2.5, None
    fitting = [pobj for pobj in clause.preps.get(word, ()) if _names(pobj, target, scene)]
    return (2.5, None if target in BROAD else fitting[0]) if fitting else (0.0, None)
