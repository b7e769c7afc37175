"""How the parse links a trigger to what could take part in its event, as numbers for the head that judges roles.

A small encoder sees which words stand near each other; the parse says which belong to each other, over
any distance: a subject, what stands behind a "by", another verb's object.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

Characters = tuple[int, int]
# spaCy's labels and the prepositions that are told apart; all others count as one. Trained weights depend on the order.
LABELS = (
    "ROOT", "nsubj", "nsubjpass", "dobj", "pobj", "agent", "prep", "poss", "compound", "amod", "nmod", "appos",
    "conj", "acl", "relcl", "advcl", "xcomp", "ccomp", "pcomp", "dative", "attr", "npadvmod", "nummod", "dep",
)  # fmt: skip
PREPOSITIONS = (
    "by", "with", "to", "of", "from", "in", "at", "for", "between", "against", "on", "over", "into", "under", "after",
    "during", "through", "as", "off", "near", "outside", "among", "about",
)  # fmt: skip
_MOST_STEPS = 5
_LABELS = {label: number for number, label in enumerate(LABELS)}
_PREPOSITIONS = {word: number for number, word in enumerate(PREPOSITIONS)}
_CLAUSE = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(slots=True)
class _Row:
    """One-hot groups written one behind the other."""

    values: NDArray[np.float32]
    at: int = 0

    def choose(self, number: int | None, size: int) -> None:
        """Mark one of `size`; none where there is nothing to say."""
        if number is not None:
            self.values[self.at + number] = 1
        self.at += size


_STEPS = _MOST_STEPS + 1
_LABEL = len(LABELS) + 1
_PREPOSITION = len(PREPOSITIONS) + 1
SIZE = 2 + 2 * _STEPS + 4 * _LABEL + _PREPOSITION + 4


def links(doc: Doc, trigger: Characters, candidates: Sequence[Characters]) -> NDArray[np.float32]:
    """One row of `SIZE` numbers for each candidate; spans are ranges of characters in the text of `doc`."""
    rows = np.zeros((len(candidates), SIZE), dtype=np.float32)
    act = _head(doc, trigger)
    if act is None:
        return rows
    above = _chain(act)
    for values, span in zip(rows, candidates, strict=True):
        candidate = _head(doc, span)
        if candidate is not None:
            _fill(_Row(values), act, above, candidate)
    return rows


def elsewhere(*, behind: bool) -> NDArray[np.float32]:
    """The row of a candidate in a sentence before or behind the trigger's."""
    values = np.zeros(SIZE, dtype=np.float32)
    _Row(values).choose(int(behind), 2)
    return values


def _fill(row: _Row, act: Token, above: Sequence[Token], candidate: Token) -> None:
    path = _chain(candidate)
    if path[-1].i != above[-1].i:
        row.choose(int(path[-1].i > above[-1].i), 2)
        return
    row.choose(None, 2)
    places = {token.i: step for step, token in enumerate(above)}
    up = next(step for step, token in enumerate(path) if token.i in places)
    down = places[path[up].i]
    row.choose(min(up, _MOST_STEPS), _STEPS)
    row.choose(min(down, _MOST_STEPS), _STEPS)
    first = _first_conjunct(candidate)
    row.choose(_label(first), _LABEL)
    row.choose(_label(path[up - 1]) if up else None, _LABEL)
    row.choose(_label(above[down - 1]) if down else None, _LABEL)
    row.choose(_label(act), _LABEL)
    row.choose(_preposition(path[:up]), _PREPOSITION)
    row.values[row.at :] = (
        first is not candidate,
        act.pos_ in ("VERB", "AUX"),
        any(child.dep_ in ("auxpass", "nsubjpass") for child in act.children),
        any(child.dep_ in _CLAUSE for child in act.children),
    )


def _head(doc: Doc, span: Characters) -> Token | None:
    """The word of the span on which its others hang; the first, if there are several."""
    words = doc.char_span(*span, alignment_mode="expand")
    return words.root if words is not None and len(words) else None


def _chain(token: Token) -> list[Token]:
    """The word and all above it."""
    return [token, *token.ancestors]


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _label(token: Token) -> int:
    return _LABELS.get(token.dep_, len(LABELS))


def _preposition(path: Iterable[Token]) -> int | None:
    """The nearest preposition above the candidate."""
    word = next((token.lower_ for token in path if token.dep_ in ("prep", "agent", "dative")), None)
    return None if word is None else _PREPOSITIONS.get(word, len(PREPOSITIONS))
