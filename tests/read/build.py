"""Documents of our own writing in the formats that no text editor writes."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import docx.document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from docx.table import Table, _Cell

SAMPLES = Path(__file__).parent / "samples"
_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_BOX = f"""<w:r {_NS}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>
<w:p><w:r><w:t>The next issue appears in January.</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>The next issue appears in January.</w:t></w:r></w:p>
</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
_CHANGED = f"""<w:p {_NS}><w:r><w:t xml:space="preserve">The shoal has been </w:t></w:r>
<w:del w:id="1" w:author="x"><w:r><w:delText>quiet</w:delText></w:r></w:del>
<w:ins w:id="2" w:author="x"><w:r><w:t>patrolled</w:t></w:r></w:ins>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>
<w:r><w:t xml:space="preserve"> since June by the co</w:t><w:noBreakHyphen/><w:t>operating navies.</w:t></w:r>
<w:r><w:footnoteReference w:id="2"/></w:r></w:p>"""
_NOTES = f"""<?xml version="1.0"?><w:footnotes {_NS}>
<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>
<w:r><w:t xml:space="preserve"> Harbour Herald, 2 July 2023.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


@cache
def bulletin() -> bytes:
    """An issue of a bulletin in Word: heading styles, a table of days, bold dates, notes, a box, page heads."""
    issue = docx.Document()
    issue.core_properties.title = "Template 2019"
    issue.add_heading("Lagoon Bulletin: Issue 4, 2023", 0)
    issue.add_paragraph(
        "The quarter was quiet. The institute publishes this bulletin four times a year, and it is free."
    )
    issue.element.body.insert(2, parse_xml(_CHANGED))
    issue.add_heading("Chronology", 1)
    issue.add_heading("October 2023", 2)
    table = issue.add_table(rows=0, cols=2)
    _row(table, "3rd", "The ports minister of Osk visited Tamara.", "She was received by the mayor.")
    _row(table, "5th-7th", "Both navies held an exercise off Dunmar.")
    _row(table, "9th", "Tamara signed the buoy convention.")
    cells = _row(table, "12th", "Osk lowered the port fee.", "Tamara recalled its consul.")
    for paragraph in cells[1].paragraphs:
        paragraph.style = issue.styles["List Bullet"]
    issue.add_heading("November 2023", 2)
    for label, text in (("2 November.", "Osk voted."), ("4 November.", "The court annulled the vote.")):
        paragraph = issue.add_paragraph()
        paragraph.add_run(label).bold = True
        paragraph.add_run(f" {text}")
    issue.add_heading("What to read", 1)
    for text in ("Salt and silver, by A. Rue.", "The long shoal, by B. Sand."):
        issue.add_paragraph(text, style="List Number")
    last = issue.add_paragraph("The institute thanks its readers for their letters.")
    last._p.append(parse_xml(_BOX))
    issue.sections[0].header.paragraphs[0].text = "LAGOON BULLETIN RUNNING HEAD"
    issue.sections[0].footer.paragraphs[0].text = "Page 1"
    _add_notes(issue)
    return saved(issue)


def _row(table: Table, label: str, *texts: str) -> tuple[_Cell, ...]:
    cells: tuple[_Cell, ...] = table.add_row().cells  # type: ignore[no-untyped-call]
    cells[0].text, cells[1].text = label, texts[0]
    for text in texts[1:]:
        cells[1].add_paragraph(text)
    return cells


def _add_notes(issue: docx.document.Document) -> None:
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, _NOTES.encode(), issue.part.package)
    issue.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def saved(issue: docx.document.Document) -> bytes:
    """A Word document's bytes."""
    out = io.BytesIO()
    issue.save(out)
    return out.getvalue()


