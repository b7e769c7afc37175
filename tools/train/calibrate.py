"""The reliability curve: how often a record is right whose reading says so much -> `models/cues/calibration.tsv`.

    python -m tools.train.calibrate [--write]

Measured on the main acts of the development passages and of the development bulletins with gold: an act is right
if its type is. The shares are made to rise (pool adjacent violators); between the points lines are straight. To be run
again with new weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from pipeline import extract, read
from pipeline.evaluate.loading import load
from pipeline.records import Document
from pipeline.run.chain import process
from tools.train.examples import read as read_passages
from tools.train.measure import calibration, measure

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "models/cues/calibration.tsv"
DEVELOPMENT = sorted((ROOT / "models/training/dev").glob("*.txt"))
GOLD, SOURCES = ROOT / "tests/bulletins/gold", ROOT / "tests/bulletins/sources"
BULLETINS = (
    "caucasus-gulf-diary-2019-11",
    "indo-pacific-relations-2023-2",
    "latam-monitor-2022q2",
    "sahel-horn-bulletin-2021-07",
)
# Ends of the ranges of what a reading says; a share stands at the middle of what was said in its range.
POINTS = (0.0, 0.6, 0.8, 0.9, 0.94, 0.97, 0.985, 0.9925, 0.997, 1.0)

HEAD = """\
# What share of records was right whose reading said so: measured by tools/train/calibrate.py on the development
# passages and on four bulletins with gold ({count} main acts), between the points straight lines. Own work (MIT).
"""

Said = tuple[float, bool]


def of_passages() -> list[Said]:
    """What the chain says of the development passages' main acts, and whether their type is right."""
    passages = [passage for path in DEVELOPMENT for passage in read_passages(path)[0]]
    return measure(passages).confidences


def of_bulletins() -> Iterator[Said]:
    """The same of the development bulletins' rows."""
    gold = load(GOLD)
    for name in BULLETINS:
        (path,) = SOURCES.glob(f"{name}.*")
        wanted = {event.link: event.event[0] for event in gold[name].events if event.primary}
        places = {segment.start: wanted[segment.id] for segment in gold[name].segments if segment.id in wanted}
        for document in read.documents(path):
            if isinstance(document, Document):
                result = process(document, extract.load())
                starts = {segment.id: segment.start for segment in result.segments}
                for event in result.events:
                    kind = places.get(starts[event.link]) if event.primary and event.link else None
                    if kind is not None:
                        yield event.confidence, event.event[0] == kind


def curve(told: list[Said]) -> list[tuple[float, float]]:
    """Points of the curve: what was said in a range, on average, and the share that was right, never falling."""
    pools: list[list[float]] = []  # count, sum of what was said, how many right
    for low, high in pairwise(POINTS):
        inside = [(said, right) for said, right in told if low < said <= high or (low == said == 0.0)]
        if inside:
            pools.append([len(inside), sum(said for said, _ in inside), sum(right for _, right in inside)])
        while len(pools) > 1 and pools[-2][2] / pools[-2][0] > pools[-1][2] / pools[-1][0]:
            last = pools.pop()
            pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    return [(said / count, right / count) for count, said, right in pools]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    write = parser.parse_args().write
    with patch("pipeline.classify.combine.calibrated", float):
        told = [*of_passages(), *of_bulletins()]
    found = curve(told)
    ends = [(0.0, 0.0), *found, (1.0, found[-1][1])]
    for said, right in ends:
        print(f"{said:.4f}\t{right:.3f}")
    error, ranges = calibration(told)
    print(f"{len(told)} main acts; before the curve the calibration error is {error:.3f}", *ranges, sep="\n")
    if write:
        rows = ["said\tright", *(f"{said:.4g}\t{right:.3g}" for said, right in ends)]
        TABLE.write_text(HEAD.format(count=len(told)) + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
