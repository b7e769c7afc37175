"""The spaCy component `bulletin_places`: places of any English pipeline's entities, resolved to GeoNames.

It reads `doc.ents`, whoever set them, and writes `doc.spans["places"]`: a span for each geopolitical
entity, location or building that is resolved, at least to its country. `span._.bulletin_place` is a
`gazetteer.Place`, the span's label the country's code, its `kb_id_` the GeoNames id (empty if unknown).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from pipeline.gazetteer.places import as_town
from pipeline.gazetteer.placetext import place_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

_PLACES = frozenset({"GPE", "LOC", "FAC"})

if not Span.has_extension("bulletin_place"):
    Span.set_extension("bulletin_place", default=None)


@Language.factory("bulletin_places", requires=["doc.ents"], assigns=["doc.spans", "span._.bulletin_place"])
def make_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Places of the document's entities, each by its own sentence and the words beside it."""
    del nlp, name
    return _places


def _places(doc: Doc) -> Doc:
    spans = []
    for entity in doc.ents:
        if entity.label_ not in _PLACES:
            continue
        found = place_in(doc.text, entity.start_char, entity.end_char, building=entity.label_ == "FAC")
        if found is None:
            continue
        if entity.label_ == "GPE":
            found = as_town(found)
        identifier = str(found.geonameid) if found.geonameid else ""
        span = Span(doc, entity.start, entity.end, label=found.country_code or "", kb_id=identifier)
        span._.bulletin_place = found
        spans.append(span)
    doc.spans["places"] = spans
    return doc
