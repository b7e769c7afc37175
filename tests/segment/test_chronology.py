"""Chronologies in the shapes that bulletins print."""

import pytest

from tests.segment.helpers import document, entries, segments, uncovered

TABLE = """
    Chronology of Events

    March 2021

    2nd\tThe ministers met in Suva.
    4th-\tA delegation from five islands
    5th\tvisited Canberra and signed nothing.
    9th- 11th\tTalks on fisheries went on over
    \tthree days of rain.

    30th\tThe treaty on shared waters was at last ratified by the upper house

    treaty on shared waters was at last ratified by the upper house of the parliament. It was late.
    31st The envoy left.

    April 2021

    1st\tA new envoy came.

    This chronology was compiled from the following sources: radio and press.
    """


def test_a_day_table() -> None:
    assert entries(TABLE) == [
        ("2nd", "2021-03-02", "The ministers met in Suva."),
        ("4th-5th", "2021-03-04..2021-03-05", "A delegation from five islands visited Canberra and signed nothing."),
        ("9th-11th", "2021-03-09..2021-03-11", "Talks on fisheries went on over three days of rain."),
        ("30th", "2021-03-30",
         "The treaty on shared waters was at last ratified by the upper house of the parliament. It was late."),
        ("31st", "2021-03-31", "The envoy left."),
        ("1st", "2021-04-01", "A new envoy came."),
    ]  # fmt: skip


def test_an_open_label_above_a_whole_text_is_no_half() -> None:
    text = TABLE.replace("five islands\n", "five islands docked for a week.\n").replace(
        "\tvisited", "\tThe premier visited"
    )
    assert entries(text)[1:3] == [
        ("4th-", "2021-03-04", "A delegation from five islands docked for a week."),
        ("5th", "2021-03-05", "The premier visited Canberra and signed nothing."),
    ]


def test_the_other_copy_of_a_doubled_phrase_is_furniture() -> None:
    kinds = {found.text: found.kind for found in segments(TABLE)}
    assert kinds["treaty on shared waters was at last ratified by the upper house"] == "boilerplate"


def test_what_follows_the_last_row_is_no_part_of_it() -> None:
    assert segments(TABLE)[-1].kind == "reference"


RUN_IN = """
    # Andes Monitor, May 2022

    Introduction to this issue, with a sentence in it. It says little.

    - **3 May** – Peru and Chile reopened the border crossing at Tacna.
    - **5–7 May** – A Bolivian delegation visited Lima,
      where it signed a trade accord.
    - **29 May – 2 June** – Joint naval exercises were held off Callao.

    ## Commentary

    The border question is old. It is not solved.
    """

COLONS = """
    Key developments

    Sept. 1-3, 2023: Envoys of both sides met in Jeddah.

    Sept. 12, 2023: The talks broke down
    over the question of prisoners.

    Dec. 29-Jan. 2: A truce held.

    Jan. 4: Shelling was resumed.
    """

OWN_LINE = """
    Timeline

    2019-11-03
    The president received the ambassador.

    Later he gave a dinner.

    2019-11-05
    The dinner was returned.

    2019-11-09
    The ambassador left.
    """

NEWEST_FIRST = """
    2020

    October

    28 October: Third thing happened.
    14 October: Second thing happened.

    September

    2 September: First thing happened.
    """


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RUN_IN, [("3 May", "2022-05-03"), ("5–7 May", "2022-05-05..2022-05-07"),
                  ("29 May – 2 June", "2022-05-29..2022-06-02")]),
        (COLONS, [("Sept. 1-3, 2023", "2023-09-01..2023-09-03"), ("Sept. 12, 2023", "2023-09-12"),
                  ("Dec. 29-Jan. 2", "2023-12-29..2024-01-02"), ("Jan. 4", "2024-01-04")]),
        (OWN_LINE, [("2019-11-03", "2019-11-03"), ("2019-11-05", "2019-11-05"), ("2019-11-09", "2019-11-09")]),
        (NEWEST_FIRST, [("28 October", "2020-10-28"), ("14 October", "2020-10-14"), ("2 September", "2020-09-02")]),
    ],
)  # fmt: skip
def test_label_styles(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(label, interval) for label, interval, _ in entries(text)] == expected


def test_continued_lines_and_paragraphs_belong_to_their_row() -> None:
    assert entries(RUN_IN)[1][2] == "A Bolivian delegation visited Lima, where it signed a trade accord."
    assert entries(OWN_LINE)[0][2] == "The president received the ambassador. Later he gave a dinner."


@pytest.mark.parametrize(
    "text",
    [
        "The army said on 3 May that it had left.\nOn 4 May it came back.\n\n5 May was quiet. Nothing happened.\n",
        "1991 was a long year.\n\n1992 was longer.\n\n1993 was shorter.\n",
        "12th Seoul Dialogue opens\n\nThe dialogue opened. It was the 12th.\n",
        "References\n\nSmith, J. (2019). On things. Oxford.\n\nWong, K. (2020). On more things. Cambridge.\n",
    ],
)
def test_nothing_is_forced_into_a_chronology(text: str) -> None:
    assert entries(text) == []


@pytest.mark.parametrize("text", [TABLE, RUN_IN, COLONS, OWN_LINE, NEWEST_FIRST])
def test_nothing_is_lost(text: str) -> None:
    doc = document(text)
    assert uncovered(doc, segments(text)) == ""


def test_a_label_without_any_year_stays_unknown() -> None:
    (first, *_) = [found for found in segments("1 May: A met B.\n\n2 May: C met D.\n\n3 May: E met F.\n")
                   if found.kind == "chronology_entry"]  # fmt: skip
    assert first.date is None
    assert "date_unknown" in first.flags


COUNTRIES = """
    Contents: Quarterly Chronology; Notes on Authors

    Quarterly Chronology

    Chad

    March 2021

    2 March - The ministers met in Sarh.

    Niger and Mali

    4 March - Troops left Gao.

    Notes on Authors

    They live in Lomé and write for a living. They have done so for many years.
    """


def test_the_section_of_an_entry_is_the_title_above_it_and_never_a_months() -> None:
    sections = {one.text: one.section for one in segments(COUNTRIES) if one.kind != "boilerplate"}
    assert sections["The ministers met in Sarh."] == "Chad"
    assert sections["March 2021"] == "Chad"
    assert sections["Troops left Gao."] == "Niger and Mali"
