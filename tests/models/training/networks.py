"""A small network with weights from chance, and what it computes, in NumPy."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.training import tokens

Weights = Mapping[str, NDArray[np.float32]]
SAID = [
    " put the garcia job on hold =>",
    " job.set_status job= garcia status=on_hold",
    " invoice nguyen for 350 dollars and note he wasn't in =>",
    " invoice.create customer= nguyen amount= 350 ; note.add text= he wasn't in",
    " que trabajos tengo mañana =>",
]


def tokenizer() -> Tokenizer:
    """One that is learnt from a few sentences."""
    return tokens.learn(SAID * 3, 420)


def shape(vocabulary: int) -> dict[str, Any]:
    """Two layers of 64."""
    return {
        "vocabulary": vocabulary, "layers": 2, "width": 64, "heads": 2, "hidden": 96, "context": 64,
        "rope_base": 10_000.0, "epsilon": 1e-5,
    }  # fmt: skip


def weights(of: Mapping[str, Any], seed: int = 1) -> Weights:
    """Such that every part of the network counts."""
    random = np.random.default_rng(seed)
    width, hidden = of["width"], of["hidden"]
    sizes: dict[str, tuple[int, ...]] = {"token_embd": (of["vocabulary"], width), "output_norm": (width,)}
    for layer in range(of["layers"]):
        sizes |= {f"blk.{layer}.{norm}": (width,) for norm in ("attn_norm", "ffn_norm")}
        sizes |= {f"blk.{layer}.attn_{part}": (width, width) for part in ("q", "k", "v", "output")}
        sizes |= {f"blk.{layer}.ffn_{part}": (hidden, width) for part in ("gate", "up")}
        sizes[f"blk.{layer}.ffn_down"] = (width, hidden)
    return {
        f"{name}.weight": (random.normal(1, 0.3, size) if len(size) == 1 else random.normal(0, 0.2, size))
        .astype(np.float16)
        .astype(np.float32)
        for name, size in sizes.items()
    }


def logits(of: Mapping[str, Any], weights: Weights, text: list[int]) -> NDArray[np.float64]:
    """What the network thinks behind each token of `text`."""

    def norm(stream: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        return stream / np.sqrt((stream**2).mean(-1, keepdims=True) + of["epsilon"]) * weights[f"{name}.weight"]

    def times(inner: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        return inner @ weights[f"{name}.weight"].T.astype(np.float64)

    def heads(inner: NDArray[np.float64]) -> NDArray[np.float64]:
        return inner.reshape(len(text), of["heads"], -1).swapaxes(0, 1)

    def turned(inner: NDArray[np.float64]) -> NDArray[np.float64]:
        pairs = inner.reshape(*inner.shape[:-1], -1, 2)
        speeds = of["rope_base"] ** -(np.arange(pairs.shape[-2]) / pairs.shape[-2])
        angles = np.outer(np.arange(len(text)), speeds)
        numbers = (pairs[..., 0] + 1j * pairs[..., 1]) * np.exp(1j * angles)
        return np.stack([numbers.real, numbers.imag], axis=-1).reshape(inner.shape)

    stream = weights["token_embd.weight"][text].astype(np.float64)
    later = np.triu(np.full((len(text), len(text)), -np.inf), 1)
    for layer in range(of["layers"]):
        inner = norm(stream, f"blk.{layer}.attn_norm")
        query, key, value = (heads(times(inner, f"blk.{layer}.attn_{part}")) for part in "qkv")
        near = turned(query) @ turned(key).swapaxes(1, 2) / np.sqrt(query.shape[-1]) + later
        near = np.exp(near - near.max(-1, keepdims=True))
        found = (near / near.sum(-1, keepdims=True) @ value).swapaxes(0, 1).reshape(len(text), -1)
        stream = stream + times(found, f"blk.{layer}.attn_output")
        inner = norm(stream, f"blk.{layer}.ffn_norm")
        gate = times(inner, f"blk.{layer}.ffn_gate")
        stream = stream + times(
            gate / (1 + np.exp(-gate)) * times(inner, f"blk.{layer}.ffn_up"), f"blk.{layer}.ffn_down"
        )
    return times(norm(stream, "output_norm"), "token_embd")
