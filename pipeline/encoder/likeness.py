"""How like the names of each country's people or towns a name looks: a net over its groups of letters, no name in it.

Trained by `tools/train/likeness.py`. It is no evidence of itself, only weighs the countries that stand around a name.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from pipeline.encoder.weights import checked, read_description

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kind = Literal["PERSON", "GPE"]

# Groups of so many letters; words are bounded by < and >, and each is also a group of its own.
LENGTHS = (2, 3, 4)
# Rows that the groups share (by CRC-32 of their UTF-8).
BUCKETS = 16384
_LATIN = re.compile(r"[a-z]")
# A name speaks at most so much for or against a country (natural logarithm): people move, and towns are namesakes.
MOST = 4.0


class Description(BaseModel):
    """`likeness.json`: the countries that the outputs stand for, and the hash of the matrices."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    countries: tuple[str, ...]
    sha256: str


def groups(name: str) -> list[int]:
    """The rows of a name's groups of Latin letters, in order, each once; accents and case do not count."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    bounded = [f"<{word}>" for word in plain.replace("-", " ").split() if _LATIN.search(word)]
    found = {word[at : at + size] for word in bounded for size in LENGTHS for at in range(len(word) - size + 1)}
    return sorted({zlib.crc32(group.encode()) % BUCKETS for group in found.union(bounded)})


@lru_cache(maxsize=4096)
def likeness(name: str, kind: Kind) -> Mapping[str, float]:
    """By country (ISO alpha-3) how many times likelier the name is there than anywhere; empty if it has no letters."""
    rows = groups(name)
    if not rows:
        return {}
    stored = _matrices()
    inner = stored["groups"][rows].astype(np.float32).mean(axis=0)
    scores = stored[f"{kind}_weight"] @ inner + stored[f"{kind}_bias"]
    ratios = scores - np.logaddexp.reduce(scores) - stored[f"{kind}_usual"]
    bounded = np.exp(ratios.clip(-MOST, MOST)).tolist()
    return dict(zip(_description().countries, bounded, strict=True))


@cache
def _description() -> Description:
    return read_description("likeness.json", Description)


@cache
def _matrices() -> dict[str, NDArray[np.float32]]:
    """`groups` (buckets, width); for each kind a linear layer to the countries, and their usual shares (logarithms)."""
    with np.load(checked("likeness.npz", _description().sha256), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
