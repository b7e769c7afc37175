"""Words a second of each stage and of the chain, against bare spaCy on the same text in the same run.

    python benchmarks/speed.py [FILE...] [--rounds 3] [--json OUT]

Prints a table; the last column is the time as a multiple of bare `en_core_web_sm` with all its
components. The chain is what a run does: it codes one passage while those behind it are encoded, so it
takes less than its stages one after another. Start-up (imports, models, tables) is measured apart and not counted.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from pipeline import classify, extract, normalize, read, segment
from pipeline.encoder.windows import windows
from pipeline.extract.lexicon import MODEL
from pipeline.records import Document
from pipeline.run.chain import process

ROOT = Path(__file__).parents[1]
Row = dict[str, float | str]


def documents(paths: list[Path]) -> list[Document]:
    """The documents of the files."""
    found = [document for path in paths for document in read.documents(path)]
    return [document for document in found if isinstance(document, Document)]


def timed(work: Callable[[], object], rounds: int, prepare: Callable[[], object] = lambda: None) -> float:
    """Median seconds of a piece of work; what `prepare` does before each round is not counted."""
    seconds = []
    for _ in range(rounds):
        prepare()
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds)


def measure(docs: list[Document], rounds: int) -> list[Row]:
    """A row for bare spaCy, each stage, and the chain."""
    import spacy  # noqa: PLC0415 - its import is start-up

    begin = time.perf_counter()
    nlp, bare = extract.load(), spacy.load(MODEL)
    list(bare.pipe(["Warm up."]))
    start_up = time.perf_counter() - begin
    segments = {doc.id: segment.segments(doc) for doc in docs}
    passages = {doc.id: list(extract.passages(doc, segments[doc.id], nlp)) for doc in docs}
    actions = {doc.id: list(classify.actions(passages[doc.id])) for doc in docs}
    mentions = {doc.id: extract.mentions(doc, passages[doc.id]) for doc in docs}
    texts = [passage.segment.text for doc in docs for passage in passages[doc.id]]
    words = sum(len(text.split()) for text in texts)
    stages: dict[str, Callable[[], object]] = {
        "bare spaCy": lambda: list(bare.pipe(texts, batch_size=32)),
        "segment": lambda: [segment.segments(doc) for doc in docs],
        "extract": lambda: [list(extract.passages(doc, segments[doc.id], nlp)) for doc in docs],
        "classify": lambda: [list(classify.actions(passages[doc.id])) for doc in docs],
        "normalize": lambda: [normalize.events(doc, actions[doc.id], mentions[doc.id]) for doc in docs],
        "the chain": lambda: [process(doc, nlp) for doc in docs],
    }

    def encode_anew() -> None:
        """Coding a passage lets go of what the encoder made of it, which is extract's work."""
        for doc in docs:
            for passage in passages[doc.id]:
                windows(passage.doc)

    seconds = {name: timed(work, rounds, encode_anew) for name, work in stages.items()}
    rows: list[Row] = [
        {
            "stage": name,
            "seconds": value,
            "words_per_second": words / value,
            "times_spacy": value / seconds["bare spaCy"],
        }
        for name, value in seconds.items()
    ]
    return [*rows, {"stage": "start-up", "seconds": start_up, "words_per_second": 0.0, "times_spacy": 0.0}]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=sorted((ROOT / "raw_docs").glob("*.txt")))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rows = measure(documents(arguments.files), arguments.rounds)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    for row in rows:
        name, seconds, speed, ratio = row["stage"], row["seconds"], row["words_per_second"], row["times_spacy"]
        print(f"{name:<11} {seconds:8.3f} s {speed:10.0f} words/s {ratio:6.2f} x bare spaCy")
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
