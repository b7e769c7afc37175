"""What the verb's form says of an act: denied, supposed, still to come."""

from __future__ import annotations

import pytest

from pipeline.classify.modality import with_modality
from pipeline.extract import load
from pipeline.passages import Action, Passage, Words
from pipeline.records import EventType, Segment
from tests.factories import party

CASES: list[tuple[str, str, EventType, str]] = [
    ("Ghana did not release the crew.", "release", "RETREAT", "negation"),
    ("No talks were held by Chad.", "held", "CONSULT", "negation"),
    ("Ghana not only expelled the envoy.", "expelled", "SANCTION", ""),
    ("Ghana refused to sign.", "refused", "REJECT", ""),
    ("Peru may have bombed the camp.", "bombed", "ASSAULT", "hypothetical"),
    ("Had Peru bombed the camp, Chile would have left.", "bombed", "ASSAULT", "hypothetical"),
    ("If Peru expels the envoy, Chile leaves.", "expels", "SANCTION", "hypothetical"),
    ("Kenya will expel two envoys on Monday.", "expel", "SANCTION", "future"),
    ("Kenya is set to expel two envoys.", "expel", "SANCTION", "future"),
    ("Kenya will send maize to Malawi.", "send", "AGREE", ""),
    ("Kenya expelled two envoys.", "expelled", "SANCTION", ""),
]


@pytest.mark.parametrize(("text", "trigger", "kind", "expected"), CASES)
def test_modality(text: str, trigger: str, kind: EventType, expected: str) -> None:
    doc = load()(text)
    segment = Segment(id="doc/001", doc="doc", kind="paragraph", text=text, start=0, end=len(text))
    start = text.index(trigger)
    words = Words(start, start + len(trigger), trigger)
    action = Action(
        segment=segment, triggers=(words,), type=kind, actors=(party(text.split(maxsplit=1)[0], within=text),)
    )
    assert " ".join(with_modality(action, Passage(segment, doc)).auxiliary) == expected
