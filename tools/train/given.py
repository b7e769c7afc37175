"""How good the heads are where the marks are given: roles; country and sector of parties whose words tell none.

python -m tools.train.given models/training/dev/d1.txt models/training/dev/d2.txt
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from pipeline.encoder import Encoded, load
from pipeline.encoder.belonging import homes, sectors
from pipeline.encoder.origins import LEAST_HOME, LEAST_SECTOR, LEAST_TOWN
from pipeline.encoder.pairs import Candidate
from pipeline.encoder.roles import roles
from pipeline.gazetteer.actors import code_phrase
from pipeline.gazetteer.verdicts import ActorCode
from tools.train.examples import TRIGGER, Mark, Passage, parties_of, read
from tools.train.parses import parsed

Shares = Iterable[tuple[float, bool]]


class _Scene:
    """A passage with its marks as candidates; marks that the encoder does not reach are left out."""

    def __init__(self, passage: Passage, encoded: Encoded) -> None:
        found = ((mark, encoded.pieces(mark.start, mark.end)) for mark in passage.marks)
        self.passage, self.encoded = passage, encoded
        self.pieces = {mark.id: pieces for mark, pieces in found if pieces}
        self.marks = [mark for mark in passage.marks if mark.label != TRIGGER and mark.id in self.pieces]

    def candidates(self, marks: Iterable[Mark]) -> list[Candidate]:
        """The marks as candidates."""
        return [Candidate(self.pieces[mark.id], mark.label) for mark in marks]

    def links(self, first: str, marks: Iterable[Mark]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        """How the parse links the mark `first` to the others."""
        return np.array([self.passage.links[first, mark.id] for mark in marks])


def both_sides(scene: _Scene) -> Iterator[bool]:
    """For each event, whether actors and recipients are exactly those of gold."""
    for event in scene.passage.events:
        trigger = scene.pieces.get(event.triggers[0])
        if trigger is None or not scene.marks:
            continue
        linked = scene.links(event.triggers[0], scene.marks)
        (judged,) = roles(scene.encoded, [trigger], scene.candidates(scene.marks), [linked])
        best = {mark.id: max(each, key=each.__getitem__) for mark, each in zip(scene.marks, judged, strict=True)}
        yield _side(best, "actor") == {party.id for party in event.actors} and (
            _side(best, "recipient") == {party.id for party in event.recipients}
        )


def _side(best: dict[str, str], role: str) -> set[str]:
    return {mark for mark, found in best.items() if found == role}


def towns_found(scene: _Scene) -> Iterator[tuple[float, bool]]:
    """For each town that the gazetteer knows, the share of the likeliest country and whether it is the gazetteer's."""
    for mark in scene.marks:
        names = [m for m in scene.marks if m.id in scene.passage.codes and m is not mark]
        if mark.id in scene.passage.towns and names:
            code, share = _likeliest(scene, mark, names)
            yield share, code == scene.passage.codes[mark.id]


def homes_found(scene: _Scene) -> Iterator[tuple[float, bool]]:
    """For each party whose words name no country, the share of the likeliest one and whether it is gold's."""
    known = parties_of(scene.passage)
    for mark in scene.marks:
        names = [m for m in scene.marks if m.id in scene.passage.codes and m is not mark]
        if mark.id not in known or mark.label == "GPE" or not names or _coded(scene, mark).code:
            continue
        code, share = _likeliest(scene, mark, names)
        yield share, code == known[mark.id].code


def _likeliest(scene: _Scene, mark: Mark, names: Sequence[Mark]) -> tuple[str, float]:
    own, linked = scene.candidates([mark]), scene.links(mark.id, names)
    shares: dict[str, float] = defaultdict(float)
    for name, share in zip(names, homes(scene.encoded, own, scene.candidates(names), [linked])[0], strict=True):
        shares[scene.passage.codes[name.id]] += share
    return max(shares.items(), key=lambda item: item[1])


def _coded(scene: _Scene, mark: Mark) -> ActorCode:
    return code_phrase(scene.passage.text[mark.start : mark.end])


def sectors_found(scene: _Scene) -> Iterator[tuple[float, bool]]:
    """For each party whose words tell no sector, the probability of the likeliest one and whether it is gold's."""
    known = parties_of(scene.passage)
    for mark in scene.marks:
        if mark.id in known and mark.label != "GPE" and _coded(scene, mark).sector is None:
            (judged,) = sectors(scene.encoded, scene.candidates([mark]))
            sector, probability = max(judged.items(), key=lambda item: item[1])
            yield probability, sector == known[mark.id].sector


def _share(found: Shares, least: float) -> str:
    rows = list(found)
    sure = [right for probability, right in rows if probability >= least]
    right = f"{sum(sure) / len(sure):.3f}" if sure else "none"
    return f"{right} of the {len(sure)} of {len(rows)} that are at least {least}"


def main(paths: list[str]) -> None:
    """The command."""
    encoder = load()
    passages = [passage for path in map(Path, paths) for passage in read(path)[0]]
    scenes = [_Scene(passage, encoder.encode(passage.text)) for passage in parsed(passages)]
    sides = [right for scene in scenes for right in both_sides(scene)]
    print(f"both sides of an event {sum(sides) / len(sides):.3f} of {len(sides)}")
    print("country of a party    ", _share((x for scene in scenes for x in homes_found(scene)), LEAST_HOME))
    print("country of a town     ", _share((x for scene in scenes for x in towns_found(scene)), LEAST_TOWN))
    print("sector of a party     ", _share((x for scene in scenes for x in sectors_found(scene)), LEAST_SECTOR))


if __name__ == "__main__":
    main(sys.argv[1:])
