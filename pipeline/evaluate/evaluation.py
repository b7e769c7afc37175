"""The whole evaluation: load, align, score, resample."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.evaluate import event_figures, text_figures
from pipeline.evaluate.alignment import Locator, align
from pipeline.evaluate.bootstrap import (
    SAMPLES,
    SEED,
    Array,
    Statistic,
    estimate,
    f1,
    kappa,
    macro_f1,
    precision,
    recall,
)
from pipeline.evaluate.loading import check_quotes, fingerprints, load
from pipeline.evaluate.report import Report, Score
from pipeline.evaluate.scores import TYPES, Cell, Tally, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pipeline.evaluate.figures import Measure

BY_CHARACTERS = ("segments.kind", "characters in a segment of the right kind")
BY_BOUNDARY = ("segments.boundaries", "places where a segment begins")
MACRO_F1 = ("primary.type_macro_f1", "primary event of an entry: mean of the types' F1")
KAPPA = ("primary.type_kappa", "primary event of an entry: Cohen's kappa of types")
TRIGGER_KAPPA = ("triggers.type_kappa", "events of both sides with a shared trigger: Cohen's kappa of types")


def evaluate(gold: Path, out: Path, *, samples: int = SAMPLES, seed: int = SEED) -> Report:
    """Compare an output folder with a gold folder.

    Either holds the contract's files or one sub-folder per document. Only what gold has is
    compared: its documents, its segments, and of their events and mentions those of the segments
    that were annotated. `out` may be another gold folder: then the report is the agreement of two
    annotations. Raises EvaluationError for folders that cannot be compared.
    """
    documents, outputs = load(gold), load(out)
    tally, units = Tally(), 0
    for doc, records in documents.items():
        system = outputs.get(doc)
        text = (system.text if system else None) or records.text
        check_quotes(records, text)
        aligned = align(records, system, Locator(text))
        score(aligned, text, tally, units)
        units += len(aligned)
    return Report(
        documents=tuple(documents),
        missing=tuple(doc for doc in documents if doc not in outputs),
        scores={one.name: one for one in _scores(tally, _Resampling(samples, seed))},
        confusion=sum(tally.primary_types.values(), Counter[Cell]()),
        errors=tuple(tally.faults),
        gold_files=fingerprints(gold),
        samples=samples,
        seed=seed,
    )


@dataclass(frozen=True)
class _Resampling:
    """How intervals are made, and the scores that are made with it."""

    samples: int
    seed: int

    def of_pairs(self, name: str, meaning: str, measure: Measure, tally: Tally) -> Score:
        """Score a figure of hits, misses and extras; units without any take no part in the resampling."""
        counts = tally.counts.get(name, {})
        rows = [counts[unit] for unit in sorted(counts) if any(counts[unit])]
        matrix = np.array(rows, dtype=np.float64).reshape(len(rows), 3)
        hit, missed, extra = (int(column) for column in matrix.sum(axis=0))
        if measure != "f1":
            (found,) = estimate(matrix, (recall,), self.samples, self.seed)
            return Score(name, meaning, measure, found, gold=hit + missed, system=hit + missed)
        estimates = estimate(matrix, (f1, precision, recall), self.samples, self.seed)
        value, right, complete = estimates
        gold, system = hit + missed, hit + extra
        return Score(name, meaning, measure, value, gold, system, precision=right, recall=complete)

    def of_types(self, name: str, meaning: str, statistic: Statistic, tables: Mapping[int, Counter[Cell]]) -> Score:
        """Score a figure of the table of types."""
        cells: list[Cell] = [(gold, system) for gold in TYPES for system in (*TYPES, None)]
        rows = [[tables[unit][cell] for cell in cells] for unit in sorted(tables)]
        matrix: Array = np.array(rows, dtype=np.float64).reshape(len(rows), len(cells))
        (found,) = estimate(matrix, (statistic,), self.samples, self.seed)
        answered = sum(count for table in tables.values() for cell, count in table.items() if cell[1])
        return Score(name, meaning, statistic.__name__, found, gold=int(matrix.sum()), system=answered)


def _scores(tally: Tally, resampling: _Resampling) -> Iterator[Score]:
    """All figures in the order of the table."""
    of_pairs, of_types = resampling.of_pairs, resampling.of_types
    yield of_pairs(*BY_BOUNDARY, "f1", tally)
    yield of_pairs(*BY_CHARACTERS, "accuracy", tally)
    for segment in text_figures.SEGMENTS:
        yield of_pairs(segment.name, segment.meaning, segment.measure, tally)
    for mention in (*text_figures.MENTIONS, *text_figures.DATES):
        yield of_pairs(mention.name, mention.meaning, mention.measure, tally)
    yield of_types(*MACRO_F1, macro_f1, tally.primary_types)
    yield of_types(*KAPPA, kappa, tally.primary_types)
    for event in (*event_figures.PRIMARY, *event_figures.EVENTS, *event_figures.AUXILIARY):
        yield of_pairs(event.name, event.meaning, event.measure, tally)
    yield of_types(*TRIGGER_KAPPA, kappa, tally.event_types)
