"""Archives: their members as inputs of their own; types told by content; streams of lines."""

from __future__ import annotations

import gzip
import io
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from pipeline import read
from pipeline.records import Document, Reject
from tests.read.build import LINES, SAMPLES, TEXT, back_issues, bulletin, newsletter, packed


def found(folder: Path, name: str, data: bytes, limits: read.Limits | None = None) -> list[Document | Reject]:
    path = folder / name
    path.write_bytes(data)
    return list(read.documents(path, limits=limits or read.Limits()))


def test_a_zip_of_back_issues(tmp_path: Path) -> None:
    items = found(tmp_path, "issues.zip", back_issues())
    documents = [item for item in items if isinstance(item, Document)]
    assert [(item.id, item.path.removeprefix(f"{tmp_path.as_posix()}/")) for item in documents] == [
        ("issues--chronology", "issues.zip/back issues/2023 pages/chronology.htm"),
        ("issues--2023-4", "issues.zip/back issues/2023-4.docx"),
        ("issues--may-2020", "issues.zip/back issues/May 2020.txt"),
        ("issues--letter", "issues.zip/back issues/letter.eml"),
    ]
    assert documents == items
    assert documents[2].publication == "Lagoon Diary"
    assert documents[2].text == TEXT.decode()


def test_ids_in_an_archive_do_not_depend_on_the_order_of_its_members(tmp_path: Path) -> None:
    members = {"b/x.txt": b"One.", "a/x.txt": b"Two.", "\u4e00.txt": b"Three.", "\u4e8c.txt": b"Four."}
    one = found(tmp_path, "a.zip", packed(members))
    other = found(tmp_path, "a.zip", packed(dict(reversed(members.items()))))
    assert one == other
    assert len({item.id for item in one if isinstance(item, Document)}) == 4


def test_archives_and_messages_in_archives(tmp_path: Path) -> None:
    inner = packed({"deep.txt": b"Deep.", "mail.eml": newsletter()})
    items = found(tmp_path, "outer.zip", packed({"inner.zip": inner, "lines.jsonl.gz": gzip.compress(LINES)}))
    ids = [item.id for item in items if isinstance(item, Document)]
    assert "outer--inner--deep" in ids
    assert "outer--inner--mail--issue-four" in ids
    assert "a-1" in ids  # lines have their own ids


@pytest.mark.parametrize(
    ("name", "data", "begins"),
    [
        ("page.txt", (SAMPLES / "news_page.html").read_bytes(), "# Tamara recalls"),
        ("page", (SAMPLES / "news_page.html").read_bytes(), "# Tamara recalls"),
        ("issue.md", bulletin(), "# Lagoon Bulletin"),
        ("diary.pdf", TEXT, "Lagoon diary"),
        ("diary.docx", TEXT, "Lagoon diary"),
        ("diary.html", TEXT, "Lagoon diary"),
        ("diary", TEXT, "Lagoon diary"),
        ("diary.txt", gzip.compress(TEXT), "Lagoon diary"),
        ("diary.gz", gzip.compress(gzip.compress(TEXT)), "Lagoon diary"),
        ("lines.jsonl", gzip.compress(LINES), "On 3 May 2020"),
        ("lines.txt", LINES, "On 3 May 2020"),
        ("issues.docx", packed({"a.txt": TEXT}), "Lagoon diary"),
    ],
)
def test_the_content_tells_the_type(tmp_path: Path, name: str, data: bytes, begins: str) -> None:
    first = found(tmp_path, name, data)[0]
    assert isinstance(first, Document), first
    assert first.text.startswith(begins)


@pytest.mark.parametrize(
    ("name", "data", "reason", "says"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n", "unsupported_type", "text recognition"),
        ("a.rtf", b"{\\rtf1 x}", "unsupported_type", "rich text"),
        ("a.xlsx", packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "unsupported_type", "spreadsheet"),
        ("a.odt", packed({"mimetype": b"", "content.xml": b""}), "unsupported_type", "OpenDocument"),
        ("a.csv", b"date,text\n", "unsupported_type", ".csv"),
        ("a.tar", b"x" * 257 + b"ustar\x0000", "unsupported_type", "unpack"),
        ("a", b"\0\1\2\3" * 40, "unsupported_type", "no text"),
        ("a.pdf", b"\0\1\2\3" * 40, "corrupt", "PDF"),
        ("a.docx", b"\0\1\2\3" * 40, "corrupt", "cannot be opened"),
        ("a.zip", packed({"a.txt": TEXT})[:-40], "corrupt", "cannot be opened"),
        ("a.gz", gzip.compress(TEXT)[:-20], "corrupt", "damaged"),
        ("a.zip", packed({}), "empty", "no documents"),
        ("a.zip", packed({"README.md": b"x", "__MACOSX/._a": b"x"}), "empty", "no documents"),
        ("a.jsonl", b"", "empty", "no text"),
    ],
)
def test_what_is_refused_says_what_to_do(tmp_path: Path, name: str, data: bytes, reason: str, says: str) -> None:
    (reject,) = found(tmp_path, name, data)
    assert isinstance(reject, Reject)
    assert reject.reason == reason
    assert says in reject.message
    assert name in reject.message


