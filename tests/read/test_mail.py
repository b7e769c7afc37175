"""Messages: the text that says most, headers as metadata, attachments as documents of their own."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline import read, segment
from pipeline.records import Document, Reject
from tests.read.build import LETTER, bulletin, newsletter
from tests.segment.helpers import interval


def found(folder: Path, data: bytes, name: str = "mail.eml") -> list[Document | Reject]:
    path = folder / name
    path.write_bytes(data)
    return list(read.documents(path))


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in ({"From": "a@lagoon.example", "Message-ID": "<1@x>"} | headers).items():
        made[name.replace("_", "-")] = value
    return made


def test_a_letter_is_its_text_and_its_headers(tmp_path: Path) -> None:
    (letter,) = found(tmp_path, LETTER)
    assert isinstance(letter, Document)
    assert letter.title == "Chronology für June 2022"
    assert letter.date == dt.date(2022, 7, 1)  # the sender's day: in Greenwich it was the second already
    assert letter.text.startswith("Dear desk,\n\nhere is the list for June 2022.\n")
    assert "Tamara’s boats" in letter.text  # quoted-printable, and Windows' signs under the name of Latin-1
    assert letter.text.endswith("> please send the list\n")
    entries = [item for item in segment.segments(letter) if item.kind == "chronology_entry"]
    assert [interval(item) for item in entries] == ["2022-06-03", "2022-06-07", "2022-06-19"]


def test_a_newsletter_whose_text_part_tells_nothing(tmp_path: Path) -> None:
    mailing, days, issue, picture = found(tmp_path, newsletter())
    assert isinstance(mailing, Document)
    assert (mailing.publication, mailing.date) == ("Lagoon Weekly", dt.date(2023, 5, 15))
    entries = [item for item in segment.segments(mailing) if item.kind == "chronology_entry"]
    assert [(interval(item), item.text) for item in entries] == [
        ("2023-05-08", "Osk and Tamara met in Dunmar."),
        ("2023-05-10", "Tamara let two boats go."),
        ("2023-05-12", "Osk thanked Tamara."),
    ]
    assert isinstance(days, Document)
    assert isinstance(issue, Document)
    assert isinstance(picture, Reject)
    assert (days.id, issue.id) == ("mail--zusatze-zur-woche", "mail--issue-four")
    assert issue.path.endswith("mail.eml/issue four.docx")
    assert "| 9th | Tamara signed the buoy convention. |" in issue.text
    assert picture.reason == "unsupported_type"


def test_the_plain_text_is_preferred_where_it_tells_as_much(tmp_path: Path) -> None:
    mail = message(Subject="News")
    mail.set_content("On 3 May 2021 Osk met Tamara in Dunmar. They talked about the shoal.")
    mail.add_alternative("<p>On 3 May 2021 Osk met Tamara in <b>Dunmar</b>. They talked about it.</p>", subtype="html")
    (letter,) = found(tmp_path, mail.as_bytes())
    assert isinstance(letter, Document)
    assert "about the shoal" in letter.text


def test_a_forwarded_message_is_a_document_with_its_own_headers(tmp_path: Path) -> None:
    mail = message(Subject="Fwd", Date="Tue, 02 May 2023 10:00:00 +0000")
    mail.set_content("See below.")
    inner = message(Subject="Osk protests", Date="Mon, 01 May 2023 10:00:00 +0000")
    inner.set_content("Osk protested today.")
    mail.add_attachment(inner)
    outer, forwarded = found(tmp_path, mail.as_bytes())
    assert isinstance(outer, Document)
    assert isinstance(forwarded, Document)
    assert (forwarded.title, forwarded.date, forwarded.id) == (
        "Osk protests",
        dt.date(2023, 5, 1),
        "mail--osk-protests",
    )


def test_a_mail_of_nothing_but_an_attachment(tmp_path: Path) -> None:
    mail = message(Subject="Issue 4")
    mail.add_attachment(bulletin(), maintype="application", subtype="msword", filename="../../4.docx")
    (issue,) = found(tmp_path, mail.as_bytes())
    assert isinstance(issue, Document)
    assert (issue.id, issue.path) == ("mail--4", f"{tmp_path.as_posix()}/mail.eml/4.docx")


def test_attachments_of_the_same_name_get_ids_that_differ(tmp_path: Path) -> None:
    mail = message()
    mail.set_content("Two.")
    for text in ("One on 3 May.", "Two on 4 May."):
        mail.add_attachment(text.encode(), maintype="text", subtype="plain", filename="a.txt")
    ids = [item.id for item in found(tmp_path, mail.as_bytes()) if isinstance(item, Document)]
    assert len(set(ids)) == 3


def test_a_page_saved_as_a_message_has_no_menu(tmp_path: Path) -> None:
    html = (Path(__file__).parent / "samples" / "news_page.html").read_text(encoding="utf-8")
    mail = EmailMessage()
    mail["From"] = "<Saved by Blink>"
    mail["Snapshot-Content-Location"] = "https://lagoon-times.example/a"
    mail["Subject"] = "Tamara recalls envoy"
    mail["MIME-Version"] = "1.0"
    mail.set_content(html, subtype="html")
    mail.make_related()
    (page,) = found(tmp_path, mail.as_bytes(), "page.mhtml")
    assert isinstance(page, Document)
    assert page.url == "https://lagoon-times.example/a"
    assert "Harbour strike" not in page.text
    assert "Port Elin said" in page.text


@pytest.mark.parametrize(
    ("data", "reason", "says"),
    [
        (b"From: a@x\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime\n\nMIIB", "encrypted", "decrypted"),
        (b"From: a@x\nMIME-Version: 1.0\n\n\n", "empty", "no text"),
        (b"From a@x Mon May  1 10:00:00 2023\nFrom: a@x\n\n1.\n\nFrom b@x Mon May  1 10:00:00 2023\nFrom: b\n\n2.\n",
         "unsupported_type", "several messages"),
    ],
)  # fmt: skip
def test_messages_that_cannot_be_read(tmp_path: Path, data: bytes, reason: str, says: str) -> None:
    (reject,) = found(tmp_path, data)
    assert isinstance(reject, Reject)
    assert reject.reason == reason
    assert says in reject.message


def test_a_message_is_told_by_its_headers_and_a_memo_is_none(tmp_path: Path) -> None:
    (letter,) = found(tmp_path, LETTER, "letter.txt")
    (memo,) = found(tmp_path, b"From: Ina\nTo: desk\nDate: 3 May 2020\n\nOsk met Tamara.\n", "memo.txt")
    assert isinstance(letter, Document)
    assert isinstance(memo, Document)
    assert letter.title == "Chronology für June 2022"
    assert memo.text.startswith("From: Ina\n")
