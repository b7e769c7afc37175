"""The passages' parses: how their marks are linked, and what the gazetteer knows of their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline import extract
from pipeline.encoder.belonging import TELLING
from pipeline.encoder.links import links
from pipeline.extract import dateline
from pipeline.extract.stage import parser_alone
from pipeline.gazetteer import look_up, place_in
from pipeline.gazetteer.actors import code_phrase
from pipeline.gazetteer.rows import by_alpha3
from pipeline.sentences import DATELINE
from tools.train.examples import TRIGGER, Links, Mark, Passage, parties_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


def parsed(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages with their links, parsed as the program does it, and the codes of their names."""
    nlp = extract.load()
    texts = (nlp.make_doc(passage.text[dateline.end_of(passage.text) :]) for passage in passages)
    with parser_alone(nlp):
        for passage, doc in zip(passages, nlp.pipe(texts), strict=True):
            whole = dateline.restored(passage.text, doc, nlp, DATELINE)
            places = frozenset(mark.id for mark in passage.marks if _is_town(passage, mark))
            codes = _codes(passage, places)
            towns = places & codes.keys()
            yield replace(passage, links=_links(passage, whole, towns), codes=codes, towns=towns)


def _links(passage: Passage, doc: Doc, towns: frozenset[str]) -> Links:
    """How each trigger, party and town is linked to every name and unnamed party."""
    places = {mark.id: (mark.start, mark.end) for mark in passage.marks}
    others = [mark.id for mark in passage.marks if mark.label != TRIGGER]
    triggers = {event.triggers[0] for event in passage.events}
    firsts = sorted(triggers | parties_of(passage).keys() | towns)
    matrices = links(doc, [places[id_] for id_ in firsts], [places[id_] for id_ in others])
    return {
        (first, other): row
        for first, matrix in zip(firsts, matrices, strict=True)
        for other, row in zip(others, matrix, strict=True)
    }


def _codes(passage: Passage, towns: frozenset[str]) -> dict[str, str]:
    """The Plover codes of states, towns, nationalities and bodies, by what their own words say."""
    told = (
        (mark.id, _code(passage, mark, is_town=mark.id in towns)) for mark in passage.marks if mark.label in TELLING
    )
    return {id_: code for id_, code in told if code}


def _code(passage: Passage, mark: Mark, *, is_town: bool) -> str | None:
    if not is_town:
        return code_phrase(passage.text[mark.start : mark.end]).code
    place = place_in(passage.text, mark.start, mark.end)
    return by_alpha3()[place.country_code].code if place and place.country_code else None


def _is_town(passage: Passage, mark: Mark) -> bool:
    known = look_up(passage.text[mark.start : mark.end]) if mark.label == "GPE" else None
    return mark.label == "GPE" and (known is None or known.form == "capital")
