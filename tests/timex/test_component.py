"""The spaCy component `bulletin_dates`."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy

import pipeline.timex.component
from pipeline.timex.component import SPANS

assert pipeline.timex.component  # registers the factory


def test_spans_and_values() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("bulletin_dates", config={"reference": "2023-10-05"})
    doc = nlp("He left on Monday and was away from 11 to 15 October.")
    assert [(span.text, span._.timex_value) for span in doc.spans[SPANS]] == [
        ("Monday", "2023-10-02"),
        ("11 to 15 October", "2023-10-11/2023-10-15"),
    ]
    assert doc.spans[SPANS][1]._.timex_enddate == dt.date(2023, 10, 15)
    assert doc.spans[SPANS][0]._.timex_type == "DATE"


def test_reference_of_the_document_and_other_style() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("bulletin_dates", config={"style": "timex3"})
    doc = nlp.make_doc("He is now away; he left yesterday.")
    doc._.reference_date = dt.date(2020, 3, 1)
    doc = nlp(doc)
    assert [span._.timex_value for span in doc.spans[SPANS]] == ["PRESENT_REF", "2020-02-29"]


def test_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="'manual' or 'timex3'"):
        spacy.blank("en").add_pipe("bulletin_dates", config={"style": "iso"})


def test_what_it_declares() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("bulletin_dates")
    analysis = nlp.analyze_pipes()
    assert analysis
    assert analysis["summary"]["bulletin_dates"]["assigns"] == ["doc.spans", "span._.timex"]
