"""Trained model -> files that run without torch: ONNX int8, matrices, vocabulary, card data."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer  # noqa: TC002 - a light import in a tool

from pipeline.encoder.links import LABELS, PREPOSITIONS
from tools.train import features as f
from tools.train.model import Heads, Tagger
from tools.train.roles import EYES, NEAR, STEPS


def export(tagger: Tagger, heads: Heads, tokenizer: Tokenizer, out: Path) -> None:
    """Write encoder.onnx (int8), heads.npz, tokenizer.json and encoder.json (labels, hashes) into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        to_onnx(tagger, full)
        quantize_dynamic(str(full), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    to_unsigned(out / "encoder.onnx")
    save(heads, out)
    tokenizer.save(str(out / "tokenizer.json"))
    describe(out)


def save(heads: Heads, out: Path) -> None:
    """Write heads.npz: the parameters by the names that the program knows them by."""
    matrices: dict[str, Any] = {
        name.replace(".", "_"): value.detach().numpy().astype(np.float32) for name, value in heads.named_parameters()
    }
    np.savez(out / "heads.npz", **matrices)


def to_onnx(tagger: Tagger, path: Path) -> None:
    """The tagger with free batch and length."""
    ids = torch.ones(2, 9, dtype=torch.long)
    axes = {0: "batch", 1: "length"}
    torch.onnx.export(
        tagger,
        (ids, torch.ones_like(ids), torch.ones_like(ids)),
        str(path),
        input_names=["ids", "shapes", "mask"],
        output_names=["hidden", "names", "parties", "triggers"],
        dynamic_axes=dict.fromkeys(("ids", "shapes", "mask", "hidden", "names", "parties", "triggers"), axes),
        opset_version=17,
        dynamo=False,
    )


def to_unsigned(path: Path) -> None:
    """Shift signed weights and their zero points by 128: the same products, exactly.

    Processors without VNNI add pairs of signed products in 16 bits and saturate; unsigned ones they
    compute right, so that the model gives the same answers everywhere.
    """
    model = onnx.load(str(path))
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    names = {
        name
        for node in model.graph.node
        if node.op_type == "MatMulInteger"
        for name in (node.input[1], *node.input[3:4])
        if name in tensors
    }
    for name in sorted(names):
        values = numpy_helper.to_array(tensors[name])
        if values.dtype == np.int8:
            shifted = (values.astype(np.int16) + 128).astype(np.uint8)
            tensors[name].CopyFrom(numpy_helper.from_array(shifted, name))
    onnx.save(model, str(path))


def describe(out: Path) -> None:
    """encoder.json: what the outputs mean, and the files' hashes."""
    files = ("encoder.onnx", "heads.npz", "tokenizer.json")
    content = {
        "names": f.NAME_TAGS,
        "parties": f.PARTY_TAGS,
        "triggers": f.TRIGGER_TAGS,
        "types": f.TYPES,
        "modes": f.MODES,
        "realis": f.REALIS,
        "contexts": f.CONTEXTS,
        "roles": f.ROLES,
        "sectors": f.SECTORS,
        "candidate_kinds": f.CANDIDATE_KINDS,
        "link_labels": LABELS,
        "link_prepositions": PREPOSITIONS,
        "near": NEAR,
        "steps": STEPS,
        "eyes": EYES,
        "most_pieces": f.MOST_PIECES,
        "sha256": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files},
    }
    (out / "encoder.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
