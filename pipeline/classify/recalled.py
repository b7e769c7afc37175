"""`Both governments`, `their energy ministers`, `her counterparts`: parties of the states that were told of before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.classify.cued.grammar import children, lemma, root_at
from pipeline.classify.cued.lexicon import is_a
from pipeline.classify.cued.reference import COUNTED
from pipeline.gazetteer import look_up
from pipeline.gazetteer.rows import by_alpha3
from pipeline.passages import Action, Party, Passage, same_words

_PLURAL = frozenset({"NNS", "NNPS"})
_DEFINITE = frozenset({"the", "these", "their"})
_SEVERAL = 2
# What the words mean if they do not count.
_ANY = -1

Side = tuple[Party, ...]


def recalled(actions: Iterable[Action], passage: Passage, earlier: Sequence[Action] = ()) -> list[Action]:
    """The actions of a passage, in the place of such words the parties meant, as they were last named.

    Beside the other side's own state, the rest are meant: `her counterparts`. Where the encoder gives all of them
    to the other side, it has taken what the words mean for whom they act on. `earlier` are the actions of the
    passages before it: `the two governments` can be theirs.
    """
    result: list[Action] = []
    for action in actions:
        recall = _Recall(action, passage, result, earlier)
        actors, recipients = recall.sides(action.actors, action.recipients)
        recipients, actors = recall.sides(recipients, actors)
        result.append(replace(action, actors=actors, recipients=recipients))
    return result


class _Recall:
    """What the words in an action can mean, behind the actions that were told `before` it and in `earlier` passages."""

    def __init__(self, action: Action, passage: Passage, before: Sequence[Action], earlier: Sequence[Action]) -> None:
        self._action, self._passage, self._before, self._earlier = action, passage, before, earlier

    def sides(self, side: Side, other: Side) -> tuple[Side, Side]:
        """The one side with the parties that its words mean, and the other."""
        parties: list[Party] = []
        for party in side:
            codes = self._codes(party)
            if codes and set(codes) <= {each.code for each in other}:
                other = tuple(each for each in other if each.code not in codes)
            left = [code for code in codes if code not in {each.code for each in (*parties, *other)}]
            meant = [self._named(code, party) for code in left]
            parties += [each for each in meant if each] if len(left) >= _SEVERAL and all(meant) else [party]
        return tuple(parties), other

    def _codes(self, party: Party) -> list[str]:
        """The countries of as many parties as the words count, in the newest action before them."""
        count = _count(party, self._passage)
        told = [action for action in self._before if action.triggers[0].start < party.start]
        earlier = self._earlier if count >= _SEVERAL else ()
        for action in reversed([*earlier, *told] if count else []):
            for side in ((*action.actors, *action.recipients), action.actors, action.recipients):
                states = [each.code for each in side if each.code in by_alpha3() and each.sector == "GOV"]
                codes = list(dict.fromkeys(states))
                if len(codes) == count or (count == _ANY and len(codes) >= _SEVERAL):
                    return codes
        return []

    def _named(self, code: str, words: Party) -> Party | None:
        """The last party of a country before the words that has a name, with their sector; not the act's place.

        Where none of this passage has, the words stand for it.
        """
        place = self._action.place
        named = [
            party
            for party in self._passage.parties
            if party.code == code and party.end <= words.start and (party.kind == "person" or not party.inferred)
            and (place is None or not same_words(party, place))
        ]  # fmt: skip
        last = max(named, key=lambda party: (not _is_town(party), party.start), default=None)
        if last is None and self._earlier:
            return replace(words, code=code, canonical=None, inferred=(*words.inferred, "country"))
        return replace(last, sector=words.sector or last.sector) if last else None


def _is_town(party: Party) -> bool:
    known = look_up(party.text)
    return party.kind == "state" and (known is None or known.form in ("capital", "seat"))


def _count(party: Party, passage: Passage) -> int:
    """How many states the words mean: none where they have a country of their own."""
    if party.kind not in ("group", "organisation") or (party.code and "country" not in party.inferred):
        return 0
    root = root_at(passage.doc, *party.phrase)
    if root is None or root.tag_ not in _PLURAL or not is_a(lemma(root), "side"):
        return 0
    number = next((COUNTED[token.lower_] for token in root.subtree if token.lower_ in COUNTED), 0)
    definite = any(child.lower_ in _DEFINITE for child in children(root, "det", "predet", "poss"))
    return number or (_ANY if definite or is_a(lemma(root), "counterpart") else 0)
