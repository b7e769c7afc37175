"""What the grammar says of an act that the encoder seldom sees: that it is denied, supposed, or still to come.

The encoder has few examples of these; the parse shows the forms: a negation at the verb, `may`,
`might`, `would have`, an `if` or an inverted clause (`Had Lima sent …`), `will`, `is to`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from pipeline import tables
from pipeline.classify.cued.grammar import below, children, is_verb, root_at
from pipeline.classify.cued.modes import type_of_plan
from pipeline.classify.datable import datable
from pipeline.passages import Action, Passage, Reason, TimeExpression
from pipeline.records import Auxiliary, EventType
from pipeline.timex.days import DAY

if TYPE_CHECKING:
    from spacy.tokens import Token

# Their meaning says already that they lie ahead, or only might come.
_AHEAD: frozenset[EventType] = frozenset({"AGREE", "CONCEDE", "THREATEN", "REQUEST"})
_SAID: frozenset[Auxiliary] = frozenset({"negation", "hypothetical", "future"})
# How a trigger that is no verb hangs on the one it stands for: "held talks", "will not pay".
_CARRIED = ("dobj", "nsubjpass", "attr", "nsubj", "aux", "neg")
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_DATING = ("on", "in", "of", "at", "before", "after", "from", "between", "during")


class Forms(BaseModel):
    """The file `cues/modality.toml`: words that mark a verb's form."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    future: frozenset[str]
    possible: frozenset[str]
    inverted: frozenset[str]
    condition: frozenset[str]
    to_come: frozenset[str]
    perfect: frozenset[str]
    parts_of_day: frozenset[str]


@cache
def _forms() -> Forms:
    forms: Forms = tables.toml("cues/modality.toml", Forms)
    return forms


def with_modality(action: Action, passage: Passage) -> Action:
    """The action with what its verb's forms say, where nothing of the kind is said yet."""
    if _SAID & set(action.auxiliary):
        return action
    verb = _verb(action, passage)
    found = _modality(verb, action.type) if verb is not None else None
    if found is None:
        return action
    cue = Reason(f"realis:{found} by the verb's form", action.triggers[0])
    return replace(action, auxiliary=(*action.auxiliary, found), reasons=(*action.reasons, cue))


def with_own_days(action: Action, passage: Passage) -> Action:
    """The action without dates that are another act's, and with the day that its own verb governs.

    Another's is the date of an earlier sentence, if the verb's form stands with no day of the past ("Last month the
    court fined the firm. It will not pay"), and that of a relative clause that the verb does not stand in
    ("rejected an offer that Chile made on Saturday").
    """
    sentence = action.sentence_words
    dates = datable(passage)
    verb = _verb(action, passage) if action.dates or dates else None
    if sentence is None or verb is None:
        return action
    forms = _auxiliaries(verb)
    timeless = "to" not in forms and bool(forms & (_forms().future | _forms().perfect))
    own = [date for date in action.dates if not (timeless and date.start < sentence.start)]
    others = (_is_of_relative_clause, _opens_next, _is_of_object)
    own = [date for date in own if not any(is_others(date, verb, passage) for is_others in others)]
    governed = [date for date in dates if date.date and date != action.scheduled and _governs(verb, date, passage)]
    if governed and not any(date in governed for date in own):
        own = governed[:1]
    return replace(action, dates=tuple(_with_next_day(date, passage) for date in own))


def _with_next_day(date: TimeExpression, passage: Passage) -> TimeExpression:
    """Both of two days that follow each other: "on Saturday and Sunday"."""
    text = passage.segment.text
    if date.date is None or date.enddate is not None or date.precision != "day":
        return date
    for other in passage.dates:
        joined = date.end < other.start and text[date.end : other.start].strip() in ("and", "and the", "and on")
        if joined and other.enddate is None and other.date == date.date + DAY:
            words = text[date.start : other.end]
            return replace(date, end=other.end, text=words, value=f"{date.value}/{other.value}", enddate=other.date)
    return date


def _governs(verb: Token, date: TimeExpression, passage: Passage) -> bool:
    """Whether the date hangs on the verb itself: "in 2020 officers shot", "shot on Friday", "at dawn on Friday"."""
    root = root_at(passage.doc, date.start, date.end)
    while root is not None and root.dep_ == "pobj" and root.head.lower_ in _DATING:
        if root.head.head == verb:
            days = date.enddate is not None and root.head.lower_ in ("from", "between", "during")
            return days or root.head.lower_ in ("on", "in") or root.lower_ in _forms().parts_of_day
        root = root.head.head
        if root.lower_ not in _forms().parts_of_day:
            return False
    return root is not None and root.dep_ == "npadvmod" and root.head == verb


