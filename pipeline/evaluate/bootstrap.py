"""Intervals by the percentile bootstrap over entries.

A figure is a function of sums over units (segments), so a resample is a vector of how often each
unit is drawn, and all resamples are one matrix product. The seed is fixed: same input, same interval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Statistic = Callable[[Array], Array]
"""From sums (one row per resample, one column per count) to one value per resample; nan if undefined."""

SAMPLES = 1000
SEED = 20240101
TAILS = (2.5, 97.5)


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval; all None where there is nothing to measure."""

    value: float | None
    low: float | None
    high: float | None


def estimate(counts: Array, statistics: tuple[Statistic, ...], samples: int, seed: int) -> tuple[Estimate, ...]:
    """Each statistic of the column sums of `counts` (units by counts), with its interval."""
    units = len(counts)
    if not units:
        return tuple(Estimate(None, None, None) for _ in statistics)
    draws = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=samples)
    sums = draws @ counts
    return tuple(_estimate(statistic, counts.sum(axis=0, keepdims=True), sums) for statistic in statistics)


def _estimate(statistic: Statistic, total: Array, sums: Array) -> Estimate:
    value = float(statistic(total)[0])
    if np.isnan(value):
        return Estimate(None, None, None)
    resampled = statistic(sums)
    defined = resampled[~np.isnan(resampled)]
    low, high = np.percentile(defined, TAILS) if defined.size else (value, value)
    return Estimate(value, float(low), float(high))


def _ratio(part: Array, whole: Array) -> Array:
    """Part by whole, nan where whole is 0."""
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def recall(sums: Array) -> Array:
    """Of the gold items, the part found; for accuracies, the part that is right."""
    hit, missed = sums[:, 0], sums[:, 1]
    return _ratio(hit, hit + missed)


def precision(sums: Array) -> Array:
    """Of the output's items, the part that is in gold."""
    hit, extra = sums[:, 0], sums[:, 2]
    return _ratio(hit, hit + extra)


def f1(sums: Array) -> Array:
    """Harmonic mean of precision and recall."""
    hit, missed, extra = sums[:, 0], sums[:, 1], sums[:, 2]
    return _ratio(2 * hit, 2 * hit + missed + extra)


def macro_f1(sums: Array) -> Array:
    """Mean of the classes' F1, over the classes that gold or output use.

    `sums` has the square confusion table (gold by output), row after row; its last column is "none".
    """
    table = _square(sums, extra=1)
    hits = np.diagonal(table, axis1=1, axis2=2)
    gold, system = table.sum(axis=2), table[:, :, :-1].sum(axis=1)
    used = gold + system > 0
    scores = np.where(used, 2 * hits / np.where(used, gold + system, 1), 0)
    return _ratio(scores.sum(axis=1), used.sum(axis=1).astype(np.float64))


def kappa(sums: Array) -> Array:
    """Cohen's kappa of a square confusion table whose last column ("none") is left out."""
    table = _square(sums, extra=1)[:, :, :-1]
    total = table.sum(axis=(1, 2))
    observed = _ratio(np.trace(table, axis1=1, axis2=2), total)
    expected = _ratio((table.sum(axis=1) * table.sum(axis=2)).sum(axis=1), total**2)
    perfect = np.where(observed == 1, 1.0, np.nan)
    return np.where(expected < 1, (observed - expected) / np.where(expected < 1, 1 - expected, 1), perfect)


def _square(sums: Array, extra: int) -> Array:
    """Rows of n * (n + extra) counts as tables of n by n + extra."""
    cells = sums.shape[1]
    size = next(n for n in range(1, cells + 1) if n * (n + extra) == cells)
    return sums.reshape(len(sums), size, size + extra)
