"""What each candidate is to a trigger: actor, recipient, place, date … (trained by `tools/train/roles.py`).

A pair of trigger and candidate reads the text once more, with an eye for what stands near either of
the two, and for how the parse links them; then the candidates of one trigger look at each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder.encode import Encoded, softmax
from pipeline.encoder.matrices import dense, matrix, one_thread, unit
from pipeline.encoder.pairs import Candidate, Pieces, cast, pairs, steps_from
from pipeline.encoder.weights import description

if TYPE_CHECKING:
    from numpy.typing import NDArray


def roles(
    encoded: Encoded,
    triggers: Sequence[Pieces],
    candidates: Sequence[Candidate],
    links: Sequence[NDArray[np.float32]],
) -> list[list[dict[str, float]]]:
    """For each trigger, and in it for each candidate, the probability of each role in the trigger's event.

    `links` has for each trigger what `links.links` says of it and the candidates.
    """
    if not candidates or not triggers:
        return [[] for _ in triggers]
    with one_thread():
        judged = softmax(_logits(encoded.hidden, triggers, candidates, np.stack(links)))
    names = description().roles
    return [[dict(zip(names, row, strict=True)) for row in rows] for rows in judged.tolist()]


def _logits(
    hidden: NDArray[np.float32],
    triggers: Sequence[Pieces],
    candidates: Sequence[Candidate],
    links: NDArray[np.float32],
) -> NDArray[np.float32]:
    """(triggers, candidates, roles)."""
    known = np.concatenate([pairs(hidden, triggers, cast(hidden, candidates)), links], axis=2)
    state = np.maximum(dense("role_enter", known), 0)
    seen = _attend(
        dense("role_ask", state), dense("role_key", hidden), dense("role_value", hidden),
        _near("role_by_trigger", triggers, len(hidden))[:, :, None]
        + _near("role_by_candidate", [candidate.pieces for candidate in candidates], len(hidden))[:, None],
    )  # fmt: skip
    state = unit("role_norm", state + dense("role_read", seen))
    others = _attend(dense("role_ask2", state), dense("role_key2", state), dense("role_value2", state))
    state = unit("role_norm2", state + dense("role_read2", others))
    return dense("role_outer", np.maximum(dense("role_inner", state), 0))


def _near(name: str, spans: Sequence[Pieces], count: int) -> NDArray[np.float32]:
    """(eyes, spans, pieces): how much each eye looks at what stands at a piece's step from a span."""
    return matrix(name)[:, steps_from(spans, count)]


def _attend(
    queries: NDArray[np.float32],
    keys: NDArray[np.float32],
    values: NDArray[np.float32],
    bias: NDArray[np.float32] | float = 0.0,
) -> NDArray[np.float32]:
    """Attention of several heads for queries (triggers, candidates, width); `bias` is added to the scores.

    Keys and values are shared by all triggers, or each has its own: ([triggers,] count, width).
    """
    eyes = description().eyes
    q, k, v = (np.moveaxis(each.reshape(*each.shape[:-1], eyes, -1), -2, 0) for each in (queries, keys, values))
    if k.ndim < q.ndim:
        k, v = k[:, None], v[:, None]
    scores = softmax(q @ k.swapaxes(-1, -2) / np.float32(np.sqrt(q.shape[-1])) + bias)
    return np.moveaxis(scores @ v, 0, -2).reshape(queries.shape)
