"""Stage 1: bytes to text exactly, metadata, clear rejects."""

import codecs
import json
from pathlib import Path

import pytest

from pipeline import read
from pipeline.records import Document, Reject


def one(path: Path) -> Document | Reject:
    (found,) = read.documents(path)
    return found


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"plain\n", "plain\n", "utf-8"),
        ("Malacañang – 5 °C".encode(), "Malacañang – 5 °C", "utf-8"),
        (codecs.BOM_UTF8 + b"with a mark", "with a mark", "utf-8"),
        (codecs.BOM_UTF16_LE + "wide".encode("utf-16-le"), "wide", "utf-16-le"),
        (b"a\r\nb\rc\n", "a\nb\nc\n", "utf-8"),
        ("Le président français a reçu l’été dernier à Yaoundé".encode("cp1252"), None, "cp1252"),
    ],
)
def test_text_is_decoded_exactly(tmp_path: Path, data: bytes, text: str | None, encoding: str) -> None:
    document = one(write(tmp_path, "a.txt", data))
    assert isinstance(document, Document)
    if text is not None:
        assert (document.text, document.encoding) == (text, encoding)
    assert "\r" not in document.text
    assert "�" not in document.text


@pytest.mark.parametrize(
    ("name", "content", "reason", "says"),
    [
        ("empty.txt", b"", "empty", "no text"),
        ("blank.md", b" \n\t\n", "empty", "no text"),
        ("binary.txt", bytes(range(256)) * 4, "undecodable", "control bytes"),
        ("scan.pdf", b"%PDF-1.7", "corrupt", "PDF"),
        ("table.csv", b"text", "unsupported_type", ".txt"),
        ("noending", b"\0\1\2", "unsupported_type", "no ending"),
    ],
)
def test_what_cannot_be_read_is_a_reject_that_says_why(
    tmp_path: Path, name: str, content: bytes, reason: str, says: str
) -> None:
    reject = one(write(tmp_path, name, content))
    assert isinstance(reject, Reject)
    assert reject.reason == reason
    assert says in reject.message
    assert name in reject.message
    assert len(reject.sha256 or "") == 64


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("PeÃ±a met LÃ³pez in SÃ£o Paulo.", "Peña met López in São Paulo."),
        ("Itâ€™s over.\nŁódź – “q”", "It’s over.\nŁódź – “q”"),
        ("The oﬃce of the ﬁrst minister", "The office of the first minister"),
        ("ministre de l’Économie, soft\u00adhyphen, non\u00a0breaking", None),
        ("Ağrı, Þórður, Nguyễn Văn Thiệu, 文在寅", None),
    ],
)
def test_letters_that_went_wrong_before_are_put_right(tmp_path: Path, written: str, meant: str | None) -> None:
    text, lines = tmp_path / "a.txt", tmp_path / "b.jsonl"
    text.write_text(written, encoding="utf-8")
    lines.write_text(json.dumps({"id": "b", "text": written}) + "\n", encoding="utf-8")
    for path in (text, lines):
        (document,) = read.documents(path)
        assert isinstance(document, Document)
        assert document.text == (meant or written)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    reject = one(tmp_path / "gone.txt")
    assert isinstance(reject, Reject)
    assert reject.reason == "unreadable"


def test_side_file_wins_over_front_matter(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "---\ntitle: Inside\nurl: http://x.org\ntags: b\n---\nText.\n")
    write(tmp_path, "a.meta.json", json.dumps({"title": "Beside", "date": "2024-03-01"}))
    document = one(path)
    assert isinstance(document, Document)
    assert (document.title, document.url, str(document.date)) == ("Beside", "http://x.org", "2024-03-01")
    assert document.text[document.body_start :] == "Text.\n"


def test_an_unknown_key_in_a_side_file_is_told_with_the_known_ones(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Text.")
    write(tmp_path, "a.meta.json", '{"tilte": "x"}')
    reject = one(path)
    assert isinstance(reject, Reject)
    assert reject.reason == "bad_metadata"
    assert "tilte" in reject.message
    assert "publication" in reject.message


def test_a_day_of_front_matter_that_nobody_can_read_costs_nothing_else(tmp_path: Path) -> None:
    text = "---\ntitle: A pact\ndate: 08/12/2015\n---\nBrussels, 8 December 2015 – They signed a pact.\n"
    document = one(write(tmp_path, "a.md", text))
    assert isinstance(document, Document)
    assert (document.title, str(document.date)) == ("A pact", "2015-12-08")


def test_a_broken_jsonl_line_costs_only_itself(tmp_path: Path) -> None:
    lines = [
        '{"id": "one", "text": "First."}',
        '{"id": "two", "text": ',
        "[1]",
        '{"id": "three"}',
        '{"id": "one", "text": "Again."}',
        '{"event_text": "Fourth.", "publication_date": "2024-05-06"}',
        '{"id": "five", "text": "x", "date": "yesterday"}',
    ]
    found = list(read.documents(write(tmp_path, "many.jsonl", "\n".join(lines))))
    documents = [item for item in found if isinstance(item, Document)]
    rejects = [item for item in found if isinstance(item, Reject)]
    assert [document.id for document in documents] == ["one", "many-6"]
    assert str(documents[1].date) == "2024-05-06"
    assert [(reject.reason, reject.path.rsplit(":", 1)[1]) for reject in rejects] == [
        ("bad_json", "2"), ("bad_json", "3"), ("bad_json", "4"), ("duplicate_id", "5"), ("bad_metadata", "7"),
    ]  # fmt: skip


def test_folders_leave_out_what_is_about_the_documents(tmp_path: Path) -> None:
    for name in ("b.txt", "README.md", "a.md", "a.meta.json", ".hidden.txt", "LICENSE"):
        write(tmp_path, name, "Text.")
    paths, missing = read.expand([str(tmp_path), str(tmp_path / "b.txt"), "nowhere/*.txt"])
    assert [path.name for path in paths] == ["a.md", "b.txt"]
    assert missing == ["nowhere/*.txt"]


def test_an_output_inside_an_input_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "Text.")
    (tmp_path / "out").mkdir()
    write(tmp_path, "out/events.jsonl", "{}")
    paths, _ = read.expand([str(tmp_path)], without=tmp_path / "out")
    assert [path.name for path in paths] == ["a.txt"]


def test_ids_are_the_stems_and_differ(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    names = ["Q4 Bulletin (2023).txt", "a.txt", "sub/a.txt", "Ünïcode.md"]
    paths = [write(tmp_path, name, "Text.") for name in names]
    ids = read.document_ids(paths)
    assert ids[paths[0]] == "q4-bulletin-2023"
    assert ids[paths[3]] == "unicode"
    assert ids[paths[1]] != ids[paths[2]]
    assert len(set(ids.values())) == 4
