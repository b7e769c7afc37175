"""The head that says which name tells whose a party or town is (torch; `pipeline/encoder/belonging.py` is its twin)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import relu

from pipeline.encoder.links import SIZE
from tools.train import features as f
from tools.train.roles import NEAR, Pieces, means, pairs

WIDTH = 128


class HomeHead(nn.Module):  # type: ignore[misc]  # torch is not installed where this is checked
    """For a party or town a logit for each name, and a last one for the case that none of them says whose it is."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.enter = nn.Linear(3 * hidden + len(f.CANDIDATE_KINDS) + 2 * NEAR + 2 + SIZE, WIDTH)
        self.score = nn.Linear(WIDTH, 1)
        self.nobody = nn.Linear(hidden, 1)
        self.drop = nn.Dropout(0.15)

    def forward(self, hidden: Tensor, party: Pieces, names: list[Pieces], kinds: list[int], links: Tensor) -> Tensor:
        """Logits (names + 1); spans are ranges of pieces."""
        nobody = self.nobody(means(hidden, [party])[0])
        if not names:
            return nobody
        known = torch.cat([pairs(hidden, party, names, kinds), links], dim=1)
        return torch.cat([self.score(self.drop(relu(self.enter(known)))).squeeze(1), nobody])
