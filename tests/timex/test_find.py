"""Time expressions in sentences: the case files, and what holds for every text."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import tables
from pipeline.timex import Context, find, resolve_document, steps
from pipeline.timex.lexicon import Word
from tests.timex.helpers import CASES, Case, cases, interval

if TYPE_CHECKING:
    from pipeline.passages import TimeExpression
    from pipeline.timex.grammar import Style

ANY_DAY = st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31))
WRITTEN = (
    "{:%-d %B %Y}",
    "{:%B %-d, %Y}",
    "{:%A, %-d %B %Y}",
    "{:%Y-%m-%d}",
    "{:%d.%m.%Y}",
    "{:%b. %-d, %Y}",
    "{:%a, %-d %b %Y}",
    "{:%Y/%-m/%-d}",
    "{:%Y %b %-d}",
)
RELATIVE = (
    *("yesterday", "tomorrow", "last Friday", "next Tuesday", "two weeks ago", "ten days ago", "last week"),
    *("13 days earlier", "tonight", "this weekend"),
)


def described(found: TimeExpression) -> str:
    """What timex3.txt expects: the value, and the type if it is not DATE."""
    return found.value if found.type == "DATE" else f"{found.value} {found.type}"


def dated(found: TimeExpression) -> str:
    """What manual.txt expects: the days or the value, precision, mod."""
    parts = (interval(found.date, found.enddate) or found.value, found.precision, found.mod)
    return " ".join(part for part in parts if part)


def words(case: Case) -> str:
    return case.text[:70]


@pytest.mark.parametrize("case", cases("timex3.txt"), ids=words)
def test_timeml(case: Case) -> None:
    found = find(case.text, case.context, style="timex3")
    assert [(x.start, x.end, described(x)) for x in found] == case.expected


@pytest.mark.parametrize("case", cases("manual.txt"), ids=words)
def test_manual(case: Case) -> None:
    found = find(case.text, case.context)
    assert [(x.start, x.end, dated(x)) for x in found] == case.expected


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", cases("known_failures.txt"), ids=words)
def test_not_yet(case: Case) -> None:
    test_timeml(case)


@pytest.mark.parametrize("text", [case.text for case in cases("negatives.txt")])
def test_no_time_here(text: str) -> None:
    text = text.removeprefix(" | ")
    for style in ("manual", "timex3"):
        assert find(text, style=style) == []


@pytest.mark.parametrize("written", WRITTEN)
@given(day=ANY_DAY)
@settings(max_examples=30)
def test_any_printed_day_is_read_back(written: str, day: dt.date) -> None:
    text = f"They met on {written.format(day)} in town."
    found = find(text)
    assert [(x.date, x.enddate, x.precision, x.value) for x in found] == [(day, None, "day", day.isoformat())]
    assert text[found[0].start : found[0].end] == written.format(day)


@pytest.mark.parametrize(
    ("written", "precision"),
    [("{0:%B %Y}", "month"), ("{0:%Y}", "year"), ("Q{1} {0:%Y}", "quarter"), ("the {2}s", "decade")],
)
@given(day=ANY_DAY)
@settings(max_examples=30)
def test_any_printed_unit_is_read_back(written: str, precision: str, day: dt.date) -> None:
    found = find(f"They met in {written.format(day, (day.month + 2) // 3, day.year // 10 * 10)}, it is said.")
    assert [x.precision for x in found] == [precision]
    first, last = found[0].date, found[0].enddate
    assert first
    assert last
    assert first <= day <= last


@pytest.mark.parametrize("written", ["from {0:%-d %B %Y} to {1:%-d %B %Y}", "{0:%B %-d, %Y} - {1:%B %-d, %Y}",
                                     "between {0:%-d %B} and {1:%-d %B %Y}"])  # fmt: skip
@given(day=ANY_DAY, length=st.integers(1, 300))
@settings(max_examples=30)
def test_any_printed_interval_is_read_back(written: str, day: dt.date, length: int) -> None:
    last = day + dt.timedelta(days=length)
    text = f"It was open {written.format(day, last)}."
    manual, timeml = find(text), find(text, style="timex3")
    assert [(x.date, x.enddate, x.precision) for x in manual] == [(day, last, "day")]
    assert [x.date for x in timeml] == [day, last]


@given(day=ANY_DAY, weeks=st.integers(1, 200), phrase=st.sampled_from(RELATIVE))
def test_shifting_the_reference_shifts_the_value(day: dt.date, weeks: int, phrase: str) -> None:
    shift = dt.timedelta(weeks=weeks)
    text = f"It happened {phrase}."
    before, after = find(text, Context(reference=day)), find(text, Context(reference=day + shift))
    assert len(before) == len(after) == 1
    assert before[0].date
    assert after[0].date == before[0].date + shift


@given(st.text(alphabet="0123456789-/.,: \nadehlnorstuyMJFSQ'", max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for style in ("manual", "timex3"):
        found = find(text, Context(reference=dt.date(2020, 2, 29)), style=style)
        assert all(text[x.start : x.end] == x.text for x in found)
        assert all(left.end <= right.start for left, right in itertools.pairwise(found))


VOCABULARY = sorted({row.word for row in tables.tsv("timex/words.tsv", Word)})
SIGNS = ["the", "of", "to", "-", ",", ".", "and", "in", "2023", "12", "31st", "9999", "1000", "BC", "'s", "5:30", "UTC"]
CONTEXTS = [
    Context(),
    Context(narrative=True),
    Context(reference=dt.date(9999, 12, 31)),
    Context(reference=dt.date(1, 1, 1)),
    Context(period=(dt.date(2023, 10, 1), dt.date(2023, 12, 31))),
    Context().entry((dt.date(2024, 2, 29), dt.date(2024, 3, 1)), None),
]


@given(
    words_of_it=st.lists(st.sampled_from(VOCABULARY + SIGNS * 8), max_size=25),
    context=st.sampled_from(CONTEXTS),
    style=st.sampled_from(["manual", "timex3"]),
)
@settings(max_examples=400)
def test_no_string_of_calendar_words_breaks_it(words_of_it: list[str], context: Context, style: Style) -> None:
    text = " ".join(words_of_it).title() if len(words_of_it) % 2 else " ".join(words_of_it)
    for found in find(text, context, style=style):
        assert text[found.start : found.end] == found.text
        assert found.value
        assert (found.date is None) == (found.precision is None)
        assert found.date is None or found.enddate is None or found.date < found.enddate


@pytest.mark.parametrize(
    ("context", "text", "expected"),
    [
        (Context(reference=dt.date(2023, 10, 5)), "They met on 3 May 2020.", ("2020-05-03", "absolute")),
        (Context(reference=dt.date(2023, 10, 5)), "They met on Monday.", ("2023-10-02", "reference")),
        (Context(period=(dt.date(2023, 10, 1), dt.date(2023, 12, 31))), "They met on 3 May.", ("2023-05-03", "period")),
        (Context().entry((dt.date(2023, 10, 5),) * 2, None), "They met yesterday.", ("2023-10-04", "label")),
        (Context().entry((dt.date(2023, 10, 5),) * 2, None), "A day later they met.", ("2023-10-06", "last")),
        (Context(), "They met on 3 May.", ("XXXX-05-03", "none")),
        (Context(), "They met for five days.", ("P5D", "none")),
    ],
)
def test_every_value_says_what_it_was_resolved_against(context: Context, text: str, expected: tuple[str, str]) -> None:
    assert [(x.value, x.anchor) for x in find(text, context)] == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He spoke in October.", "2022-10"), ("He will speak in October.", "2023-10"),
        ("He spoke on Friday.", "2023-03-17"), ("He will speak on Friday.", "2023-03-24"),
        ("It was closed on 1 July.", "2022-07-01"), ("It is to be closed on 1 July.", "2023-07-01"),
        ("By Friday the army had left.", "2023-03-17"), ("By Friday the army will have left.", "2023-03-24"),
    ],
)  # fmt: skip
def test_the_tense_of_the_verb_decides(text: str, value: str) -> None:
    assert [x.value for x in find(text, Context(reference=dt.date(2023, 3, 22)))] == [value]


def test_the_last_day_of_days_told_together() -> None:
    found = find("They held drills from 20 to 26 May 2021. On the final day Iran spoke. Hours afterwards it met Oman.")
    assert [x.value for x in found] == ["2021-05-20/2021-05-26", "2021-05-26", "2021-05-26"]


def test_heading_month_gives_the_year_and_the_month() -> None:
    september = (dt.date(2023, 9, 1), dt.date(2023, 9, 30))
    found = resolve_document(["They met on 3 September.", "They met on the 20th."], periods=[september, september])
    assert [expressions[0].value for expressions in found] == ["2023-09-03", "2023-09-20"]


@pytest.mark.parametrize(
    "piece",
    [
        "the ",
        "two ",
        "3 May 2020 to ",
        "early in the ",
        "1,",
        "last year's ",
        "0",
        "a",
        "14 de ",
        "tháng ",
        "every Monday, ",
    ],
)
def test_steps_grow_with_length_only(piece: str) -> None:
    short, long = steps(piece * 200), steps(piece * 2000)
    assert long <= 11 * short


def test_numeric_order_is_the_documents() -> None:
    texts = ["Talks on 03/04/2021.", "A summit on 25/04/2021."]
    assert resolve_document(texts)[0][0].date == dt.date(2021, 4, 3)
    assert resolve_document(texts[:1])[0][0].date is None
    american = ["Talks on 03/04/2021.", "A summit on April 25, 2021."]
    assert resolve_document(american)[0][0].date == dt.date(2021, 3, 4)


def test_a_reports_next_paragraph_comes_back_to_its_day() -> None:
    day = dt.date(2021, 5, 18)
    near = resolve_document(["The hall burnt on Monday.", "She flew home in the afternoon."], reference=day)
    assert near[1][0].value == "2021-05-18TAF"
    far = resolve_document(["The hall burnt on 2 February 2021.", "The same day she flew home."], reference=day)
    assert far[1][0].value == "2021-02-02"
    same = resolve_document(["The hall burnt on Monday. The same day she flew home."], reference=day)
    assert same[0][1].value == "2021-05-17"


def test_year_between_the_documents_own_dates() -> None:
    texts = ["The forum was announced on May 13.", "It follows a summit held in October 2024."]
    may = resolve_document(texts)[0][0]
    assert (may.value, may.year_inferred, may.anchor) == ("2025-05-13", True, "document")


def test_no_year_is_invented() -> None:
    texts = ["The forum was announced on May 13.", "It has been discussed since Monday of last week."]
    may, *_ = resolve_document(texts)[0]
    assert (may.value, may.date, may.year_inferred) == ("XXXX-05-13", None, False)


def test_context_travels_and_entries_are_their_own() -> None:
    label = (dt.date(2023, 11, 7), dt.date(2023, 11, 7))
    texts = ["On 3 March 2020 they met.", "On the same day they ate.", "On the same day they slept."]
    found = resolve_document(texts, labels=[None, None, label])
    assert [expressions[0].date for expressions in found] == [
        dt.date(2020, 3, 3),
        dt.date(2020, 3, 3),
        dt.date(2023, 11, 7),
    ]


def test_sequences_of_different_length() -> None:
    with pytest.raises(ValueError, match="2 texts, 1 labels"):
        resolve_document(["a", "b"], labels=[None])


def test_case_files_are_read() -> None:
    assert {path.name for path in Path(CASES).glob("*.txt")} == {
        "timex3.txt",
        "manual.txt",
        "negatives.txt",
        "known_failures.txt",
    }


def test_an_essay_in_an_issue_tells_of_its_months() -> None:
    """Years that it looks back on do not take its own dates with them; a story told from them on does."""
    texts = [
        "When Lima asked for an inquiry in 2017, Quito stopped its bananas.",
        "On June 2 Peru expelled two envoys.",
        "On 28 April 2019 guards shot at each other; a truce was agreed on 1 May. Talks broke up on July 7.",
        "Envoys met.",
        "Envoys parted.",
        "Envoys met again.",
    ]
    days = [dt.date(2021, 5, 3), dt.date(2021, 7, 1), dt.date(2021, 8, 9)]
    found = resolve_document(texts, labels=[None, None, None, *((day, day) for day in days)])
    assert found[1][0].date == dt.date(2021, 6, 2)
    assert [item.date for item in found[2]] == [dt.date(2019, 4, 28), dt.date(2019, 5, 1), dt.date(2021, 7, 7)]


def test_days_of_an_entry_are_counted_from_its_first() -> None:
    label = dt.date(2023, 6, 20), dt.date(2023, 6, 22)
    text = "Workers struck. On the second day the firm gave in, and on the last day they went back."
    found = resolve_document([text], labels=[label])[0]
    assert [item.date for item in found] == [dt.date(2023, 6, 21), dt.date(2023, 6, 22)]
    assert [item.date for item in resolve_document([text])[0]] == [None, None]


def test_a_far_past_date_gives_the_news_no_year() -> None:
    texts = ["Jets bombed a camp on Nov. 14.", "A peace was signed in February 2008."]
    november = resolve_document(texts)[0][0]
    assert (november.value, november.year_inferred) == ("XXXX-11-14", False)
