"""The trained encoder: refused when changed, the same on every run, spans of whole words."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from pipeline import encoder
from pipeline.encoder import signs, weights
from pipeline.encoder.encode import spans
from pipeline.encoder.heads import judge
from pipeline.encoder.links import SIZE
from pipeline.encoder.pairs import Candidate
from pipeline.encoder.roles import roles
from pipeline.encoder.shapes import shape

TEXT = "Foreign Minister Ana Prieto of Chile met Kenya's President in Nairobi on Tuesday and condemned the attack."


def test_weights_with_another_hash_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights/heads.npz").write_bytes(b"something else")
    encoder.description()
    monkeypatch.setattr(weights, "models_folder", lambda: tmp_path)
    with pytest.raises(encoder.WeightsError, match="SHA-256"):
        weights.file("heads.npz")


def test_a_text_comes_out_the_same_twice() -> None:
    one, other = encoder.load().encode(TEXT), encoder.load().encode(TEXT)
    assert (one.hidden == other.hidden).all()


def test_triggers_are_whole_words_with_their_types() -> None:
    encoded = encoder.load().encode(TEXT)
    found = spans(encoded, encoded.triggers, encoder.description().triggers)
    assert [(TEXT[tag.start : tag.end], tag.label) for tag in found] == [("met", "CONSULT"), ("condemned", "ACCUSE")]


def test_heads_give_probabilities() -> None:
    encoded = encoder.load().encode(TEXT)
    met, *spans_ = (
        encoded.pieces(at := TEXT.index(words), at + len(words)) for words in ("met", "Ana Prieto", "Nairobi")
    )
    assert met
    (judged,) = judge(encoded, [met])
    assert sum(judged.types.values()) == pytest.approx(1, abs=1e-4)
    candidates = [Candidate(span, kind) for span, kind in zip(spans_, ("PERSON", "GPE"), strict=True) if span]
    (found,) = roles(encoded, [met], candidates, [np.zeros((2, SIZE), dtype=np.float32)])
    assert [max(role, key=role.__getitem__) for role in found] == ["actor", "place"]
    assert all(sum(role.values()) == pytest.approx(1, abs=1e-4) for role in found)


@pytest.mark.skipif(not signs.multiplies_signed(), reason="a processor without VNNI saturates on signed weights")
def test_signed_weights_give_the_same_answers() -> None:
    unsigned = weights.file("encoder.onnx").read_bytes()
    feeds = encoder.load().feeds(TEXT)[0]
    one, other = (
        onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).run(None, feeds)
        for model in (unsigned, signs.signed(unsigned))
    )
    assert all((a == b).all() for a, b in zip(one, other, strict=True))


def test_no_constant_stays_unsigned() -> None:
    unsigned = weights.file("encoder.onnx").read_bytes()
    once = signs.signed(unsigned)
    assert once != unsigned
    assert len(once) == len(unsigned)
    assert signs.signed(once) == once


def test_signs_alone_are_no_span() -> None:
    encoded = encoder.load().encode("- – … ! ( ) -")
    for probabilities, tags in ((encoded.triggers, "triggers"), (encoded.parties, "parties"), (encoded.names, "names")):
        assert spans(encoded, probabilities, getattr(encoder.description(), tags), 1.0) == []


@pytest.mark.parametrize(
    ("word", "number"), [("met", 1), ("Met", 2), ("MET", 3), ("McX", 4), ("B2", 5), ("-", 6), ("U", 7)]
)
def test_shapes(word: str, number: int) -> None:
    assert shape(word) == number
