"""What becomes a record (manual 5.1), and which candidates tell the same action."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import is_verb
from pipeline.classify.cued.modes import type_of_plan
from pipeline.classify.cued.participants import event_noun, is_anaphoric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.classify.cued.candidates import Candidate
    from pipeline.classify.cued.scene import Scene
    from pipeline.passages import Party, TimeExpression
    from pipeline.records import Auxiliary

FLOOR = 0.5  # below, a cue alone does not make a record
LEAD_FLOOR = 0.35
SEPARATE = frozenset({"separate", "separately", "earlier", "subsequently", "related", "following", "prior", "sidelines",
                      "additionally", "also", "afterwards", "later", "after", "besides", "meanwhile"})  # fmt: skip
OCCASIONS = frozenset({"during", "at", "in", "after", "following", "on", "with", "by", "from", "amid"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document says about all its passages: the days that its news is of, whether it is a chronology.

    What began before `news_from` and ended before `news_until` is history ("last month", in an article).
    """

    news_from: dt.date | None
    news_until: dt.date | None
    has_entries: bool

    def is_history(self, found: TimeExpression) -> bool:
        """Whether the days lie before the document's news."""
        last = found.enddate or found.date
        if found.date is None or last is None or self.news_from is None or self.news_until is None:
            return False
        return found.date < self.news_from and last < self.news_until

    def is_essay(self, scene: Scene) -> bool:
        """A paragraph in a bulletin: background prose, where only dated actions count."""
        return self.has_entries and scene.passage.segment.kind != "chronology_entry"


def settle(candidate: Candidate, setting: Setting) -> Candidate:
    """Type and auxiliary by realis: what is planned is promised, what lies before the news is history."""
    status = candidate.realis.status
    if status == "plan":
        kind = type_of_plan(candidate.type)
        auxiliary: tuple[Auxiliary, ...] = () if kind in {"AGREE", "CONCEDE", "THREATEN", "REQUEST"} else ("future",)
        modes = candidate.modes if kind == candidate.type else ()
        return replace(candidate, type=kind, auxiliary=auxiliary, modes=modes, told_as=candidate.type)
    if status in {"negated", "hypothetical"}:
        return replace(candidate, auxiliary=("negation",) if status == "negated" else ("hypothetical",))
    if _is_historical(candidate, setting):
        return replace(candidate, auxiliary=("historical",))
    return candidate


def _is_historical(candidate: Candidate, setting: Setting) -> bool:
    dated = [found for found in candidate.dates if found.date is not None]
    return bool(dated) and all(map(setting.is_history, dated))


def is_lead(candidate: Candidate, scene: Scene) -> bool:
    """Whether the candidate stands in the segment's first sentence that has a verb."""
    return scene.sentence.get(candidate.head.i, 1) <= scene.lead


def qualifies(candidate: Candidate, scene: Scene, setting: Setting) -> bool:
    """Whether the text asserts the action, with somebody coded doing it."""
    if candidate.realis.status in {"content", "purpose", "negated", "hypothetical"}:
        return False
    main = is_lead(candidate, scene) and _is_main(candidate)
    if not any(party.code for party in candidate.actors) and not (main and candidate.actors):
        return False
    if candidate.weight < (LEAD_FLOOR if is_lead(candidate, scene) and _is_main(candidate) else FLOOR):
        return False
    if candidate.is_bare and not _bare_counts(candidate, scene):
        return False
    if setting.is_essay(scene) and not candidate.dates:
        return False
    return not _is_background(candidate, scene)


def _is_main(candidate: Candidate) -> bool:
    verb = candidate.verb
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    return verb.dep_ == "ROOT"


def _bare_counts(candidate: Candidate, scene: Scene) -> bool:
    """A noun without a verb of its own: a dated act, or the occasion that the lead names with its parties."""
    if candidate.borrowed:
        return _is_occasion(candidate, scene) or (candidate.type == "SUPPORT" and "historical" in candidate.auxiliary)
    if candidate.dates:
        return True
    if candidate.realis.governor in {"announce", "confirm", "report"} or _is_fragment(candidate):
        return True
    return (
        candidate.realis.status == "setting"
        and candidate.type == "CONSULT"
        and is_lead(candidate, scene)
        and (len(candidate.actors) > 1 and candidate.realis.governor in OCCASIONS)
    )


def _is_occasion(candidate: Candidate, scene: Scene) -> bool:
    """A meeting with a name at which the lead's own act is said to have happened."""
    name = scene.name(candidate.head)
    named = name is not None and name.label == "EVENT"
    setting = candidate.realis.governor in {"during", "at"} and candidate.type == "CONSULT"
    return named and setting and is_lead(candidate, scene)


def _is_fragment(candidate: Candidate) -> bool:
    """A headline without a verb: `Visit by X to Y`."""
    return candidate.head.dep_ == "ROOT"


