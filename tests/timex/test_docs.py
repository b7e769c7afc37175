"""The code in docs/dates.md runs, and its assertions hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "dates.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[-2][:40])
def test_code_of_the_page(block: str) -> None:
    assert "assert" in block
    exec(compile(block, str(PAGE), "exec"), {})  # noqa: S102 - our own page
