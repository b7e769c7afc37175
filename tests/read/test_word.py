"""Word files: styles, lists, tables, notes and boxes as text; page heads, deleted and hidden words out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from pipeline import read, segment
from pipeline.records import Document, Reject
from tests.read.build import bulletin, packed, saved
from tests.segment.helpers import interval


def word(folder: Path, data: bytes, name: str = "issue.docx") -> Document | Reject:
    path = folder / name
    path.write_bytes(data)
    (found,) = read.documents(path)
    return found


def test_a_bulletin_comes_out_in_reading_order(tmp_path: Path) -> None:
    document = word(tmp_path, bulletin())
    assert isinstance(document, Document)
    assert document.text == (
        "# Lagoon Bulletin: Issue 4, 2023\n\n"
        "The quarter was quiet. The institute publishes this bulletin four times a year, and it is free.\n\n"
        "The shoal has been patrolled since June by the co\u2011operating navies.[^1]\n\n"
        "# Chronology\n\n## October 2023\n\n"
        "| 3rd | The ports minister of Osk visited Tamara. She was received by the mayor. |\n"
        "| 5th-7th | Both navies held an exercise off Dunmar. |\n"
        "| 9th | Tamara signed the buoy convention. |\n"
        "| 12th | Osk lowered the port fee. |\n"
        "|  | Tamara recalled its consul. |\n\n"
        "## November 2023\n\n**2 November.** Osk voted.\n\n**4 November.** The court annulled the vote.\n\n"
        "# What to read\n\n1. Salt and silver, by A. Rue.\n2. The long shoal, by B. Sand.\n\n"
        "The institute thanks its readers for their letters.\n\nThe next issue appears in January.\n\n"
        "[^1]: Harbour Herald, 2 July 2023.\n"
    )


def test_its_entries_are_found(tmp_path: Path) -> None:
    document = word(tmp_path, bulletin())
    assert isinstance(document, Document)
    found = [item for item in segment.segments(document) if item.kind == "chronology_entry"]
    assert [(item.label, interval(item), item.text) for item in found] == [
        ("3rd", "2023-10-03", "The ports minister of Osk visited Tamara. She was received by the mayor."),
        ("5th-7th", "2023-10-05..2023-10-07", "Both navies held an exercise off Dunmar."),
        ("9th", "2023-10-09", "Tamara signed the buoy convention."),
        ("12th", "2023-10-12", "Osk lowered the port fee."),
        ("12th", "2023-10-12", "Tamara recalled its consul."),
        ("2 November", "2023-11-02", "Osk voted."),
        ("4 November", "2023-11-04", "The court annulled the vote."),
    ]
    kinds = {item.text: item.kind for item in segment.segments(document)}
    assert kinds["[^1]: Harbour Herald, 2 July 2023."] == "reference"


def test_a_title_in_the_properties_counts_only_if_the_text_says_it(tmp_path: Path) -> None:
    issue = docx.Document()
    issue.add_paragraph("Lagoon Bulletin for July 2021")
    for title, expected in (("Lagoon bulletin", "Lagoon bulletin"), ("Lagoon Bulletin July 2019", None)):
        issue.core_properties.title = title
        document = word(tmp_path, saved(issue))
        assert isinstance(document, Document)
        assert document.title == expected
        assert document.date is None  # the day of saving is not that of publication


def test_a_table_that_only_lays_out_is_read_cell_by_cell(tmp_path: Path) -> None:
    issue = docx.Document()
    cells = issue.add_table(rows=1, cols=2).rows[0].cells
    for cell, texts in zip(cells, (("In this issue", "Essay", "Events"), ("An essay.", "It goes on.")), strict=True):
        cell.text = texts[0]
        for text in texts[1:]:
            cell.add_paragraph(text)
    cells[0].paragraphs[0].text = "In this issue is told, at more length than a label of a day would ever need"
    document = word(tmp_path, saved(issue))
    assert isinstance(document, Document)
    assert "|" not in document.text
    assert document.text.index("Events") < document.text.index("An essay.") < document.text.index("It goes on.")


def test_cells_merged_downwards_hold_for_the_rows_below(tmp_path: Path) -> None:
    issue = docx.Document()
    table = issue.add_table(rows=3, cols=2)
    for row, (label, text) in zip(table.rows, (("3 May", "One."), ("", "Two."), ("4 May", "Three.")), strict=True):
        row.cells[0].text, row.cells[1].text = label, text
    table.cell(0, 0).merge(table.cell(1, 0))
    document = word(tmp_path, saved(issue))
    assert isinstance(document, Document)
    assert document.text == "| 3 May | One. |\n|  | Two. |\n| 4 May | Three. |\n"


def test_a_word_file_is_told_by_its_content(tmp_path: Path) -> None:
    for name in ("issue", "issue.txt", "issue.pdf", "issue.zip"):
        document = word(tmp_path, bulletin(), name)
        assert isinstance(document, Document), document
        assert document.text.startswith("# Lagoon Bulletin")


_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


def _replaced(member: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(bulletin())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert old in members[member]
    return packed(members | {member: members[member].replace(old, new)})


def test_entities_are_never_resolved(tmp_path: Path) -> None:
    with_entities = _replaced("word/document.xml", b"The quarter was quiet.", b"&x;&c;")
    with zipfile.ZipFile(io.BytesIO(with_entities)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    body = members["word/document.xml"]
    members["word/document.xml"] = _ENTITIES + body[body.index(b"<w:document") :]
    found = word(tmp_path, packed(members))
    assert isinstance(found, Reject)
    assert found.reason == "corrupt"
    assert "root:" not in found.message


@pytest.mark.parametrize("target", ["http://127.0.0.1:9/styles.xml", "file:///etc/passwd", "../../../../etc/passwd"])
def test_outside_references_are_not_followed(tmp_path: Path, target: str) -> None:
    link = f'Target="{target}" TargetMode="External"'.encode()
    found = word(tmp_path, _replaced("word/_rels/document.xml.rels", b'Target="styles.xml"', link))
    assert isinstance(found, Document | Reject)
    if isinstance(found, Document):
        assert "Both navies held an exercise off Dunmar." in found.text
        assert "root:" not in found.text
    else:
        assert found.reason == "corrupt"


def test_a_locked_file_is_said_to_be_locked(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    locked = word(tmp_path, ole + "EncryptedPackage".encode("utf-16-le"))
    old = word(tmp_path, ole + "WordDocument".encode("utf-16-le"), "old.doc")
    assert isinstance(locked, Reject)
    assert isinstance(old, Reject)
    assert (locked.reason, old.reason) == ("encrypted", "unsupported_type")
    assert "password" in locked.message
    assert ".docx" in old.message


def test_a_file_cut_short_is_corrupt(tmp_path: Path) -> None:
    for cut in (len(bulletin()) // 2, len(bulletin()) - 30):
        found = word(tmp_path, bulletin()[:cut])
        assert isinstance(found, Reject)
        assert found.reason == "corrupt"
        assert "save it again" in found.message
