"""Essays, boxes, captions and furniture."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import segment
from tests.segment.helpers import document, segments, uncovered

ISSUE = """
    VOL 3

    JULY 2019

    The Strait Review

    Who Owns the Channel

    Ama Owusu

    Senior Fellow, Institute of Maritime Law, Tema

    The dispute over the channel began with a map, and for most of the century nobody thought that it would be

    IN THIS ISSUE

    - 1 Who Owns the Channel by Ama Owusu
    - 4 News from the Harbour

    EDITORIAL BOARD

    Kofi Mensah Editor mensah@strait.example

    All rights to the materials in this review belong to the institute.

    Please write to

    Kofi Mensah mensah@strait.example settled by anything but force. Then the lawyers came. They brought a second map.

    "...for most of the century nobody thought that it would be"

    News from the Harbour

    (Photo above) The harbour master with the new crane in June 2019.

    The new crane was co- financed by two banks and works well. Its informa- tion system gives information to all.

    For more details, visit:

    https://strait.example/crane
    """


def by_kind(kind: str) -> list[str]:
    return [found.text for found in segments(ISSUE) if found.kind == kind]


def test_a_paragraph_cut_by_boxes_is_one() -> None:
    (whole,) = [text for text in by_kind("paragraph") if text.startswith("The dispute")]
    assert "it would be settled by anything but force" in whole
    assert whole.endswith("a second map.")


def test_boxes_and_furniture_are_told_apart() -> None:
    assert by_kind("contents") == ["IN THIS ISSUE - 1 Who Owns the Channel by Ama Owusu - 4 News from the Harbour"]
    assert by_kind("caption") == ["(Photo above) The harbour master with the new crane in June 2019."]
    assert by_kind("reference") == ["For more details, visit: https://strait.example/crane"]
    furniture = by_kind("boilerplate")
    assert furniture[0] == "VOL 3 JULY 2019"
    assert "Ama Owusu" in furniture
    assert "Kofi Mensah mensah@strait.example" in furniture


def test_sections_are_the_titles_that_the_contents_name() -> None:
    sections = {found.text: found.section for found in segments(ISSUE)}
    assert sections["(Photo above) The harbour master with the new crane in June 2019."] == "News from the Harbour"


def test_words_broken_at_a_line_end_are_mended() -> None:
    (text,) = [text for text in by_kind("paragraph") if text.startswith("The new crane")]
    assert "co-financed" in text
    assert "information system" in text


def test_suspended_hyphens_stay() -> None:
    (found,) = segments("Short- and long-term loans were given to both of them.\n")
    assert found.text.startswith("Short- and long-term")


def test_nothing_of_the_issue_is_lost() -> None:
    assert uncovered(document(ISSUE), segments(ISSUE)) == ""


words = st.sampled_from(
    ["3rd\t", "May 2020", "# Title", "the", "Ministers met.", "12 June:", "- item", "a@b.org", "\n", "\n\n", "\t",
     "IN THIS ISSUE", "(Photo above)", "co-", "operate.", "25th-\t", "27th\t", "https://x.org/y", "2021", "*", "|", "…",
     "<b>", "</b>", "<li>", "&ndash;", "&nbsp;", "<td>", "|---|", "| 3 May | x |", "\f", "12", "\n> ", "\n===\n",
     "(3 May)", "\n: ", "Date | Event", "\u00a0", "<!--", "-->", "**4 May:", "The 3rd:", "\n1. On 3 May 2020, he"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(words, max_size=60))
def test_no_text_loses_a_character(parts: list[str]) -> None:
    doc = document(" ".join(parts))
    if doc.text.strip():
        assert uncovered(doc, segment.segments(doc)) == ""
