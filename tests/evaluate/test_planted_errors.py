"""Each planted error moves its own figures, and no other; and it is told in the errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from pipeline.evaluate import Report, evaluate
from tests.evaluate.factories import ENTRY, Folder, event, gold, mention, party, segment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Planted(NamedTuple):
    """A change of the output, the figures that it moves, and the errors that tell it."""

    name: str
    change: Callable[[Folder], object]
    moves: str
    errors: str


def lower(report: Report) -> set[str]:
    return {name for name, score in report.scores.items() if score.value not in {None, 1.0}}


def split_entry(out: Folder) -> None:
    out.segments[2:3] = [
        segment(3, ENTRY, "Seoul donated rice to Laos.", "7th", "2023-10-07"),
        segment(31, ENTRY, "Park urged Japan to act.", "7th", "2023-10-07"),
    ]


def merge_entries(out: Folder) -> None:
    first, second = out.segments[2:4]
    first |= {"text": f"{first['text']}{second['text']}", "end": second["end"]}
    first["spans"] = [[first["start"], first["start"] + 52], [second["start"], second["end"]]]
    del out.segments[3]


ALL_PRIMARY = (
    "primary.type primary.type_macro_f1 primary.date primary.mode primary.context "
    "primary.actors primary.recipients primary.parties "
    "primary.actors_sector primary.recipients_sector primary.parties_sector "
    "primary.place_country primary.place_text primary.place_resolved"
)
ALL_EVENTS = "events.type events.type_date events.type_date_parties"
MENTIONS = "mentions.strict mentions.exact mentions.partial mentions.type"
TYPE = "primary.type primary.type_macro_f1 primary.type_kappa triggers.type_kappa"

PLANTED = (
    Planted(
        "a changed type of a primary event",
        lambda out: out.events[0].update(event=["COOPERATE"]),
        f"{TYPE} {ALL_EVENTS}",
        "primary.type:wrong events.type:wrong",
    ),
    Planted(
        "a changed type of another event",
        lambda out: out.events[2].update(event=["ACCUSE"]),
        f"{ALL_EVENTS} triggers.type_kappa",
        "events.type:wrong",
    ),
    Planted(
        "a shifted date",
        lambda out: out.events[1].update(date="2023-10-08"),
        "primary.date events.type_date events.type_date_parties",
        "primary.date:wrong events.type_date:wrong",
    ),
    Planted(
        "a wrong last day",
        lambda out: out.events[1].update(enddate="2023-10-08"),
        "primary.date events.type_date events.type_date_parties",
        "primary.date:wrong events.type_date:wrong",
    ),
    Planted("a last day equal to the first", lambda out: out.events[1].update(enddate="2023-10-07"), "", ""),
    Planted(
        "a dropped recipient",
        lambda out: out.events[1].update(recipient=[]),
        "primary.recipients primary.recipients_sector primary.parties primary.parties_sector events.type_date_parties",
        "primary.recipients:wrong events.type_date_parties:wrong",
    ),
    Planted(
        "a recipient as actor",
        lambda out: out.events[1].update(actor=[party("KOR"), party("LAO")], recipient=[]),
        "primary.actors primary.actors_sector primary.recipients primary.recipients_sector events.type_date_parties",
        "primary.actors:wrong primary.recipients:wrong events.type_date_parties:wrong",
    ),
    Planted(
        "an actor named twice",
        lambda out: out.events[1].update(actor=[party("KOR"), party("KOR", words="it")]),
        "",
        "",
    ),
    Planted(
        "a wrong sector",
        lambda out: out.events[1].update(actor=[party("KOR", "MIL")]),
        "primary.actors_sector primary.parties_sector",
        "primary.actors_sector:wrong",
    ),
    Planted("a mode", lambda out: out.events[0].update(mode=["visit"]), "primary.mode", "primary.mode:wrong"),
    Planted(
        "a context",
        lambda out: out.events[0].update(context=["economic"]),
        "primary.context",
        "primary.context:wrong",
    ),
    Planted(
        "a lost place",
        lambda out: out.events[0].update(event_loc=None),
        "primary.place_country primary.place_text primary.place_resolved",
        "primary.place_country:wrong",
    ),
    Planted(
        "a place in the wrong town",
        lambda out: out.events[0]["event_loc"].update(city="Hue"),
        "primary.place_resolved",
        "primary.place_resolved:wrong",
    ),
    Planted(
        "a dropped primary event",
        lambda out: out.events.pop(3),
        f"{ALL_PRIMARY} {ALL_EVENTS}",
        "primary.type:missed events.type:missed",
    ),
    Planted(
        "an extra event",
        lambda out: out.events.append(event(4, "AGREE", "Treaty", "2023-10-08")),
        ALL_EVENTS,
        "events.type:extra",
    ),
    Planted(
        "an extra event that is marked as a duplicate",
        lambda out: out.events.append(event(4, "AGREE", "Treaty", "2023-10-08", duplicate_of="mini/001/1")),
        "",
        "",
    ),
    Planted(
        "a dropped historical event",
        lambda out: out.events.pop(4),
        "auxiliary.type auxiliary.type_date auxiliary.type_date_parties",
        "auxiliary.type:missed",
    ),
    Planted(
        "a cut span of a name",
        lambda out: out.mentions[6].update(mention(4, "LAW", "Treaty")),
        "mentions.strict mentions.exact names.strict mentions.LAW",
        "mentions.strict:wrong",
    ),
    Planted(
        "a cut span of a date",
        lambda out: out.mentions[7].update(mention(5, "DATE", "1950")),
        "mentions.strict mentions.exact dates.strict",
        "mentions.strict:wrong",
    ),
    Planted(
        "a relabelled mention",
        lambda out: out.mentions[3].update(label="FAC"),
        "mentions.strict mentions.type names.strict mentions.LOC mentions.FAC",
        "mentions.strict:wrong",
    ),
    Planted(
        "a dropped mention",
        lambda out: out.mentions.pop(0),
        f"{MENTIONS} names.strict mentions.PERSON",
        "mentions.strict:missed",
    ),
    Planted(
        "an extra mention",
        lambda out: out.mentions.append(mention(2, "PERSON", "Tran")),
        f"{MENTIONS} names.strict mentions.PERSON",
        "mentions.strict:extra",
    ),
    Planted(
        "an extra mention where mentions were not annotated",
        lambda out: out.mentions.append(mention(3, "GPE", "Seoul")),
        "",
        "",
    ),
    Planted(
        "a wrong code of a name",
        lambda out: out.mentions[4].update(code="LAO"),
        "names.code",
        "names.code:wrong",
    ),
    Planted(
        "a wrong canonical name",
        lambda out: out.mentions[4].update(canonical="Viet Nam (North)"),
        "names.canonical",
        "names.canonical:wrong",
    ),
    Planted(
        "a wrong TIMEX3 value",
        lambda out: out.mentions[2].update(timex_value="2023-10"),
        "dates.value dates.value_found",
        "dates.value_found:wrong",
    ),
    Planted(
        "a wrong interval of a time expression",
        lambda out: out.mentions[2].update(date="2022-10-06"),
        "dates.interval dates.interval_found",
        "dates.interval_found:wrong",
    ),
    Planted(
        "a dropped entry (its events kept)",
        lambda out: out.segments.pop(3),
        "segments.boundaries segments.kind segments.entries segments.label_date segments.label",
        "segments.boundaries:missed segments.kind:wrong segments.entries:missed",
    ),
    Planted(
        "a split entry",
        split_entry,
        "segments.boundaries segments.entries",
        "segments.boundaries:extra segments.entries:wrong segments.entries:extra",
    ),
    Planted(
        "two entries as one",
        merge_entries,
        "segments.boundaries segments.entries segments.label_date segments.label",
        "segments.boundaries:missed segments.entries:wrong segments.entries:missed",
    ),
    Planted(
        "a wrong label date",
        lambda out: out.segments[3].update(date="2023-11-08"),
        "segments.entries segments.label_date",
        "segments.entries:wrong",
    ),
    Planted(
        "a wrong label",
        lambda out: out.segments[3].update(label="9th"),
        "segments.label",
        "segments.label:wrong",
    ),
    Planted(
        "a heading as paragraph",
        lambda out: out.segments[0].update(kind="paragraph"),
        "segments.kind segments.paragraphs",
        "segments.kind:wrong segments.paragraphs:extra",
    ),
    Planted(
        "a cut paragraph",
        lambda out: out.segments[4].update(segment(5, "paragraph", "The essay recalls that North Korea attacked")),
        "segments.kind segments.paragraphs",
        "segments.kind:wrong segments.paragraphs:wrong",
    ),
    Planted(
        "white space and hyphens",
        lambda out: out.segments[4].update(
            text="The essay re- calls that North Korea attacked South Korea in June 1950."
        ),
        "",
        "",
    ),
    Planted(
        "other ids",
        lambda out: [row.update(id=f"mini/9{number}") for number, row in enumerate(out.segments)],
        "",
        "",
    ),
)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_a_planted_error_moves_its_own_figures(planted: Planted, tmp_path: Path) -> None:
    out = gold()
    planted.change(out)
    report = evaluate(gold().write(tmp_path, "gold"), out.write(tmp_path), samples=10)
    assert lower(report) == set(planted.moves.split())
    assert {fault.kind for fault in report.errors} == set(planted.errors.split())


def test_an_error_has_its_words(tmp_path: Path) -> None:
    out = gold()
    out.events[1]["date"] = "2023-10-08"
    report = evaluate(gold().write(tmp_path, "gold"), out.write(tmp_path), samples=10)
    fault = next(fault for fault in report.errors if fault.kind == "primary.date:wrong")
    assert (fault.doc, fault.segment, fault.words) == ("mini", "mini/003", "donated")
    assert (fault.gold, fault.system) == ("2023-10-07", "2023-10-08")
    assert fault.context == "7th Seoul donated rice to Laos. Park urged Japan to act."
