"""The label model of names: hand-written passages -> `models/names/labels.tsv`.

    python -m tools.train.names [--folds]

A log-linear model says what an unknown name is where no rule decides (`pipeline/extract/labels.py`).
Its features are the kinds of words and affixes in and beside the name, never a name itself. To be
run again after a change of the name grammar. `--folds` measures with a file held out at a time.
What a statistical model sees is spaCy's here and the encoder's in the chain: the encoder has been
trained on these very passages, so that it would look surer than it is on any other text.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import spacy

from pipeline.extract import labels, names
from pipeline.extract.lexicon import MODEL
from pipeline.extract.memory import Memory
from pipeline.tables import models_folder
from tools.train.examples import TRIGGER, Passage, read

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language

NO_NAMES = frozenset({TRIGGER, "NP", "INS", "DATE"})
NONE = "NONE"
HEADER = """\
# What the words of a proper name and the words beside it say for each label: weights of a log-linear model, learnt from
# the hand-written passages under models/training/passages (tools/train/names.py). No name is in here. Licence: MIT.
"""
LEAST_SEEN, L2, EPOCHS, BATCH, RATE, SEED = 3, 0.3, 40, 32, 0.15, 7
# Features with smaller weights decide nothing; smaller cells of a kept row are noise.
LEAST_ROW, LEAST_CELL = 0.08, 0.04
# A titled person's name says how names look; the words beside it would only say that it had a title.
_BESIDE = ("-", "+", "c-", "c+", "of=", "place-1", "bias")


@dataclass(frozen=True, slots=True)
class Sample:
    """A name's features, its label, and the file it stands in."""

    features: tuple[str, ...]
    label: str
    file: str


def samples(passages: list[Passage], nlp: Language) -> Iterator[Sample]:
    """The names of the passages that the rules leave open, and the titled persons."""
    for passage in passages:
        doc, memory = nlp(passage.text), Memory()
        tagged = [(ent.start_char, ent.end_char, ent.label_, 0.0) for ent in doc.ents]
        chosen, entities = names.propose(doc, memory, tagged)
        words = names.words_of(doc)
        scene = labels.scene_of(words, chosen, entities, memory)
        gold = {(mark.start, mark.end): mark.label for mark in passage.marks if mark.label not in NO_NAMES}
        for found in labels.open_names(scene, chosen):
            label = _label(gold, words[found.first].start, words[found.last - 1].end)
            if label in labels.LABELS:
                yield Sample(tuple(labels.features(scene, found)), label, passage.file)
        for found in chosen:
            span = words[found.first].start, words[found.last - 1].end
            if found.rule == "titled" and gold.get(span) == "PERSON":
                seen = labels.features(scene, replace(found, rule="person"))
                yield Sample(tuple(x for x in seen if not x.startswith(_BESIDE)), "PERSON", passage.file)


def _label(gold: dict[tuple[int, int], str], start: int, end: int) -> str | None:
    """The label that the passage gives a span: of the mark it is or overlaps; NONE if it is no name."""
    if (start, end) in gold:
        return gold[start, end]
    over = [label for (first, last), label in gold.items() if first < end and start < last]
    if not over:
        return NONE
    return over[0] if len(over) == 1 and over[0] != "MONEY" else None


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Weights: a row per feature, a column per label."""

    rows: dict[str, int]
    weights: NDArray[np.float64]

    def label(self, features: tuple[str, ...]) -> str:
        """The likeliest label."""
        known = sorted({self.rows[x] for x in features if x in self.rows})
        return labels.LABELS[int(self.weights[known].sum(0).argmax())]


def fit(data: list[Sample]) -> Model:
    """Log-linear weights by AdaGrad, seeded."""
    seen = Counter(x for sample in data for x in set(sample.features))
    rows = {x: i for i, x in enumerate(sorted(x for x, count in seen.items() if count >= LEAST_SEEN))}
    targets = [labels.LABELS.index(sample.label) for sample in data]
    active = [np.array(sorted({rows[x] for x in sample.features if x in rows}), dtype=int) for sample in data]
    weights = np.zeros((len(rows), len(labels.LABELS)))
    history = np.full_like(weights, 1e-6)
    rng = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        for batch in np.array_split(rng.permutation(len(data)), max(1, len(data) // BATCH)):
            slope = L2 * weights / len(data)
            for index in batch:
                odds = np.exp(weights[active[index]].sum(0))
                odds /= odds.sum()
                odds[targets[index]] -= 1
                slope[active[index]] += odds / len(batch)
            history += slope * slope
            weights -= RATE * slope / np.sqrt(history)
    return Model(rows, weights)


def write(model: Model, path: Path) -> None:
    """The table, without the rows and cells that decide nothing."""
    lines = ["\t".join(["feature", *(label.lower() for label in labels.LABELS)])]
    for feature, index in model.rows.items():
        row = np.round(model.weights[index], 2)
        if np.abs(row).max() >= LEAST_ROW:
            cells = (f"{cell:g}" if abs(cell) >= LEAST_CELL else "" for cell in row)
            lines.append("\t".join([feature, *cells]).rstrip("\t"))
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def held_out(data: list[Sample]) -> float:
    """Share of labels right, each file judged by a model that has not seen it."""
    hits = 0
    for file in sorted({sample.file for sample in data}):
        model = fit([sample for sample in data if sample.file != file])
        hits += sum(model.label(sample.features) == sample.label for sample in data if sample.file == file)
    return hits / len(data)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", action="store_true")
    arguments = parser.parse_args()
    nlp = spacy.load(MODEL)
    files = sorted(Path("models/training/passages").glob("*.txt"))
    passages = [passage for path in files for passage in read(path)[0]]
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("bulletin")]):
        data = list(samples(passages, nlp))
    if arguments.folds:
        print(f"{held_out(data):.3f} of {len(data)} labels right, held out by file")
        return
    write(fit(data), models_folder() / labels.TABLE)


if __name__ == "__main__":
    main()
