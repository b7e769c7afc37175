"""Actor phrases of all regions against what a reader of the manual answers."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.gazetteer import code_phrase
from pipeline.gazetteer.verdicts import ActorCode

CASES = Path(__file__).with_name("phrases.tsv")


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as handle:
        lines = [line for line in handle if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _given(case: dict[str, str]) -> dict[str, str | None]:
    wanted = {k: v for k, v in case.items() if k not in ("phrase", "hint") and (v or k == "others")}
    return {key: None if value == "-" else value for key, value in wanted.items()}


def _got(coded: ActorCode, phrase: str) -> dict[str, str | None]:
    return {
        "code": coded.code,
        "sector": coded.sector,
        "others": "|".join(coded.other_sectors),
        "kind": coded.kind,
        "name": phrase[slice(*coded.name_span)],
        "office": coded.office,
    }


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["phrase"])
def test_phrase(case: dict[str, str]) -> None:
    coded = code_phrase(case["phrase"], country_hint=case["hint"] or None)
    wanted = _given(case)
    assert {key: _got(coded, case["phrase"])[key] for key in wanted} == wanted
