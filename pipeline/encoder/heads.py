"""The heads on top of the hidden vectors, as plain matrices: they judge triggers and arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

from pipeline.encoder.encode import Encoded, softmax
from pipeline.encoder.weights import description, file

if TYPE_CHECKING:
    from numpy.typing import NDArray

Pieces = tuple[int, int]
_MOST_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the heads say of one trigger: probabilities by name."""

    types: dict[str, float]
    modes: dict[str, float]
    realis: dict[str, float]
    contexts: dict[str, float]
    primary: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible argument: its pieces and its kind (a mention label, `NP` or `INS`)."""

    pieces: Pieces
    kind: str


@cache
def _matrices() -> dict[str, NDArray[np.float32]]:
    with np.load(file("heads.npz"), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def judge(encoded: Encoded, trigger: Pieces) -> Judgement:
    """Type, mode, realis, contexts and primacy of a trigger."""
    known = description()
    vector = _trigger_vector(encoded, trigger)
    judged = _perceptron("trigger", vector)
    first, second = len(known.types), len(known.types) + len(known.modes)
    third = second + len(known.realis)
    return Judgement(
        types=dict(zip(known.types, map(float, softmax(judged[:first])), strict=True)),
        modes=dict(zip(known.modes, map(float, _sigmoid(judged[first:second])), strict=True)),
        realis=dict(zip(known.realis, map(float, _sigmoid(judged[second:third])), strict=True)),
        contexts=dict(zip(known.contexts, map(float, _sigmoid(_perceptron("context", vector))), strict=True)),
        primary=float(_sigmoid(judged[third:])[0]),
    )


def roles(encoded: Encoded, trigger: Pieces, candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    """For each candidate the probability of each role in the trigger's event."""
    if not candidates:
        return []
    ranges = [candidate.pieces for candidate in candidates]
    rows = np.stack([_pair_vector(encoded, trigger, candidate, ranges) for candidate in candidates])
    probabilities = softmax(_perceptron("role", rows))
    return [dict(zip(description().roles, map(float, row), strict=True)) for row in probabilities]


def _perceptron(name: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    matrices = _matrices()
    with _libraries().limit(limits=1, user_api="blas"):
        inner = np.maximum(vectors @ matrices[f"{name}_0_weight"].T + matrices[f"{name}_0_bias"], 0)
        result: NDArray[np.float32] = inner @ matrices[f"{name}_3_weight"].T + matrices[f"{name}_3_bias"]
    return result


@cache
def _libraries() -> ThreadpoolController:
    """Numpy's BLAS: it would start its threads for products so small that they only get in the way."""
    return ThreadpoolController()


def _trigger_vector(encoded: Encoded, pieces: Pieces) -> NDArray[np.float32]:
    near = description().near
    hidden = encoded.hidden
    around: NDArray[np.float32] = hidden[max(0, pieces[0] - near) : pieces[1] + near].mean(axis=0)
    return np.concatenate([hidden[slice(*pieces)].mean(axis=0), around, hidden.mean(axis=0)])


def _pair_vector(
    encoded: Encoded, trigger: Pieces, candidate: Candidate, ranges: Sequence[Pieces]
) -> NDArray[np.float32]:
    known = description()
    one = encoded.hidden[slice(*trigger)].mean(axis=0)
    other = encoded.hidden[slice(*candidate.pieces)].mean(axis=0)
    kinds = np.zeros(len(known.candidate_kinds), dtype=np.float32)
    kinds[known.candidate_kinds.index(candidate.kind)] = 1
    low, high = min(trigger[1], candidate.pieces[1]), max(trigger[0], candidate.pieces[0])
    between = sum(low <= start and end <= high for start, end in ranges)
    overlap = candidate.pieces[0] < trigger[1] and trigger[0] < candidate.pieces[1]
    extra = np.array([min(between, _MOST_BETWEEN) / _MOST_BETWEEN, float(overlap)], dtype=np.float32)
    return np.concatenate([one, other, one * other, kinds, _distance(trigger, candidate.pieces), extra])


def _distance(trigger: Pieces, candidate: Pieces) -> NDArray[np.float32]:
    near, steps = description().near, description().steps
    result = np.zeros(2 * near, dtype=np.float32)
    before = candidate[1] <= trigger[0]
    gap = trigger[0] - candidate[1] if before else max(candidate[0] - trigger[1], 0)
    step = next((index for index, limit in enumerate(steps) if gap <= limit), near - 1)
    result[step if before else near + step] = 1
    return result


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return result
