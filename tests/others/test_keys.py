"""The keys fit their texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.others.keys import ARTICLES, BULLETINS, acts, answers, source, words


@pytest.mark.parametrize("folder", BULLETINS, ids=lambda folder: folder.name)
def test_a_bulletins_key(folder: Path) -> None:
    text = words(source(folder).read_text(encoding="utf-8"))
    for start, found in answers(folder).items():
        assert words(start) in text
        assert sum(answer.primary for answer in found) == 1, start


@pytest.mark.parametrize("folder", ARTICLES, ids=lambda folder: folder.name)
def test_the_articles_keys(folder: Path) -> None:
    for act in acts(folder):
        text = words((folder / f"{act.article}.md").read_text(encoding="utf-8"))
        assert words(act.trigger) in text
        assert words(act.sentence) in text
        assert act.first <= act.last
