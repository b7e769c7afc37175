from __future__ import annotations

from pipeline import tables
from pipeline.extract import labels, lexicon
from pipeline.tables import models_folder


def test_all_tables_are_valid() -> None:
    assert lexicon.heads()["ministry"].kind == "ministry"
    assert lexicon.things()["tank"] == "PRODUCT"
    assert lexicon.ships()["ROKS"] == "KOR"
    assert lexicon.title_cues()["titled"] == "verb"
    assert "datuk" in lexicon.honorifics()
    assert "bin" in lexicon.particles()
    assert "MOU" in lexicon.no_names()
    assert lexicon.regions()
    assert lexicon.words().calendar
    assert lexicon.english()["table"] is False


def test_the_weights_name_no_name() -> None:
    rows = tables.tsv(labels.TABLE, labels.Weight)
    assert len(rows) > 1000
    kinds = ("$", "^", "-", "+", "c", "n", "of=", "has=", "shape=", "ner", "place", "rule", "caps", "bias", "first")
    assert all(row.feature.startswith((*kinds, "last-name", "digit", "hyphen", "common")) for row in rows)


def test_no_table_has_a_line_twice() -> None:
    for path in sorted((models_folder() / "names").glob("*.tsv")):
        keys = [
            line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", "")
        ]
        doubles = {key for key in keys if keys.count(key) > 1}
        assert not doubles, f"{path.name}: {sorted(doubles)}"
