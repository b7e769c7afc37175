"""The head that says what each candidate is to a trigger (torch; `pipeline/encoder/roles.py` is its twin in numpy).

A pair of trigger and candidate reads the passage once more, with an eye for what stands near either
of the two ("by", "to", "hosted"), and for how the parse links them; then the candidates of one trigger
look at each other, since whether one is the recipient depends on who else is there.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import relu, scaled_dot_product_attention

from pipeline.encoder.links import SIZE
from tools.train import features as f

NEAR = 12
STEPS = (0, 1, 2, 4, 6, 9, 13, 19, 28, 42, 64)
MOST_BETWEEN = 6
WIDTH = 192
EYES = 4
Pieces = tuple[int, int]
Ints = NDArray[np.int64]


class RoleHead(nn.Module):  # type: ignore[misc]  # torch is not installed where this is checked
    """Roles of the candidates of a passage's triggers, as logits (triggers, candidates, roles)."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.enter = nn.Linear(3 * hidden + len(f.CANDIDATE_KINDS) + 2 * NEAR + 2 + SIZE, WIDTH)
        self.ask, self.read = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.key, self.value = nn.Linear(hidden, WIDTH), nn.Linear(hidden, WIDTH)
        self.by_trigger = nn.Parameter(torch.zeros(EYES, 2 * NEAR + 1))
        self.by_candidate = nn.Parameter(torch.zeros(EYES, 2 * NEAR + 1))
        self.norm = nn.LayerNorm(WIDTH)
        self.ask2, self.key2, self.value2 = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.read2, self.norm2 = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH)
        self.inner, self.outer = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, len(f.ROLES))
        self.drop = nn.Dropout(0.15)

    def forward(
        self, hidden: Tensor, triggers: list[Pieces], candidates: list[Pieces], kinds: list[int], links: Tensor
    ) -> Tensor:
        """Logits of the roles; spans are ranges of pieces, `links` is (triggers, candidates, facts)."""
        ones, others = means(hidden, [*triggers, *candidates]).split([len(triggers), len(candidates)])
        facts = torch.from_numpy(np.stack([facts_of(trigger, candidates, kinds) for trigger in triggers]))
        first, second = torch.broadcast_tensors(ones[:, None], others[None])
        state = self.drop(relu(self.enter(torch.cat([first, second, first * second, facts, links], dim=2))))
        near = self.by_trigger[:, steps_from(triggers, len(hidden))][:, :, None]
        near = near + self.by_candidate[:, steps_from(candidates, len(hidden))][:, None]
        seen = attend(self.ask(state), self.key(hidden), self.value(hidden), near)
        state = self.norm(state + self.drop(self.read(seen)))
        beside = attend(self.ask2(state), self.key2(state), self.value2(state), None)
        state = self.norm2(state + self.drop(self.read2(beside)))
        return self.outer(self.drop(relu(self.inner(state))))


def attend(queries: Tensor, keys: Tensor, values: Tensor, bias: Tensor | None) -> Tensor:
    """Attention of several heads for queries (triggers, candidates, width).

    Keys and values are shared by all triggers, or each has its own: ([triggers,] count, width). `bias` (heads,
    triggers, candidates, keys) is added to the scores.
    """
    q, k, v = (each.unflatten(-1, (EYES, -1)).movedim(-2, 0) for each in (queries, keys, values))
    if k.dim() < q.dim():
        k, v = (each[:, None].expand(-1, q.shape[1], -1, -1) for each in (k, v))
    return scaled_dot_product_attention(q, k, v, attn_mask=bias).movedim(0, -2).flatten(-2)


def steps_from(spans: list[Pieces], count: int) -> Tensor:
    """For each span and piece the side and step at which the piece stands; the last number is inside."""
    starts, ends = (np.array(spans)[:, [side]] for side in (0, 1))
    at = np.arange(count)
    before = at < starts
    step = np.searchsorted(STEPS, np.where(before, starts - at - 1, at - ends).clip(min=0))
    number = np.where(before, step, step + NEAR)
    return torch.from_numpy(np.where((at >= starts) & (at < ends), 2 * NEAR, number))


def means(hidden: Tensor, spans: list[Pieces]) -> Tensor:
    """The mean of each span's hidden vectors: (spans, hidden). One product: slices are slow to go back through."""
    starts, ends = (np.array(spans)[:, [side]] for side in (0, 1))
    at = np.arange(len(hidden))
    shares = ((starts <= at) & (at < ends)) / (np.minimum(ends, len(hidden)) - starts)
    return torch.from_numpy(shares.astype(np.float32)) @ hidden


def facts_of(trigger: Pieces, candidates: list[Pieces], kinds: list[int]) -> NDArray[np.float32]:
    """One row for each candidate: its kind, side and step from the trigger, and how many others stand between."""
    starts, ends = np.array(candidates).T
    rows = np.arange(len(kinds))
    facts = np.zeros((len(kinds), len(f.CANDIDATE_KINDS) + 2 * NEAR + 2), dtype=np.float32)
    facts[rows, kinds] = 1
    before = ends <= trigger[0]
    step = np.searchsorted(STEPS, np.where(before, trigger[0] - ends, starts - trigger[1]).clip(min=0))
    facts[rows, len(f.CANDIDATE_KINDS) + np.where(before, step, NEAR + step)] = 1
    low, high = np.minimum(trigger[1], ends)[:, None], np.maximum(trigger[0], starts)[:, None]
    between = ((low <= starts) & (ends <= high)).sum(axis=1)
    facts[:, -2] = between.clip(max=MOST_BETWEEN) / MOST_BETWEEN
    facts[:, -1] = (starts < trigger[1]) & (trigger[0] < ends)
    return facts
