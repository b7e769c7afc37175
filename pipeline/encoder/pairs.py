"""What is known of two spans of a text beside each other: a trigger and a candidate, a party and a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder.weights import description

if TYPE_CHECKING:
    from numpy.typing import NDArray

Pieces = tuple[int, int]
_MOST_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible argument: its pieces and its kind (a mention label, `NP` or `INS`)."""

    pieces: Pieces
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """All candidates of a text, a row each: means of their hidden vectors, kinds, where they start and end."""

    means: NDArray[np.float32]
    kinds: NDArray[np.float32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def cast(hidden: NDArray[np.float32], candidates: Sequence[Candidate]) -> Cast:
    """The candidates' rows; there must be at least one."""
    return Cast(
        means=np.stack([hidden[slice(*candidate.pieces)].mean(axis=0) for candidate in candidates]),
        kinds=kinds(candidates),
        starts=np.array([candidate.pieces[0] for candidate in candidates]),
        ends=np.array([candidate.pieces[1] for candidate in candidates]),
    )


def kinds(candidates: Sequence[Candidate]) -> NDArray[np.float32]:
    """The candidates' kinds, a one in each row."""
    known = description().candidate_kinds
    rows = np.zeros((len(candidates), len(known)), dtype=np.float32)
    rows[np.arange(len(candidates)), [known.index(candidate.kind) for candidate in candidates]] = 1
    return rows


def pairs(hidden: NDArray[np.float32], one: Pieces, others: Cast) -> NDArray[np.float32]:
    """One span with each of the others: both, their product, the other's kind, distance, side, what stands between."""
    near, count = description().near, len(others.means)
    mean = hidden[slice(*one)].mean(axis=0)
    before = others.ends <= one[0]
    gap = step(np.where(before, one[0] - others.ends, others.starts - one[1]))
    distance = np.zeros((count, 2 * near), dtype=np.float32)
    distance[np.arange(count), np.where(before, gap, near + gap)] = 1
    low, high = np.minimum(one[1], others.ends)[:, None], np.maximum(one[0], others.starts)[:, None]
    between = ((low <= others.starts) & (others.ends <= high)).sum(axis=1)
    overlap = (others.starts < one[1]) & (one[0] < others.ends)
    extra = np.stack([between.clip(max=_MOST_BETWEEN) / _MOST_BETWEEN, overlap], axis=1).astype(np.float32)
    repeated = np.broadcast_to(mean, others.means.shape)
    return np.concatenate([repeated, others.means, mean * others.means, others.kinds, distance, extra], axis=1)


def step(gaps: NDArray[np.int64]) -> NDArray[np.int64]:
    """Gaps in pieces as steps that grow."""
    return np.searchsorted(np.array(description().steps), gaps.clip(min=0))
