"""A BERT encoder in numpy, for one text at a time: importing a library for it takes longer than a whole answer."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def read_safetensors(path: Path) -> dict[str, Floats]:
    """The 32-bit tensors of a safetensors file, left on disk until they are used."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    content = np.asarray(np.memmap(path, dtype=np.uint8, mode="r", offset=8 + size))
    return {
        name: content[slice(*entry["data_offsets"])].view(np.float32).reshape(entry["shape"])
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }


def encode_bert(weights: dict[str, Floats], ids: NDArray[np.int64], heads: int = 12) -> Floats:
    """A BERT encoder's forward pass for one text: mean of the last layer, length one."""

    def linear(rows: Floats, name: str) -> Floats:
        # A few rows times a large matrix: in this order it takes half the time.
        product: Floats = np.add((weights[f"{name}.weight"] @ rows.T).T, weights[f"{name}.bias"], order="C")
        return product

    def normal(rows: Floats, name: str) -> Floats:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        result: Floats = centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
        return result

    def by_head(rows: Floats) -> Floats:
        return rows.reshape(len(rows), heads, -1).transpose(1, 0, 2)

    words = weights["embeddings.word_embeddings.weight"][ids]
    places = weights["embeddings.position_embeddings.weight"][: len(ids)]
    rows = normal(words + places + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    layers = sum(name.endswith("attention.self.query.weight") for name in weights)
    for layer in (f"encoder.layer.{number}" for number in range(layers)):
        query, key, value = (
            by_head(linear(rows, f"{layer}.attention.self.{each}")) for each in ("query", "key", "value")
        )
        attention = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
        attention = np.exp(attention - attention.max(axis=-1, keepdims=True))
        attention /= attention.sum(axis=-1, keepdims=True)
        mixed = (attention @ value).transpose(1, 0, 2).reshape(rows.shape)
        rows = normal(rows + linear(mixed, f"{layer}.attention.output.dense"), f"{layer}.attention.output.LayerNorm")
        inner = _gelu(linear(rows, f"{layer}.intermediate.dense"))
        rows = normal(rows + linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    mean = rows.mean(axis=0)
    result: Floats = (mean / np.linalg.norm(mean)).astype(np.float32)
    return result


def _gelu(rows: Floats) -> Floats:
    """x times the normal distribution up to x, with the error function to 1.5e-7 (Abramowitz and Stegun 7.1.26)."""
    size = np.abs(rows) * np.float32(np.sqrt(0.5))
    step = np.float32(1) / (np.float32(1) + np.float32(0.3275911) * size)
    series: Floats = np.zeros_like(rows)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + np.float32(factor)) * step
    error = np.sign(rows) * (np.float32(1) - series * np.exp(-size * size))
    result: Floats = np.float32(0.5) * rows * (np.float32(1) + error)
    return result