@cache
def newsletter() -> bytes:
    """A mailing: a text part that tells nothing, a page that tells all, a text, a Word file, a picture."""
    message = EmailMessage()
    message["Subject"] = "Lagoon Weekly, 8 – 14 May 2023"
    message["From"] = "Lagoon Weekly <news@lagoon.example>"
    message["To"] = "reader@lagoon.example"
    message["Date"] = "Mon, 15 May 2023 09:00:00 +0200"
    message["Message-ID"] = "<1@lagoon.example>"
    message["List-Id"] = "Lagoon Weekly <weekly.lagoon.example>"
    message.set_content("View this message in your browser: http://lagoon.example/1\n")
    message.add_alternative(
        """<html><body><table><tr><td><table><tr><td><h1>Lagoon Weekly</h1></td></tr></table>
        <table><tr><td><h2>Chronology, 8-14 May 2023</h2><p><b>8 May:</b> Osk and Tamara met in Dunmar.</p>
        <p><b>10 May:</b> Tamara let two boats go.</p><p><b>12 May:</b> Osk thanked Tamara.</p></td></tr></table>
        <table><tr><td>You receive this because you subscribed. <a href="u">Unsubscribe</a></td></tr></table>
        </td></tr></table></body></html>""",
        subtype="html",
    )
    days = "9 May 2023\nOsk protested to Tamara.\n\n10 May 2023\nTamara replied.\n\n11 May 2023\nOsk was satisfied.\n"
    message.add_attachment(days.encode(), maintype="text", subtype="plain", filename="Zusätze zur Woche.txt")
    message.add_attachment(bulletin(), maintype="application", subtype="octet-stream", filename="issue four.docx")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="map.png")
    return message.as_bytes()


LETTER = b"""From: Ina Volk <ina@lagoon.example>
To: desk@lagoon.example
Subject: =?utf-8?q?Chronology_f=C3=BCr_June_2022?=
Date: Fri, 01 Jul 2022 23:30:00 -0500
MIME-Version: 1.0
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Dear desk,

here is the list for June 2022.

3 June - Osk opened its port to Tamara=92s boats.
7 June - The caf=E9 strike in Dunmar ended.
19 June - Tamara invited the council of ports.

Ina

> On 30 June you wrote:
> please send the list
"""

LINES = (
    b'{"id": "A 1", "text": "On 3 May 2020 Osk met Tamara.", "date": "2020-05-04"}\n'
    b'{"id": "\xe4\xba\x8c", "text": "On 5 May 2020 Tamara met Osk.", "title": "\\u00dcber"}\n'
)
TEXT = b"Lagoon diary, May 2020\n\n3 May: Osk met Tamara.\n\n5 May: Tamara protested.\n\n9 May: Both met.\n"
MARKDOWN = (
    b"---\ntitle: Diary\ndate: 2020-06-01\n---\n# May 2020\n\n- **3 May:** Osk met Tamara.\n- **5 May:** Tamara left.\n"
)


@cache
def typeset() -> bytes:
    """Two pages of a bulletin in PDF, with a head, page numbers and a table of days."""
    out = io.BytesIO()
    sheet = Canvas(out, pagesize=A5, invariant=1)
    for page, month in enumerate(("May 2020", "June 2020"), 1):
        sheet.setFont("Helvetica", 8)
        sheet.drawString(40, 570, "LAGOON BULLETIN")
        sheet.drawString(200, 20, str(page))
        sheet.setFont("Helvetica-Bold", 14)
        sheet.drawString(40, 540, f"Chronology: {month}")
        sheet.setFont("Helvetica", 10)
        for row, (day, text) in enumerate((("3rd", "Osk met Tamara."), ("5th", "Tamara left."), ("9th", "Both met."))):
            sheet.drawString(40, 500 - 20 * row, day)
            sheet.drawString(100, 500 - 20 * row, text)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def packed(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@cache
def back_issues() -> bytes:
    """A zip as a research assistant makes it: several types, folders, a side file, what macOS leaves."""
    page = (SAMPLES / "chronology_page.htm").read_bytes()
    return packed(
        {
            "back issues/2023-4.docx": bulletin(),
            "back issues/2023 pages/chronology.htm": page,
            "back issues/2023 pages/chronology_files/menu.js": b"var x;",
            "back issues/May 2020.txt": TEXT,
            "back issues/May 2020.meta.json": b'{"publication": "Lagoon Diary"}',
            "back issues/letter.eml": LETTER,
            "__MACOSX/back issues/._May 2020.txt": b"\0\5\x16\7",
            "back issues/.DS_Store": b"\0\0\0\1Bud1",
            "README.txt": b"What is in this archive.",
        }
    )


def seeds() -> dict[str, bytes]:
    """One file of each format, by name."""
    pages = {path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir())}
    return pages | {
        "bulletin.docx": bulletin(),
        "bulletin.pdf": typeset(),
        "newsletter.eml": newsletter(),
        "letter.eml": LETTER,
        "lines.jsonl": LINES,
        "lines.jsonl.gz": gzip.compress(LINES, mtime=0),
        "diary.txt": TEXT,
        "diary.md": MARKDOWN,
        "issues.zip": back_issues(),
    }
