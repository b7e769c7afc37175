"""Folders with what does not belong there: loops, pipes, closed folders, names that are no names."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline import read
from pipeline.read.source import shown
from pipeline.records import Document, Reject
from tests.hostile.check import within
from tests.read.build import SAMPLES, packed


def everything(folder: Path) -> dict[str, Document | Reject]:
    with within(30):
        paths, missing = read.expand([str(folder)])
        assert not missing
        ids = read.document_ids(paths)
        assert len(set(ids.values())) == len(paths)
        found = [(path, item) for path in paths for item in read.documents(path, ids[path])]
    return {os.fsencode(path.name).decode("utf-8", "replace"): item for path, item in found}


def test_pipes_devices_and_loops_do_not_hang(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "again.txt").symlink_to("a.txt")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    items = everything(tmp_path)
    rejects = {name: item.reason for name, item in items.items() if isinstance(item, Reject)}
    assert rejects == dict.fromkeys(("pipe.txt", "loop.txt", "gone.txt", "zero.txt"), "unreadable")
    assert isinstance(items["a.txt"], Document)
    assert isinstance(items["again.txt"], Document)


def test_a_link_to_a_folder_elsewhere_is_not_followed_and_said_to_be_there(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("Secret.")
    (inside / "link").symlink_to(outside)
    (reject,) = everything(inside).values()
    assert isinstance(reject, Reject)
    assert "a folder" in reject.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_closed_files_and_folders_are_rejects(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "sub").chmod(0)
    items = everything(tmp_path)
    (tmp_path / "sub").chmod(0o700)
    assert {type(item) for item in items.values()} == {Reject}
    assert set(items) == {"a.txt", "sub"}


def test_a_folder_that_cannot_be_listed_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "sub").mkdir()
    scan = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    items = everything(tmp_path)
    assert isinstance(items["a.txt"], Document)
    assert isinstance(items["sub"], Reject)


def test_names_of_all_kinds(tmp_path: Path) -> None:
    names = [
        b"with blanks and (brackets).txt", "\U0001f600\U0001f468\u200d\U0001f469.txt".encode(),
        b"no \xff\xfe utf-8.txt", b"-o.txt", "\u202egnp.txt".encode(), b"esc\x1b[31m.txt",
        b"new\nline.txt", "한국 소식.txt".encode(),
        "хроника.txt".encode(), b"a" * 250 + b".txt", b"%s%n{0}.txt", b"CON.txt", b"quote'\".txt",
    ]  # fmt: skip
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text("Osk met Tamara on 3 May 2020.")
    items = list(everything(tmp_path).values())
    assert len(items) == len(names)
    for item in items:
        assert isinstance(item, Document)
        item.model_dump_json().encode()
        assert "\x1b" not in item.path
        assert "\n" not in item.path
        assert "\u202e" not in item.path


def test_ids_do_not_depend_on_what_else_is_there(tmp_path: Path) -> None:
    (tmp_path / "한국.txt").write_text("One.")
    (before,) = everything(tmp_path).values()
    (tmp_path / "日本.txt").write_text("Two.")
    after = everything(tmp_path)["한국.txt"]
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert before.id == after.id


def test_paths_in_archives_are_names_and_no_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    names = (
        "../../up.txt", "/etc/abs.txt", "C:\\Windows\\drive.txt", "\\\\host\\share\\unc.txt", "a/../../b.txt",
        "nul\0.txt",
        "\U0001f600.txt", "\u202etxt.txt", "con.txt", "a//b///c.txt", "./d.txt", "~/home.txt", "x" * 400 + ".txt",
    )  # fmt: skip
    (inside / "a.zip").write_bytes(packed(dict.fromkeys(names, b"Osk met Tamara.")))
    before = sorted(path for path in tmp_path.rglob("*"))
    monkeypatch.chdir(inside)
    with within(30):
        items = list(read.documents(inside / "a.zip"))
    assert sorted(path for path in tmp_path.rglob("*")) == before
    assert not Path("/etc/abs.txt").exists()
    assert len(items) == len(names)
    for item in items:
        assert isinstance(item, Document), item
        assert item.path.startswith(f"{inside.as_posix()}/a.zip/")
        assert ".." not in item.path
        assert len(item.id) < 200
    assert len({item.id for item in items if isinstance(item, Document)}) == len(names)


def test_a_link_in_an_archive_leads_nowhere(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    (item,) = read.documents(tmp_path / "a.zip")
    assert isinstance(item, Document)
    assert item.text == "/etc/passwd"


def test_the_parts_of_a_saved_page_are_no_documents(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "news_page.html", tmp_path / "Envoy.html")
    (tmp_path / "Envoy_files").mkdir()
    (tmp_path / "Envoy_files" / "ad.html").write_text("<p>Buy now")
    (tmp_path / "Envoy_files" / "menu.js").write_text("x()")
    (tmp_path / "case_files").mkdir()
    (tmp_path / "case_files" / "a.txt").write_text("Text.")
    for left in ("~$issue.docx", "Thumbs.db", "desktop.ini", ".DS_Store"):
        (tmp_path / left).write_bytes(b"\0")
    assert set(everything(tmp_path)) == {"Envoy.html", "a.txt"}


def test_paths_are_shown_without_what_a_terminal_obeys() -> None:
    assert shown("a b/ü.txt") == "a b/ü.txt"
    assert shown("\x1b[2J\u202e\udcff\n") == "\\x1b[2J\\u202e\\xff\\n"
