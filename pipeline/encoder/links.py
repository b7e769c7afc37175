"""How the parse links two spans, as numbers: a trigger and who could take part, a party and who says whose it is.

A small encoder sees which words stand near each other; the parse says which belong to each other, over
any distance: a subject, what stands behind a "by", another verb's object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
_PASSIVE = frozenset({"auxpass", "nsubjpass"})


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


@dataclass(frozen=True, slots=True)
class _Act:
    """A first span's word, all above it and how many steps each stands away, and what its own clause shows."""

    above: Sequence[Token]
    steps: Mapping[int, int]
    shown: tuple[bool, bool, bool]


def links(doc: Doc, firsts: Sequence[Characters], candidates: Sequence[Characters]) -> list[NDArray[np.float32]]:
    """For each of the first spans (triggers, parties) a matrix with a row of `SIZE` numbers for each candidate.

    Spans are ranges of characters in the text of `doc`; one that covers no word has empty rows.
    """
    paths = [_chain(doc, span) for span in candidates]
    matrices = []
    for first in firsts:
        rows = np.zeros((len(candidates), SIZE), dtype=np.float32)
        above = _chain(doc, first)
        if above:
            act = _act(above)
            for values, path in zip(rows, paths, strict=True):
                if path:
                    _fill(_Row(values), act, path)
        matrices.append(rows)
    return matrices


def elsewhere(*, behind: bool) -> NDArray[np.float32]:
    """The row of a candidate in a sentence before or behind the trigger's."""
    values = np.zeros(SIZE, dtype=np.float32)
    _Row(values).choose(int(behind), 2)
    return values


def _act(above: Sequence[Token]) -> _Act:
    word = above[0]
    below = {child.dep_ for child in word.children}
    shown = (word.pos_ in ("VERB", "AUX"), bool(below & _PASSIVE), bool(below & _CLAUSE))
    return _Act(above, {token.i: step for step, token in enumerate(above)}, shown)


def _fill(row: _Row, act: _Act, path: Sequence[Token]) -> None:
    """Write a candidate's row; `path` is its word and all above it."""
    candidate, above = path[0], act.above
    if path[-1].i != above[-1].i:
        row.choose(int(path[-1].i > above[-1].i), 2)
        return
    row.choose(None, 2)
    up = next(step for step, token in enumerate(path) if token.i in act.steps)
    down = act.steps[path[up].i]
    row.choose(min(up, _MOST_STEPS), _STEPS)
    row.choose(min(down, _MOST_STEPS), _STEPS)
    first = _first_conjunct(candidate)
    row.choose(_label(first), _LABEL)
    row.choose(_label(path[up - 1]) if up else None, _LABEL)
    row.choose(_label(above[down - 1]) if down else None, _LABEL)
    row.choose(_label(above[0]), _LABEL)
    row.choose(_preposition(path[:up]), _PREPOSITION)
    row.values[row.at :] = (first is not candidate, *act.shown)


def _chain(doc: Doc, span: Characters) -> list[Token]:
    """The word of the span on which its others hang (the first, if there are several), and all above it."""
    words = doc.char_span(*span, alignment_mode="expand")
    return [words.root, *words.root.ancestors] if words is not None and len(words) else []


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
