"""Windows leave nothing of a text out, and none is longer than the encoder takes."""

from __future__ import annotations

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.encoder import description, load
from pipeline.encoder.windows import windows
from pipeline.sentences import CELL

NLP = spacy.blank("en")
WORDS = st.sampled_from(["Ağrı", "2,345,678", "met", "Łódź", "and", "N'Djaména", "1.5.2021", "x" * 60])


@given(st.lists(WORDS, min_size=1, max_size=260))
@settings(max_examples=25, deadline=None)
def test_every_word_is_read(words: list[str]) -> None:
    text = " ".join(words)
    found = windows(NLP(text))
    assert "".join(text[window.start : window.end] for window in found) == text
    for window in found:
        assert load().count(window.encoded.text) <= description().most_pieces
        assert window.encoded.offsets[-2][1] >= len(window.encoded.text.rstrip()) - 1


def test_a_tables_first_cell_is_a_window_of_its_own() -> None:
    doc = NLP("Mali The army drove rebels out.")
    for token in doc:
        token.is_sent_start = token.i in (0, 1)
    doc.user_data[CELL] = 5
    assert [(window.start, window.end) for window in windows(doc)] == [(0, 4), (5, 31)]
