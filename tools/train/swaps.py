"""Other names in the same passages while training: the model is to read the sentence, not the name."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from tools.train.examples import Mark, Passage

# How often a name of each label gets another's words. States and bodies keep theirs mostly: their words matter.
CHANCES = {"PERSON": 0.5, "GPE": 0.3, "NORP": 0.3, "ORG": 0.2}


def pools(passages: Iterable[Passage]) -> dict[str, list[str]]:
    """The words of all names, by label."""
    found: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        for mark in passage.marks:
            if mark.label in CHANCES:
                found[mark.label].append(passage.text[mark.start : mark.end])
    return dict(found)


def swapped(passage: Passage, pool: dict[str, list[str]], rng: random.Random) -> Passage:
    """The passage with some names replaced; marks keep their places around the new words."""
    edits: list[tuple[int, int, str]] = []
    for mark in passage.marks:
        if rng.random() < CHANCES.get(mark.label, 0) and not _holds_another(mark, passage.marks):
            edits.append((mark.start, mark.end, rng.choice(pool[mark.label])))
    text, at, parts, shifts = passage.text, 0, list[str](), list[tuple[int, int]]()
    moved = 0
    for start, end, words in edits:
        parts += [text[at:start], words]
        at = end
        moved += len(words) - (end - start)
        shifts.append((end, moved))
    parts.append(text[at:])
    marks = tuple(
        replace(mark, start=_at(mark.start, shifts), end=_at(mark.end, shifts)) for mark in passage.marks
    )
    return replace(passage, text="".join(parts), marks=marks)


def _holds_another(mark: Mark, marks: tuple[Mark, ...]) -> bool:
    return any(other is not mark and mark.start <= other.start and other.end <= mark.end for other in marks)


def _at(offset: int, shifts: list[tuple[int, int]]) -> int:
    moved = 0
    for end, shift in shifts:
        if end <= offset:
            moved = shift
    return offset + moved
