"""How good a coder is on hand-written passages: types, parties, realis, contexts, names, calibration.

python -m tools.train.measure models/training/dev/*.txt [--errors FILE]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import classify, extract
from pipeline.passages import Action, Party
from pipeline.passages import Passage as Analysed
from pipeline.records import Document, Segment
from tools.train.examples import TRIGGER, EventLine, PartyRef, Passage, read

BINS = 10
Coder = Callable[[Iterable[Analysed]], Iterator[Action]]


@dataclass
class Tally:
    """Hits, what was given and what gold has; F1 of them."""

    hits: int = 0
    given: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        """Twice the hits over both counts."""
        return 2 * self.hits / (self.given + self.gold) if self.given + self.gold else 1.0

    def __str__(self) -> str:
        precision = self.hits / self.given if self.given else 0.0
        recall = self.hits / self.gold if self.gold else 0.0
        return f"{self.f1:.3f}  P {precision:.3f}  R {recall:.3f}  ({self.hits}/{self.given}/{self.gold})"


@dataclass
class Measure:
    """All tallies of one run, and the errors."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[dict[str, object]] = field(default_factory=list)
    confidences: list[tuple[float, bool]] = field(default_factory=list)

    def count(self, name: str, given: Iterable[Hashable], gold: Iterable[Hashable]) -> None:
        """Add two multisets to a tally."""
        said, wanted = Counter(given), Counter(gold)
        tally = self.tallies.setdefault(name, Tally())
        tally.hits += (said & wanted).total()
        tally.given += said.total()
        tally.gold += wanted.total()


def segment_of(passage: Passage) -> tuple[Document, Segment]:
    """A passage as a document of one segment."""
    doc_id = f"{Path(passage.file).stem}-{passage.line}"
    document = Document(id=doc_id, path=passage.file, text=passage.text, sha256="0" * 64, encoding="utf-8")
    kind = "chronology_entry" if passage.register == "chronology" else "paragraph"
    segment = Segment(id=f"{doc_id}/001", doc=doc_id, kind=kind, text=passage.text, start=0, end=len(passage.text))
    return document, segment


def measure(passages: list[Passage], coder: Coder = classify.actions) -> Measure:
    """Run the chain up to `coder` on each passage and compare."""
    nlp = extract.load()
    result = Measure()
    for passage in passages:
        document, segment = segment_of(passage)
        read_ = list(extract.passages(document, [segment], nlp))
        _compare(result, passage, list(coder(read_)), read_[0])
    return result


def _compare(result: Measure, passage: Passage, actions: list[Action], analysed: Analysed) -> None:
    spans = {mark.id: (mark.start, mark.end) for mark in passage.marks}
    gold = passage.events
    result.count("type", [a.type for a in actions], [e.type for e in gold])
    result.count("type+parties", list(map(_key, actions)), list(map(_gold_key, gold)))
    result.count(
        "type+parties+sectors",
        [_key(a, sectors=True) for a in actions],
        [_gold_key(e, sectors=True) for e in gold],
    )
    first = next((a for a in actions if a.primary), None)
    main = next((e for e in gold if e.primary), None)
    if main:
        result.count("primary type", ([first.type] if first else []), ([main.type]))
        result.confusion[main.type, first.type if first else "none"] += 1
    if main and first:
        result.confidences.append((first.confidence, first.type == main.type))
        if first.type == main.type:
            result.count("primary mode", ([tuple(sorted(first.modes))]), ([tuple(sorted(main.modes))]))
            result.count("primary actors", ([_codes(first.actors)]), ([_codes(main.actors)]))
            result.count("primary recipients", ([_codes(first.recipients)]), ([_codes(main.recipients)]))
            place = first.place.text if first.place else ""
            start, end = spans[main.place] if main.place else (0, 0)
            result.count("primary place", ([place]), ([passage.text[start:end]]))
            result.count("contexts", list(first.contexts), list(main.contexts))
            result.count("realis", ([tuple(sorted(first.auxiliary))]), ([tuple(sorted(main.auxiliary))]))
    _names(result, passage, analysed)
    if Counter(map(_key, actions)) != Counter(map(_gold_key, gold)):
        result.errors.append(
            {
                "at": f"{passage.file}:{passage.line}",
                "text": passage.text,
                "gold": [_shown(_gold_key(e)) for e in gold],
                "given": [_shown(_key(a)) for a in actions],
            }
        )


def _names(result: Measure, passage: Passage, analysed: Analysed) -> None:
    wanted = [m for m in passage.marks if m.label not in (TRIGGER, "NP", "INS", "DATE")]
    gold = [(m.start, m.end, m.label) for m in wanted]
    given = [(n.start, n.end, n.label) for n in analysed.names]
    result.count("names strict", given, gold)
    result.count("names spans", [(s, e) for s, e, _ in given], [(s, e) for s, e, _ in gold])
    dates = [(d.start, d.end) for d in analysed.dates]
    result.count("dates spans", dates, [(m.start, m.end) for m in passage.marks if m.label == "DATE"])


def _codes(parties: Iterable[Party | PartyRef], sectors: bool = False) -> tuple[object, ...]:
    return tuple(sorted({f"{p.code or '?'}{'/' + (p.sector or '?') if sectors else ''}" for p in parties}))


def _key(action: Action, sectors: bool = False) -> tuple[object, ...]:
    return action.type, _codes(action.actors, sectors), _codes(action.recipients, sectors)


def _gold_key(event: EventLine, sectors: bool = False) -> tuple[object, ...]:
    return event.type, _codes(event.actors, sectors), _codes(event.recipients, sectors)


def _shown(key: tuple[object, ...]) -> str:
    kind, actors, recipients = key
    return f"{kind} {','.join(actors)} > {','.join(recipients)}"  # type: ignore[arg-type]


def calibration(confidences: list[tuple[float, bool]]) -> tuple[float, list[str]]:
    """Expected calibration error in ten bins, and the reliability table."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in confidences:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    error, rows = 0.0, []
    for number, inside in sorted(bins.items()):
        mean = sum(confidence for confidence, _ in inside) / len(inside)
        share = sum(right for _, right in inside) / len(inside)
        error += abs(mean - share) * len(inside) / len(confidences)
        low, high = number / BINS, (number + 1) / BINS
        rows.append(f"  {low:.1f}-{high:.1f}  n {len(inside):4}  said {mean:.2f}  right {share:.2f}")
    return error, rows


def table(result: Measure) -> str:
    """The figures as text."""
    lines = [f"{name:22} {tally}" for name, tally in result.tallies.items()]
    kinds = sorted({kind for pair in result.confusion for kind in pair})
    scores = []
    for kind in kinds:
        hits = result.confusion[kind, kind]
        gold = sum(n for (g, _), n in result.confusion.items() if g == kind)
        given = sum(n for (_, s), n in result.confusion.items() if s == kind)
        if gold:
            scores.append(2 * hits / (gold + given))
            lines.append(f"  {kind:10} F1 {scores[-1]:.2f}  gold {gold}")
    lines.append(f"primary type macro F1  {sum(scores) / len(scores):.3f}")
    error, rows = calibration(result.confidences)
    return "\n".join([*lines, f"calibration error      {error:.3f}", *rows])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", type=Path)
    arguments = parser.parse_args()
    passages = [passage for path in arguments.files for passage in read(path)[0]]
    result = measure(passages)
    print(len(passages), "passages")
    print(table(result))
    if arguments.errors:
        lines = (json.dumps(error, ensure_ascii=False) for error in result.errors)
        arguments.errors.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
