"""Words that count an act's day from another act: `a day after the attack`, `on the eve of the summit`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.classify.cued import lexicon
from pipeline.classify.cued.grammar import children, is_verb, root_at
from pipeline.passages import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

_LENGTH = re.compile(r"P(\d{1,3})([DW])")
_RELATION = re.compile(r"\s+(after|before)\b")
_WORDS = re.compile(
    r"\b(?:the (?:day|morning|evening|night) (?P<relation>after|before)|on the eve (?P<eve>of)"
    r"|(?P<same>at|during) the(?=\s[a-z])|(?:an hour|hours|minutes|moments) (?P<soon>after|before))\b",
    re.IGNORECASE,
)
_DAYS = {"D": 1, "W": 7}
_FARTHEST = 366  # days from which one does not count any more
_OCCASIONS = frozenset({"ceremony", "signing", "session", "occasion"})
# What the words can take up: "the attack", "her arrival", "they rose".
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "they", "he", "she", "it"})


@dataclass(frozen=True, slots=True)
class Distance:
    """`start`..`end` are the words; `days` how far behind the anchor, which is told in `low`..`high`, the act was.

    `head` is where the verb stands that the words belong to (None: there is none), `nouns` the lemmas that can name
    the anchor; `definite` says that they take up something told before.
    """

    start: int
    end: int
    days: int
    low: int
    high: int
    head: int | None
    definite: bool
    nouns: frozenset[str]


def distances(passage: Passage) -> Iterator[Distance]:
    """Such words of a passage: those with a counted length first, then the others in their order."""
    text = passage.segment.text
    for length in passage.dates:
        count, relation = _LENGTH.fullmatch(length.value), _RELATION.match(text, length.end)
        days = int(count[1]) * _DAYS[count[2]] if count else 0
        if relation and 0 < days <= _FARTHEST:
            yield from _distance(passage, length.start, relation.start(1), days if relation[1] == "after" else -days)
    for words in _WORDS.finditer(text):
        group = next(name for name, found in words.groupdict().items() if found)
        for found in _distance(passage, words.start(), words.start(group), _days(group, words[group])):
            if group != "same" or _is_of_act(found):
                yield found


def is_definite(noun: Token) -> bool:
    """Whether a noun takes up something told before: "the attack", "their meeting"."""
    return any(child.lower_ in DEFINITE for child in children(noun, "det", "poss"))


def _days(group: str, word: str) -> int:
    if group in ("same", "soon"):
        return 0
    return 1 if group == "relation" and word.lower() == "after" else -1


def _is_of_act(distance: Distance) -> bool:
    """Whether the words name an act and no place: "at the ceremony", not "at the border"."""
    return any(noun in lexicon.nouns() or noun in _OCCASIONS for noun in distance.nouns)


def _distance(passage: Passage, start: int, at: int, days: int) -> Iterator[Distance]:
    """What the preposition or conjunction at `at` governs."""
    token = root_at(passage.doc, at, at + 1)
    rest = list(_governed(token)) if token is not None else []
    if token is None or not rest:
        return
    nouns = frozenset(each.lemma_.lower() for each in rest if each.pos_ == "NOUN" and each.head.i <= token.i)
    low, high = rest[0].idx, rest[-1].idx + len(rest[-1])
    heads = (each.idx for each in token.ancestors if is_verb(each) and not low <= each.idx < high)
    yield Distance(start, at + len(token), days, low, high, next(heads, None), rest[0].lower_ in DEFINITE, nouns)


def _governed(token: Token) -> Iterator[Token]:
    """The words of the phrase or clause behind a preposition or conjunction."""
    whole = token.head.subtree if token.dep_ == "mark" else token.subtree
    yield from (each for each in whole if each.i > token.i)
