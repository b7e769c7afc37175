"""Windows leave nothing of a text out, and none is longer than the encoder takes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.encoder import description, load
from pipeline.encoder.encode import Encoded, Encoder
from pipeline.encoder.windows import encoded_ahead, windows
from pipeline.sentences import CELL

if TYPE_CHECKING:
    from spacy.tokens import Doc

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


def test_texts_come_encoded_in_their_order_and_few_are_taken_before_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    taken: list[str] = []

    def texts() -> Iterator[Doc]:
        for number in range(6):
            taken.append(f"Envoy {number} left Rabat.")
            yield NLP(taken[-1])

    read = encoded_ahead(texts(), ahead=2)
    first = next(read)
    assert first.text == "Envoy 0 left Rabat."
    assert len(taken) == 3
    assert [doc.text for doc in (first, *read)] == taken
    for doc in map(NLP, taken[:2]):
        ahead = next(encoded_ahead([NLP(doc.text)], ahead=1))
        assert np.array_equal(windows(ahead)[0].encoded.hidden, windows(doc)[0].encoded.hidden)


def test_on_one_core_no_text_is_taken_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    texts = iter([NLP("Envoys left Rabat."), NLP("They returned.")])
    next(encoded_ahead(texts, ahead=2))
    assert next(texts).text == "They returned."


def test_a_reader_that_stops_early_leaves_nothing_running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    before = threading.active_count()
    read = encoded_ahead((NLP(f"Envoy {number} left Rabat.") for number in range(50)), ahead=8)
    next(read)
    read.close()
    assert threading.active_count() == before


def test_what_fails_beside_fails_the_text_it_belongs_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_encoder: Encoder, text: str) -> Encoded:
        raise MemoryError(text)

    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    read = encoded_ahead([NLP("Envoys left Rabat.")], ahead=4)
    monkeypatch.setattr(Encoder, "encode", failing)
    with pytest.raises(MemoryError, match="Rabat"):
        next(read)
