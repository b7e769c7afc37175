"""Reading spaCy's dependency tree: subjects, objects, prepositions, as a reader would see them.

Nothing here knows events; tokens go in and come out.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.classify.cued.lexicon import is_a, known_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

RELATIVE = frozenset({"which", "that", "who", "whom", "whose"})
INHERITS = frozenset({"acomp", "conj", "xcomp", "advcl", "pcomp"})
SHORTEST = 3  # letters of a word that may lose its s
CLIMB = 6  # clauses that share one subject are rarely nested deeper


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    """SpaCy makes `stag` of `staged` and `dos` of `doses`."""
    return f"{word}e" if word not in known_words() and f"{word}e" in known_words() else word


def lemma(token: Token) -> str:
    """The lemma in lower case; proper nouns lose a plural s (spaCy leaves it on)."""
    word = _mended(token.lemma_.lower())
    return _bare(word) if token.tag_ in {"NNPS", "NNP"} and len(word) > SHORTEST and word != "congress" else word


def below(token: Token) -> tuple[Token, ...]:
    """The token's children, in the order of the text."""
    return _tree(token.doc)[token.i]


@lru_cache(maxsize=8)
def _tree(doc: Doc) -> tuple[tuple[Token, ...], ...]:
    """The children of each token; the last few docs' are held.

    spaCy makes every token anew, and searches its children, each time it is asked.
    """
    tree: list[list[Token]] = [[] for _ in range(len(doc))]
    for token in doc:
        if token.head.i != token.i:
            tree[token.head.i].append(token)
    return tuple(map(tuple, tree))


def root_at(doc: Doc, start: int, end: int) -> Token | None:
    """The head of the words that stand at these offsets; None if none do."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else None


def is_verb(token: Token) -> bool:
    """Whether the token is a verb form that can head a clause."""
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"})


def clause_verb(token: Token) -> Token | None:
    """The verb of the clause that a word stands under."""
    return next((each for each in token.ancestors if is_verb(each)), None)


def children(token: Token, *deps: str) -> list[Token]:
    """The token's children with one of the dependencies."""
    return [child for child in below(token) if child.dep_ in deps]


def is_passive(verb: Token) -> bool:
    """Whether what stands as subject (or is modified) undergoes the act."""
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in below(verb)):
        return True
    if verb.tag_ != "VBN" or children(verb, "aux", "nsubj"):
        return False
    if verb.dep_ == "acomp":  # "was co-organised", cut at the hyphen
        return True
    if verb.dep_ in {"acl", "advcl", "amod"}:
        return not children(verb, "dobj")
    return verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb.head) and not children(verb, "dobj")


def is_past(verb: Token) -> bool:
    """Whether it or its auxiliary stands in the past tense."""
    return verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in children(verb, "aux", "auxpass"))


def _own_subjects(verb: Token) -> list[Token]:
    found = children(verb, "nsubj", "nsubjpass", "csubj")
    if not found and verb.dep_ == "ROOT":  # a name at the head of the sentence, taken for an adverbial
        found = [c for c in children(verb, "npadvmod", "dep") if c.i < verb.i and c.pos_ == "PROPN"]
    if verb.dep_ in {"relcl", "acl"} and (not found or found[0].lower_ in RELATIVE):
        return [verb.head]
    return found


def surface_subjects(verb: Token, depth: int = CLIMB) -> list[Token]:
    """What stands (or is understood) as the clause's grammatical subject."""
    found = _own_subjects(verb)
    if found or depth == 0:
        return found
    head = verb.head
    if verb.dep_ == "xcomp" and children(head, "dobj") and children(verb, "aux"):
        return children(head, "dobj")
    if verb.dep_ == "pcomp":
        head = next((up for up in verb.ancestors if is_verb(up)), head)
    if verb.dep_ in INHERITS and is_verb(head) and head.i != verb.i:
        return surface_subjects(head, depth - 1)
    return []


def agents(verb: Token) -> list[Token]:
    """Those named by the by-phrase of a passive."""
    preps = [child for child in below(verb) if child.dep_ == "agent" or child.lower_ == "by"]
    return [pobj for prep in preps for pobj in children(prep, "pobj")]


def doers(verb: Token) -> list[Token]:
    """Who does it: the subject, or the by-phrase of a passive."""
    if not is_passive(verb):
        return surface_subjects(verb)
    found = agents(verb)
    if not found and verb.dep_ == "conj" and is_verb(verb.head):
        found = agents(verb.head)
    return found or [a for conj in children(verb, "conj") if is_verb(conj) for a in agents(conj)]


def inner(noun: Token) -> Token:
    """The noun that counts: `agreements` in `a series of agreements`."""
    if is_a(lemma(noun), "quantity") or noun.pos_ == "NUM":
        for prep in children(noun, "prep"):
            if prep.lower_ == "of" and (pobj := children(prep, "pobj")):
                return pobj[0]
    return noun


def with_conjuncts(noun: Token) -> Iterator[Token]:
    """The noun and what is coordinated after it."""
    yield noun
    for child in below(noun):
        if child.dep_ == "conj" and not is_verb(child):
            yield from with_conjuncts(child)


def objects(verb: Token) -> list[Token]:
    """What the act is done to: direct objects, or the subject of a passive; coordination unfolded."""
    found = children(verb, "dobj", "attr") if verb.pos_ != "AUX" else children(verb, "attr")
    if is_passive(verb):
        found = [*surface_subjects(verb), *found]
    if verb.dep_ == "relcl" and any(child.lower_ in RELATIVE for child in found):
        found = [verb.head]
    if not found and verb.dep_ != "conj":
        # "signed and ratified the treaty": the object hangs on the last verb
        found = [o for c in children(verb, "conj") if is_verb(c) for o in children(c, "dobj")][:1]
        found = [o for o in found if not children(verb, "prep", "xcomp", "ccomp")]
    return [inner(part) for noun in found for part in with_conjuncts(noun)]


def prepositions(token: Token) -> dict[str, list[Token]]:
    """Objects of the token's prepositional phrases by preposition; chains (`out of`, `up to`) by each word."""
    found: dict[str, list[Token]] = {}
    for prep in children(token, "prep", "agent", "dative", "prt", "advmod"):
        pending, depth = [prep], 0
        while pending and depth < CLIMB:
            word, depth = pending.pop(), depth + 1
            for pobj in children(word, "pobj"):
                found.setdefault(word.lower_, []).extend(inner(part) for part in with_conjuncts(pobj))
            pending += [c for c in children(word, "prep", "conj") if c.pos_ == "ADP"]
    return found


def modifiers(noun: Token) -> set[str]:
    """Lemmas of what stands before the noun, also inside a hyphenated modifier."""
    words = set()
    for child in below(noun):
        if child.i < noun.i and child.dep_ in {"compound", "amod", "nmod", "poss", "npadvmod", "punct"}:
            words.add(lemma(child))
            words |= {lemma(grand) for grand in below(child) if grand.dep_ in {"compound", "amod", "npadvmod", "nmod"}}
    return words


def possessors_of(noun: Token) -> list[Token]:
    """Possessors before the noun, and what stands inside them (`the latter's`)."""
    return [token for child in children(noun, "poss") for token in (child, *below(child))]
