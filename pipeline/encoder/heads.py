"""The head that judges a trigger: its type, mode, realis, contexts, and whether the text is about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder.encode import Encoded, softmax
from pipeline.encoder.matrices import dense, one_thread
from pipeline.encoder.pairs import Pieces
from pipeline.encoder.weights import description

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the heads say of one trigger: probabilities by name."""

    types: dict[str, float]
    modes: dict[str, float]
    realis: dict[str, float]
    contexts: dict[str, float]
    primary: float


def judge(encoded: Encoded, trigger: Pieces) -> Judgement:
    """Type, mode, realis, contexts and primacy of a trigger."""
    known = description()
    vector = in_context(encoded, [trigger])[0]
    with one_thread():
        judged, about = perceptron("trigger", vector), perceptron("context", vector)
    first, second = len(known.types), len(known.types) + len(known.modes)
    third = second + len(known.realis)
    return Judgement(
        types=dict(zip(known.types, map(float, softmax(judged[:first])), strict=True)),
        modes=dict(zip(known.modes, map(float, _sigmoid(judged[first:second])), strict=True)),
        realis=dict(zip(known.realis, map(float, _sigmoid(judged[second:third])), strict=True)),
        contexts=dict(zip(known.contexts, map(float, _sigmoid(about)), strict=True)),
        primary=float(_sigmoid(judged[third:])[0]),
    )


def in_context(encoded: Encoded, spans: Sequence[Pieces]) -> NDArray[np.float32]:
    """For each span a row: its mean, its neighbourhood's and the text's."""
    near, hidden = description().near, encoded.hidden
    whole: NDArray[np.float32] = hidden.mean(axis=0)
    rows = (
        (hidden[start:end].mean(axis=0), hidden[max(0, start - near) : end + near].mean(axis=0), whole)
        for start, end in spans
    )
    return np.stack([np.concatenate(row) for row in rows])


def perceptron(name: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """One hidden layer: (…, inputs) -> (…, outputs)."""
    return dense(f"{name}_3", np.maximum(dense(f"{name}_0", vectors), 0))


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return result
