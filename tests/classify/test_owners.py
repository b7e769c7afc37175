"""Of a nationality or an owner before a noun that acts, the noun is the party."""

from __future__ import annotations

import pytest

from pipeline.classify.owners import named_in_full
from tests.factories import action, party, passage


@pytest.mark.parametrize(
    ("text", "state", "code", "words", "sector"),
    [
        ("France gave the Ghanaian air force two jets.", "Ghanaian", "GHA", "Ghanaian air force", "MIL"),
        ("France condemned three Georgian shepherds.", "Georgian", "GEO", "three Georgian shepherds", "AGR"),
        ("France condemned Myanmar's military.", "Myanmar", "MMR", "military", "MIL"),
        ("France condemned Myanmar's economy.", "Myanmar", "MMR", "Myanmar", "GOV"),
        ("France condemned Myanmar.", "Myanmar", "MMR", "Myanmar", "GOV"),
    ],
)
def test_the_noun_is_the_party(text: str, state: str, code: str, words: str, sector: str) -> None:
    told = action(text, trigger="France", recipients=(party(state, code, text),))
    (found,) = named_in_full(told, passage(text)).recipients
    assert (found.text, found.code, found.sector) == (words, code, sector)
    assert text[found.start : found.end] == words
