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
    spans = [candidate.pieces for candidate in candidates]
    starts, ends = np.array(spans).T
    return Cast(means(hidden, spans), kinds(candidates), starts, ends)


def edges(spans: Sequence[Pieces]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the spans start and end, a row each: two columns."""
    both = np.array(spans)
    return both[:, :1], both[:, 1:]


def means(hidden: NDArray[np.float32], spans: Sequence[Pieces]) -> NDArray[np.float32]:
    """The mean of each span's hidden vectors: (spans, hidden). No span is empty; one may reach past the end."""
    inside = _inside(spans, len(hidden)).astype(np.float32)
    result: NDArray[np.float32] = inside / inside.sum(axis=1, keepdims=True) @ hidden
    return result


def steps_from(spans: Sequence[Pieces], count: int) -> NDArray[np.int64]:
    """For each span and piece the side and step at which the piece stands; the last number is inside."""
    starts, ends = edges(spans)
    at, near = np.arange(count), description().near
    before = at < starts
    gap = step(np.where(before, starts - at - 1, at - ends))
    return np.where(_inside(spans, count), 2 * near, np.where(before, gap, gap + near))


def _inside(spans: Sequence[Pieces], count: int) -> NDArray[np.bool_]:
    starts, ends = edges(spans)
    at = np.arange(count)
    return (starts <= at) & (at < ends)


def kinds(candidates: Sequence[Candidate]) -> NDArray[np.float32]:
    """The candidates' kinds, a one in each row."""
    known = description().candidate_kinds
    rows = np.zeros((len(candidates), len(known)), dtype=np.float32)
    rows[np.arange(len(candidates)), [known.index(candidate.kind) for candidate in candidates]] = 1
    return rows


def pairs(hidden: NDArray[np.float32], ones: Sequence[Pieces], others: Cast) -> NDArray[np.float32]:
    """Each of some spans with each of the others: (ones, others, what is known of the two).

    That is both, their product, the other's kind, distance, side, what stands between.
    """
    near, shape = description().near, (len(ones), len(others.means))
    starts, ends = edges(ones)
    own = np.broadcast_to(means(hidden, ones)[:, None], (*shape, hidden.shape[1]))
    before = others.ends <= starts
    gap = step(np.where(before, starts - others.ends, others.starts - ends))
    low, high = np.minimum(ends, others.ends)[..., None], np.maximum(starts, others.starts)[..., None]
    between = ((low <= others.starts) & (others.ends <= high)).sum(axis=2)
    overlap = (others.starts < ends) & (starts < others.ends)
    parts = (
        own,
        np.broadcast_to(others.means, own.shape),
        own * others.means,
        np.broadcast_to(others.kinds, (*shape, others.kinds.shape[1])),
        np.eye(2 * near, dtype=np.float32)[np.where(before, gap, near + gap)],
        np.stack([between.clip(max=_MOST_BETWEEN) / _MOST_BETWEEN, overlap], axis=2).astype(np.float32),
    )
    return np.concatenate(parts, axis=2)


def step(gaps: NDArray[np.int64]) -> NDArray[np.int64]:
    """Gaps in pieces as steps that grow."""
    return np.searchsorted(np.array(description().steps), gaps.clip(min=0))
