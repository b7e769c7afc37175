"""How many pairs of each border the whole chain gets right on both sides, and the floors under that.

python -m tests.classify.borders.figures                            print the shares and what fails
python -m tests.classify.borders.figures --update                   raise the floors to the shares of now
python -m tests.classify.borders.figures --update --allow-lower WHY also lower them
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import classify, extract
from pipeline.passages import Action
from pipeline.records import Document, Segment
from tests.classify.borders.pairs import BORDERS, FOLDER, NO_EVENT, Pair, Side, read

FLOORS = FOLDER / "floors.json"
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """What the chain said of a side: the primary action's type (`NONE` without any) and realis."""

    pair: Pair
    side: Side
    type: str
    auxiliary: frozenset[str]

    @property
    def right(self) -> bool:
        """Type as the answer's, and the realis where it is asked."""
        return self.type == self.side.type and self.side.auxiliary in {None, self.auxiliary}

    def __str__(self) -> str:
        return (
            f"{self.pair.border}:{self.side.line} [{self.pair.variant}] "
            f"{_answer(self.side.type, self.side.auxiliary)}, said {_answer(self.type, self.auxiliary)}: "
            f"{self.side.text}"
        )


def _answer(kind: str, auxiliary: Iterable[str] | None) -> str:
    return " ".join([kind, *(f"!{word}" for word in sorted(auxiliary or ()))])


def judge(pairs: Iterable[Pair]) -> Iterator[Judged]:
    """Every side through the chain, each a paragraph and a document of its own: no side helps another."""
    nlp = extract.load()
    for pair in pairs:
        for side in pair.sides:
            document, segment = _document(pair, side)
            first = _primary(classify.actions(extract.passages(document, [segment], nlp)))
            auxiliary = frozenset[str](first.auxiliary) if first else frozenset[str]()
            yield Judged(pair, side, first.type if first else NO_EVENT, auxiliary)


def _document(pair: Pair, side: Side) -> tuple[Document, Segment]:
    name = f"{pair.border.lower()}-{side.line}"
    document = Document(id=name, path=f"{name}.txt", text=side.text, sha256="0" * 64, encoding="utf-8")
    segment = Segment(id=f"{name}/001", doc=name, kind="paragraph", text=side.text, start=0, end=len(side.text))
    return document, segment


def _primary(actions: Iterable[Action]) -> Action | None:
    return next((action for action in actions if action.primary), None)


def shares(judged: Sequence[Judged]) -> dict[str, float]:
    """By border, the share of pairs with both sides right, 0 to 1."""
    right: dict[str, dict[int, bool]] = {}
    for one in judged:
        pairs = right.setdefault(one.pair.border, {})
        pairs[one.pair.line] = pairs.get(one.pair.line, True) and one.right
    return {border: sum(pairs.values()) / len(pairs) for border, pairs in right.items()}


def load_floors(path: Path = FLOORS) -> dict[str, float]:
    """The least share of each border; ValueError if the file does not hold exactly the borders."""
    floors: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["floors"]
    if set(floors) != set(BORDERS):
        raise ValueError(f"{path}: its borders are not those of the suite: {sorted(set(floors) ^ set(BORDERS))}")
    return floors


def below(found: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The borders that are worse than their floor, one line each."""
    return [
        f"{border}: {found[border]:.{DIGITS}f} of the pairs right, its floor is {floor}"
        for border, floor in floors.items()
        if found[border] < floor
    ]


def updated(found: Mapping[str, float], floors: Mapping[str, float], why: str | None) -> dict[str, float]:
    """Floors raised to what was found; lowered only with a reason, else ValueError."""
    worse = below(found, floors)
    if worse and not (why and why.strip()):
        raise ValueError("\n".join([*worse, "floors are lowered only with --allow-lower WHY"]))
    now = {border: math.floor(share * 10**DIGITS) / 10**DIGITS for border, share in found.items()}
    return now if worse else {border: max(share, floors.get(border, 0.0)) for border, share in now.items()}


def save(floors: Mapping[str, float], reasons: Sequence[str], path: Path = FLOORS) -> None:
    """Write the floors file."""
    text = json.dumps({"floors": dict(floors), "reasons": list(reasons)}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _update(found: Mapping[str, float], why: str | None) -> None:
    old, reasons = {}, []
    if FLOORS.exists():
        old, reasons = load_floors(), json.loads(FLOORS.read_text(encoding="utf-8"))["reasons"]
    if worse := below(found, old):
        reasons = [*reasons, f"{why}: {'; '.join(worse)}"]
    save(updated(found, old, why), reasons)


def main(given: Sequence[str] | None = None) -> int:
    """Print, and with --update keep, the shares; 6 below a floor, 2 if an update needs its reason."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--update", action="store_true", help="raise the floors to the shares of now")
    parser.add_argument("--allow-lower", metavar="WHY", help="with --update: lower floors, for this reason")
    arguments = parser.parse_args(given)
    judged = list(judge(pair for border in BORDERS for pair in read(border)))
    found = shares(judged)
    sys.stdout.writelines(f"{one}\n" for one in judged if not one.right)
    sys.stdout.writelines(f"{border:20} {share:.3f}\n" for border, share in found.items())
    try:
        if arguments.update:
            _update(found, arguments.allow_lower)
            return 0
        worse = below(found, load_floors())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stderr.writelines(f"{line}\n" for line in worse)
    return 6 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
