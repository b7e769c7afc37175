"""The parts under the tagger: patterns, numerals, moments, holidays, tables."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline import tables
from pipeline.timex.grammar import FILES, NamedDay, RuleFile, grammar
from pipeline.timex.holidays import day_of_rule, easter
from pipeline.timex.lexicon import Word
from pipeline.timex.moment import Moment, interval, precision, value
from pipeline.timex.numerals import duration, number_of, ordinal_of
from pipeline.timex.patterns import Alphabet, Compiler, PatternError, literals


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twenty - five", 25), ("two and a half", 2.5), ("half a", 0.5), ("a", 1), ("a dozen", 12),
        ("3,000", 3000), ("two hundred", 200), ("several", None), ("a few", None), ("21st", 21),
    ],
)  # fmt: skip
def test_numbers(words: str, number: float | None) -> None:
    assert number_of(words.split()) == number


def test_ordinals() -> None:
    assert [ordinal_of(word) for word in ("third", "23rd", "last", "thing")] == [3, 23, -1, None]


def test_durations() -> None:
    counts = [(2.5, "Y"), (None, "M"), (1, "FN"), (90, "TM"), (0.5, "TH")]
    assert [duration(count, unit) for count, unit in counts] == ["P2.5Y", "PXM", "P2W", "PT90M", "PT30M"]


@pytest.mark.parametrize(
    ("moment", "expected", "first", "last", "unit"),
    [
        (Moment(year=2012, quarter=3), "2012-Q3", "2012-07-01", "2012-09-30", "quarter"),
        (Moment(year=2020, week=53), "2020-W53", "2020-12-28", "2021-01-03", "week"),
        (Moment(year=2020, week=1, weekend=True), "2020-W01-WE", "2020-01-04", "2020-01-05", "week"),
        (Moment(year=2012, season="WI"), "2012-WI", "2012-12-01", "2013-02-28", "quarter"),
        (Moment(year=2012, half=2), "2012-H2", "2012-07-01", "2012-12-31", "quarter"),
        (Moment(decade=199), "199", "1990-01-01", "1999-12-31", "decade"),
        (Moment(century=18), "18", "1800-01-01", "1899-12-31", "decade"),
        (Moment(year=2012, month=2, day=29, part="MO"), "2012-02-29TMO", "2012-02-29", "2012-02-29", "day"),
    ],
)
def test_moments(moment: Moment, expected: str, first: str, last: str, unit: str) -> None:
    assert value(moment) == expected
    assert interval(moment) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert precision(moment) == unit


def test_moments_without_days() -> None:
    unknown = [
        Moment(month=5, day=13),
        Moment(year=-480),
        Moment(),
        Moment(weekday=1),
        Moment(year=9999, season="WI"),
    ]
    assert [interval(moment) for moment in unknown] == [None] * 5
    assert [value(moment) for moment in unknown[:4]] == ["XXXX-05-13", "BC0480", "XXXX", "XXXX-WXX-1"]


def test_holidays() -> None:
    assert [easter(year).isoformat() for year in (2000, 2019, 2024, 2038)] == [
        "2000-04-23",
        "2019-04-21",
        "2024-03-31",
        "2038-04-25",
    ]
    assert day_of_rule("last 5 1", 2021) == dt.date(2021, 5, 31)
    assert day_of_rule("nth 11 4 4", 2023) == dt.date(2023, 11, 23)
    with pytest.raises(ValueError, match="unknown rule"):
        day_of_rule("moon 1", 2020)


def test_patterns_have_no_repetition() -> None:
    alphabet = Alphabet([frozenset({"A"}), frozenset({"B", "=b"})])
    piece = Compiler(alphabet, {}).compile("x=A? (b | A b)")
    assert not set("*+{") & set(piece.source)
    with pytest.raises(PatternError, match="cannot read"):
        Compiler(alphabet, {}).compile("A*")
    with pytest.raises(PatternError, match="unknown class or word"):
        Compiler(alphabet, {}).compile("C")
    assert literals("x=A? (b | ',' A)") == {"b", ","}


def test_tables_are_valid() -> None:
    assert grammar()
    rules = [rule for name in FILES for rule in tables.toml(f"timex/grammar/{name}.toml", RuleFile).rule]
    names = [rule.name for rule in rules]
    assert len(names) == len(set(names))
    rows = tables.tsv("timex/words.tsv", Word)
    assert len({(row.word, row.kind) for row in rows}) == len(rows)
    for row in tables.tsv("timex/holidays.tsv", NamedDay):
        assert day_of_rule(row.rule, 2024).year == 2024