def _is_background(candidate: Candidate, scene: Scene) -> bool:
    realis = candidate.realis
    if realis.past_perfect and not candidate.dates:
        return True
    if realis.present and candidate.role == "none" and scene.passage.segment.kind == "paragraph":
        return True  # "the dialogue serves as a platform"
    noun = event_noun(candidate)
    if candidate.borrowed and candidate.type == "COOPERATE" and not is_lead(candidate, scene):
        return True
    if candidate.borrowed and candidate.type == "CONSULT" and not is_lead(candidate, scene):
        return noun is None or is_anaphoric(noun) or not candidate.dates
    return realis.present and not is_lead(candidate, scene)


def further(candidates: Sequence[Candidate], primary: Candidate, scene: Scene) -> list[Candidate]:
    """Records beside the primary one: of another type, or with a day or a counterpart of their own."""
    return [c for c in candidates if c is primary or _stands_alone(c, primary, scene)]


def _stands_alone(candidate: Candidate, primary: Candidate, scene: Scene) -> bool:
    if candidate.realis.status == "plan" and primary.type == "SUPPORT" and not _new_parties(candidate, primary):
        return False  # what the signed document says
    if candidate.type == "AID" and primary.type == "COOPERATE" and candidate.rule == "verb:train":
        return bool(_new_codes(candidate, primary))  # the training is the exercise
    if candidate.type != "CONSULT":
        return candidate.type != primary.type or _differs(candidate, primary, scene)
    return _meets_apart(candidate, primary, scene)


def _meets_apart(candidate: Candidate, primary: Candidate, scene: Scene) -> bool:
    """Whether a meeting is more than a part of what the entry is about."""
    own_day = has_own_day(candidate, scene)
    noun = event_noun(candidate)
    if own_day or (noun is not None and is_anaphoric(noun)):
        return own_day
    if "historical" in candidate.auxiliary or _is_occasion(candidate, scene):
        return "historical" in candidate.auxiliary or primary.type != "CONSULT"
    if candidate.borrowed or primary.type != "CONSULT":
        return not candidate.borrowed
    words = {token.lower_ for token in candidate.head.sent}
    elsewhere = candidate.head.sent.start != primary.head.sent.start or candidate.head is primary.head
    apart = "visit" not in primary.modes or bool(words & SEPARATE)
    return elsewhere and apart and bool(_new_parties(candidate, primary))


def _differs(candidate: Candidate, primary: Candidate, scene: Scene) -> bool:
    return bool(_new_parties(candidate, primary)) or has_own_day(candidate, scene)


def _new_parties(candidate: Candidate, primary: Candidate) -> list[Party]:
    known = (*primary.actors, *primary.recipients)
    return [p for p in (*candidate.actors, *candidate.recipients) if not any(_is_same(p, k) for k in known)]


def _new_codes(candidate: Candidate, primary: Candidate) -> set[str | None]:
    known = {p.code for p in (*primary.actors, *primary.recipients)}
    return {p.code for p in (*candidate.actors, *candidate.recipients)} - known


def _is_same(one: Party, other: Party) -> bool:
    return one is other or one.text == other.text or (one.canonical is not None and one.canonical == other.canonical)


def has_own_day(candidate: Candidate, scene: Scene) -> bool:
    """Whether the text dates the action to a day that is not the entry's."""
    start = scene.passage.segment.date
    if start is None:
        return bool(candidate.dates)
    end = scene.passage.segment.enddate or start
    return any(
        t.date is not None and (t.date, t.enddate or t.date) != (start, end) and t.date != start
        for t in candidate.dates
    )


def merge(candidates: Sequence[Candidate], scene: Scene) -> list[Candidate]:
    """One record for what is told twice; the first telling stands, with the other's words and details."""
    kept: list[Candidate] = []
    for candidate in candidates:
        twin = next((n for n, k in enumerate(kept) if _is_twin(k, candidate, scene)), None)
        if twin is None:
            kept.append(candidate)
        else:
            kept[twin] = _join(kept[twin], candidate)
    return kept


def _is_twin(one: Candidate, other: Candidate, scene: Scene) -> bool:
    if one.type != other.type or set(one.auxiliary) != set(other.auxiliary):
        return False
    if has_own_day(other, scene) and [t.value for t in one.dates] != [t.value for t in other.dates]:
        return False
    codes = [{p.code for p in c.actors} for c in (one, other)]
    to_codes = [{p.code for p in c.recipients} for c in (one, other)]
    if one.type == "CONSULT":
        return codes[1] <= codes[0] | to_codes[0] and not _new_parties(other, one)
    same_to = to_codes[0] == to_codes[1] or not to_codes[0] or not to_codes[1]
    if (one.frame.name == "mutual") != (other.frame.name == "mutual") and one.type == "SUPPORT":
        return False
    return same_to and (
        codes[0] == codes[1] or (codes[1] <= codes[0] and one.frame.name == other.frame.name == "mutual")
    )


def _join(one: Candidate, other: Candidate) -> Candidate:
    return replace(
        one,
        recipients=one.recipients or tuple(p for p in other.recipients if p not in one.actors),
        dates=one.dates or other.dates,
        durations=one.durations or other.durations,
        scheduled=one.scheduled or other.scheduled,
        place=one.place or other.place,
        also=(*one.also, other.head),
    )
