"""The heads that say whose a party is and of which sector (trained by `tools/train`, `belonging.py` and `model.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder.encode import Encoded, softmax
from pipeline.encoder.heads import in_context, perceptron
from pipeline.encoder.matrices import dense, one_thread
from pipeline.encoder.pairs import Candidate, Cast, Pieces, cast, edges, kinds, means, pairs
from pipeline.encoder.weights import description
from pipeline.records import Sector

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Labels of the names that say whose somebody is, or where a town lies.
TELLING = frozenset({"GPE", "NORP", "ORG"})


def homes(
    encoded: Encoded, parties: Sequence[Candidate], names: Sequence[Candidate], links: Sequence[NDArray[np.float32]]
) -> list[tuple[float, ...]]:
    """For each party, how likely each name tells its country; what is missing to 1 is that none of them does.

    `links` has for each party what `links.links` says of it and the names. A party that is one of the
    names does not tell its own.
    """
    if not names:
        return [() for _ in parties]
    if not parties:
        return []
    with one_thread():
        scores = _scores(encoded, [party.pieces for party in parties], cast(encoded.hidden, names), np.stack(links))
    return [tuple(row[:-1]) for row in softmax(scores).tolist()]


def _scores(
    encoded: Encoded, parties: Sequence[Pieces], names: Cast, links: NDArray[np.float32]
) -> NDArray[np.float32]:
    """(parties, names and, last, that none of them tells); no name tells its own country."""
    known = np.concatenate([pairs(encoded.hidden, parties, names), links], axis=2)
    scores = dense("home_score", np.maximum(dense("home_enter", known), 0))[..., 0]
    starts, ends = edges(parties)
    itself = (names.starts == starts) & (names.ends == ends)
    nobody = dense("home_nobody", means(encoded.hidden, parties))
    return np.concatenate([np.where(itself, -np.inf, scores), nobody], axis=1)


def sectors(encoded: Encoded, parties: Sequence[Candidate]) -> list[dict[Sector, float]]:
    """For each party the probability of each sector."""
    if not parties:
        return []
    with one_thread():
        around = in_context(encoded, [party.pieces for party in parties])
        judged = softmax(perceptron("sector", np.concatenate([around, kinds(parties)], axis=1)))
    return [dict(zip(description().sectors, row, strict=True)) for row in judged.tolist()]
