"""The head that judges a trigger: its type, mode, realis, contexts, and whether the text is about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder.encode import Encoded, softmax
from pipeline.encoder.matrices import dense, one_thread
from pipeline.encoder.roles import Pieces
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
    vector = _vector(encoded, trigger)
    with one_thread():
        judged, about = _perceptron("trigger", vector), _perceptron("context", vector)
    first, second = len(known.types), len(known.types) + len(known.modes)
    third = second + len(known.realis)
    return Judgement(
        types=dict(zip(known.types, map(float, softmax(judged[:first])), strict=True)),
        modes=dict(zip(known.modes, map(float, _sigmoid(judged[first:second])), strict=True)),
        realis=dict(zip(known.realis, map(float, _sigmoid(judged[second:third])), strict=True)),
        contexts=dict(zip(known.contexts, map(float, _sigmoid(about)), strict=True)),
        primary=float(_sigmoid(judged[third:])[0]),
    )


def _vector(encoded: Encoded, pieces: Pieces) -> NDArray[np.float32]:
    """The trigger's mean, its neighbourhood's and the text's."""
    near, hidden = description().near, encoded.hidden
    around: NDArray[np.float32] = hidden[max(0, pieces[0] - near) : pieces[1] + near].mean(axis=0)
    return np.concatenate([hidden[slice(*pieces)].mean(axis=0), around, hidden.mean(axis=0)])


def _perceptron(name: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return dense(f"{name}_3", np.maximum(dense(f"{name}_0", vector), 0))


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return result
