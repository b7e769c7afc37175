"""The scorer as a whole: gold against itself, folders, scopes, intervals, the printed report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.evaluate import EvaluationError, evaluate
from pipeline.evaluate.bootstrap import Array, estimate, f1, kappa, macro_f1, precision, recall
from tests.evaluate.factories import event, gold, party

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_gold_against_itself_is_perfect(tmp_path: Path) -> None:
    folder = gold().write(tmp_path, "gold")
    report = evaluate(folder, folder, samples=50)
    values = {name: score.value for name, score in report.scores.items() if score.value is not None}
    assert set(values.values()) == {1.0}
    assert not report.errors
    unmeasured = {name for name, score in report.scores.items() if score.value is None}
    assert unmeasured == {f"mentions.{label}" for label in ["ORG", "FAC", "NORP", "EVENT", "PRODUCT", "WORK", "MONEY"]}


def test_a_document_that_the_output_lacks_is_all_missed(tmp_path: Path) -> None:
    other = gold()
    for row in other.segments:
        row["doc"] = "other"
    for row in (*other.segments, *other.events, *other.mentions):
        row.pop("link", None), row.pop("segment", None)
    other.segments, other.events, other.mentions = other.segments[:1], [], []
    report = evaluate(gold().write(tmp_path, "gold"), other.write(tmp_path), samples=10)
    assert report.missing == ("mini",)
    assert report.value("segments.entries") == report.value("events.type") == report.value("mentions.strict") == 0
    assert "Not in the output" in report.table()


def test_one_folder_per_document_is_as_good_as_one_folder(tmp_path: Path) -> None:
    gold().write(tmp_path / "gold", "mini")
    report = evaluate(tmp_path / "gold", gold().write(tmp_path), samples=10)
    assert report.documents == ("mini",)
    assert set(report.gold_files) == {"mini/segments.jsonl", "mini/events.jsonl", "mini/mentions.jsonl"}
    assert report.value("events.type_date_parties") == 1


def test_events_count_only_in_segments_that_were_read_for_events(tmp_path: Path) -> None:
    truth, out = gold(), gold()
    truth.annotated = {"events": ["mini/002", "mini/003"], "mentions": []}
    del truth.events[3:]
    report = evaluate(truth.write(tmp_path, "gold"), out.write(tmp_path), samples=10)
    assert report.value("events.type") == 1
    assert report.value("auxiliary.type") is report.value("mentions.strict") is None


def test_two_annotations_are_compared_where_both_were_made(tmp_path: Path) -> None:
    first, second = gold(), gold()
    first.annotated = {"events": ["mini/002", "mini/003"], "mentions": ["mini/002"]}
    second.annotated = {"events": ["mini/003", "mini/004"], "mentions": ["mini/002", "mini/004"]}
    second.mentions = second.mentions[:4]
    report = evaluate(first.write(tmp_path, "a"), second.write(tmp_path, "b"), samples=10)
    assert (report.scores["primary.type"].gold, report.scores["mentions.strict"].gold) == (1, 4)
    assert report.value("primary.type_kappa") == report.value("mentions.strict") == 1


def test_of_two_pairings_the_one_that_agrees_most_is_taken(tmp_path: Path) -> None:
    truth, out = gold(), gold()
    twin = event(4, "SUPPORT", "Treaty", "2023-10-09", actor=[party("CHN")])
    truth.events.append(twin)
    out.events[3:] = [twin, *out.events[3:]]
    report = evaluate(truth.write(tmp_path, "gold"), out.write(tmp_path), samples=10)
    assert report.value("events.type_date_parties") == 1


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda folder: (folder / "segments.jsonl").unlink(), "no segments.jsonl"),
        (
            lambda folder: (folder / "events.jsonl").write_text('{"event": ["CONSLUT"]}\n'),
            "events.jsonl:1: event.0",
        ),
        (lambda folder: (folder / "mentions.jsonl").write_text("{\n"), "mentions.jsonl:1"),
        (lambda folder: (folder / "annotated.json").write_text('{"event": []}'), "annotated.json: Extra"),
        (lambda folder: (folder / "texts/mini.txt").write_text("another text"), "are of different texts"),
    ],
)
def test_a_folder_that_cannot_be_compared_is_an_error(
    broken: Callable[[Path], object], message: str, tmp_path: Path
) -> None:
    truth, folder = gold().write(tmp_path, "gold"), gold().write(tmp_path)
    broken(folder)
    with pytest.raises(EvaluationError, match=message):
        evaluate(truth, folder)


def test_the_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="nowhere: no such folder"):
        evaluate(tmp_path / "nowhere", tmp_path)


def test_the_report_is_the_same_every_time(tmp_path: Path) -> None:
    truth, out = gold().write(tmp_path, "gold"), gold()
    out.events[0]["event"] = ["AGREE"]
    del out.mentions[1]
    folder = out.write(tmp_path)
    first, second = evaluate(truth, folder), evaluate(truth, folder)
    assert first.to_json() == second.to_json()
    assert first.table() == second.table()
    assert evaluate(truth, folder, seed=1).to_json() != first.to_json()


def test_the_report_as_json_and_as_table(tmp_path: Path) -> None:
    truth, out = gold().write(tmp_path, "gold"), gold()
    out.events[0]["event"] = ["COOPERATE"]
    report = evaluate(truth, out.write(tmp_path), samples=200)
    content = json.loads(json.dumps(report.to_json()))
    assert content["figures"]["primary.type"]["value"] == pytest.approx(2 / 3)
    assert content["figures"]["primary.type"]["low"] < 2 / 3 < content["figures"]["primary.type"]["high"]
    assert content["confusion"] == {"AID": {"AID": 1}, "CONSULT": {"COOPERATE": 1}, "SUPPORT": {"SUPPORT": 1}}
    assert "primary.type " in report.table()
    assert [row["kind"] for row in report.errors_to_json()] == ["primary.type:wrong", "events.type:wrong"]


# --- statistics, against values worked out by hand


def test_f1_precision_and_recall() -> None:
    sums = np.array([[6.0, 2.0, 4.0], [0.0, 0.0, 0.0]])
    assert precision(sums)[0] == 0.6
    assert recall(sums)[0] == 0.75
    assert f1(sums)[0] == pytest.approx(2 / 3)
    assert np.isnan(f1(sums)[1])


def table(*cells: float) -> Array:
    return np.array([cells], dtype=np.float64)


def test_macro_f1_is_the_mean_over_the_classes_in_use() -> None:
    # three classes, the third unused; columns: class 1, 2, 3, none
    assert macro_f1(table(2, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0))[0] == pytest.approx((0.8 + 2 / 3) / 2)


def test_kappa_is_agreement_beyond_chance() -> None:
    # the textbook's table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no has kappa 0.4
    assert kappa(table(20, 5, 0, 10, 15, 0))[0] == pytest.approx(0.4)
    assert kappa(table(7, 0, 0, 0, 0, 0))[0] == 1


def test_the_interval_holds_the_value_and_narrows_with_the_sample() -> None:
    counts = np.array([[1.0, 0.0, 0.0]] * 30 + [[0.0, 1.0, 0.0]] * 10)
    (small,) = estimate(counts, (recall,), 500, 7)
    (large,) = estimate(np.tile(counts, (10, 1)), (recall,), 500, 7)
    assert small.value == large.value == 0.75
    assert None not in (small.low, small.high, large.low, large.high)
    assert small.low < large.low < 0.75 < large.high < small.high  # type: ignore[operator]
