"""The bake-off's plainest entrant: sentence embeddings of a passage and a linear layer for its primary type.

    python -m tools.train.baseline TRAIN_FOLDER DEV_FILE...

Prints accuracy and macro-F1 on the development passages that have an event. Needs the extra `[train]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from tools.train.examples import Passage, load, read
from tools.train.features import TYPES
from tools.train.train import SEED, base_weights

STEPS = 300


def embed(passages: list[Passage], folder: Path) -> Tensor:
    """Mean-pooled vectors of the passages' texts, of length one."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    model = AutoModel.from_pretrained(folder).eval()
    rows = []
    with torch.no_grad():
        for passage in passages:
            ids = torch.tensor([tokenizer.encode(passage.text).ids])
            rows.append(nn.functional.normalize(model(input_ids=ids).last_hidden_state[0].mean(0), dim=0))
    return torch.stack(rows)


def labels(passages: list[Passage]) -> Tensor:
    """The primary types."""
    return torch.tensor([TYPES.index(next(e.type for e in p.events if e.primary)) for p in passages])


def fit(vectors: Tensor, targets: Tensor) -> nn.Linear:
    """A linear layer with weight decay."""
    torch.manual_seed(SEED)
    layer = nn.Linear(vectors.shape[1], len(TYPES))
    optimizer = torch.optim.AdamW(layer.parameters(), lr=0.05, weight_decay=0.05)
    for _ in range(STEPS):
        optimizer.zero_grad()
        nn.functional.cross_entropy(layer(vectors), targets).backward()
        optimizer.step()
    return layer


def main(folder: str, *dev: str) -> None:
    """The command."""
    trained = [passage for passage in load(Path(folder)) if passage.events]
    held = [passage for path in dev for passage in read(Path(path))[0] if passage.events]
    base = base_weights()
    layer = fit(embed(trained, base), labels(trained))
    said, gold = layer(embed(held, base)).argmax(1), labels(held)
    scores = []
    for kind in range(len(TYPES)):
        hits = int(((said == kind) & (gold == kind)).sum())
        total = int((said == kind).sum() + (gold == kind).sum())
        if (gold == kind).any():
            scores.append(2 * hits / total)
    accuracy = float((said == gold).float().mean())
    print(f"accuracy {accuracy:.3f}, macro-F1 {sum(scores) / len(scores):.3f}, {len(held)} passages")


if __name__ == "__main__":
    main(*sys.argv[1:])
