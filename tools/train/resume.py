"""Shipped weights -> a model that can be trained further: `python -m tools.train.train --start models/weights`.

The encoder's matrices were rounded to eight bits when they were exported; training heals that within some steps.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from tools.train.model import Heads, Tagger

Array = NDArray[np.float32]


def resume(folder: Path, tagger: Tagger, heads: Heads) -> None:
    """Fill the model with the weights of a folder; a ValueError names the first one that is not there."""
    model = onnx.load(str(folder / "encoder.onnx"))
    told = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    layers = {name: _rounded(told, stem).T for name, stem in _products(model)}
    tables = (name.removesuffix("_quantized") for name in told if name.endswith("weight_quantized"))
    layers |= {name: _rounded(told, name) for name in tables}
    layers |= {name: value for name, value in told.items() if name.endswith(("weight", "bias"))}
    _fill(tagger, layers, ignored=("pooler", "position_ids"))
    with np.load(folder / "heads.npz", allow_pickle=False) as matrices:
        _fill(heads, {name: matrices[name.replace(".", "_")] for name, _ in heads.named_parameters()})


def _products(model: onnx.ModelProto) -> list[tuple[str, str]]:
    """The parameter of each product with a matrix, by its node's path in the model, and what its tensors begin with."""
    products = (node for node in model.graph.node if node.op_type == "MatMulInteger")
    return [
        (".".join([*_path(node.name), "weight"]), node.input[1].removesuffix("_quantized"))
        for node in products
        if node.input[1].endswith("_quantized")
    ]


def _path(name: str) -> list[str]:
    """`/bert/encoder/layer.0/attention/self/query/MatMul_quant` without its operation."""
    return name.strip("/").split("/")[:-1]


def _rounded(told: dict[str, Array], stem: str) -> Array:
    """A matrix out of its rounded numbers, by column where each has its own scale."""
    values = told[f"{stem}_quantized"].astype(np.float32)
    zero, scale = (told[f"{stem}_{part}"].astype(np.float32) for part in ("zero_point", "scale"))
    return (values - zero) * scale


def _fill(module: nn.Module, layers: dict[str, Array], ignored: tuple[str, ...] = ()) -> None:
    parameters: dict[str, Tensor] = dict(module.named_parameters())
    for name, parameter in parameters.items():
        if any(part in name for part in ignored):
            continue
        if name not in layers or tuple(parameter.shape) != layers[name].shape:
            raise ValueError(f"the weights have no {name} of {tuple(parameter.shape)}: train from the beginning")
        with torch.no_grad():
            parameter.copy_(torch.from_numpy(np.array(layers[name])))
