"""The spaCy components `bulletin_names` and `bulletin_actors`, usable in any English pipeline.

`bulletin_names` sets `doc.ents` to names after the annotation manual (by rules and the encoder; a
pipeline needs no `ner`) and keeps canonical forms and codes in `span._.bulletin`; `bulletin_actors`
writes `doc.spans["parties"]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span
from spacy.util import filter_spans

from pipeline.extract import names, parties
from pipeline.extract.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

_MEMORY = "bulletin_memory"

# spaCy keeps a span's extensions by its extent: a name and a party of the same words need two.
for _extension in ("bulletin", "bulletin_party"):
    if not Span.has_extension(_extension):
        Span.set_extension(_extension, default=None)


@Language.factory("bulletin_names", requires=["token.tag", "token.dep"], assigns=["doc.ents", "span._.bulletin"])
def make_names(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Names of persons, bodies, places, events, laws, products, works and sums."""
    del nlp, name
    return _names


@Language.factory("bulletin_actors", requires=["doc.ents", "token.dep"], assigns=["doc.spans"])
def make_actors(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Phrases that can be parties of an event, coded; each span's `_.bulletin_party` is a `passages.Party`."""
    del nlp, name
    return _actors


def _names(doc: Doc) -> Doc:
    memory = doc.user_data[_MEMORY] = Memory()
    spans = []
    for found in names.find(doc, memory):
        span = doc.char_span(found.start, found.end, label=found.label, alignment_mode="expand")
        if span is not None:
            span._.bulletin = found
            spans.append(span)
    doc.ents = tuple(filter_spans(spans))
    return doc


def _actors(doc: Doc) -> Doc:
    found = [ent._.bulletin for ent in doc.ents if ent._.bulletin is not None]
    spans = []
    for party in parties.find(doc, found, doc.user_data.get(_MEMORY)):
        span = doc.char_span(*party.phrase, label=party.code or "", alignment_mode="expand")
        if span is not None:
            span._.bulletin_party = party
            spans.append(span)
    doc.spans["parties"] = spans
    return doc
