"""Bulletins and articles of our own in other styles, from text to records: no figure falls below its floor."""

from __future__ import annotations

from pathlib import Path

from pipeline import run
from pipeline.evaluate import evaluate, gate

HERE = Path(__file__).parent


def test_the_chain_is_not_below_the_floors(tmp_path: Path) -> None:
    run.run([str(HERE / "sources")], tmp_path / "out")
    report = evaluate(HERE / "gold", tmp_path / "out")
    assert gate.check(report, HERE / "floors.json") == ()
