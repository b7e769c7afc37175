"""A text through the encoder: hidden vectors, and the spans that its tags mark."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.encoder.shapes import shapes
from pipeline.encoder.signs import multiplies_signed, signed
from pipeline.encoder.weights import description, file

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span that the tags mark: offsets in the text, its pieces, label and probability."""

    start: int
    end: int
    pieces: tuple[int, int]
    label: str
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A text after the pass. `offsets[i]` is where piece i stands; all matrices have a row per piece."""

    text: str
    offsets: tuple[tuple[int, int], ...]
    hidden: NDArray[np.float32]
    names: NDArray[np.float32]
    parties: NDArray[np.float32]
    triggers: NDArray[np.float32]
    index: Index

    def pieces(self, start: int, end: int) -> tuple[int, int] | None:
        """The pieces that text[start:end] overlaps, as a range; None if there are none."""
        low, high = bisect_right(self.index.ends, start), bisect_left(self.index.starts, end)
        return (self.index.solid[low], self.index.solid[high - 1] + 1) if low < high else None


@dataclass(frozen=True, slots=True)
class Index:
    """Where a text's pieces stand: those that have characters, their starts and ends, and the pieces of each word."""

    solid: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[tuple[int, int], ...]


def _index(text: str, offsets: Sequence[tuple[int, int]]) -> Index:
    solid = tuple(number for number, (start, end) in enumerate(offsets) if start < end)
    words: list[tuple[int, int]] = []
    for number in solid:
        start = offsets[number][0]
        joined = words and offsets[number - 1][1] == start and text[start - 1 : start + 1].isalnum()
        if joined and words[-1][1] == number:
            words[-1] = (words[-1][0], number + 1)
        else:
            words.append((number, number + 1))
    starts, ends = tuple(offsets[n][0] for n in solid), tuple(offsets[n][1] for n in solid)
    return Index(solid, starts, ends, tuple(words))


class Encoder:
    """The loaded model."""

    def __init__(self) -> None:
        import onnxruntime  # noqa: PLC0415 - takes a moment; only this class needs it
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a second core has the parser to run meanwhile: `windows.encoded_ahead`
        options.log_severity_level = 3
        self._tokenizer = Tokenizer.from_file(str(file("tokenizer.json")))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        model = file("encoder.onnx").read_bytes()
        model = signed(model) if multiplies_signed() else model
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def encode(self, text: str) -> Encoded:
        """One pass over `text`. What lies past the model's most pieces is left out: cut long texts first.

        Texts go through one by one: the sums of an int8 model depend on what else is in the batch.
        """
        inputs, offsets = self.feeds(text)
        hidden, names, parties, triggers = (output[0] for output in self._session.run(None, inputs))
        return Encoded(
            text, offsets, hidden, softmax(names), softmax(parties), softmax(triggers), _index(text, offsets)
        )

    def feeds(self, text: str) -> tuple[dict[str, NDArray[np.int64]], tuple[tuple[int, int], ...]]:
        """What the model takes for a text, and where each piece stands in it."""
        coded = self._tokenizer.encode(text)
        most = description().most_pieces
        ids, offsets = coded.ids[:most], coded.offsets[:most]
        inputs = {
            "ids": np.array([ids], dtype=np.int64),
            "shapes": np.array([shapes(text, offsets)], dtype=np.int64),
            "mask": np.ones((1, len(ids)), dtype=np.int64),
        }
        return inputs, tuple(offsets)

    def count(self, text: str) -> int:
        """How many pieces a text has."""
        return len(self._tokenizer.encode(text).ids)


@cache
def load() -> Encoder:
    """The model, loaded once. Raises WeightsError."""
    return Encoder()


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: NDArray[np.float32] = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def spans(
    encoded: Encoded, probabilities: NDArray[np.float32], tags: Sequence[str], least: float = 0.5
) -> list[Tagged]:
    """The spans that B- and I- tags mark, of whole words, left to right.

    A piece is inside where O is not likelier than `least`; a span's label is the one with the most
    probability over its pieces, begin and inside together.
    """
    begin, inside = probabilities[:, 1::2], probabilities[:, 2::2]
    marked = (probabilities[:, 0] <= least).tolist()
    starts = (begin.max(axis=1) > inside.max(axis=1)).tolist()
    ranges: list[tuple[int, int]] = []
    for first, last in encoded.index.words:
        if True not in marked[first:last]:
            continue
        if ranges and ranges[-1][1] == first and not starts[first]:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
    labels = [tag[2:] for tag in tags[1::2]]
    worded = [found for found in ranges if _has_word(encoded, found)]
    return [_tagged(encoded, found, begin + inside, labels) for found in worded]


def _has_word(encoded: Encoded, pieces: tuple[int, int]) -> bool:
    """Whether there is more in the pieces than signs."""
    start, end = encoded.offsets[pieces[0]][0], encoded.offsets[pieces[1] - 1][1]
    return any(char.isalnum() for char in encoded.text[start:end])


def _tagged(encoded: Encoded, pieces: tuple[int, int], both: NDArray[np.float32], labels: Sequence[str]) -> Tagged:
    mean: Any = both[slice(*pieces)].mean(axis=0)
    best = int(mean.argmax())
    start, end = encoded.offsets[pieces[0]][0], encoded.offsets[pieces[1] - 1][1]
    return Tagged(start, end, pieces, labels[best], float(mean[best]))
