"""Web pages: the main text with its headings, lists and tables; menus, notices and related stories out."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

import pytest

from pipeline import read, segment
from pipeline.records import Document, Reject
from tests.read.build import SAMPLES
from tests.segment.helpers import interval


def page(path: Path) -> Document:
    (found,) = read.documents(path)
    assert isinstance(found, Document), found
    return found


def written(folder: Path, html: str, name: str = "page.html") -> Document:
    path = folder / name
    path.write_text(html, encoding="utf-8")
    return page(path)


def entries(document: Document) -> list[tuple[str | None, str, str]]:
    return [
        (found.label, interval(found), found.text)
        for found in segment.segments(document)
        if found.kind == "chronology_entry"
    ]


def test_a_news_page_is_its_article() -> None:
    document = page(SAMPLES / "news_page.html")
    assert document.text == (
        "# Tamara recalls envoy from Osk\n\n"
        "By Ina Volk\n\n"
        "4 May 2023\n\n"
        "Tamara recalled its ambassador from Osk on Thursday after the coast guard of Osk seized two fishing boats "
        "near the Lom shoal, the foreign ministry in Port Elin said.\n\n"
        "The shoal from the air. Photo: Harbour Office\n\n"
        "“We have asked for the boats and their crews to be let go at once,” the minister told reporters. Osk said "
        "that the boats had been in its waters since Monday.\n\n"
        "## What happens next\n\n"
        "The two prime ministers are due to meet in Dunmar on 11 May. Neither side has called the meeting off, and "
        "officials of both said that they expected it to take place.\n\n"
        "The shoal has been claimed by both states since 1974, and naval patrols of the two have met there three "
        "times this year.\n"
    )
    kinds = {found.text: found.kind for found in segment.segments(document)}
    assert kinds["The shoal from the air. Photo: Harbour Office"] == "caption"
    assert "chronology_entry" not in kinds.values()


def test_a_page_says_what_it_is() -> None:
    document = page(SAMPLES / "news_page.html")
    assert (document.title, document.publication) == ("Tamara recalls envoy from Osk", "The Lagoon Times")
    assert (document.date, document.language) == (dt.date(2023, 5, 4), "en")
    assert document.url == "https://lagoon-times.example/2023/05/04/envoy-recall/"


def test_a_date_in_the_text_is_not_the_day_of_publication() -> None:
    for name in ("chronology_page.htm", "timeline_page.html", "list_page.html"):
        assert page(SAMPLES / name).date is None, name
    assert page(SAMPLES / "release_page.html").date == dt.date(2022, 9, 14)


def test_a_chronology_in_tables_inside_a_table_of_the_page() -> None:
    document = page(SAMPLES / "chronology_page.htm")
    assert "Publications" not in document.text
    assert entries(document) == [
        ("3", "2023-01-03", "The well at Harra was reopened by the governor of Ulm Tek."),
        ("5-6", "2023-01-05..2023-01-06", "Elders of both clans met at the well."),
        ("5-6", "2023-01-05..2023-01-06", "The governor sent them grain."),
        ("9", "2023-01-09", "A convoy was stopped near Harra. It was let go at night."),
        ("1", "2023-02-01", "The convoy reached Osk, where its drivers were received by the mayor."),
        ("28", "2023-02-28", "A second well ran dry."),
    ]


def test_a_timeline_of_linked_items_under_year_and_month() -> None:
    document = page(SAMPLES / "timeline_page.html")
    assert "Random" not in document.text
    assert "edit" not in document.text
    assert [(label, day) for label, day, _ in entries(document)] == [
        ("3 March", "2019-03-03"), ("5 March", "2019-03-05"), ("9 April", "2020-04-09"),
    ]  # fmt: skip
    assert "Harbour Herald" in document.text


def test_a_list_of_boxes_with_their_dates_in_spans() -> None:
    document = page(SAMPLES / "list_page.html")
    assert entries(document) == [
        ("3 May", "2021-05-03", "Osk launched a cutter."),
        ("5 May", "2021-05-05", "Tamara protested to the council of ports."),
        ("9 May", "2021-05-09", "The council met in Dunmar and asked both to stop."),
        ("11 May", "2021-05-11", "Osk stopped."),
        ("12 May", "2021-05-12", "Tamara thanked the council."),
    ]
    assert "Latest news" not in document.text


def test_a_release_keeps_its_list_and_table() -> None:
    text = page(SAMPLES / "release_page.html").text
    assert text.startswith("# Osk and Tamara conclude fisheries talks\n\nDunmar, 14 September 2022\n\n")
    assert "- Osk opens four ports.\n- Tamara withdraws its patrols from Lom shoal.\n" in text
    assert "| Port | Boats a year |\n|---|---|\n| Dunmar | 40 |\n| Lom | 25 |\n" in text
    assert "arrest of fishermen" not in text
    assert "The ministry" not in text


def test_paragraphs_that_only_breaks_divide(tmp_path: Path) -> None:
    document = written(
        tmp_path,
        "<HTML><BODY><H2>Timeline: the ferry dispute</H2><FONT FACE=Arial><B>4 July 2016</B> The bridge was closed."
        "<BR><BR>\n<B>6 July 2016</B> Two guards were wounded.<BR><BR><B>9 July 2016</B> Talks began in Dunmar.<BR>"
        "They were broken off at night.<BR><BR></FONT></BODY></HTML>",
    )
    assert entries(document) == [
        ("4 July 2016", "2016-07-04", "The bridge was closed."),
        ("6 July 2016", "2016-07-06", "Two guards were wounded."),
        ("9 July 2016", "2016-07-09", "Talks began in Dunmar. They were broken off at night."),
    ]


def test_where_the_main_text_is_not_found_the_page_is_kept_and_said_to_be(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rows = "".join(f"<div class='r{day}'><a href='{day}'>{day} May 2020: Osk wrote.</a></div>" for day in range(1, 9))
    with caplog.at_level(logging.INFO, logger="bulletin.read"):
        document = written(tmp_path, f"<html><body><div class=q>{rows}</div></body></html>")
    assert document.text.count("Osk wrote.") == 8
    assert "characters of the page" in caplog.text


def test_what_is_left_out_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="bulletin.read"):
        page(SAMPLES / "news_page.html")
    assert "left out as frame" in caplog.text
    assert "Harbour strike ends" in caplog.text


@pytest.mark.parametrize(
    ("data", "encoding", "word"),
    [
        ("<meta charset=windows-1251><p>Порт Дунмар открыт сегодня утром".encode("cp1251"), "cp1251", "Дунмар"),
        ("<meta charset=iso-8859-1><p>Osk’s boats – all of them".encode("cp1252"), "cp1252", "Osk’s"),
        ("<meta charset=utf-8><p>Malacañang".encode("utf-8-sig"), "utf-8", "Malacañang"),
        ("<html><p>Malacañang</p>".encode("utf-16"), "utf-16-le", "Malacañang"),
        ("<html><p>Malacañang is wide</p>".encode("utf-16-le"), "utf-16-le", "Malacañang"),
        ("<meta charset=utf-8><p>caf\xe9".encode("latin-1"), None, "caf"),
    ],
)
def test_encodings_of_pages(tmp_path: Path, data: bytes, encoding: str | None, word: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    document = page(path)
    assert word in document.text
    assert encoding in (None, document.encoding)


def test_a_cell_that_spans_rows_holds_for_all_of_them(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=3>3 May<td>One.<tr><td>Two.<tr><td>Three.<tr><td>4 May<td>Four."
    text = written(tmp_path, f"<html><h1>May 2020</h1><table>{rows}</table></html>").text
    assert text.endswith("| 3 May | One. |\n|  | Two. |\n|  | Three. |\n| 4 May | Four. |\n")


def test_a_numbered_list_keeps_its_numbers_and_depth(tmp_path: Path) -> None:
    html = "<ol start=4><li>Four<ul><li>inner</ul><li value=9>Nine<li><p>Ten</p><p>more</p></ol>"
    assert written(tmp_path, f"<html><body>{html}").text == "4. Four\n  - inner\n9. Nine\n6. Ten\n  more\n"


def test_a_page_of_nothing_is_empty(tmp_path: Path) -> None:
    for html in ("<html></html>", "<html><body><script>x()</script><!-- text --></body></html>", "<html><p> &nbsp; "):
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        (found,) = read.documents(path)
        assert isinstance(found, Reject)
        assert found.reason == "empty"


def test_a_post_of_a_blog_without_what_is_around_it() -> None:
    document = page(SAMPLES / "blog_page.html")
    assert document.date == dt.date(2023, 5, 20)
    assert [(label, day) for label, day, _ in entries(document)] == [
        ("15 May", "2023-05-15"), ("17 May", "2023-05-17"), ("19 May", "2023-05-19"),
    ]  # fmt: skip
    assert entries(document)[1][2].endswith("near the Lom shoal. It was the third of its kind this year.")
    for frame in ("Get our weekly brief", "May 13, 2023", "told them so", "WordPress", "Recent posts"):
        assert frame not in document.text


def test_a_page_that_a_word_processor_wrote(tmp_path: Path) -> None:
    document = written(
        tmp_path,
        """<html><body><div class=WordSection1><p class=MsoTitle><span>Lagoon Bulletin, July 2020</span></p>
        <p class=MsoNormal><b><span>3 July.</span></b><span>  Osk launched a\ncutter.<o:p></o:p></span></p>
        <p class=MsoNormal><b><span>5 July.</span></b><span>  Tamara pro</span><span>tested.</span></p>
        <table class=MsoTableGrid><tr><td><p>11<sup>th</sup></p></td><td><p>Osk apologised.</p><p>All were glad.</p>
        </td></tr><tr><td><p>12<sup>th</sup></p></td><td><p>The ferry line was opened.</p></td></tr></table></div>""",
    )
    assert entries(document) == [
        ("3 July", "2020-07-03", "Osk launched a cutter."),
        ("5 July", "2020-07-05", "Tamara protested."),
        ("11th", "2020-07-11", "Osk apologised. All were glad."),
        ("12th", "2020-07-12", "The ferry line was opened."),
    ]
