"""The second part of training: the heads once more, on the hidden vectors that the finished int8 encoder makes.

    python -m tools.train.tune [--epochs 6]       (part of: make train)

The first part trains encoder and heads together in full precision; rounding the encoder to int8 moves its vectors a
little, and the heads learn to read them as they will be. Seeded; some fifteen minutes on two CPU cores.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from pipeline import encoder
from pipeline.encoder.weights import file
from tools.train import features as f
from tools.train.examples import Passage, load
from tools.train.export import describe, save
from tools.train.model import Heads
from tools.train.parses import parsed
from tools.train.swaps import pools, varied
from tools.train.train import BATCH, MEMORY, SEED, belonging_losses, head_losses, schedule

# Passages are encoded anew, with other names, every so many epochs.
SAME_NAMES = 3
RATE = 4e-4

Encoded = tuple[f.Example, Tensor]


def stored() -> Heads:
    """The heads as they are in the weights."""
    heads = Heads()
    with np.load(file("heads.npz"), allow_pickle=False) as matrices:
        for name, parameter in heads.named_parameters():
            parameter.data = torch.from_numpy(matrices[name.replace(".", "_")])
    return heads


def encoded(passages: list[Passage], rng: random.Random) -> Iterator[Encoded]:
    """The passages with other names, each with its hidden vectors."""
    model = encoder.load()
    for passage in varied(passages, pools(passages), rng):
        example = f.featurize(passage, model.tokenizer)
        if example.events or example.belongings:
            yield example, torch.from_numpy(model.encode(passage.text).hidden)


def tuned(heads: Heads, passages: list[Passage], epochs: int) -> Heads:
    """The heads, trained further."""
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    rng = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    optimizer = torch.optim.AdamW(heads.parameters(), lr=RATE, weight_decay=0.01)
    average = AveragedModel(heads, multi_avg_fn=get_ema_multi_avg_fn(MEMORY))
    examples: list[Encoded] = []
    step = 0
    for epoch in range(epochs):
        started, total = time.monotonic(), 0.0
        if epoch % SAME_NAMES == 0:
            examples = list(encoded(passages, rng))
        heads.train()
        rng.shuffle(examples)
        groups = [examples[start : start + BATCH] for start in range(0, len(examples), BATCH)]
        for group in groups:
            batch, texts = [example for example, _ in group], [hidden for _, hidden in group]
            for setting in optimizer.param_groups:
                setting["lr"] = RATE * schedule(step, epochs * len(groups) + 1)
            optimizer.zero_grad()
            loss = head_losses(heads, texts, batch) + belonging_losses(heads, texts, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(heads.parameters(), 1.0)
            optimizer.step()
            average.update_parameters(heads)
            step += 1
            total += float(loss.detach())
        took = time.monotonic() - started
        print(f"epoch {epoch + 1}/{epochs}: loss {total / len(groups):.3f}, {took:.0f} s", flush=True)
    tuned_heads: Heads = average.module
    return tuned_heads.eval()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("models/training/passages"))
    parser.add_argument("--out", type=Path, default=Path("models/weights"))
    parser.add_argument("--epochs", type=int, default=6)
    arguments = parser.parse_args()
    passages = list(parsed(load(arguments.data)))
    save(tuned(stored(), passages, arguments.epochs), arguments.out)
    describe(arguments.out)


if __name__ == "__main__":
    main()
