"""Days told from another act."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from pipeline import classify, extract
from pipeline.classify.anchored import anchored
from pipeline.passages import Action, Passage, Words
from tests.factories import action, document, passage, segment


def told(text: str, *acts: tuple[str, str, str | None]) -> tuple[Passage, list[Action]]:
    """A passage of 2023 and its acts: trigger, type, the words of the act's own day if it has one."""
    read = passage(text, label="1 June", date="2023-06-01", date_precision="day")
    result: list[Action] = []
    for trigger, kind, day in acts:
        start = text.index(trigger)
        first = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
        end = text.find(". ", start) if ". " in text[start:] else len(text)
        known: dict[str, Any] = {
            "type": kind,
            "primary": not result,
            "dates": tuple(date for date in read.dates if date.text == day),
            "sentence_words": Words(first, end, text[first:end]),
        }
        result.append(action(text, "2023-06-01", trigger, **known))
    return read, result


def days(actions: list[Action]) -> list[dt.date | None]:
    return [found.dates[0].date if found.dates else None for found in actions]


@pytest.mark.parametrize(
    ("text", "acts", "expected"),
    [
        (  # the anchor is an act of the noun's type
            "Gunmen killed nine soldiers on 9 May. They met on 12 May. Two days after the attack, men marched.",
            [("killed", "ASSAULT", "9 May"), ("met", "CONSULT", "12 May"), ("marched", "PROTEST", None)],
            ["2023-05-09", "2023-05-12", "2023-05-11"],
        ),
        (  # an act in the words themselves
            "The firm apologised. It left a week after a court fined it on 2 May.",
            [("apologised", "CONCEDE", None), ("left", "RETREAT", None), ("fined", "SANCTION", "2 May")],
            [None, "2023-05-09", "2023-05-02"],
        ),
        (  # the anchor has a day by the act
            "Police arrested the editor on 5 May, two days after students had stormed the palace.",
            [("arrested", "COERCE", "5 May"), ("stormed", "PROTEST", None)],
            ["2023-05-05", "2023-05-03"],
        ),
        (  # the eve of what was told before
            "They signed a truce on 6 May. On the eve of the ceremony gunmen ambushed a lorry.",
            [("signed", "SUPPORT", "6 May"), ("ambushed", "ASSAULT", None)],
            ["2023-05-06", "2023-05-05"],
        ),
        (  # the label's day is that of the act which the row is listed for, and its anchor is counted back from it
            "The minister resigned nine days after a court had fined him.",
            [("resigned", "RETREAT", None), ("fined", "SANCTION", None)],
            [None, "2023-05-23"],
        ),
        (
            "Gunmen killed nine soldiers. Two days after the attack, crowds marched.",
            [("killed", "ASSAULT", None), ("marched", "PROTEST", None)],
            [None, "2023-06-03"],
        ),
        (  # nothing to count from
            "Two days after an attack, crowds marched.",
            [("marched", "PROTEST", None)],
            [None],
        ),
    ],
)
def test_the_day_is_counted_from_the_anchors(
    text: str, acts: list[tuple[str, str, str | None]], expected: list[str | None]
) -> None:
    read, actions = told(text, *acts)
    found = days(anchored(actions, read, []))
    assert [day and day.isoformat() for day in found] == expected


def test_an_anchor_may_stand_in_an_earlier_paragraph() -> None:
    texts = ["On 9 May 2023 gunmen killed nine soldiers near Gao.", "A day after the attack, crowds marched in Bamako."]
    text = "\n\n".join(texts)
    parts = [
        segment(part, id=f"doc/00{k}", start=text.index(part), end=text.index(part) + len(part))
        for k, part in enumerate(texts, 1)
    ]
    read = list(extract.passages(document(text, date="2023-05-20"), parts, extract.load()))
    march = next(found for found in classify.actions(read) if found.type == "PROTEST")
    assert days([march]) == [dt.date(2023, 5, 10)]


def test_no_day_beyond_the_calendar() -> None:
    text = "Gunmen killed nine soldiers on 9 May. Two days after the attack, crowds marched."
    read, (killed, marched) = told(text, ("killed", "ASSAULT", "9 May"), ("marched", "PROTEST", None))
    last = replace(killed, dates=(replace(killed.dates[0], date=dt.date.max),))
    assert days(anchored([last, marched], read, [])) == [dt.date.max, None]