def _is_of_relative_clause(date: TimeExpression, verb: Token, passage: Passage) -> bool:
    root = root_at(passage.doc, date.start, date.end)
    clause = next(filter(is_verb, root.ancestors), None) if root is not None else None
    return clause is not None and clause.dep_ == "relcl" and verb not in clause.subtree


def _is_of_object(date: TimeExpression, verb: Token, passage: Passage) -> bool:
    """Whether it is the day of what is judged or asked for: "condemned the expulsion on 9 April of three nurses"."""
    root = root_at(passage.doc, date.start, date.end)
    if root is None or root.dep_ != "pobj" or root.head.head.dep_ != "dobj":
        return False
    noun = root.head.head
    return noun.head == verb and any(child.dep_ == "prep" and child.i > root.i for child in below(noun))


def _opens_next(date: TimeExpression, verb: Token, passage: Passage) -> bool:
    """Whether the date opens what the next verb tells: "conferred in Lima and, on the last day, agreed"."""
    behind = passage.doc.char_span(date.start, date.end, alignment_mode="expand")
    end = behind.end if behind is not None else len(passage.doc)
    follows = next((token for token in passage.doc[end : end + 2] if not token.is_punct), None)
    return follows is not None and follows.dep_ == "conj" and is_verb(follows) and verb.idx < date.start


def _verb(action: Action, passage: Passage) -> Token | None:
    """The verb that is the act's trigger, or carries the noun that is."""
    token = root_at(passage.doc, action.triggers[0].start, action.triggers[0].end)
    if token is not None and not is_verb(token) and token.dep_ in _CARRIED:
        token = token.head
    return token if token is not None and is_verb(token) else None


def _modality(verb: Token, kind: EventType) -> Auxiliary | None:
    if _is_denied(verb):
        return None if kind == "REJECT" else "negation"  # "will not pay" is a refusal today
    if _is_unreal(verb) or (kind not in _AHEAD and _is_possible(verb)):
        return "hypothetical"
    if kind not in _AHEAD and type_of_plan(kind) == kind and _is_to_come(verb):
        return "future"
    return None


def _is_denied(verb: Token) -> bool:
    for child in below(verb):
        if child.dep_ == "neg" and child.i < verb.i and verb.doc[child.i + 1].lower_ != "only":
            return True
        if child.dep_ in (*_SUBJECTS, "dobj") and any(
            c.dep_ == "det" and c.lower_ in ("no", "neither") for c in below(child)
        ):
            return True
    return False


def _auxiliaries(verb: Token) -> set[str]:
    """The auxiliaries of a verb; of coordinated verbs with one subject the first has them."""
    own = {child.lower_ for child in children(verb, "aux", "auxpass")}
    shared = verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, *_SUBJECTS)
    return own or (_auxiliaries(verb.head) if shared else set())


def _is_unreal(verb: Token) -> bool:
    """A condition, or what would, might or could have been."""
    words = _auxiliaries(verb)
    return _is_condition(verb) or ("have" in words and bool(words & {"would", *_forms().possible}))


def _is_possible(verb: Token) -> bool:
    """What may be, or would be under a condition."""
    words = _auxiliaries(verb)
    supposed = "would" in words and any(_is_condition(clause) for clause in children(verb, "advcl"))
    return supposed or bool(words & _forms().possible)


def _is_condition(verb: Token) -> bool:
    """A clause with `if`, or with its auxiliary before its subject: `Had X sent`, `Were X to send`."""
    if any(child.dep_ == "mark" and child.lower_ in _forms().condition for child in below(verb)):
        return True
    subject = next(iter(children(verb, *_SUBJECTS)), None)
    heads = [child for child in below(verb) if child.dep_ in ("aux", "auxpass", "advmod")]
    inverted = [head for head in heads if head.lower_ in _forms().inverted]
    asked = verb.sent[-1].text == "?"
    return subject is not None and not asked and any(head.i < subject.i for head in inverted)


def _is_to_come(verb: Token) -> bool:
    words = _auxiliaries(verb)
    if words & _forms().future:
        return True
    infinitive = "to" in words and verb.dep_ in ("xcomp", "ccomp", "acl")
    above = verb.head
    return infinitive and (above.lower_ in ("is", "are", "was", "were") or above.lemma_.lower() in _forms().to_come)
