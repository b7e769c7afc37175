"""The pairs as they lie in the files, and what is wrong with their form.

A file is a border (`agree-aid.txt`). In it, pairs parted by blank lines: the variant in brackets, then two
sides, `TYPE | sentence` with `aux=WORD` before the bar where the realis is asked too (`aux=none`: there must
be none). `NONE` is a sentence that reports no event.

    [future]
    AGREE aux=none | Egypt will ship flour to the bakeries of Gaza from Monday.
    AID aux=none | Egypt shipped flour to the bakeries of Gaza on Monday.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import get_args

from pipeline.records import Auxiliary, EventType

FOLDER = Path(__file__).parent
BORDERS = (
    "AGREE-SUPPORT", "AGREE-CONSULT", "SUPPORT-CONSULT", "CONSULT-COOPERATE", "COOPERATE-AID", "AGREE-AID",
    "ACCUSE-REQUEST", "REQUEST-THREATEN", "THREATEN-REJECT", "ACCUSE-REJECT", "CONCEDE-RETREAT",
    "COERCE-SANCTION", "SANCTION-ASSAULT", "COERCE-ASSAULT", "COOPERATE-MOBILIZE",
)  # fmt: skip
VARIANTS = ("plain", "future", "negation", "hypothetical", "historical", "none")
LEAST_PAIRS = 12
# Between the two types themselves; a pair with an empty side tells nothing about the border.
NO_EVENT = "NONE"
# By the codebook what is planned changes its type: a meeting to AGREE, a withdrawal to CONCEDE.
PLANNED = frozenset({"AGREE", "CONCEDE"})
# Sides of two pairs that share more than this of their word triples are one template; as in tests/training.
ALIKE = 0.5
SHORT = 6

_SIDE = re.compile(r"(?P<type>[A-Z]+)(?: aux=(?P<aux>[a-z,]+))? \| (?P<text>\S.*)")


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence and its answer; `auxiliary` is None where the realis is not asked."""

    line: int
    type: str
    auxiliary: frozenset[str] | None
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides of a border; `line` is that of the variant in the file."""

    border: str
    line: int
    variant: str
    sides: tuple[Side, ...]


def path_of(border: str) -> Path:
    """The file of a border."""
    return FOLDER / f"{border.lower()}.txt"


def read(border: str) -> list[Pair]:
    """The pairs of a border's file, in its order; ValueError for a line that is none of the form."""
    return parse(border, path_of(border).read_text(encoding="utf-8"))


def parse(border: str, text: str) -> list[Pair]:
    """The pairs of a text; ValueError for a line that is none of the form."""
    pairs = []
    for block in _blocks(text):
        (number, head), *rest = block
        if not re.fullmatch(r"\[[a-z]+\]", head):
            raise ValueError(f"{border}:{number}: a pair begins with its variant in brackets, not with {head!r}")
        pairs.append(Pair(border, number, head[1:-1], tuple(_side(border, *line) for line in rest)))
    return pairs


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            block.append((number, line.strip()))
        elif block:
            yield block
            block = []


def _side(border: str, number: int, line: str) -> Side:
    match = _SIDE.fullmatch(line)
    if not match:
        raise ValueError(f"{border}:{number}: a side is `TYPE | sentence` or `TYPE aux=WORD | sentence`, not {line!r}")
    words = match["aux"]
    auxiliary = None if words is None else frozenset(words.split(",")) - {"none"}
    return Side(number, match["type"], auxiliary, match["text"])


def problems(border: str, pairs: Sequence[Pair]) -> list[str]:
    """What keeps a border's pairs from being of the form, one line each."""
    found = [f"{border}:{pair.line}: {wrong}" for pair in pairs for wrong in _wrong(pair)]
    between = sum(pair.variant != "none" for pair in pairs)
    if between < LEAST_PAIRS:
        found.append(f"{border}: {between} pairs between the types, {LEAST_PAIRS} are needed")
    missing = set(VARIANTS) - {pair.variant for pair in pairs}
    return found + [f"{border}: no pair of variant {variant!r}" for variant in sorted(missing)]


def _wrong(pair: Pair) -> Iterator[str]:
    if pair.variant not in VARIANTS:
        yield f"unknown variant {pair.variant!r}, known are {', '.join(VARIANTS)}"
    if len(pair.sides) != 2:
        yield f"{len(pair.sides)} sides, a pair has two"
        return
    types = {side.type for side in pair.sides}
    for side in pair.sides:
        if side.type not in {*get_args(EventType), NO_EVENT}:
            yield f"unknown type {side.type!r}"
        for word in (side.auxiliary or frozenset()) - set(get_args(Auxiliary)):
            yield f"unknown realis {word!r}"
    if len(types) == 1:
        yield "both sides have one type"
    if strange := types - _allowed(pair.border, pair.variant):
        yield f"{'+'.join(sorted(strange))} is no side of a pair of variant {pair.variant!r} here"
    if not _shows(pair):
        yield f"no side is what the variant {pair.variant!r} says"


def _allowed(border: str, variant: str) -> frozenset[str]:
    own = frozenset(border.split("-"))
    return own | {NO_EVENT} if variant == "none" else own | PLANNED if variant == "future" else own


def _shows(pair: Pair) -> bool:
    """Whether the variant is to be seen in the answers."""
    if pair.variant == "none":
        return any(side.type == NO_EVENT for side in pair.sides)
    if pair.variant in {"negation", "hypothetical", "historical"}:
        return all(side.auxiliary == frozenset([pair.variant]) for side in pair.sides)
    if pair.variant == "future":
        said = any(side.auxiliary == frozenset(["future"]) for side in pair.sides)
        return said or any(side.type in PLANNED and side.auxiliary == frozenset() for side in pair.sides)
    return True


def triples(text: str) -> frozenset[tuple[str, ...]]:
    """Three words after each other, without case and signs."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def templates(pairs: Sequence[Pair]) -> list[str]:
    """Sides of different pairs that are one sentence with other names."""
    sides = [(pair, side, triples(side.text)) for pair in pairs for side in pair.sides]
    holding: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (_, _, found) in enumerate(sides):
        for triple in found:
            holding[triple].append(number)
    shared = Counter(two for numbers in holding.values() for two in combinations(numbers, 2))
    return [
        f"{sides[a][0].border}:{sides[a][1].line} is like {sides[b][0].border}:{sides[b][1].line}"
        for (a, b), count in shared.items()
        if sides[a][0] is not sides[b][0] and count > ALIKE * max(SHORT, min(len(sides[a][2]), len(sides[b][2])))
    ]


def openings(pairs: Sequence[Pair], words: int = 4) -> list[str]:
    """First words that more than one pair begins with."""
    begun = Counter(opening for pair in pairs for opening in {" ".join(s.text.split()[:words]) for s in pair.sides})
    return sorted(opening for opening, count in begun.items() if count > 1)