def test_a_member_with_a_password_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": b"Locked.", "b.txt": b"Open."}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag in the list of members
    locked, plain = found(tmp_path, "a.zip", bytes(data))
    assert isinstance(locked, Reject)
    assert locked.reason == "encrypted"
    assert isinstance(plain, Document)


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    data = packed({"a.txt": b"Damaged text.", "b.txt": b"Open."}, zipfile.ZIP_STORED).replace(b"Damaged", b"damaged")
    broken, plain = found(tmp_path, "a.zip", data)
    assert isinstance(broken, Reject)
    assert broken.reason == "corrupt"
    assert isinstance(plain, Document)


def test_lines_before_the_damage_are_read(tmp_path: Path) -> None:
    lines = b"".join(b'{"id": "%d", "text": "Line %d on 3 May."}\n' % (number, number) for number in range(9000))
    items = found(tmp_path, "a.jsonl.gz", gzip.compress(lines)[:-4000])
    assert len(items) > 1000
    assert isinstance(items[-1], Reject)
    assert all(isinstance(item, Document) for item in items[:-2])


def test_lines_are_read_as_a_stream(tmp_path: Path) -> None:
    line = b'{"id": "%d", "text": "' + b"Osk met Tamara. " * 600 + b'"}\n'
    path = tmp_path / "many.jsonl"
    with path.open("wb") as handle:
        for number in range(400):
            handle.write(line % number)
    tracemalloc.start()
    count = sum(isinstance(item, Document) for item in read.documents(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 400
    assert peak < path.stat().st_size / 8


def test_ids_that_differ_only_in_signs_do_not_collide(tmp_path: Path) -> None:
    lines = b'{"id": "a b", "text": "x"}\n{"id": "a-b", "text": "y"}\n{"id": "a b", "text": "z"}\n'
    one, other, again = found(tmp_path, "a.jsonl", lines)
    assert isinstance(one, Document)
    assert isinstance(other, Document)
    assert isinstance(again, Reject)
    assert one.id == "a-b" != other.id
    assert again.reason == "duplicate_id"


def test_a_member_of_lines_is_streamed_too(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", LINES * 1)
    assert [item.text for item in found(tmp_path, "a.zip", out.getvalue()) if isinstance(item, Document)] == [
        "On 3 May 2020 Osk met Tamara.",
        "On 5 May 2020 Tamara met Osk.",
    ]


def test_standard_input_may_be_of_any_type() -> None:
    (issue,) = read.stdin_documents(bulletin())
    assert isinstance(issue, Document)
    assert (issue.id, issue.path) == ("stdin", "-")
    several = read.stdin(LINES)
    assert isinstance(several, Reject)
    assert "2 documents" in several.message
    assert len(list(read.stdin_documents(LINES))) == 2
    one = read.stdin(TEXT)
    assert isinstance(one, Document)
    assert one.text == TEXT.decode()


@pytest.mark.parametrize(("name", "package", "extra"), [("a.docx", "docx", "docx"), ("a.html", "lxml", "html")])
def test_a_missing_extra_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str, extra: str
) -> None:
    for module in [known for known in sys.modules if known.startswith(("pipeline.read.w", package))]:
        monkeypatch.delitem(sys.modules, module)
    for module in ("word", "webpage"):
        monkeypatch.delattr(read, module, raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    data = bulletin() if extra == "docx" else (SAMPLES / "news_page.html").read_bytes()
    (reject,) = found(tmp_path, name, data)
    assert isinstance(reject, Reject)
    assert reject.reason == "missing_extra"
    assert f'pip install "bulletin-events[{extra}]"' in reject.message
