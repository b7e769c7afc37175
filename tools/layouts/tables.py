"""Designs set by a second typesetter (fpdf2), with an engine of its own for tables and columns."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from fpdf import FPDF
from fpdf.enums import Align, VAlign
from fpdf.fonts import FontFace

from tools.layouts.issue import Entry, Issue

if TYPE_CHECKING:
    from fpdf.text_region import TextColumns


def _new(issue: Issue) -> FPDF:
    pdf = FPDF(format="A4")
    pdf.set_creation_date(dt.datetime(2022, 5, 2, tzinfo=dt.UTC))
    pdf.set_margin(22)
    pdf.add_page()
    pdf.set_font("Times", "B", 22)
    pdf.cell(text=issue.name, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    return pdf


def ruled_table(issue: Issue) -> bytes:
    """A table with all its rules drawn, labels at the middle of their rows, its head printed again on each page."""
    pdf = _new(issue)
    pdf.set_font("Helvetica", size=9)
    with pdf.table(col_widths=(22, 78), v_align=VAlign.M, line_height=12 / 2.835) as table:
        table.row(("Date", "Event"))
        for entry in issue.entries:
            table.row((entry.dated().replace("–", "-"), entry.text))
    return bytes(pdf.output())


def striped_table(issue: Issue) -> bytes:
    """A table without rules, every other row shaded."""
    pdf = _new(issue)
    pdf.set_font("Times", size=10)
    grey = FontFace(fill_color=(225, 225, 225))
    with pdf.table(col_widths=(26, 74), borders_layout="NONE", v_align=VAlign.T, first_row_as_headings=False,
                   text_align=("LEFT", "JUSTIFY")) as table:  # fmt: skip
        for number, entry in enumerate(issue.entries):
            row = table.row(style=grey if number % 2 else None)
            row.cell(entry.dated().replace("–", "-"))
            row.cell(entry.text)
    return bytes(pdf.output())


def text_columns(issue: Issue) -> bytes:
    """Two justified columns that the program balances; entries begin with their date and a dash."""
    pdf = _new(issue)
    pdf.set_font("Times", size=11)
    with pdf.text_columns(ncols=2, gutter=6, text_align="JUSTIFY", line_height=1.2) as columns:
        for essay in issue.essays:
            _heading(pdf, columns, essay.title)
            for text in essay.paragraphs:
                with columns.paragraph(bottom_margin=3) as paragraph:
                    paragraph.write(text)
        _heading(pdf, columns, issue.chronology)
        for entry in issue.entries:
            with columns.paragraph(bottom_margin=2) as paragraph:
                paragraph.write(_line(entry))
    return bytes(pdf.output())


def _heading(pdf: FPDF, columns: TextColumns, text: str) -> None:
    pdf.set_font("Times", "B", size=11)
    with columns.paragraph(bottom_margin=3, text_align=Align.L) as paragraph:
        paragraph.write(text)
    pdf.set_font("Times", size=11)


def _line(entry: Entry) -> str:
    return f"{entry.dated().replace('–', '-')} - {entry.text}"


TABLES = {"ruled_table": ruled_table, "striped_table": striped_table, "text_columns": text_columns}


def write(folder: Path, issue: Issue) -> None:
    """Write the designs to a folder, to look at."""
    for name, design in TABLES.items():
        (folder / f"{name}.pdf").write_bytes(design(issue))
