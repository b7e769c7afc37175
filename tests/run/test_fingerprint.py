"""What makes a document be read or processed again."""

import importlib.metadata
from pathlib import Path

import pytest

from pipeline.run import fingerprint
from pipeline.run.fingerprint import Versions, _code, input_key, versions  # the real one, before it is replaced
from pipeline.run.messages import Input

LIMITS = {"text_chars": 100}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of three rooms, in place of ours."""
    for name in ("read/plain.py", "segment/rows.py", "cli/run.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("old", encoding="utf-8")
    monkeypatch.setattr(fingerprint, "_PACKAGE", tmp_path)
    monkeypatch.setattr(fingerprint, "_code", _code)
    return tmp_path


@pytest.mark.parametrize(
    ("room", "reading", "chain"),
    [("read/plain.py", True, False), ("segment/rows.py", True, True), ("cli/run.py", False, False)],
)
def test_code_counts_where_it_makes_something(package: Path, room: str, reading: bool, chain: bool) -> None:
    before = versions(LIMITS, "duty")
    (package / room).write_text("new", encoding="utf-8")
    after = versions(LIMITS, "duty")
    assert (before.reading != after.reading, before.chain != after.chain) == (reading, chain)


def changed(before: Versions, after: Versions) -> tuple[bool, bool]:
    return before.reading != after.reading, before.chain != after.chain


def test_limits_and_readers_packages_cost_no_more_than_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions(LIMITS, "duty")
    assert changed(before, versions(LIMITS, "duty")) == (False, False)
    assert changed(before, versions({"text_chars": 200}, "duty")) == (True, False)
    assert changed(before, versions(LIMITS, "another")) == (True, True)
    required = ["spacy>=3", "pypdfium2>=5; extra == 'pdf'", "pytest>=8; extra == 'dev'"]
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: required)
    installed = {"spacy": "3.8"}
    monkeypatch.setattr(fingerprint, "_installed", installed.get)
    before = versions(LIMITS, "duty")
    installed["pypdfium2"] = "5.1"
    assert changed(before, versions(LIMITS, "duty")) == (True, False)
    before = versions(LIMITS, "duty")
    installed["pytest"] = "9"
    assert changed(before, versions(LIMITS, "duty")) == (False, False)
    installed["spacy"] = "3.9"
    assert changed(before, versions(LIMITS, "duty")) == (True, True)


def test_an_input_is_its_bytes_its_name_and_its_side_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text", encoding="utf-8")
    item = Input("a.txt", path, "a")
    keys = [input_key(item, "1"), input_key(item, "2"), input_key(Input("b.txt", path, "a"), "1")]
    keys.append(input_key(Input("a.txt", path, "a-1"), "1"))
    path.touch()
    assert input_key(item, "1") == keys[0]
    (tmp_path / "a.meta.json").write_text("{}", encoding="utf-8")
    keys.append(input_key(item, "1"))
    path.write_text("another", encoding="utf-8")
    keys.append(input_key(item, "1"))
    assert len(set(keys)) == len(keys)


def test_what_is_no_file_has_no_key(tmp_path: Path) -> None:
    assert input_key(Input("gone.txt", tmp_path / "gone.txt", "gone"), "1") is None
    assert input_key(Input("folder", tmp_path, "folder"), "1") is None
