"""The committed output against the committed gold: no figure falls below its floor."""

from __future__ import annotations

from pathlib import Path

from pipeline.evaluate import evaluate, gate

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"


def test_the_output_is_not_below_the_floors() -> None:
    report = evaluate(GOLD, ROOT / "output")
    assert gate.check(report, GOLD / "floors.json") == ()
