"""What the verb's form says of an act: denied, supposed, still to come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.classify.datable import datable
from pipeline.classify.modality import with_modality, with_own_days
from pipeline.extract import load
from pipeline.passages import Action, Passage, Words
from pipeline.records import EventType, Segment
from pipeline.timex import find
from tests.factories import party
from tests.factories import passage as passage_of

CASES: list[tuple[str, str, EventType, str]] = [
    ("Ghana did not release the crew.", "release", "RETREAT", "negation"),
    ("No talks were held by Chad.", "held", "CONSULT", "negation"),
    ("Ghana not only expelled the envoy.", "expelled", "SANCTION", ""),
    ("Ghana refused to sign.", "refused", "REJECT", ""),
    ("Ghana will not sign.", "will", "REJECT", ""),
    ("Peru may have bombed the camp.", "bombed", "ASSAULT", "hypothetical"),
    ("Had Peru bombed the camp, Chile would have left.", "bombed", "ASSAULT", "hypothetical"),
    ("If Peru expels the envoy, Chile leaves.", "expels", "SANCTION", "hypothetical"),
    ("Kenya will expel two envoys on Monday.", "expel", "SANCTION", "future"),
    ("Kenya is set to expel two envoys.", "expel", "SANCTION", "future"),
    ("Kenya will send maize to Malawi.", "send", "AGREE", ""),
    ("Kenya expelled two envoys.", "expelled", "SANCTION", ""),
]


def read(text: str, trigger: str, kind: EventType) -> tuple[Action, Passage]:
    """An action in a text, with all its dates, and the parsed text."""
    doc = load()(text)
    segment = Segment(id="doc/001", doc="doc", kind="paragraph", text=text, start=0, end=len(text))
    start = text.index(trigger)
    sentence = next(sent for sent in doc.sents if sent.start_char <= start < sent.end_char)
    action = Action(
        segment=segment,
        triggers=(Words(start, start + len(trigger), trigger),),
        type=kind,
        actors=(party(text.split(maxsplit=1)[0], within=text),),
        dates=tuple(find(text)),
        sentence_words=Words(sentence.start_char, sentence.end_char, sentence.text),
    )
    return action, Passage(segment, doc)


@pytest.mark.parametrize(("text", "trigger", "kind", "expected"), CASES)
def test_modality(text: str, trigger: str, kind: EventType, expected: str) -> None:
    assert " ".join(with_modality(*read(text, trigger, kind)).auxiliary) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "kept"),
    [
        ("Peru fined the line on 3 May 2021. It will not pay.", "will", "REJECT", False),
        ("Peru fined the line on 3 May 2021. It has called the step theft.", "called", "ACCUSE", False),
        ("Peru fined the line on 3 May 2021. It called the step theft.", "called", "ACCUSE", True),
        ("Peru sent tents on 3 May 2021. It is said to have flown rice.", "flown", "AID", True),
        ("Peru has sent tents since 3 May 2021.", "sent", "AID", True),
        ("Peru rejected an offer that Chile made on 3 May 2021.", "rejected", "REJECT", False),
        ("Peru, which had waited, rejected the offer on 3 May 2021.", "rejected", "REJECT", True),
        ("Peru met Chile in Lima and on 3 May 2021 signed a pact.", "met", "CONSULT", False),
        ("Peru met Chile in Lima and on 3 May 2021 signed a pact.", "signed", "SUPPORT", True),
    ],
)
def test_a_day_that_is_another_acts(text: str, trigger: str, kind: EventType, *, kept: bool) -> None:
    assert bool(with_own_days(*read(text, trigger, kind)).dates) == kept


def test_a_day_governed_through_a_part_of_the_day_and_the_day_after_it() -> None:
    action, passage = read("At dawn on 3 May 2021 the rebels shelled Kidal.", "shelled", "ASSAULT")
    action, passage = replace(action, dates=()), replace(passage, dates=tuple(find(passage.segment.text)))
    assert [date.text for date in with_own_days(action, passage).dates] == ["3 May 2021"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("For the first time since May 2019 they met.", []),
        ("They met for the second time in a month on 3 May 2021.", ["3 May 2021"]),
        ("They met three days after the raid of 3 May 2021.", ["3 May 2021"]),
        ("They have talked since 3 May 2021 for three days.", ["3 May 2021", "three days"]),
    ],
)
def test_what_can_date_an_act(text: str, left: list[str]) -> None:
    passage = passage_of(text)
    assert [date.text for date in datable(passage)] == left
