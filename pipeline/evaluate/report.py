"""What an evaluation found, as a table for people and as JSON for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.evaluate.bootstrap import Estimate
    from pipeline.evaluate.loading import Fingerprint
    from pipeline.evaluate.scores import Cell, Fault

HEADER = ("figure", "value", "95 % interval", "precision", "recall", "gold", "output")


@dataclass(frozen=True)
class Score:
    """One figure: its value with interval, and how many items gold and output have."""

    name: str
    meaning: str
    measure: str
    estimate: Estimate
    gold: int
    system: int
    precision: Estimate | None = None
    recall: Estimate | None = None

    @property
    def value(self) -> float | None:
        """The value; None where there is nothing to measure."""
        return self.estimate.value

    def to_json(self) -> dict[str, Any]:
        """The score as a JSON object."""
        found: dict[str, Any] = {"meaning": self.meaning, "measure": self.measure, **asdict(self.estimate)}
        found |= {"gold": self.gold, "system": self.system}
        for name, part in (("precision", self.precision), ("recall", self.recall)):
            if part is not None:
                found[name] = asdict(part)
        return found


@dataclass(frozen=True)
class Report:
    """The result of `evaluate`.

    `scores` by figure; `confusion` counts (gold type, output's type or None) of primary events;
    `errors` are all faults with their words; `gold_files` are hash and count of each gold file;
    `missing` are gold's documents that the output lacks (everything in them is missed).
    """

    documents: tuple[str, ...]
    missing: tuple[str, ...]
    scores: Mapping[str, Score]
    confusion: Mapping[Cell, int]
    errors: tuple[Fault, ...]
    gold_files: Mapping[str, Fingerprint]
    samples: int
    seed: int

    def value(self, figure: str) -> float | None:
        """Value of a figure, None where there is nothing to measure."""
        return self.scores[figure].value

    def to_json(self) -> dict[str, Any]:
        """The report as a JSON object (errors only counted: `errors_to_json` gives them)."""
        table: dict[str, dict[str, int]] = {}
        for (gold, system), count in sorted(self.confusion.items(), key=str):
            table.setdefault(gold, {})[system or "none"] = count
        return {
            "documents": list(self.documents),
            "missing_documents": list(self.missing),
            "gold": {path: asdict(file) for path, file in self.gold_files.items()},
            "bootstrap": {"samples": self.samples, "seed": self.seed, "unit": "segment"},
            "figures": {name: score.to_json() for name, score in self.scores.items()},
            "confusion": table,
            "errors": dict(sorted(Counter(fault.kind for fault in self.errors).items())),
        }

    def errors_to_json(self) -> Iterator[dict[str, Any]]:
        """The errors, one JSON object each."""
        return (asdict(fault) for fault in self.errors)

    def table(self) -> str:
        """The figures and the confusion of primary types, to be read."""
        parts = [_aligned([HEADER, *self._rows()]), *self._confusion()]
        if self.missing:
            parts.append(f"Not in the output, so all missed: {', '.join(self.missing)}")
        parts.append(f"Intervals: bootstrap over segments, {self.samples} samples, seed {self.seed}.")
        return "\n\n".join(parts) + "\n"

    def _rows(self) -> Iterator[tuple[str, ...]]:
        group = ""
        for score in self.scores.values():
            if group and score.name.split(".")[0] != group:
                yield ("",) * len(HEADER)
            group = score.name.split(".")[0]
            yield _row(score)

    def _confusion(self) -> Iterator[str]:
        types = sorted({one for cell in self.confusion for one in cell if one})
        columns: list[str | None] = [*types, None]
        rows = [("gold \\ output", *types, "none")]
        rows += [(gold, *(str(self.confusion.get((gold, system), 0) or ".") for system in columns)) for gold in types]
        if types:
            yield "Types of primary events\n" + _aligned(rows)


def _row(score: Score) -> tuple[str, ...]:
    interval = f"{_number(score.estimate.low)}-{_number(score.estimate.high)}" if score.value is not None else ""
    parts = (score.precision, score.recall)
    return (
        score.name,
        _number(score.value),
        interval,
        *(_number(part.value) if part else "" for part in parts),
        str(score.gold),
        str(score.system),
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _aligned(rows: list[tuple[str, ...]]) -> str:
    """Rows with columns as wide as needed, the first flush left, the others flush right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = (
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
