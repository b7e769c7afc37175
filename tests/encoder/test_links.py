"""What the parse says of a trigger and of those who could take part."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc

from pipeline import extract
from pipeline.encoder import description
from pipeline.encoder.links import LABELS, PREPOSITIONS, SIZE, elsewhere, links

# heads and labels by hand: what the parser makes of a sentence is not the matter here
WORDS = ["Pirates", "attacked", "the", "navy", "of", "Ghana", ".", "Togo", "protested", "."]
HEADS = [1, 1, 3, 1, 3, 4, 1, 8, 8, 8]
DEPS = ["nsubj", "ROOT", "det", "dobj", "prep", "pobj", "punct", "nsubj", "ROOT", "punct"]


@pytest.fixture
def doc() -> Doc:
    pos = ["NOUN", "VERB", "DET", "NOUN", "ADP", "PROPN", "PUNCT", "PROPN", "VERB", "PUNCT"]
    return Doc(extract.load().vocab, words=WORDS, heads=HEADS, deps=DEPS, pos=pos)


def span(doc: Doc, word: str) -> tuple[int, int]:
    start = doc.text.index(word)
    return start, start + len(word)


def rows(doc: Doc, trigger: str, *candidates: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    (found,) = links(doc, [span(doc, trigger)], [span(doc, words) for words in candidates])
    return found


def test_each_way_of_taking_part_has_a_row_of_its_own(doc: Doc) -> None:
    subject, object_, deeper = rows(doc, "attacked", "Pirates", "the navy", "Ghana")
    assert len({subject.tobytes(), object_.tobytes(), deeper.tobytes()}) == 3
    assert subject.shape == (SIZE,)
    assert deeper.sum() > object_.sum(), "the preposition above is told too"


def test_another_sentence_is_before_or_behind(doc: Doc) -> None:
    (behind,) = rows(doc, "attacked", "Togo")
    (before,) = rows(doc, "protested", "Ghana")
    assert np.array_equal(behind, elsewhere(behind=True))
    assert np.array_equal(before, elsewhere(behind=False))


def test_words_that_are_no_words_of_the_text_have_no_link(doc: Doc) -> None:
    (found,) = links(doc, [(0, 0)], [span(doc, "Togo")])
    assert not found.any()


def test_the_weights_were_trained_on_these_rows() -> None:
    assert description().link_labels == LABELS
    assert description().link_prepositions == PREPOSITIONS
