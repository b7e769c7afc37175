"""The coder's steps on their own, and what holds of every action."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from pipeline import classify
from pipeline.classify.cued import coder_for, contexts, triggers
from pipeline.classify.cued.coder import setting_of
from pipeline.classify.cued.scene import scene
from tests.classify.helpers import ENTRY_DAY, passage, read_cases
from tests.classify.test_coder import FILES

if TYPE_CHECKING:
    from pipeline.passages import Action


def _coded(marked: str) -> list[Action]:
    found = passage(marked, "chronology_entry")
    return coder_for([found])(found)


def test_every_span_slices_back_to_its_words() -> None:
    for name, kind in FILES.items():
        for case in read_cases(name):
            for action in classify.actions([passage(case.text, kind)]):
                text = action.segment.text
                words = [*action.triggers, *(w for w, _ in action.instruments), *(s.words for s in action.sums)]
                words += [reason.words for reason in action.reasons if reason.words]
                words += [action.sentence_words] if action.sentence_words else []
                assert all(text[w.start : w.end] == w.text for w in words)
                assert 0 < action.confidence <= 1
                assert action.actors
                assert action.reasons


def test_an_entry_has_exactly_one_primary_action_and_it_comes_first() -> None:
    for case in read_cases("entries"):
        actions = _coded(case.text)
        assert [a.primary for a in actions] == [True] + [False] * (len(actions) - 1)


@pytest.mark.parametrize(
    "marked",
    [
        "Relations between [Ghana|GHA:GOV] and [Togo|TGO:GOV] remain close.",
        "[Kenya|KEN]: the year in review.",
        "The outlook for trade with [Peru|PER] is considered.",
    ],
)
def test_an_entry_without_a_cue_falls_back_with_low_confidence(marked: str) -> None:
    (action,) = _coded(marked)
    assert action.primary
    assert action.confidence < 0.3


def test_an_entry_without_any_party_has_no_action() -> None:
    assert _coded("The rains came late this year.") == []


def test_a_document_is_coded_the_same_twice() -> None:
    marked = [case.text for case in read_cases("entries")]
    first, second = (list(classify.actions(passage(m, "chronology_entry") for m in marked)) for _ in range(2))
    assert [repr(a) for a in first] == [repr(a) for a in second]


def test_headings_and_captions_are_not_coded() -> None:
    assert not list(classify.actions([passage("[Japan|JPN] attacked [Fiji|FJI].", "heading")]))


def test_own_dates_and_scheduled_days_are_told_apart() -> None:
    (meeting,) = _coded("[Ana Lopez|ESP] met [Wang Yi|CHN] on <2024-03-05|5 March>.")
    assert [t.date for t in meeting.dates] == [ENTRY_DAY]
    assert meeting.scheduled is None
    (promise,) = _coded("[Ana Lopez|ESP] will meet [Wang Yi|CHN] on <2024-04-09|9 April>.")
    assert promise.type == "AGREE"
    assert promise.scheduled is not None
    assert promise.scheduled.date == dt.date(2024, 4, 9)


def test_instruments_and_sums() -> None:
    (signed,) = _coded("[Chile|CHL] and [Peru|PER] signed a memorandum of understanding.")
    assert [kind for _, kind in signed.instruments] == ["mou"]


def test_contexts_are_few_and_about_the_words() -> None:
    (action,) = _coded("[Ana Lopez|ESP] met [Wang Yi|CHN] to discuss nuclear weapons and human rights.")
    assert {"cbrn", "human_rights"} <= set(action.contexts)
    assert len(action.contexts) <= contexts.LIMIT


def test_separate_meetings_are_records_of_their_own() -> None:
    actions = _coded("[Park Jin|KOR] held separate meetings with [Zambry Kadir|MYS] and [Retno Marsudi|IDN].")
    assert [{p.code for p in a.actors} for a in actions] == [{"KOR", "MYS"}, {"KOR", "IDN"}]


def test_a_visit_told_as_a_meeting_during_the_guests_call() -> None:
    (action,) = _coded("[Kang Yun Sok|PRK] met [Sisavath|LAO] during the latter's farewell visit.")
    assert action.modes == ("visit",)
    assert [p.code for p in action.actors] == ["LAO"]


def test_news_of_a_chronology_begins_with_its_first_month() -> None:
    setting = setting_of([passage("[Japan|JPN] met [Fiji|FJI].", "chronology_entry")])
    assert setting.news_from == dt.date(2024, 3, 1)


def test_triggers_are_found_in_the_order_of_the_text() -> None:
    view = scene(passage("[Japan|JPN] condemned [Fiji|FJI] and urged [Peru|PER] to hold talks."))
    assert [c.head.text for c in triggers.find(view)] == ["condemned", "urged", "hold"]
