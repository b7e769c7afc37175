"""The spaCy component `bulletin_places`, alone in a pipeline that has entities from elsewhere."""

from __future__ import annotations

import spacy
from spacy.language import Language

from pipeline.extract import places


def _nlp() -> Language:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = [
        ("GPE", "Tripoli"),
        ("GPE", "Lebanon"),
        ("LOC", "Taiwan Strait"),
        ("GPE", "Qwertyville"),
        ("PERSON", "Paris"),
    ]
    ruler.add_patterns([{"label": label, "pattern": words} for label, words in patterns])  # type: ignore[attr-defined]
    nlp.add_pipe("bulletin_places")
    return nlp


def test_places_are_resolved_by_their_sentence() -> None:
    doc = _nlp()("A bomb went off in Tripoli, Lebanon. Ships left the Taiwan Strait for Qwertyville, said Paris.")
    found = {span.text: span for span in doc.spans["places"]}
    assert list(found) == ["Tripoli", "Lebanon", "Taiwan Strait"]
    tripoli = found["Tripoli"]
    assert (tripoli.label_, tripoli.kb_id_) == ("LBN", "266826")
    assert tripoli._.bulletin_place.city == "Tripoli"
    assert found["Taiwan Strait"]._.bulletin_place.city is None


def test_it_declares_what_it_needs_and_gives() -> None:
    meta = Language.get_factory_meta("bulletin_places")
    assert places.make_places is not None
    assert meta.requires == ["doc.ents"]
    assert meta.assigns == ["doc.spans", "span._.bulletin_place"]
