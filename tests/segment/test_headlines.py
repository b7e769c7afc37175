"""Headlines that nothing stands under are the document's text; titles of texts stay titles."""

from __future__ import annotations

import pytest

from pipeline.segment import segments
from tests.factories import document

HEADLINES = ("Kenya to send 200 officers to Haiti", "Students rally in Belgrade", "Burundi closes its border")


def kinds(text: str) -> list[str]:
    return [segment.kind for segment in segments(document(text))]


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_single_headline_is_the_text(headline: str) -> None:
    assert kinds(headline) == ["paragraph"]


def test_a_list_of_headlines() -> None:
    assert kinds("\n\n".join(HEADLINES)) == ["paragraph"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Students rally in Belgrade\n\nStudents rallied in Belgrade on Monday, police said.",
        "# Students rally in Belgrade",
        "Conference on Inland Ports\n\nHall of the Three Rivers",
        "Home\n\nAbout us\n\nContact",
    ],
)
def test_titles_stay_titles(text: str) -> None:
    assert kinds(text)[0] == "heading"
