"""Label, text and duration become one interval: section 3 of the manual, case by case."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.interval import reconcile
from pipeline.normalize.when import When
from tests.factories import action

CASES = [
    # label, text, type, expected interval, flags
    ("2020-05-06", "Ministers met in Lima.", "CONSULT", "2020-05-06", ""),
    ("2020-05-06", "Rebels released guards who had been seized on 23 April.", "RETREAT", "2020-05-06", ""),
    (
        "2020-11-18",
        "Ministers met to talk over steps that should follow from the summit held beside the assembly in May 2020.",
        "CONSULT",
        "2020-11-18",
        "",
    ),
    ("2020-05-06..2020-05-08", "Ministers met in Lima.", "CONSULT", "2020-05-06..2020-05-08", ""),
    # the text extends, narrows, begins or ends the label
    ("2020-10-31", "Envoys visited Quito from 31 October to 2 November.", "CONSULT", "2020-10-31..2020-11-02", ""),
    ("2020-10-11..2020-10-15", "Envoys held talks in Quito on 14 October.", "CONSULT", "2020-10-14", ""),
    ("2020-12-27", "Sailors docked for a visit until 2 January.", "CONSULT", "2020-12-27..2021-01-02", ""),
    ("2020-12-27", "Sailors docked at Callao on 27 December and stayed until 2 January.", "CONSULT",
     "2020-12-27..2021-01-02", ""),
    # what is over on the label's day began before it
    ("2020-11-12", "Experts' two-day forum in Aktau wound up.", "CONSULT", "2020-11-11..2020-11-12", ""),
    ("2020-11-15", "Sailors left Callao after a four-day visit.", "CONSULT", "2020-11-12..2020-11-15", ""),
    # a stated duration fixes the end
    ("2020-10-30", "Sailors arrived at Callao for a five-day visit.", "CONSULT", "2020-10-30..2020-11-03", ""),
    ("2020-10-18", "Envoys began a two-day visit from 18 October.", "CONSULT", "2020-10-18..2020-10-19", ""),
    ("2020-10-18..2020-10-19", "Envoys paid a two-day visit.", "CONSULT", "2020-10-18..2020-10-19", ""),
    ("2020-10-18", "Envoys signed a three-year plan.", "SUPPORT", "2020-10-18", ""),
    ("2020-10-18", "Talks opened on the second day of a three-day visit.", "CONSULT", "2020-10-17..2020-10-19", ""),
    ("2020-03-05..2020-03-06", "On the night of 5 March troops were moved to Senafe.", "MOBILIZE", "2020-03-05", ""),
    ("2020-03-09", "Envoys sat down for talks that broke up on 11 March.", "CONSULT", "2020-03-09..2020-03-11", ""),
    # the first day of several is the beginning, not the whole
    ("2020-10-11..2020-10-15", "Envoys opened the fair on 11 October.", "COOPERATE", "2020-10-11..2020-10-15", ""),
    # a statement is of the label's day, what it is about is earlier
    ("2020-10-25", "Peru condemned the launch of a rocket on 21 October.", "ACCUSE", "2020-10-25", ""),
    # the row is the report, or one of the two is a misprint
    ("2020-12-04", "Engineers trained cadets from 6 November to 1 December.", "AID",
     "2020-11-06..2020-12-01", "reported_later"),
    ("2020-11-19..2020-11-20", "Dancers met in a contest from 19 to 20 October.", "COOPERATE",
     "2020-11-19..2020-11-20", "date_conflict"),
    # what stands in another clause is when something else took place
    ("2020-04-22", "Marines left Honduras, completing a withdrawal announced in January.", "RETREAT", "2020-04-22", ""),
    ("2020-07-20", "Protocols, which were signed in November 2018, enter into force.", "SUPPORT", "2020-07-20", ""),
    ("2020-06-14", "Rebels released loggers whom they had kidnapped on 3 June.", "RETREAT", "2020-06-14", ""),
    ("2020-06-09", "Mexico refused to attend a meeting convened by Peru for 22 June.", "REJECT", "2020-06-09", ""),
    ("2020-08-29..2020-09-01", "Traders toured Moulmein, where a plant was opened on 30 August.", "CONSULT",
     "2020-08-29..2020-09-01", ""),
    # a coarse date of the text does not blur the label, not even one that covers a part of it
    ("2020-10-12", "Ministers met in October 2020.", "CONSULT", "2020-10-12", ""),
    ("2020-10-30..2020-11-03", "Dancers met in a contest in October.", "COOPERATE", "2020-10-30..2020-11-03", ""),
    ("2020-10-12", "This week, ministers met in Lima.", "CONSULT", "2020-10-12", ""),
    # but a finer one than the label narrows it, and of a coarse and a fine one in a clause the fine one counts
    ("2020-10-05..2020-10-11 week", "Ministers met on 8 October.", "CONSULT", "2020-10-08", ""),
    ("2020-10-01..2020-10-31 month", "Ministers met from 8 to 9 October.", "CONSULT", "2020-10-08..2020-10-09", ""),
    ("2020-10-01..2020-10-31 month", "Ministers met in October.", "CONSULT", "2020-10-01..2020-10-31", ""),
    ("2020-05-20", "Last week, ministers met on 13 May.", "CONSULT", "2020-05-13", "reported_later"),
    # text that extends the label: over a month's end, over a year's end, with its beginning elsewhere
    ("2020-04-30", "Choirs toured Chile from 30 April until 4 May.", "COOPERATE", "2020-04-30..2020-05-04", ""),
    ("2020-12-30", "Choirs toured Chile from 30 December to 5 January.", "COOPERATE", "2020-12-30..2021-01-05", ""),
    ("2021-01-02", "Choirs toured Chile from 28 December to 5 January.", "COOPERATE", "2020-12-28..2021-01-05", ""),
    ("2020-09-14", "Choirs toured Chile starting on 14 September and ending on 20 September.", "COOPERATE",
     "2020-09-14..2020-09-20", ""),
    # a stated duration fixes the end: of days, weeks, months; over a month's and a leap day's end
    ("2020-10-30", "Envoys visited Quito for five days.", "CONSULT", "2020-10-30..2020-11-03", ""),
    ("2020-02-28", "Envoys began a three-day visit.", "CONSULT", "2020-02-28..2020-03-01", ""),
    ("2020-12-30", "Sailors arrived at Callao for a five-day visit.", "CONSULT", "2020-12-30..2021-01-03", ""),
    ("2020-10-31", "Envoys came on a five-day visit from the 30th.", "CONSULT", "2020-10-30..2020-11-03",
     "reported_later"),
    ("2020-03-02", "Pilots opened a two-week exercise.", "COOPERATE", "2020-03-02..2020-03-15", ""),
    ("2020-03-02", "Pilots opened a two-week exercise on 1 March.", "COOPERATE", "2020-03-01..2020-03-14",
     "reported_later"),
    ("2020-03-05", "Engineers trained cadets for a month from 5 March.", "AID", "2020-03-05..2020-04-04", ""),
    # longer ones only where the text gives their first day
    ("2020-03-05", "Engineers trained cadets for three months.", "AID", "2020-03-05", ""),
    ("2020-03-05", "Engineers trained cadets for three months from 5 March.", "AID", "2020-03-05..2020-06-04", ""),
    ("2020-03-05", "Engineers trained cadets for three years from 5 March.", "AID", "2020-03-05", ""),
    # and the other way round
    ("2020-11-03", "Envoys concluded a five-day visit.", "CONSULT", "2020-10-30..2020-11-03", ""),
    ("2020-11-03", "Envoys wrapped up their five-day visit on 3 November.", "CONSULT", "2020-10-30..2020-11-03", ""),
    ("2020-11-04", "Envoys paid a five-day visit ending on 3 November.", "CONSULT", "2020-10-30..2020-11-03",
     "reported_later"),
    # a length says nothing where both ends are known, nor of a signature
    ("2020-10-18", "Envoys paid a three-day visit from 18 to 19 October.", "CONSULT", "2020-10-18..2020-10-19", ""),
    ("2020-10-18", "Envoys signed a ten-day truce.", "SUPPORT", "2020-10-18", ""),
    # the previous day, the same day, a day later: seen from the entry
    ("2020-05-06", "The previous day, ministers met.", "CONSULT", "2020-05-05", "reported_later"),
    ("2020-05-06", "On the same day, ministers met.", "CONSULT", "2020-05-06", ""),
    ("2020-05-06", "A day later, ministers met.", "CONSULT", "2020-05-07", ""),
    ("2020-05-06", "Ministers met a day earlier.", "CONSULT", "2020-05-05", "reported_later"),
    # last week is the calendar week, a month ago the month, seven days ago the day
    ("2020-05-06", "Last week, ministers met.", "CONSULT", "2020-04-27..2020-05-03", "reported_later"),
    ("2020-05-06", "Ministers met a month ago.", "CONSULT", "2020-04-01..2020-04-30", "reported_later"),
    ("2020-05-06", "Ministers met seven days ago.", "CONSULT", "2020-04-29", "reported_later"),
    # reports of earlier events, told as news
    ("2020-11-04", "Ministers met in September.", "CONSULT", "2020-09-01..2020-09-30", "reported_later"),
    ("2021-01-04", "Ministers met on 29 December.", "CONSULT", "2020-12-29", "reported_later"),
    # what is condemned or asked about is earlier, also where it is said coarsely
    ("2020-11-25", "Peru condemned the shelling in October.", "ACCUSE", "2020-11-25", ""),
    ("2020-11-25", "Peru pledged help after the flood of 20 November.", "AGREE", "2020-11-25", ""),
    # since then, not reported late
    ("2020-11-25", "Since September, Peru has supplied flour.", "AID", "2020-09-01..2020-09-30 AFTER", ""),
    # of those whom it befalls, told in a relative clause
    ("2020-11-06", "Police fired on dockers who had held the gates since Tuesday.", "ASSAULT", "2020-11-06", ""),
    ("2020-11-25", "Since 2020, Peru has supplied flour.", "AID", "2020-11-25", ""),
    # a goal is not when anything took place
    ("2020-11-25", "Peru funds dams to be built by 2030.", "AID", "2020-11-25", ""),
    ("2020-11-25", "Peru agreed to double trade by 2030.", "AGREE", "2020-11-25", ""),
    # misprints: a month beside, a year beside, a day within the label's days
    ("2020-11-19", "Dancers met in a contest on 19 October.", "COOPERATE", "2020-11-19", "date_conflict"),
    ("2020-11-19", "Dancers met in a contest on 19 December.", "COOPERATE", "2020-11-19", "date_conflict"),
    ("2020-11-19", "Dancers met in a contest on 19 November 2019.", "COOPERATE", "2020-11-19", "date_conflict"),
    # none: an anniversary, or what is said to be earlier, or other days
    ("2020-11-19", "In an earlier contest on 19 October, dancers met.", "COOPERATE", "2020-10-19", "reported_later"),
    ("2020-11-19", "Dancers met in a contest on 18 October.", "COOPERATE", "2020-10-18", "reported_later"),
    ("2020-11-19", "Ministers signed a truce on 19 November 1990.", "SUPPORT", "1990-11-19", "reported_later"),
    # what lies ahead and is not said by anybody
    ("2020-11-19", "The fleets exercise from 23 to 27 November.", "COOPERATE", "2020-11-23..2020-11-27", ""),
]  # fmt: skip


def interval(when: When) -> str:
    return "..".join(str(day) for day in (when.date, when.enddate) if day)


@pytest.mark.parametrize(("label", "text", "kind", "expected", "flags"), CASES)
def test_entries(label: str, text: str, kind: str, expected: str, flags: str) -> None:
    label, _, precision = label.partition(" ")
    entry = action(text, label, type=kind)
    if precision:
        entry = replace(entry, segment=entry.segment.model_copy(update={"date_precision": precision}))
    when, _ = reconcile(entry, None)
    assert (interval(when) + (f" {when.mod}" if when.mod else "")) == expected
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
    assert (when.date, when.origin, set(when.flags)) == (dt.date(2020, 5, 7), "document", {"date_from_document"})


def test_nothing_is_guessed() -> None:
    when, _ = reconcile(action("Ministers met."), None)
    assert when.date is None
    assert when.flags == {"date_unknown"}


def test_a_further_event_of_earlier_days_is_not_reported_later() -> None:
    when, _ = reconcile(action("Ministers met on 27 April.", "2020-05-06", primary=False), None)
    assert when.date == dt.date(2020, 4, 27)
    assert not when.flags


@pytest.mark.parametrize(
    ("text", "said", "planned"),
    [
        ("Ministers agreed on 3 May 2020 to meet on 9 June 2020.", "2020-05-03", "2020-06-09"),
        ("Ministers agreed to meet from 9 to 11 June 2020.", "", "2020-06-09"),
        ("Ministers promised on 3 May 2020 that they would return in July 2020.", "2020-05-03", "2020-07-01"),
        ("Ministers pledged aid to victims on 3 May 2020.", "2020-05-03", ""),
        ("Ministers agreed to double trade by 2030.", "", ""),
    ],
)
def test_said_and_planned_without_label_or_document_date(text: str, said: str, planned: str) -> None:
    when, scheduled = reconcile(action(text, trigger=text.split()[1], type="AGREE"), None)
    assert interval(when) == said
    assert str(scheduled.date if scheduled else "") == planned


def test_what_is_planned_on_the_way_keeps_its_whole_interval() -> None:
    text = "Ministers will meet in Lima from 30 December to 2 January."
    when, planned = reconcile(action(text, "2020-12-06", type="AGREE"), None)
    assert interval(when) == "2020-12-06"
    assert planned
    assert (planned.date, planned.enddate) == (dt.date(2020, 12, 30), dt.date(2021, 1, 2))


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("Ministers agreed to meet later this month.", "this month"),
        ("Ministers promised that they would return this week.", "this week"),
        ("Ministers agreed this week on a truce.", ""),
    ],
)
def test_what_is_planned_for_the_rest_of_a_period(text: str, planned: str) -> None:
    when, scheduled = reconcile(action(text, "2020-05-06", trigger=text.split()[1], type="AGREE"), None)
    assert interval(when) == "2020-05-06"
    assert (scheduled.text if scheduled else "") == planned


def test_day_of_a_sub_event_within_the_labels_days() -> None:
    when, _ = reconcile(action("On 8 May ministers signed.", "2020-05-07..2020-05-10", primary=False), None)
    assert interval(when) == "2020-05-08"
    assert [words.text for words in when.words] == ["8 May"]


def test_a_further_event_on_the_first_of_the_labels_days_has_that_day() -> None:
    when, _ = reconcile(action("On 7 May ministers signed.", "2020-05-07..2020-05-10", primary=False), None)
    assert interval(when) == "2020-05-07"


def test_a_further_event_of_another_month_is_no_misprint_if_said_to_be_earlier() -> None:
    text = "In an earlier, related event on 6 April, ministers met."
    when, _ = reconcile(action(text, "2020-05-06", primary=False), None)
    assert (interval(when), set(when.flags)) == ("2020-04-06", set())


def test_past_background_is_not_reported_later() -> None:
    text = "Ministers signed a truce on 4 March 2016."
    when, _ = reconcile(action(text, "2020-05-06", auxiliary=("historical",)), None)
    assert (interval(when), set(when.flags)) == ("2016-03-04", set())


@pytest.mark.parametrize(
    ("text", "expected", "precision", "mod"),
    [
        ("Ministers met in early October 2020.", "2020-10-01..2020-10-31", "month", "START"),
        ("Peru has supplied flour since September 2020.", "2020-09-01..2020-09-30", "month", "AFTER"),
        ("Ministers met before March 2020.", "2020-03-01..2020-03-31", "month", "BEFORE"),
        ("Peru supplied flour until 1991.", "1991-01-01..1991-12-31", "year", "BEFORE"),
        ("Peru supplied flour from March 2019 until May 2020.", "2019-03-01..2020-05-31", "month", None),
        ("Peru supplied flour in the 1990s.", "1990-01-01..1999-12-31", "decade", None),
        ("Ministers met in the third quarter of 2020.", "2020-07-01..2020-09-30", "quarter", None),
        ("Ministers met in the week of 4 May 2020.", "2020-05-04..2020-05-10", "week", None),
        ("Ministers met in the winter of 2019.", "2019-12-01..2020-02-29", "quarter", None),
    ],
)
def test_articles_give_units_with_their_precision(text: str, expected: str, precision: str, mod: str | None) -> None:
    when, _ = reconcile(action(text, type="AID"), None)
    assert (interval(when), when.precision, when.mod, when.origin) == (expected, precision, mod, "text")


def test_a_year_that_nothing_gives_is_not_invented() -> None:
    when, _ = reconcile(action("Ministers met on 13 May."), None)
    assert (when.date, set(when.flags)) == (None, {"date_unknown"})


def test_a_year_that_was_inferred_is_flagged_and_told() -> None:
    inferred = [replace(found, year_inferred=True) for found in action("Ministers met on 13 May 2020.").dates]
    when, _ = reconcile(action("Ministers met on 13 May 2020.", dates=tuple(inferred)), None)
    assert (interval(when), set(when.flags)) == ("2020-05-13", {"year_inferred"})


def test_the_first_day_told_stands_in_for_a_document_without_a_date() -> None:
    told = When(dt.date(2020, 5, 7), None, "day", None, "text")
    when, _ = reconcile(action("Ministers met."), told)
    assert (interval(when), when.origin, set(when.flags)) == ("2020-05-07", "inferred", {"date_from_document"})


def test_every_value_says_what_it_rests_on() -> None:
    label, _ = reconcile(action("Ministers met.", "2020-05-06"), None)
    text, _ = reconcile(action("Ministers met two days earlier.", "2020-05-06"), None)
    length, _ = reconcile(action("Ministers began a two-day visit.", "2020-05-06"), None)
    assert [(x.rule, [w.text for w in x.words]) for x in (label, text, length)] == [
        ("label", []),
        ("text, last", ["two days earlier"]),
        ("label, with its duration", ["two-day"]),
    ]


@given(
    label=st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)),
    ahead=st.integers(-500, 500),
    length=st.integers(0, 40),
    kind=st.sampled_from(["CONSULT", "AGREE", "ACCUSE", "AID"]),
)
def test_an_interval_never_ends_before_it_begins(label: dt.date, ahead: int, length: int, kind: str) -> None:
    first = label + dt.timedelta(days=ahead)
    last = first + dt.timedelta(days=length)
    text = f"Ministers paid a {length}-day visit from {first:%-d %B %Y} until {last:%-d %B %Y}."
    when, _ = reconcile(action(text, label.isoformat(), type=kind), None)
    assert when.date
    assert when.enddate is None or when.enddate > when.date
