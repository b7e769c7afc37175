"""The real chain in worker processes: what it makes does not depend on which worker a document meets, or when."""

from pathlib import Path

from pipeline import emit, extract, read, run
from pipeline.records import Document
from pipeline.settings import Settings
from tests.run.fakes import content

TEXTS = {
    "a": "Jakarta, 4 May 2021. Indonesia's foreign minister met her Thai counterpart in Bangkok on 3 May 2021.\n",
    "b": "The ASEAN-Korea Centre (AKC) signed an MOU with Hanoi University on 7 June 2021.\n",
    "c": "May 2021\n3rd\tThe DPRK launched a missile.\n5-7th\tFrance trained the Navy; the AKC praised it.\n",
    "d": "In a statement of 2 June 2021, Japan condemned the launch and urged the DPRK to refrain from others.\n",
}


def test_the_chain_makes_the_same_in_any_worker(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / f"in/{name}.txt").write_text(text, encoding="utf-8")
    run.run([str(tmp_path / "in")], tmp_path / "out", Settings(workers=2))
    expected: dict[str, bytes] = {"events.jsonl": b"", "segments.jsonl": b"", "mentions.jsonl": b""}
    for path in sorted((tmp_path / "in").iterdir()):
        for document in read.documents(path):
            assert isinstance(document, Document)
            result = run.process(document, extract.load())
            expected["events.jsonl"] += emit.lines(result.events)
            expected["segments.jsonl"] += emit.lines(result.segments)
            expected["mentions.jsonl"] += emit.lines(result.mentions)
    found = content(tmp_path / "out")
    assert {name: found[name] for name in expected} == expected
    assert found["events.jsonl"].count(b"\n") >= 4
