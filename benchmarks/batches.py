"""`bulletin run` on many documents: memory against their number, workers, a second run, start-up.

    python benchmarks/batches.py [--sizes 1000 20000] [--workers 1 2] [--rate 200] [--words 60] [--json OUT]

Documents are cut from the seed documents, so that no two are the same. Memory is that of all processes of a
run together (proportional set size) and of its largest process, sampled while it runs; Linux only. The
machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SAMPLE = 0.25  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Row:
    """What one run cost."""

    what: str
    documents: int
    workers: int
    seconds: float
    cpu_seconds: float
    all_mb: float
    largest_mb: float

    def line(self) -> str:
        """As a line of the table."""
        parts = [
            f"{self.what:<11} {self.documents:>6} documents {self.workers} workers",
            f"{self.seconds:8.1f} s ({self.cpu_seconds:.1f} s of cores)",
            f"{self.documents / self.seconds:7.1f} documents/s",
            f"{self.all_mb:6.0f} MB in all {self.largest_mb:5.0f} MB the largest",
        ]
        return "  ".join(parts)


def corpus(path: Path, count: int, words: int) -> Path:
    """A JSONL file of `count` documents of so many words."""
    source = " ".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "raw_docs").glob("*.txt"))).split()
    chance = random.Random(count)  # noqa: S311 - reproducible, not secret
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            start = chance.randrange(len(source) - words)
            text = " ".join(source[start : start + words])
            file.write(json.dumps({"id": f"d{number:06}", "text": f"{text}.", "date": "2023-12-31"}) + "\n")
    return path


def files(folder: Path, count: int, words: int) -> Path:
    """The same as one file a document."""
    folder.mkdir()
    lines = corpus(folder.with_suffix(".jsonl"), count, words).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        (folder / f"d{number:06}.txt").write_text(json.loads(line)["text"], encoding="utf-8")
    return folder


def timed(what: str, source: Path, output: Path, count: int, workers: int) -> Row:
    """One run of the command."""
    command = [sys.executable, "-m", "pipeline.cli", "run", str(source), "-o", str(output), "-q"]
    begin, cpu = time.perf_counter(), _cpu()
    process = subprocess.Popen([*command, "--workers", str(workers)], cwd=ROOT)  # noqa: S603 - our own command
    watch = _Watch(process.pid)
    watch.start()
    code = process.wait()
    seconds = time.perf_counter() - begin
    watch.join()
    if code not in (0, 4):
        raise SystemExit(f"{what}: the run ended with {code}")
    return Row(what, count, workers, seconds, _cpu() - cpu, watch.all_mb, watch.largest_mb)


def _cpu() -> float:
    """Seconds of cores that the processes have used that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Samples the memory of a process and all below it until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.all_mb = self.largest_mb = 0.0

    def run(self) -> None:
        while Path(f"/proc/{self._pid}/smaps_rollup").exists():
            sizes = [_megabytes(pid) for pid in _tree(self._pid)]
            self.all_mb = max(self.all_mb, sum(sizes))
            self.largest_mb = max(self.largest_mb, *sizes, 0.0)
            time.sleep(_SAMPLE)


def _tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(below for child in children for below in _tree(int(child)))]


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has just ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 20000])
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--rate", type=int, default=200, help="documents by which the workers are compared")
    parser.add_argument("--words", type=int, default=60, help="words of a document")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rows: list[Row] = []

    def show(row: Row) -> None:
        rows.append(row)
        print(row.line(), flush=True)

    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show(timed("start-up", corpus(folder / "one.jsonl", 1, arguments.words), folder / "one", 1, 1))
        source = corpus(folder / "rate.jsonl", arguments.rate, arguments.words * 10)
        for workers in arguments.workers:
            show(timed("workers", source, folder / f"workers{workers}", arguments.rate, workers))
        source = files(folder / "files", 1000, arguments.words)
        show(timed("first run", source, folder / "files-out", 1000, max(arguments.workers)))
        show(timed("second run", source, folder / "files-out", 1000, max(arguments.workers)))
        for size in arguments.sizes:
            source = corpus(folder / f"size{size}.jsonl", size, arguments.words)
            show(timed("memory", source, folder / f"size{size}", size, max(arguments.workers)))
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
