"""The net that knows what names look like in which country: passages and gazetteer -> `models/weights/likeness.npz`.

    python -m tools.train.likeness [--out FOLDER]

Seeded; half a minute. Persons are those of the hand-written training passages, whose countries stand there; towns
those of the gazetteer. Both share the vectors of groups of letters. Prints how often, of the countries of a
development passage's parties, a person's own is the likeliest.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from pipeline.encoder.likeness import BUCKETS, Description, groups
from pipeline.gazetteer import placenames
from pipeline.gazetteer.rows import NON_STATE_CODES
from pipeline.tables import models_folder
from tools.train.examples import Passage, load

SEED, WIDTH, EPOCHS, BATCH, RATE = 7, 32, 25, 64, 1e-2
# Of the vectors at first: what few names have in common stays of little weight.
SPREAD = 0.2
# Groups left out of a name, so that none of them is its only evidence; what the label is sure of.
DROPPED, SMOOTHING = 0.5, 0.05
# Towns of a country, and of them in an epoch: the persons' own vectors must not drown in them.
MOST_TOWNS, TOWNS_AN_EPOCH = 1200, 12000
# A country that few are of is not so rare as it looks.
UNSEEN = 3
Named = tuple[str, str]  # a name and its country


class Net(nn.Module):  # type: ignore[misc]  # torch is not installed where this is checked
    """The mean of the vectors of a name's groups of letters -> a logit for each country, as a person and as a town."""

    def __init__(self, countries: int) -> None:
        super().__init__()
        self.groups = nn.EmbeddingBag(BUCKETS, WIDTH, mode="mean")
        nn.init.normal_(self.groups.weight, std=SPREAD)
        self.PERSON = nn.Linear(WIDTH, countries)
        self.GPE = nn.Linear(WIDTH, countries)

    def forward(self, names: Sequence[Sequence[int]], kind: str) -> Tensor:
        """Logits (names, countries)."""
        starts = torch.tensor([0, *(len(name) for name in names[:-1])]).cumsum(0)
        inner = self.groups(torch.tensor([row for name in names for row in name]), starts)
        logits: Tensor = getattr(self, kind)(inner)
        return logits


def persons(passage: Passage) -> list[Named]:
    """The persons of a passage that are parties, with their countries."""
    codes = countries_of(passage)
    named = [(mark, codes.get(mark.id)) for mark in passage.marks if mark.label == "PERSON"]
    return [(passage.text[mark.start : mark.end], code) for mark, code in named if code]


def countries_of(passage: Passage) -> dict[str, str]:
    """The countries of its parties, by the ids of their marks."""
    parties = [party for event in passage.events for party in (*event.actors, *event.recipients)]
    return {party.id: party.code for party in parties if party.code and party.code not in NON_STATE_CODES}


def towns(rng: random.Random) -> list[Named]:
    """Names of the gazetteer's towns and villages."""
    keys: dict[str, set[str]] = defaultdict(set)
    for key, country in placenames.towns():
        keys[country].add(key)
    return [
        (key, country)
        for country, names in sorted(keys.items())
        for key in rng.sample(sorted(names), min(len(names), MOST_TOWNS))
    ]


def fit(known: dict[str, list[Named]], countries: list[str]) -> Net:
    """A net that has learned the names of both kinds."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)  # noqa: S311 - no secret
    net = Net(len(countries))
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.0)
    numbers = {country: number for number, country in enumerate(countries)}
    data = {kind: [(groups(name), numbers[code]) for name, code in named] for kind, named in known.items()}
    shown = {"GPE": TOWNS_AN_EPOCH, "PERSON": len(data["PERSON"])}
    for epoch in range(EPOCHS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        for kind, count in shown.items():
            rows = rng.sample(data[kind], count)
            for start in range(0, len(rows), BATCH):
                batch = rows[start : start + BATCH]
                names = [[g for g in name if rng.random() > DROPPED] or name for name, _ in batch]
                right = torch.tensor([number for _, number in batch])
                loss = cross_entropy(net(names, kind), right, label_smoothing=SMOOTHING)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
    net.eval()
    return net


def usual(named: list[Named], countries: list[str]) -> list[float]:
    """The logarithms of the countries' shares in the names."""
    counts = [UNSEEN + sum(code == country for _, code in named) for country in countries]
    return [math.log(count / sum(counts)) for count in counts]


def save(net: Net, known: dict[str, list[Named]], countries: list[str], folder: Path) -> None:
    """Write likeness.npz and likeness.json."""
    matrices = {"groups": net.groups.weight.detach().numpy().astype(np.float16)}
    for kind, named in known.items():
        layer = getattr(net, kind)
        matrices[f"{kind}_weight"] = layer.weight.detach().numpy().astype(np.float32)
        matrices[f"{kind}_bias"] = layer.bias.detach().numpy().astype(np.float32)
        matrices[f"{kind}_usual"] = np.array(usual(named, countries), dtype=np.float32)
    path = folder / "likeness.npz"
    np.savez(path, **matrices)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    described = Description(countries=tuple(countries), sha256=digest)
    (folder / "likeness.json").write_text(described.model_dump_json(indent=1) + "\n", encoding="utf-8")


def measure(net: Net, shares: list[float], countries: list[str], dev: Path) -> tuple[int, int]:
    """Persons of the development passages for whom their country is likelier than the other parties'; and all."""
    right = asked = 0
    for passage in load(dev):
        around = [countries.index(code) for code in set(countries_of(passage).values()) if code in countries]
        for name, code in persons(passage) if len(around) > 1 else ():
            with torch.no_grad():
                ratios = net([groups(name)], "PERSON")[0] - torch.tensor(shares)
            asked += 1
            right += countries[max(around, key=lambda number: float(ratios[number]))] == code
    return right, asked


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=models_folder() / "weights")
    training = models_folder() / "training"
    out = parser.parse_args().out
    people = [named for passage in load(training / "passages") for named in persons(passage)]
    known = {"GPE": towns(random.Random(SEED)), "PERSON": people}  # noqa: S311 - no secret
    countries = sorted({country for named in known.values() for _, country in named})
    net = fit(known, countries)
    save(net, known, countries, out)
    right, asked = measure(net, usual(people, countries), countries, training / "dev")
    print(f"{len(people)} persons, {len(known['GPE'])} towns; {right} of {asked} persons' countries right")


if __name__ == "__main__":
    main()
