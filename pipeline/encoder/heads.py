"""The head that judges a trigger: its type, mode, realis, contexts, and whether the text is about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder.encode import Encoded, softmax
from pipeline.encoder.matrices import dense, one_thread
from pipeline.encoder.pairs import Pieces, means
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


def judge(encoded: Encoded, triggers: Sequence[Pieces]) -> list[Judgement]:
    """Type, mode, realis, contexts and primacy of each trigger."""
    if not triggers:
        return []
    known = description()
    with one_thread():
        vectors = in_context(encoded, triggers)
        judged, about = perceptron("trigger", vectors), perceptron("context", vectors)
    types, rest = np.split(judged, [len(known.types)], axis=1)
    modes, realis, primary = np.split(_sigmoid(rest), [len(known.modes), -1], axis=1)
    rows = zip(softmax(types).tolist(), modes.tolist(), realis.tolist(), _sigmoid(about).tolist(), primary, strict=True)
    return [
        Judgement(
            types=dict(zip(known.types, row[0], strict=True)),
            modes=dict(zip(known.modes, row[1], strict=True)),
            realis=dict(zip(known.realis, row[2], strict=True)),
            contexts=dict(zip(known.contexts, row[3], strict=True)),
            primary=float(row[4][0]),
        )
        for row in rows
    ]


def in_context(encoded: Encoded, spans: Sequence[Pieces]) -> NDArray[np.float32]:
    """For each span a row: its mean, its neighbourhood's and the text's."""
    near, hidden = description().near, encoded.hidden
    around = [(max(0, start - near), end + near) for start, end in spans]
    own, beside, whole = np.split(means(hidden, [*spans, *around, (0, len(hidden))]), [len(spans), 2 * len(spans)])
    return np.concatenate([own, beside, np.broadcast_to(whole, own.shape)], axis=1)


def perceptron(name: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """One hidden layer: (…, inputs) -> (…, outputs)."""
    return dense(f"{name}_3", np.maximum(dense(f"{name}_0", vectors), 0))


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return result
