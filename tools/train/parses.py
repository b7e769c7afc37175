"""The passages' parses: how their marks are linked to their triggers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline import extract
from pipeline.encoder.links import links
from pipeline.extract.stage import parser_alone
from tools.train.examples import TRIGGER, Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc


def parsed(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages with their links, by the parser that the program uses (which parses datelines apart)."""
    nlp = extract.load()
    texts = (passage.text for passage in passages)
    with parser_alone(nlp):
        for passage, doc in zip(passages, nlp.pipe(texts), strict=True):
            yield _linked(passage, doc)


def _linked(passage: Passage, doc: Doc) -> Passage:
    places = {mark.id: (mark.start, mark.end) for mark in passage.marks}
    others = [mark.id for mark in passage.marks if mark.label != TRIGGER]
    triggers = sorted({event.triggers[0] for event in passage.events})
    matrices = links(doc, [places[id_] for id_ in triggers], [places[id_] for id_ in others])
    rows = {
        (trigger, other): row
        for trigger, matrix in zip(triggers, matrices, strict=True)
        for other, row in zip(others, matrix, strict=True)
    }
    return replace(passage, links=rows)
