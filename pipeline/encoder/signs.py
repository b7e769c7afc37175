"""The same int8 model with signed weights, where the processor multiplies those right.

The file has unsigned weights, which every processor multiplies exactly. Processors with VNNI are a
third faster with signed ones, and as exact; older ones would saturate on them. Flipping the top bit of
weights and zero points (x - 128) changes the sign and not one product, so both give the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

_CPU = Path("/proc/cpuinfo")
_VNNI = ("avx512_vnni", "avx_vnni")
# Field numbers of ONNX's protocol buffers: a model's graph; its nodes and constants; what those are made of.
_GRAPH, _NODE, _CONSTANT = 7, 1, 5
_INPUT, _OPERATOR = 1, 4
_TYPE, _NAME, _BYTES = 2, 8, 9
_PRODUCT = b"MatMulInteger"
_UINT8, _INT8 = 2, 3
_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5
_TOP_BIT = 0x80


class _Field(NamedTuple):
    """A field of a message: its number and where its value stands."""

    number: int
    start: int
    end: int


@cache
def multiplies_signed() -> bool:
    """Whether this processor is known to have VNNI."""
    try:
        return any(name in _CPU.read_text(encoding="utf-8") for name in _VNNI)
    except OSError:
        return False


def signed(model: bytes) -> bytes:
    """An ONNX model in which the uint8 weights of integer products are int8, each smaller by 128."""
    data = bytearray(model)
    for graph in _fields(data, 0, len(data)):
        if graph.number == _GRAPH:
            parts = list(_fields(data, graph.start, graph.end))
            factors = {name for part in parts if part.number == _NODE for name in _factors(data, part)}
            for part in parts:
                if part.number == _CONSTANT:
                    _flip(data, {field.number: field for field in _fields(data, part.start, part.end)}, factors)
    return bytes(data)


def _factors(data: bytearray, node: _Field) -> set[bytes]:
    """The names of what an integer product multiplies."""
    fields = list(_fields(data, node.start, node.end))
    if not any(field.number == _OPERATOR and data[field.start : field.end] == _PRODUCT for field in fields):
        return set()
    return {bytes(data[field.start : field.end]) for field in fields if field.number == _INPUT}


def _flip(data: bytearray, tensor: dict[int, _Field], factors: set[bytes]) -> None:
    kind, name, raw = tensor.get(_TYPE), tensor.get(_NAME), tensor.get(_BYTES)
    if kind is None or name is None or raw is None or data[kind.start] != _UINT8:
        return
    if bytes(data[name.start : name.end]) in factors:
        data[kind.start] = _INT8
        np.frombuffer(data, dtype=np.uint8)[raw.start : raw.end] ^= _TOP_BIT


def _fields(data: bytearray, start: int, end: int) -> Iterator[_Field]:
    """The fields of the message at data[start:end]. Raises ValueError if it is none."""
    while start < end:
        key, start = _varint(data, start)
        wire = key & 7
        if wire == _VARINT:
            stop = _varint(data, start)[1]
        elif wire == _LENGTH:
            length, start = _varint(data, start)
            stop = start + length
        elif wire in (_FIXED32, _FIXED64):
            stop = start + (4 if wire == _FIXED32 else 8)
        else:
            raise ValueError(f"no protocol buffer: wire type {wire} at byte {start}")
        yield _Field(key >> 3, start, stop)
        start = stop


def _varint(data: bytearray, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value, shift, at = value | (byte & 0x7F) << shift, shift + 7, at + 1
        if byte < _TOP_BIT:
            return value, at
