"""The heads' matrices, and the few sums that numpy has to do with them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

from pipeline.encoder.weights import file

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EPSILON = 1e-5


@cache
def _stored() -> dict[str, NDArray[np.float32]]:
    with np.load(file("heads.npz"), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def matrix(name: str) -> NDArray[np.float32]:
    """A stored matrix."""
    return _stored()[name]


def dense(name: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """A linear layer: (…, inputs) -> (…, outputs)."""
    weight = matrix(f"{name}_weight")
    result: NDArray[np.float32] = vectors.reshape(-1, weight.shape[1]) @ weight.T  # one product, not one for each row
    result += matrix(f"{name}_bias")
    return result.reshape(*vectors.shape[:-1], len(weight))


def unit(name: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Layer normalisation of each row."""
    moved = vectors - vectors.mean(axis=-1, keepdims=True)
    scaled = moved / np.sqrt((moved**2).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
    result: NDArray[np.float32] = scaled * matrix(f"{name}_weight") + matrix(f"{name}_bias")
    return result


def one_thread() -> AbstractContextManager[object]:
    """Numpy's BLAS on one thread: it would wake the others for products so small that they only get in the way."""
    limited: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return limited


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()
