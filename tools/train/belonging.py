"""The head that says which name tells whose a party or town is (torch; `pipeline/encoder/belonging.py` is its twin)."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import relu

from pipeline.encoder.links import SIZE
from tools.train import features as f
from tools.train.roles import NEAR, Pieces, facts_of, means

WIDTH = 128


class HomeHead(nn.Module):  # type: ignore[misc]  # torch is not installed where this is checked
    """For parties and towns a logit for each name, and a last one for the case that none of them says whose it is."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.enter = nn.Linear(3 * hidden + len(f.CANDIDATE_KINDS) + 2 * NEAR + 2 + SIZE, WIDTH)
        self.score = nn.Linear(WIDTH, 1)
        self.nobody = nn.Linear(hidden, 1)
        self.drop = nn.Dropout(0.15)

    def forward(
        self, hidden: Tensor, parties: list[Pieces], names: list[list[Pieces]], kinds: list[list[int]], links: Tensor
    ) -> Tensor:
        """Logits (parties, most names + 1), -inf where a party has fewer names; spans are ranges of pieces.

        `names` and their `kinds` are each party's; `links` has a row for each of them.
        """
        flat = [name for own in names for name in own]
        ones, others = means(hidden, [*parties, *flat]).split([len(parties), len(flat)])
        nobody = self.nobody(ones)
        if not flat:
            return nobody
        rows = [row for row, own in enumerate(names) for _ in own]
        columns = [column for own in names for column in range(len(own))]
        facts = [facts_of(*each) for each in zip(parties, names, kinds, strict=True) if each[1]]
        known = [ones[rows], others, ones[rows] * others, torch.from_numpy(np.concatenate(facts)), links]
        scores = self.score(self.drop(relu(self.enter(torch.cat(known, dim=1))))).squeeze(1)
        table = torch.full((len(parties), max(map(len, names))), -torch.inf)
        return torch.cat([table.index_put((torch.tensor(rows), torch.tensor(columns)), scores), nobody], dim=1)
