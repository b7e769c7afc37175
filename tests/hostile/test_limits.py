"""Inputs that cost too much: bombs, depth, endless lines. Each is a reject that names the limit, soon."""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from pipeline import read
from pipeline.read.limits import DEFAULT
from pipeline.records import Document, Reject
from tests.hostile.check import check, within
from tests.read.build import packed

_MIB = 1 << 20


def found(folder: Path, name: str, data: bytes, **limits: int) -> list[Document | Reject]:
    path = folder / name
    path.write_bytes(data)
    with within(60):
        check(path)
        return list(read.documents(path, limits=dataclasses.replace(DEFAULT, **limits)))


def only_reject(items: list[Document | Reject]) -> Reject:
    (item,) = items
    assert isinstance(item, Reject), item
    return item


def bomb(megabytes: int, name: str = "a.txt") -> bytes:
    """A zip with a member of so many megabytes of blanks."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(megabytes):
            member.write(b" " * _MIB)
    return out.getvalue()


def test_a_zip_bomb(tmp_path: Path) -> None:
    reject = only_reject(found(tmp_path, "a.zip", bomb(64)))
    assert reject.reason == "too_large"
    assert "too many times its size" in reject.message
    assert f"{DEFAULT.archive_ratio}" in reject.message


def test_a_bomb_in_an_archive_costs_only_itself(tmp_path: Path) -> None:
    items = found(tmp_path, "a.zip", packed({"a.zip": bomb(64), "b.txt": b"Text."}, zipfile.ZIP_STORED))
    assert [type(item) for item in items] == [Reject, Document]


def test_archives_together_have_one_budget(tmp_path: Path) -> None:
    inner = packed({"a.txt": b"x" * 600_000}, zipfile.ZIP_STORED)
    items = found(tmp_path, "a.zip", packed({f"{n}.zip": inner for n in range(5)}), archive_bytes=5_000_000)
    reasons = [item.reason if isinstance(item, Reject) else "document" for item in items]
    assert reasons == ["document", "document", "document", "too_large", "too_large"]


def test_archives_in_archives_in_archives(tmp_path: Path) -> None:
    data = b"Text."
    for depth in range(40):
        data = packed({f"{depth}.zip" if depth else "a.txt": data})
    assert only_reject(found(tmp_path, "a.zip", data)).reason == "too_large"
    packs = b"Text."
    for _ in range(40):
        packs = gzip.compress(packs)
    reject = only_reject(found(tmp_path, "a.txt.gz", packs))
    assert reject.reason == "too_large"
    assert "nested too deep" in reject.message


def test_too_many_members(tmp_path: Path) -> None:
    reject = only_reject(found(tmp_path, "a.zip", packed({f"{n}.txt": b"x" for n in range(60)}), archive_members=50))
    assert reject.reason == "too_large"
    assert "60 files" in reject.message


def test_a_gzip_bomb(tmp_path: Path) -> None:
    data = gzip.compress(b" " * (64 * _MIB))
    assert only_reject(found(tmp_path, "a.txt.gz", data)).reason == "too_large"
    assert only_reject(found(tmp_path, "a.jsonl.gz", data)).reason == "too_large"


def test_lines_before_a_bomb_are_read(tmp_path: Path) -> None:
    line, bomb_line = found(tmp_path, "a.jsonl.gz", gzip.compress(b'{"text": "Osk."}\n' + b" " * (64 * _MIB)))
    assert isinstance(line, Document)
    assert isinstance(bomb_line, Reject)
    assert bomb_line.reason == "too_large"


def test_an_endless_line_costs_only_itself(tmp_path: Path) -> None:
    lines = b'{"text": "One."}\n{"text": "' + b"x" * 100_000 + b'"}\n{"text": "Three."}\n'
    one, long, three = found(tmp_path, "a.jsonl", lines, line_bytes=10_000)
    assert isinstance(one, Document)
    assert isinstance(three, Document)
    assert isinstance(long, Reject)
    assert (long.reason, long.path.rsplit(":", 1)[1]) == ("too_large", "2")
    assert three.path.endswith(":3")


def test_texts_and_files_over_their_limits(tmp_path: Path) -> None:
    by_text = only_reject(found(tmp_path, "a.txt", b"x" * 5_000, text_chars=4_000))
    by_bytes = only_reject(found(tmp_path, "a.html", b"<p>" + b"x" * 5_000, markup_bytes=4_000))
    in_word = only_reject(found(tmp_path, "a.docx", bomb(64, "word/document.xml")))
    assert {by_text.reason, by_bytes.reason, in_word.reason} == {"too_large"}
    assert "4,000" in by_text.message
    assert "raise the limit" in by_text.message


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "ul><li", "font"])
def test_deep_pages(tmp_path: Path, tag: str) -> None:
    deep = only_reject(
        found(tmp_path, "a.html", f"<html><body><{tag}>".encode() + f"<{tag}>".encode() * 100_000 + b"x")
    )
    assert deep.reason == "too_large"
    (middle,) = found(tmp_path, "b.html", b"<html><body>" + f"<{tag}>".encode() * 300 + b"Text in it.</body>")
    assert isinstance(middle, Document)
    assert "Text in it." in middle.text


def test_a_message_of_a_thousand_levels(tmp_path: Path) -> None:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1000))
    data = b"From: a@x\nMIME-Version: 1.0\n" + parts + b"Content-Type: text/plain\n\nx\n"
    assert only_reject(found(tmp_path, "a.eml", data)).reason == "too_large"
    forwards = b"From: a@x\nMIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 3000 + b"\nx"
    assert only_reject(found(tmp_path, "b.eml", forwards)).reason == "too_large"


def test_a_message_of_a_thousand_parts(tmp_path: Path) -> None:
    head = b"From: a@x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    reject = only_reject(found(tmp_path, "a.eml", head + b"--b\nContent-Type: text/plain\n\nx\n" * 2000))
    assert reject.reason == "too_large"


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "x", "id": ' + "[" * 200_000 + "}",
        '{"text": "x", "id": ' + "9" * 20_000 + "}",
        '{"text": ' + '{"a":' * 50_000,
        '{"text": "\\ud800 x", "title": "t"}',
        '{"text": "x", "title": "\\udfff"}',
        '{"text": "x", "id": "../../etc/passwd"}',
        '{"text": "x", "id": "\\u0000\\u001b[2J"}',
        '{"text": "x", "id": {"a": [1]}}',
        json.dumps({"text": "x\u202ey", "id": "\u202e"}),
    ],
)
def test_lines_of_ill_will(tmp_path: Path, line: str) -> None:
    items = found(tmp_path, "a.jsonl", f'{{"text": "Before."}}\n{line}\n{{"text": "After."}}\n'.encode())
    assert len(items) == 3
    assert isinstance(items[0], Document)
    assert isinstance(items[2], Document)
    if isinstance(items[1], Document):
        assert "/" not in items[1].id


def test_large_pages_do_not_take_for_ever(tmp_path: Path) -> None:
    page = "<html><body>" + "<table><tr><td>a</td><td>b</td></tr></table>" * 5_000
    links = "<html><body>" + "".join(f"<a href={n}>x{n}</a> " for n in range(20_000))
    for number, html in enumerate(
        (page, links, "<html><body>" + "<br>" * 50_000 + "text", "<html><body>" + "<" * 99_999)
    ):
        with within(60):
            assert check_written(tmp_path / f"{number}.html", html)


def check_written(path: Path, html: str) -> list[Document | Reject]:
    path.write_text(html, encoding="utf-8")
    return list(read.documents(path))
