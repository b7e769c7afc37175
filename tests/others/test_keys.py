"""The keys fit their texts."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from pipeline.gazetteer.rows import NON_STATE_CODES, by_alpha3
from pipeline.records import Sector
from tests.others.keys import ARTICLES, BULLETINS, SENTENCES, acts, answers, phrases, sentences, source, spots, words


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


@pytest.mark.parametrize("name", SENTENCES)
def test_the_sentences_have_codes_that_there_are(name: str) -> None:
    codes = {country.code for country in by_alpha3().values()} | NON_STATE_CODES
    rows = sentences(name)
    assert all(row.codes <= codes for row in rows)
    assert len({row.text for row in rows}) == len(rows)


def test_the_phrases_and_places_have_codes_that_there_are() -> None:
    codes = {country.code for country in by_alpha3().values()} | NON_STATE_CODES | {"-"}
    assert {row.code for row in phrases()} <= codes
    assert {row.sector for row in phrases()} <= {*get_args(Sector), "-"}
    assert {row.code for row in spots()} <= codes
    assert all(row.text.count("[[") == row.text.count("]]") == 1 for row in spots())
