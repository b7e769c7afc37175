"""`bulletin run` and `bulletin config` from outside: options, settings, logs."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import cli
from pipeline.settings import Settings
from pipeline.settings.model import descriptions

NEWS = "Jakarta, 4 May 2021. Indonesia's foreign minister met her Thai counterpart in Bangkok on 3 May 2021.\n"
EVIL = "evil\x1b[2Jname.txt"


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BULLETIN_")}
    monkeypatch.setattr(os, "environ", kept)
    return tmp_path


def setting(key: str, *arguments: object) -> list[str]:
    result = invoke("config", *arguments)
    assert result.exit_code == 0, result.output
    return next(line.split(maxsplit=3)[1:3] for line in result.output.splitlines() if line.startswith(f"{key} "))


def test_a_flag_goes_before_the_environment_before_the_file(here: Path) -> None:
    assert setting("workers")[0] == "default"
    (here / "bulletin.toml").write_text("workers = 2\n[limits]\ntext_chars = 1000\n", encoding="utf-8")
    assert setting("workers") == ["2", "bulletin.toml"]
    assert setting("limits.text_chars") == ["1000", "bulletin.toml"]
    (here / "other.toml").write_text("workers = 5\n", encoding="utf-8")
    assert setting("workers", "--config", "other.toml") == ["5", "other.toml"]
    os.environ |= {"BULLETIN_WORKERS": "3", "BULLETIN_LIMITS_TEXT_CHARS": "2000"}
    assert setting("workers") == ["3", "environment"]
    assert setting("limits.text_chars") == ["2000", "environment"]
    assert setting("workers", "--set", "workers=4") == ["4", "flag"]


@pytest.mark.usefixtures("here")
def test_every_setting_is_shown_and_described() -> None:
    shown = [line.split()[0] for line in invoke("config").output.splitlines()]
    assert shown == list(Settings().flat()) == list(descriptions())
    assert all(descriptions().values())


@pytest.mark.parametrize(
    ("content", "variable", "arguments", "says"),
    [
        ("worker = 2", "", [], "bulletin.toml: there is no setting 'worker'; did you mean workers?"),
        ("[limits]\ntext_char = 2", "", [], "did you mean limits.text_chars?"),
        ("workers =", "", [], "bulletin.toml: not TOML"),
        ("workers = 'many'", "", [], "bulletin.toml: workers = 'many'"),
        ("", "BULLETIN_WORKER=2", [], "there is no setting BULLETIN_WORKER; did you mean BULLETIN_WORKERS?"),
        ("", "BULLETIN_WORKERS=0", [], "environment BULLETIN_WORKERS: workers = '0'"),
        ("", "", ["--set", "timeot=3"], "did you mean timeout?"),
        ("", "", ["--set", "timeout"], "it needs KEY=VALUE"),
        ("", "", ["--set", "limits.text_chars=0"], "must be at least 1"),
        ("", "", ["--config", "gone.toml"], "gone.toml: No such file"),
    ],
)
def test_a_wrong_setting_is_told(here: Path, content: str, variable: str, arguments: list[str], says: str) -> None:
    (here / "bulletin.toml").write_text(content, encoding="utf-8")
    name, _, value = variable.partition("=")
    if name:
        os.environ[name] = value  # the fixture takes it away again
    for command in (["config"], ["run", "in", "-o", "out"]):
        result = invoke(*command, *arguments)
        assert result.exit_code == 2
        assert says in result.output
    assert not (here / "out").exists()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `in` with a good, an empty and an evil document, and `out` with what became of them."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "in").mkdir()
    (folder / "in/news.txt").write_text(NEWS, encoding="utf-8")
    (folder / "in/empty.txt").write_bytes(b"")
    (folder / "in" / EVIL).write_text("\x1b]0;title\x07Nothing \x1b[31mred.\x00", encoding="utf-8")
    return folder


def bulletin(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline.cli", "run", "in", "-o", "out", *arguments]
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_log_lines_are_objects_with_document_and_stage(done: Path) -> None:
    result = bulletin(done, "--log-json", "-v", "--force")
    assert result.returncode == 4
    lines = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
    assert all(line.keys() == {"time", "level", "document", "stage", "message"} for line in lines)
    stages = [line["stage"] for line in lines if line["document"] == "news"]
    assert stages == ["read", "segment", "extract", "classify", "normalize", "emit"]
    assert [line["document"] for line in lines if line["message"].startswith("rejected (empty)")] == ["empty"]


def test_nothing_from_a_document_steers_the_terminal(done: Path) -> None:
    for arguments in (["-v", "--force"], ["--dry-run"], []):
        result = bulletin(done, *arguments)
        assert "\x1b" not in result.stdout + result.stderr
        assert "\r" not in result.stdout + result.stderr


def test_plain_log_lines_begin_with_document_and_stage(done: Path) -> None:
    result = bulletin(done, "-v", "--force")
    lines = [line.split(maxsplit=3) for line in result.stderr.splitlines() if line.split()[0].isupper()]
    assert ["INFO", "news", "[emit]"] in [line[:3] for line in lines]
    assert all(line[2].startswith("[") and line[2].endswith("]") for line in lines)


def test_on_a_terminal_the_line_of_progress_changes(done: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline.cli", "run", "in", "-o", "out"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run(command, cwd=done, env=environment, stdout=subprocess.DEVNULL, stderr=theirs, check=False)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "\r\x1b[2K[3/3]" in shown
    assert "\x1b[2J" not in shown


def test_a_dry_run_counts_and_writes_nothing(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in/news.txt").write_text(NEWS, encoding="utf-8")
    result = invoke("run", "in", "-o", "out", "--dry-run")
    assert result.exit_code == 0
    assert result.output.splitlines() == ["new        news  in/news.txt", "1 new, 0 changed, 0 unchanged, 0 gone"]
    assert not (here / "out").exists()


def test_quiet_says_nothing_but_errors(done: Path) -> None:
    result = bulletin(done, "-q")
    assert result.stdout == ""
    assert all(line.startswith("rejected (") for line in result.stderr.splitlines())
