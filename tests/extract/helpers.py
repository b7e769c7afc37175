"""Reading the marked-up sentences of this folder."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline import extract
from pipeline.records import Document, Segment

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.passages import Passage

HERE = Path(__file__).parent
_MARK = re.compile(r"\[([A-Z]+) ([^\]]+)\]")

Marked = tuple[int, int, str]


class Sentence(NamedTuple):
    """A sentence with its gold; `fails`: it is known to fail."""

    text: str
    gold: frozenset[Marked]
    fails: bool


@cache
def nlp() -> Language:
    return extract.load()


def parse(text: str) -> Doc:
    """The text as the pipeline's model sees it, without our components."""
    with nlp().select_pipes(disable=["bulletin_names", "bulletin_actors"]):
        return nlp()(text)


def passage(text: str) -> Passage:
    """The text as the only paragraph of a document, read by the stage."""
    document = Document(id="t", path="t.txt", text=text, sha256="0" * 64, encoding="utf-8")
    segment = Segment(id="t/001", doc="t", kind="paragraph", text=text, start=0, end=len(text))
    return next(iter(extract.passages(document, [segment], nlp())))


def read(line: str) -> Sentence:
    """`The [ORG Doha Forum] opened` as text and gold."""
    text, gold, position, body = "", set(), 0, line.removeprefix("~")
    for mark in _MARK.finditer(body):
        text += body[position : mark.start()]
        gold.add((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        position = mark.end()
    return Sentence(text + body[position:], frozenset(gold), line.startswith("~"))


def sentences(name: str) -> list[Sentence]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [read(line) for line in lines if line and not line.startswith("#")]
