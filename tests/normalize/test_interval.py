"""Label, text and duration become one interval: section 3 of the manual, case by case."""

import datetime as dt

import pytest

from pipeline.normalize.interval import When, reconcile
from tests.factories import action

CASES = [
    # label, text, type, expected interval, flags
    ("2020-05-06", "Ministers met in Lima.", "CONSULT", "2020-05-06", ""),
    ("2020-05-06..2020-05-08", "Ministers met in Lima.", "CONSULT", "2020-05-06..2020-05-08", ""),
    # the text extends, narrows, begins or ends the label
    ("2020-10-31", "Envoys visited Quito from 31 October to 2 November.", "CONSULT", "2020-10-31..2020-11-02", ""),
    ("2020-10-11..2020-10-15", "Envoys held talks in Quito on 14 October.", "CONSULT", "2020-10-14", ""),
    ("2020-12-27", "Sailors docked for a visit until 2 January.", "CONSULT", "2020-12-27..2021-01-02", ""),
    ("2020-12-27", "Sailors docked at Callao on 27 December and stayed until 2 January.", "CONSULT",
     "2020-12-27..2021-01-02", ""),
    # a stated duration fixes the end
    ("2020-10-30", "Sailors arrived at Callao for a five-day visit.", "CONSULT", "2020-10-30..2020-11-03", ""),
    ("2020-10-18", "Envoys began a two-day visit from 18 October.", "CONSULT", "2020-10-18..2020-10-19", ""),
    ("2020-10-18..2020-10-19", "Envoys paid a two-day visit.", "CONSULT", "2020-10-18..2020-10-19", ""),
    ("2020-10-18", "Envoys signed a three-year plan.", "SUPPORT", "2020-10-18", ""),
    # the first day of several is the beginning, not the whole
    ("2020-10-11..2020-10-15", "Envoys opened the fair on 11 October.", "COOPERATE", "2020-10-11..2020-10-15", ""),
    # a statement is of the label's day, what it is about is earlier
    ("2020-10-25", "Peru condemned the launch of a rocket on 21 October.", "ACCUSE", "2020-10-25", ""),
    # the row is the report, or one of the two is a misprint
    ("2020-12-04", "Engineers trained cadets from 6 November to 1 December.", "AID",
     "2020-11-06..2020-12-01", "reported_later"),
    ("2020-11-19..2020-11-20", "Dancers met in a contest from 19 to 20 October.", "COOPERATE",
     "2020-11-19..2020-11-20", "date_conflict"),
    # a coarse date of the text does not blur the label
    ("2020-10-12", "Ministers met in October 2020.", "CONSULT", "2020-10-12", ""),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "kind", "expected", "flags"), CASES)
def test_entries(label: str, text: str, kind: str, expected: str, flags: str) -> None:
    when, _ = reconcile(action(text, label, type=kind), None)
    assert "..".join(str(day) for day in (when.date, when.enddate) if day) == expected
    assert " ".join(sorted(when.flags)) == flags


@pytest.mark.parametrize("kind", ["AGREE", "REQUEST", "THREATEN", "CONCEDE"])
def test_what_is_said_is_dated_to_the_day_it_was_said(kind: str) -> None:
    when, planned = reconcile(action("Ministers will meet in Lima on 9 June 2020.", "2020-05-06", type=kind), None)
    assert when.date == dt.date(2020, 5, 6)
    assert planned is not None
    assert planned.date == dt.date(2020, 6, 9)


def test_without_label_and_date_the_document_gives_the_day_and_it_is_said() -> None:
    published = When(dt.date(2020, 5, 7), None, "day", None, "document")
    when, _ = reconcile(action("Ministers met."), published)
    assert (when.date, when.origin, when.flags) == (dt.date(2020, 5, 7), "document", {"date_from_document"})


def test_nothing_is_guessed() -> None:
    when, _ = reconcile(action("Ministers met."), None)
    assert when.date is None
    assert when.flags == {"date_unknown"}


def test_a_further_event_of_earlier_days_is_not_reported_later() -> None:
    when, _ = reconcile(action("Ministers met on 27 April.", "2020-05-06", primary=False), None)
    assert when.date == dt.date(2020, 4, 27)
    assert not when.flags
