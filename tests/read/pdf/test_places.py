"""What the places of words say: reading order, words, paragraphs, notes. Each test draws its own page."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.read.pdf.blocks import join, line_text
from pipeline.read.pdf.lines import Line
from pipeline.read.pdf.shapes import Word
from tests.read.pdf.helpers import document, drawn, words

LEFT = ["The harbour of Osk was closed", "for a week after the storm had", "torn two buoys from their chains",
        "and driven them into the mouth", "of the river, where they sank."]  # fmt: skip
RIGHT = ["In the town nobody had seen so", "high a tide since the winter of", "the great flood, and the mayor",
         "asked the capital for sand and", "for men, of whom ten arrived."]  # fmt: skip


def column(lines: list[str], x: float, top: float = 300, step: float = 12) -> list[tuple[float, float, str]]:
    return [(x, top - step * number, line) for number, line in enumerate(lines)]


def text_of(*pages: Any, size: tuple[float, float] = (400, 400)) -> str:
    return document(drawn(*pages, size=size)).text


def test_columns_are_read_one_after_the_other() -> None:
    text = text_of(words(*column(LEFT, 40), *column(RIGHT, 210)))
    assert text == " ".join(LEFT) + "\n\n" + " ".join(RIGHT) + "\n"


def test_a_title_over_both_columns_comes_first_and_one_between_parts_them() -> None:
    lower = [
        *column([line.lower() for line in LEFT], 40, 200),
        *column([f"So {RIGHT[0].lower()}", *RIGHT[1:]], 210, 200),
    ]
    body = words(*column(LEFT, 40), *column(RIGHT, 210), *lower)

    def draw(canvas: Any) -> None:
        body(canvas)
        words((40, 330, "The storm of the year and its end"), (40, 220, "What came after the storm in town"),
              font="Times-Bold", size=20)(canvas)  # fmt: skip

    lines = [line for line in text_of(draw).split("\n") if line]
    assert [line[:12] for line in lines] == [
        "The storm of", "The harbour ", "In the town ", "What came af", "the harbour ", "So in the to",
    ]  # fmt: skip


def test_a_sentence_goes_on_over_the_columns_end() -> None:
    text = text_of(words(*column(LEFT[:4], 40), *column(["of the river and of the bay", *RIGHT[1:]], 210)))
    assert "into the mouth of the river and of the bay high a tide" in text


def test_words_without_blanks_and_drawn_backwards_are_words() -> None:
    places = [(40, "No"), (56, "blank"), (84, "was"), (104, "drawn.")]
    assert text_of(words(*[(x, 300, word) for x, word in reversed(places)])) == "No blank was drawn.\n"


def test_spread_letters_make_words() -> None:
    def draw(canvas: Any) -> None:
        text = canvas.beginText(40, 300)
        text.setFont("Times-Roman", 10)
        text.setCharSpace(4)
        text.textOut("CHRONICLE OF EVENTS")
        canvas.drawText(text)

    assert text_of(draw) == "CHRONICLE OF EVENTS\n"


def test_letters_printed_twice_count_once() -> None:
    line = "Printed twice to look bold."
    assert text_of(words((40, 300, line), (40.3, 300, line))) == line + "\n"


def test_raised_figures_are_note_marks_and_double_letters_stay() -> None:
    def draw(canvas: Any) -> None:
        words((40, 300, "The offer was cut off again"))(canvas)
        words((40 + canvas.stringWidth("The offer was cut off again", "Times-Roman", 10), 304, "12"), size=6)(canvas)
        words((170, 300, "by the sheriff."))(canvas)

    assert text_of(draw).startswith("The offer was cut off again¹²")


def test_a_big_initial_joins_its_word() -> None:
    lines = [(62.0, 300 - 12.0 * n, line) for n, line in enumerate(["he harbour of Osk was closed", *LEFT[1:3]])]

    def draw(canvas: Any) -> None:
        words(*lines, *[(40, 264 - 12.0 * n, line) for n, line in enumerate(RIGHT)])(canvas)
        words((40, 276, "T"), size=34)(canvas)

    assert text_of(draw).startswith("The harbour of Osk was closed for a week")


def test_words_aslant_are_furniture() -> None:
    def draw(canvas: Any) -> None:
        words(*column(LEFT, 40))(canvas)
        canvas.rotate(90)
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(100, -20, "printed at Denholm")

    doc = document(drawn(draw))
    assert [(part.kind, doc.text[part.start : part.end]) for part in doc.parts] == [
        ("boilerplate", "printed at Denholm")
    ]
    assert doc.text.startswith(" ".join(LEFT))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["A Franco-", "German plan for 2019-", "2021."], "A Franco-German plan for 2019-2021.\n"),
        (["The informa-", "tion was old."], "The informa- tion was old.\n"),
    ],
)
def test_line_ends_in_words(lines: list[str], expected: str) -> None:
    assert text_of(words(*column(lines, 40))) == expected


def test_soft_hyphens_are_seen_at_line_ends_only() -> None:
    assert join("the informa\u00ad", "tion office") == "the information office"
    line = Line((Word("of\u00adfi\u00adce", 0, 30, 100, 10), Word("infor\u00ad", 33, 60, 100, 10)))
    assert line_text(line) == "office infor\u00ad"


def test_indents_begin_paragraphs() -> None:
    lines = [*column(LEFT, 40), (52, 240.0, RIGHT[0]), *column(RIGHT[1:], 40, 228)]
    assert text_of(words(*lines)).split("\n\n") == [" ".join(LEFT), " ".join(RIGHT) + "\n"]


def test_white_begins_paragraphs() -> None:
    text = text_of(words(*column(LEFT, 40), *column(RIGHT, 40, 232)))
    assert text.split("\n\n") == [" ".join(LEFT), " ".join(RIGHT) + "\n"]


DAYS = [("3rd", 300), ("9th-", 264), ("11th", 252), ("30th", 216)]
TEXTS = [(300, "A storm closed the harbour of Osk"), (288, "for a week."), (264, "Divers raised the first of the"),
         (252, "two buoys."), (216, "The harbour was opened again.")]  # fmt: skip


def test_rows_have_their_label_before_a_tab() -> None:
    text = text_of(words(*[(40, y, day) for day, y in DAYS], *[(90, y, line) for y, line in TEXTS]))
    assert text.split("\n") == [
        "3rd\tA storm closed the harbour of Osk for a week.",
        "9th-11th\tDivers raised the first of the two buoys.",
        "30th\tThe harbour was opened again.",
        "",
    ]


def test_labels_in_the_middle_of_their_rows_find_them() -> None:
    def draw(canvas: Any) -> None:
        words((40, 294, "3 May"), (40, 258, "9 May"), (40, 216, "30 May"), *[(90, y, line) for y, line in TEXTS])(
            canvas
        )
        for y in (312, 280, 240, 208):
            canvas.line(36, y, 300, y)

    lines = text_of(draw).split("\n")
    assert lines[:2] == [
        "3 May\tA storm closed the harbour of Osk for a week.",
        "9 May\tDivers raised the first of the two buoys.",
    ]


def test_pages_begin_where_they_are_said_to() -> None:
    doc = document(drawn(words((40, 300, "First.")), lambda _: None, words((40, 300, "Third."))))
    assert [doc.text[start : start + 5].strip() for start in doc.pages][::2] == ["First", "Third"]
    assert len(doc.pages) == 3
    assert doc.text.count("\f") == 2


def test_the_files_title_counts_if_the_page_says_it() -> None:
    def titled(canvas: Any) -> None:
        canvas.setTitle("The Osk Gazette")
        words((40, 300, "The Osk Gazette"))(canvas)

    def template(canvas: Any) -> None:
        canvas.setTitle("Newsletter template 2009")
        words((40, 300, "The Osk Gazette"))(canvas)

    assert document(drawn(titled)).title == "The Osk Gazette"
    assert document(drawn(template)).title is None
