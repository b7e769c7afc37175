"""What each candidate is to a trigger: actor, recipient, place, date … (trained by `tools/train/roles.py`).

A pair of trigger and candidate reads the text once more, with an eye for what stands near either of
the two, and for how the parse links them; then the candidates of one trigger look at each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder.encode import Encoded, softmax
from pipeline.encoder.matrices import dense, matrix, one_thread, unit
from pipeline.encoder.pairs import Candidate, Cast, Pieces, cast, pairs, step
from pipeline.encoder.weights import description

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """What all triggers of a text share: hidden vectors, also as keys and values, and the candidates."""

    keys: NDArray[np.float32]
    values: NDArray[np.float32]
    hidden: NDArray[np.float32]
    candidates: Cast
    near: NDArray[np.float32]


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
        scene = _scene(encoded.hidden, candidates)
        judged = [softmax(_logits(scene, trigger, linked)) for trigger, linked in zip(triggers, links, strict=True)]
    names = description().roles
    return [[dict(zip(names, row, strict=True)) for row in rows.tolist()] for rows in judged]


def _scene(hidden: NDArray[np.float32], candidates: Sequence[Candidate]) -> _Scene:
    return _Scene(
        keys=dense("role_key", hidden),
        values=dense("role_value", hidden),
        hidden=hidden,
        candidates=cast(hidden, candidates),
        near=np.stack([matrix("role_by_candidate")[:, _steps_from(c.pieces, len(hidden))] for c in candidates], axis=1),
    )


def _logits(scene: _Scene, trigger: Pieces, linked: NDArray[np.float32]) -> NDArray[np.float32]:
    known = np.concatenate([pairs(scene.hidden, trigger, scene.candidates), linked], axis=1)
    state = np.maximum(dense("role_enter", known), 0)
    near = scene.near + matrix("role_by_trigger")[:, None, _steps_from(trigger, len(scene.hidden))]
    seen = _attend(dense("role_ask", state), scene.keys, scene.values, near)
    state = unit("role_norm", state + dense("role_read", seen))
    others = _attend(dense("role_ask2", state), dense("role_key2", state), dense("role_value2", state), 0.0)
    state = unit("role_norm2", state + dense("role_read2", others))
    return dense("role_outer", np.maximum(dense("role_inner", state), 0))


def _attend(
    queries: NDArray[np.float32],
    keys: NDArray[np.float32],
    values: NDArray[np.float32],
    bias: NDArray[np.float32] | float,
) -> NDArray[np.float32]:
    """Attention of several heads; `bias` (heads, queries, keys) is added to the scores."""
    eyes = description().eyes
    q, k, v = (each.reshape(len(each), eyes, -1).swapaxes(0, 1) for each in (queries, keys, values))
    scores = softmax(q @ k.swapaxes(1, 2) / np.float32(np.sqrt(q.shape[-1])) + bias)
    result: NDArray[np.float32] = (scores @ v).swapaxes(0, 1).reshape(len(queries), -1)
    return result


def _steps_from(span: Pieces, count: int) -> NDArray[np.int64]:
    """For each piece the side and step at which it stands from a span; the last number is inside."""
    at = np.arange(count)
    before = at < span[0]
    gap = step(np.where(before, span[0] - at - 1, at - span[1]))
    number = np.where(before, gap, gap + description().near)
    return np.where((at >= span[0]) & (at < span[1]), 2 * description().near, number)
