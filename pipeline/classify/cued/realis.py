"""How the text holds an action to be real: told as done, planned, merely talked of, denied or supposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.classify.cued.candidates import Candidate, Realis
from pipeline.classify.cued.grammar import below, children, is_verb, lemma, objects
from pipeline.classify.cued.lexicon import Effect, governors

if TYPE_CHECKING:
    from spacy.tokens import Token

FUTURE = frozenset({"will", "shall", "'ll", "wo", "ll"})
UNREAL = frozenset({"would", "could", "may", "might", "should", "must", "can", "ought"})
CONDITIONAL = frozenset({"if", "unless", "whether", "lest"})
BEFORE = frozenset({"ahead", "before", "for", "towards", "toward", "prior"})
PLANNING = frozenset(["set", "due", "poised", "scheduled", "expected", "slated", "is", "are", "going", "ready"])
DONE_BY = frozenset(["after", "by", "since", "upon", "following", "while", "when", "before", "despite", "besides"])
SPOKEN_OF = frozenset(["on", "in", "of", "from", "at", "about", "for", "to", "towards", "toward", "against", "without"])
DEPTH = 8


def judge(candidate: Candidate) -> Realis:
    """Read modality, negation and what the clause hangs on."""
    verb = candidate.verb
    if candidate.is_bare:
        return _of_noun(candidate.head)
    if any(_denied(token) for token in (candidate.head, verb, candidate.carried, *objects(verb)) if token is not None):
        return Realis("negated")
    own = _of_verb(verb)
    return own if own.status != "asserted" else _above(verb, own)


def _denied(token: Token) -> bool:
    return any(
        (child.dep_ == "neg" and child.i < token.i + 2) or (child.dep_ == "det" and child.lower_ in {"no", "neither"})
        for child in below(token)
    )


def _auxiliaries(verb: Token) -> set[str]:
    own = {child.lower_ for child in children(verb, "aux", "auxpass")}
    if not own and verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, "nsubj", "nsubjpass"):
        # "will meet and sign": the modal is said once
        own = {w for w in _auxiliaries(verb.head) if w in FUTURE | UNREAL | {"to"}} if _same_form(verb) else set()
    return own


def _same_form(verb: Token) -> bool:
    return verb.tag_ in {"VB", "VBP"} or verb.tag_ == verb.head.tag_


def _of_verb(verb: Token) -> Realis:
    auxiliaries = _auxiliaries(verb)
    if auxiliaries & FUTURE:
        return Realis("plan")
    if auxiliaries & UNREAL:
        return Realis("hypothetical")
    if any(child.dep_ == "mark" and child.lower_ in CONDITIONAL for child in below(verb)):
        return Realis("hypothetical")
    perfect = "had" in auxiliaries
    present = verb.tag_ in {"VBZ", "VBP"} and not auxiliaries
    return Realis("asserted", past_perfect=perfect, present=present)


def _effect(word: Token) -> Effect | None:
    return governors().get(lemma(word))


def _above(verb: Token, own: Realis) -> Realis:
    """Climb from an asserted clause; what it hangs on may take the assertion back."""
    token, infinitive = verb, _is_infinitive(verb)
    for _ in range(DEPTH):
        head, dep = token.head, token.dep_
        if dep == "ROOT" or head is token:
            return own
        if dep == "conj" and is_verb(head):
            infinitive = infinitive or (_is_infinitive(head) and verb.tag_ == "VB")
            token = head
            continue
        if dep in {"xcomp", "ccomp", "acl", "advcl", "pcomp", "acomp", "oprd"}:
            verdict = _under(token, head, infinitive, own)
            if verdict is not None:
                return verdict
        token, infinitive = head, _is_infinitive(head) if is_verb(head) else False
        if is_verb(token) and (upper := _of_verb(token)).status in {"hypothetical", "plan"} and dep != "relcl":
            return upper if dep in {"xcomp", "conj"} else own
    return own


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in below(verb))


def _under(token: Token, head: Token, infinitive: bool, own: Realis) -> Realis | None:
    """The verdict of one governor; None to climb on."""
    effect = _effect(head)
    if token.dep_ == "pcomp":
        return _after_preposition(head, own)
    if infinitive:
        return _infinitive(token, head, effect)
    if token.dep_ == "ccomp" and (_denied(head) or effect not in {"report", "does", None}):
        return Realis("content", governor=lemma(head))
    if token.dep_ == "xcomp" and effect in {"content", "negation", "plan"}:
        return Realis("plan" if effect == "plan" else "content", governor=lemma(head))
    return None


def _infinitive(token: Token, head: Token, effect: Effect | None) -> Realis | None:
    """`is expected to sign` is planned, `began to shell` is done, `agreed to sign`, `met to discuss` are not."""
    if effect in {"plan", "hypothetical"} or head.lower_ in PLANNING:
        return Realis("plan", governor=lemma(head))
    if effect == "does" or (effect == "report" and token.dep_ == "xcomp"):
        return None
    return Realis("purpose" if token.dep_ in {"advcl", "acl"} else "content", governor=lemma(head))


def _after_preposition(prep: Token, own: Realis) -> Realis | None:
    """`after signing` is told as done, `for signing`, `about signing`, `of signing` are not."""
    if prep.lower_ in DONE_BY:
        return None
    return Realis("content", governor=lemma(prep.head)) if prep.lower_ in SPOKEN_OF else own


def _of_noun(noun: Token) -> Realis:
    """Where a noun without a verb of its own hangs."""
    token = noun
    for _ in range(DEPTH):
        head, dep = token.head, token.dep_
        if dep == "ROOT":
            return Realis("asserted")
        if dep in {"conj", "appos", "nmod"} or (dep == "pobj" and head.lower_ == "of"):
            token = head.head if dep == "pobj" else head
            if dep == "pobj" and is_verb(token):
                return Realis("content", governor=lemma(token))
            continue
        if dep in {"pobj", "pcomp"}:
            return _in_phrase(head)
        if is_verb(head):
            return _as_argument(token, head)
        token = head
    return Realis("content")


def _in_phrase(prep: Token) -> Realis:
    words = {prep.lower_, prep.head.lower_ if prep.head.pos_ == "ADP" else ""}
    if words & BEFORE:
        return Realis("purpose", governor=prep.lower_)
    return Realis("setting", governor=prep.lower_)


def _as_argument(noun: Token, verb: Token) -> Realis:
    effect = _effect(verb)
    if noun.dep_ == "nsubj" and _of_verb(verb).status == "asserted" and not _denied(verb):
        return Realis("setting", governor=lemma(verb))
    if _of_verb(verb).status in {"plan", "hypothetical"}:
        return _of_verb(verb)
    if effect == "report" or lemma(verb) in {
        "announce",
        "condemn",
        "criticise",
        "criticize",
        "denounce",
        "follow",
    }:
        return Realis("setting", governor=lemma(verb))
    return Realis("content", governor=lemma(verb))
