"""The gate: a report must not fall below pinned floors, and gold must be the gold they were pinned on.

`tests/gold/floors.json` holds the floors, SHA-256 and count of every gold file, and the reasons for
whatever was lowered or exchanged, so that each shows in the diff.

    python -m pipeline.evaluate.gate GOLD OUT                              check
    python -m pipeline.evaluate.gate GOLD OUT --update                     raise floors, add new ones
    python -m pipeline.evaluate.gate GOLD OUT --update --allow-lower WHY   also lower them
    python -m pipeline.evaluate.gate GOLD OUT --update --new-gold WHY      pin changed gold
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.evaluate.evaluation import evaluate
from pipeline.evaluate.loading import EvaluationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.evaluate.report import Report

EXIT_BELOW_FLOOR = 6
FLOORS_FILE = Path("tests/gold/floors.json")
DIGITS = 4
"""Floors are rounded down to this many decimals."""
MIN_ITEMS = 10
"""A figure of fewer gold items gets no floor: one item would move it by more than a tenth."""


class PinnedFile(BaseModel):
    """A gold file as it was when the floors were measured."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    count: int


class Floors(BaseModel):
    """The content of the floors file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gold: dict[str, PinnedFile] = Field(default_factory=dict, description="by path in the gold folder")
    floors: dict[str, float] = Field(default_factory=dict, description="least value by figure")
    reasons: list[str] = Field(default_factory=list, description="why floors were lowered or gold changed")


class GateError(ValueError):
    """A floors file that cannot be read, or an update that needs an explicit switch."""


def load_floors(path: Path) -> Floors:
    """The floors file; GateError if it is missing or not of its form."""
    try:
        return Floors.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GateError(f"{path}: {error.strerror}; make it with `--update`") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise GateError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def check(report: Report, floors: Floors | Path) -> tuple[str, ...]:
    """What keeps the report from passing, one line each; empty if it passes."""
    pinned = load_floors(floors) if isinstance(floors, Path) else floors
    changed = _changed_gold(report, pinned)
    hint = ("changed gold is pinned with --update --new-gold WHY",) if changed else ()
    return (*changed, *hint, *_below(report, pinned).values())


def _changed_gold(report: Report, pinned: Floors) -> list[str]:
    """Gold files that are not the pinned ones."""
    found, lines = _pin(report), []
    for path in sorted(pinned.gold.keys() | found.keys()):
        old, new = pinned.gold.get(path), found.get(path)
        if old != new:
            counts = f"{old.count if old else 'no'} records pinned, {new.count if new else 'no'} found"
            lines.append(f"gold {path} is not the pinned one ({counts})")
    return lines


def _below(report: Report, pinned: Floors) -> dict[str, str]:
    """Figures below their floors, each with the message."""
    messages = {}
    for name, floor in pinned.floors.items():
        value = report.scores[name].value if name in report.scores else None
        if value is None:
            messages[name] = f"{name}: not measured, its floor is {floor}"
        elif value < floor:
            messages[name] = f"{name}: {value:.{DIGITS}f} is below its floor {floor}"
    return messages


def update(
    report: Report,
    pinned: Floors,
    *,
    margin: float = 0.0,
    allow_lower: str | None = None,
    new_gold: str | None = None,
) -> Floors:
    """Floors raised to the report's values less `margin`, and new figures added.

    A floor is lowered (or, of a figure that is not measured any more, dropped) only with
    `allow_lower`, and changed gold pinned only with `new_gold`: the reason for it, which is kept in
    the file. Raises GateError where that reason is missing.
    """
    found, below, reasons = measured(report, margin), _below(report, pinned), list(pinned.reasons)
    changed = _changed_gold(report, pinned) if pinned.gold else []
    if changed:
        reasons.append(_reason("gold changed", new_gold, "--new-gold WHY", changed))
    if below:
        reasons.append(_reason("floors lowered", allow_lower, "--allow-lower WHY", below.values()))
    kept = {name: floor for name, floor in pinned.floors.items() if name not in below}
    floors = {name: max(floor, kept.get(name, floor)) for name, floor in found.items()}
    order = [name for name in report.scores if name in kept or name in floors]
    return Floors(gold=_pin(report), floors={name: (kept | floors)[name] for name in order}, reasons=reasons)


def _reason(what: str, why: str | None, switch: str, lines: Iterable[str]) -> str:
    if not (why and why.strip()):
        raise GateError("\n".join([*lines, f"{what}: say why with {switch}"]))
    return f"{what}: {why.strip()} [{'; '.join(lines)}]"


def measured(report: Report, margin: float = 0.0) -> dict[str, float]:
    """The floors that the report's own values would give."""
    return {
        name: math.floor(max(0.0, score.value - margin) * 10**DIGITS) / 10**DIGITS
        for name, score in report.scores.items()
        if score.value is not None and score.gold >= MIN_ITEMS
    }


def _pin(report: Report) -> dict[str, PinnedFile]:
    return {path: PinnedFile(sha256=file.sha256, count=file.count) for path, file in report.gold_files.items()}


def save(floors: Floors, path: Path) -> None:
    """Write the floors file, one figure a line."""
    path.write_text(json.dumps(floors.model_dump(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluate.gate", description="Check or raise floors.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--floors", type=Path, default=FLOORS_FILE)
    parser.add_argument("--update", action="store_true", help="raise floors to the values measured now")
    parser.add_argument("--margin", type=float, default=0.0, help="how far below the values floors are set")
    parser.add_argument("--allow-lower", metavar="WHY", help="with --update: lower floors, for this reason")
    parser.add_argument("--new-gold", metavar="WHY", help="with --update: pin changed gold, for this reason")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Check, or with --update change, the floors; 0 if all is well, 2 on bad usage, 6 below a floor."""
    arguments = _arguments(given)
    try:
        report = evaluate(arguments.gold, arguments.out)
        if arguments.update:
            pinned = load_floors(arguments.floors) if arguments.floors.exists() else Floors()
            floors = update(
                report,
                pinned,
                margin=arguments.margin,
                allow_lower=arguments.allow_lower,
                new_gold=arguments.new_gold,
            )
            save(floors, arguments.floors)
            return 0
        problems = check(report, arguments.floors)
    except (EvaluationError, GateError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return EXIT_BELOW_FLOOR if problems else 0


if __name__ == "__main__":
    sys.exit(main())
