"""The commands: exit codes, messages, help."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import cli
from pipeline.cli.fail import clean

COMMANDS = sorted(cli.commands)
NEWS = "Jakarta, 4 May 2021. Indonesia's foreign minister met her Thai counterpart in Bangkok on 3 May 2021.\n"


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `in` with one document, and `out` with its records."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "in").mkdir()
    (folder / "in/news.txt").write_text(NEWS, encoding="utf-8")
    result = invoke("run", folder / "in", "-o", folder / "out")
    assert result.exit_code == 0, result.output
    return folder


def first_event(folder: Path) -> dict[str, object]:
    line = (folder / "out/events.jsonl").read_text(encoding="utf-8").splitlines()[0]
    return dict(json.loads(line))


def test_run_ends_with_what_to_do_next(done: Path) -> None:
    again = invoke("run", done / "in", "-o", done / "again")
    assert "documents  1" in again.output
    assert "bulletin explain EVENT_ID" in again.output
    for name in ("events.jsonl", "segments.jsonl", "mentions.jsonl", "rejects.jsonl", "texts/news.txt"):
        assert (done / "again" / name).read_bytes() == (done / "out" / name).read_bytes()


def test_one_bad_input_costs_nothing_else(done: Path, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "lines.jsonl").write_text('{"id": "x", "text": "Nothing."}\n{"id": \n', encoding="utf-8")
    result = invoke("run", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 4
    rejects = [json.loads(line) for line in (tmp_path / "out/rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(reject["reason"] for reject in rejects) == [
        "bad_json",
        "empty",
        "undecodable",
        "unsupported_type",
    ]
    assert (tmp_path / "out/events.jsonl").read_bytes() == (done / "out/events.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["run", "{tmp}", "-o", "{tmp}/out"], 3, "no documents in"),
        (["run", "{tmp}/gone.txt", "-o", "{tmp}/out"], 3, "there is no file or folder"),
        (["run"], 2, "Missing argument"),
        (["rnu"], 2, "No such command"),
        (["explain", "x/001/1", "-o", "{tmp}"], 3, "bulletin run INPUT"),
        (["validate", "{tmp}"], 3, "no record files"),
        (["validate", "{tmp}/odd.jsonl"], 2, "--kind"),
    ],
)
def test_errors_say_what_to_do_next(tmp_path: Path, arguments: list[str], code: int, says: str) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    if "odd.jsonl" in arguments[-1]:
        (folder / "odd.jsonl").write_text("{}\n", encoding="utf-8")
    command = [argument.replace("{tmp}", str(folder)) for argument in arguments]
    result = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *command], capture_output=True, text=True, check=False
    )
    assert result.returncode == code
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_explain_shows_the_words_and_the_cues(done: Path) -> None:
    event = first_event(done)
    result = invoke("explain", event["id"], "-o", done / "out")
    assert result.exit_code == 0
    assert NEWS.split(". ")[1].strip()[:40] in result.output
    assert "because" in result.output


def test_an_unknown_event_gets_the_nearest(done: Path) -> None:
    event_id = str(first_event(done)["id"])
    result = invoke("explain", event_id[:-1] + "9", "-o", done / "out")
    assert result.exit_code == 2
    assert f"did you mean {event_id}" in result.output


def test_validate_finds_a_planted_error(done: Path, tmp_path: Path) -> None:
    assert invoke("validate", done / "out").exit_code == 0
    record = first_event(done) | {"quad_code": 9}
    (tmp_path / "events.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    result = invoke("validate", tmp_path / "events.jsonl")
    assert result.exit_code == 5
    assert "events.jsonl:1: quad_code" in result.output


@pytest.mark.parametrize("kind", ["events", "segments", "mentions", "rejects"])
def test_the_committed_schema_is_the_contracts(kind: str) -> None:
    printed = json.loads(invoke("schema", kind).output)
    path = Path(__file__).parents[2] / "schema" / f"{kind}.json"
    assert printed == json.loads(path.read_text(encoding="utf-8")), "run: bulletin schema -d schema"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str) -> None:
    example = invoke(command, "--help").output.split("Example: ")[1]
    assert f"bulletin {command}" in example


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.cli; print([m for m in ('spacy', 'pydantic', 'dateparser', 'numpy') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_a_document_cannot_steer_the_terminal() -> None:
    assert clean("a\x1b[2Jb\u202ec\n") == "a\ufffd[2Jb\ufffdc\n"


def test_dates_reads_text_and_jsonl() -> None:
    result = CliRunner().invoke(cli, ["dates", "-", "--date", "2024-05-16"], input="They met last Friday.")
    assert json.loads(result.output)["value"] == "2024-05-10"
    lines = '{"id": "a", "text": "They met yesterday.", "date": "2024-03-01"}\n'
    result = CliRunner().invoke(cli, ["dates", "-"], input=lines)
    found = json.loads(result.output)
    assert (found["doc"], found["date"]) == ("a", "2024-02-29")
