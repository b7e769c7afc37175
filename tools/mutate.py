"""Damage documents at random, read and segment them, and tell what did not hold: `python -m tools.mutate 10000`."""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from pipeline.records import Reject
from tests.hostile.check import HangError, check, within
from tests.hostile.mutations import mutated
from tests.read.build import seeds

_SECONDS = 60.0  # by the clock: the machine may be busy with other things
_SLOW = 2.0  # of the processor


def main() -> int:
    """Run so many inputs; what fails is kept in `--keep`, by its number, so that it can be run again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="how many inputs")
    parser.add_argument("--first", type=int, default=0, help="number of the first: each is made from its number alone")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that fail")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    outcomes: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.first, options.first + options.count):
            _one(number, Path(folder), options.keep, outcomes, failures)
    print(f"{options.count} inputs in {time.monotonic() - started:.0f} s: {dict(outcomes.most_common())}")
    for what, count in failures.most_common():
        print(f"{count:5} {what}")
    return 1 if failures else 0


def _one(number: int, folder: Path, keep: Path | None, outcomes: Counter[str], failures: Counter[str]) -> None:
    chance = random.Random(number)  # noqa: S311 - damage, no secrets
    files = seeds()
    name, data = mutated(chance, chance.choice(sorted(files)), files)
    path = folder / name
    path.write_bytes(data)
    started = time.process_time()
    try:
        with within(_SECONDS):
            found = check(path)
        outcomes.update(item.reason if isinstance(item, Reject) else "document" for item in found)
        what = None
    except (Exception, HangError) as error:  # noqa: BLE001 - this is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {str(error)[:120]}"
    seconds = time.process_time() - started
    if what is None and seconds > _SLOW:
        what = f"slow ({seconds:.1f} s)"
    if what is not None:
        failures[what] += 1
        print(f"{number} {path.name!r}: {what}", file=sys.stderr, flush=True)
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{number}{path.suffix[:6]}").write_bytes(data)
    path.unlink()


if __name__ == "__main__":
    sys.exit(main())
