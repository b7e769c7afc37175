"""The encoder with its heads (torch; needed for training only).

One pass over the text gives, per word piece, a hidden vector and the tags of names, of unnamed
parties and of triggers with their type. Small perceptrons on top of the hidden vectors then judge
each trigger (mode, realis, contexts, primary), each pair of trigger and candidate (role), and each
party (its sector, and which name says whose it is).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from tools.train import features as f
from tools.train.belonging import HomeHead
from tools.train.roles import NEAR, Pieces, RoleHead, means

HIDDEN = 384
INNER = 192


class Tagger(nn.Module):  # type: ignore[misc]  # torch is not installed where this is checked
    """What is exported to ONNX: ids, shapes, mask -> hidden, name tags, party tags, trigger tags."""

    def __init__(self, bert: nn.Module, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.bert = bert
        self.shape = nn.Embedding(f.SHAPES, hidden)
        nn.init.normal_(self.shape.weight, std=0.01)
        self.drop = nn.Dropout(0.15)
        self.names = nn.Linear(hidden, len(f.NAME_TAGS))
        self.parties = nn.Linear(hidden, len(f.PARTY_TAGS))
        self.triggers = nn.Linear(hidden, len(f.TRIGGER_TAGS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Hidden vectors and the logits of the three taggings; all arguments are (batch, length)."""
        words = self.bert.embeddings.word_embeddings(ids) + self.shape(shapes)
        hidden = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        dropped = self.drop(hidden)
        return hidden, self.names(dropped), self.parties(dropped), self.triggers(dropped)


def perceptron(inputs: int, outputs: int) -> nn.Sequential:
    """One hidden layer."""
    return nn.Sequential(nn.Linear(inputs, INNER), nn.ReLU(), nn.Dropout(0.15), nn.Linear(INNER, outputs))


class Heads(nn.Module):  # type: ignore[misc]  # likewise
    """What judges a trigger and a pair; kept as plain matrices for numpy."""

    def __init__(self, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.trigger = perceptron(3 * hidden, len(f.TYPES) + len(f.MODES) + len(f.REALIS) + 1)
        self.context = perceptron(3 * hidden, len(f.CONTEXTS))
        self.role = RoleHead(hidden)
        self.home = HomeHead(hidden)
        self.sector = perceptron(3 * hidden + len(f.CANDIDATE_KINDS), len(f.SECTORS))


def spans_in_context(hidden: Tensor, spans: list[Pieces]) -> Tensor:
    """Triggers or parties: of each its own mean, its neighbourhood's and the passage's, (spans, 3 x hidden)."""
    near = [(max(0, start - NEAR), end + NEAR) for start, end in spans]
    own, around, whole = means(hidden, [*spans, *near, *[(0, len(hidden))] * len(spans)]).split(len(spans))
    return torch.cat([own, around, whole], dim=1)
