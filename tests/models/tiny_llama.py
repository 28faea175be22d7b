"""Language models of random weights, small enough to be made in a test, and what numpy makes of the same weights.

`python -m tests.models.tiny_llama` writes the model and the answer that every build of the engine is checked with.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
from gguf.constants import GGMLQuantizationType as Kind
from numpy.typing import NDArray

from models import known_answer

Weights = NDArray[np.float32]

END = "<|end|>"
_MERGES = (
    "Ġ j", "o b", "Ġj ob", "4 2", "Ġ p", "u t", "Ġp ut", "o n", "Ġ on", "Ġ =", "Ġ= >", "Ġ h", "o l", "Ġh ol", "Ġhol d"
)  # fmt: skip
_EPSILON = 1e-5
_ROPE = 10_000.0


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a model is, and in which formats its weights are."""

    width: int = 32
    layers: int = 2
    heads: int = 4
    kv_heads: int = 2
    inner: int = 64
    context: int = 512
    kinds: tuple[tuple[str, Kind], ...] = ()
    """By a part of a matrix's name; others are F32."""


class TinyLlama:
    """One model."""

    def __init__(self, seed: int, shape: Shape = Shape()) -> None:
        self._random = np.random.default_rng(seed)
        self.shape = shape
        self.pieces = vocabulary()
        self.end = len(self.pieces) - 1
        self._stored: dict[str, tuple[NDArray[np.generic], Kind]] = {}
        self._weights: dict[str, Weights] = {}
        head = shape.width // shape.heads
        self._matrix("token_embd", len(self.pieces), shape.width, spread=1.0)
        for layer in range(shape.layers):
            for name, rows, columns in (
                ("attn_q", shape.width, shape.width),
                ("attn_k", head * shape.kv_heads, shape.width),
                ("attn_v", head * shape.kv_heads, shape.width),
                ("attn_output", shape.width, shape.width),
                ("ffn_gate", shape.inner, shape.width),
                ("ffn_up", shape.inner, shape.width),
                ("ffn_down", shape.width, shape.inner),
            ):
                self._matrix(f"blk.{layer}.{name}", rows, columns, spread=1.5 / np.sqrt(columns))
            self._norm(f"blk.{layer}.attn_norm")
            self._norm(f"blk.{layer}.ffn_norm")
        self._norm("output_norm")

    def write(self, path: Path) -> Path:
        """The model as GGUF; gives `path`."""
        shape, writer = self.shape, gguf.GGUFWriter(path, "llama")
        writer.add_name("random weights, for checks only")
        writer.add_context_length(shape.context)
        writer.add_embedding_length(shape.width)
        writer.add_block_count(shape.layers)
        writer.add_feed_forward_length(shape.inner)
        writer.add_head_count(shape.heads)
        writer.add_head_count_kv(shape.kv_heads)
        writer.add_rope_dimension_count(shape.width // shape.heads)
        writer.add_rope_freq_base(_ROPE)
        writer.add_layer_norm_rms_eps(_EPSILON)
        writer.add_vocab_size(len(self.pieces))
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre("qwen2")
        writer.add_token_list(self.pieces)
        writer.add_token_types([gguf.TokenType.NORMAL] * self.end + [gguf.TokenType.CONTROL])
        writer.add_token_merges(list(_MERGES))
        writer.add_eos_token_id(self.end)
        writer.add_add_bos_token(False)
        for name, (data, kind) in self._stored.items():
            writer.add_tensor(f"{name}.weight", data, raw_dtype=kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return path

    def logits(self, tokens: Sequence[int]) -> Weights:
        """What follows on all the tokens."""
        weights, at = self._weights, np.arange(len(tokens))
        stream = weights["token_embd"][list(tokens)]
        for layer in range(self.shape.layers):
            of = f"blk.{layer}."
            stream = stream + self._attention(of, _normal(stream, weights[f"{of}attn_norm"]), at)
            inner = _normal(stream, weights[f"{of}ffn_norm"])
            gate = inner @ weights[f"{of}ffn_gate"].T
            inner = gate / (1 + np.exp(-gate)) * (inner @ weights[f"{of}ffn_up"].T)
            stream = stream + inner @ weights[f"{of}ffn_down"].T
        return np.asarray(_normal(stream[-1], weights["output_norm"]) @ weights["token_embd"].T, np.float32)

    def _attention(self, of: str, inner: Weights, at: NDArray[np.int_]) -> Weights:
        shape, count = self.shape, len(inner)
        query, key, value = (
            (inner @ self._weights[f"{of}attn_{name}"].T).reshape(count, -1, shape.width // shape.heads)
            for name in ("q", "k", "v")
        )
        query, key = _turned(query, at), _turned(key, at)
        key, value = (np.repeat(each, shape.heads // shape.kv_heads, axis=1) for each in (key, value))
        scores = np.einsum("qhd,khd->hqk", query, key) / np.sqrt(query.shape[-1])
        scores = np.where(at[None, :, None] >= at[None, None, :], scores, -np.inf)
        attended = np.exp(scores - scores.max(-1, keepdims=True))
        attended /= attended.sum(-1, keepdims=True)
        return np.einsum("hqk,khd->qhd", attended, value).reshape(count, -1) @ self._weights[f"{of}attn_output"].T

    def _matrix(self, name: str, rows: int, columns: int, spread: float) -> None:
        kind = next((kind for part, kind in self.shape.kinds if part in name), Kind.F32)
        if kind in _RANDOM_BLOCKS:
            data = _RANDOM_BLOCKS[kind](self._random, rows, columns, spread)
        else:
            plain = (spread * self._random.standard_normal((rows, columns))).astype(np.float32)
            data = gguf.quants.quantize(plain, kind)
        self._stored[name] = data, kind
        self._weights[name] = gguf.quants.dequantize(data, kind).reshape(rows, columns)

    def _norm(self, name: str) -> None:
        self._weights[name] = (1 + 0.1 * self._random.standard_normal(self.shape.width)).astype(np.float32)
        self._stored[name] = self._weights[name], Kind.F32


def vocabulary() -> list[str]:
    """Every byte, as byte-level tokenizers write it down, some longer tokens, and the end."""
    return [*_LETTERS, *(merge.replace(" ", "") for merge in _MERGES), END]


def bytes_of(piece: str) -> bytes:
    """What a token stands for."""
    return bytes(map(_LETTERS.index, piece))


def _letters() -> list[str]:
    """A letter that can be seen for each byte."""
    plain = {*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)}
    letters, hidden = list[str](), 256
    for byte in range(256):
        letters.append(chr(byte if byte in plain else hidden))
        hidden += byte not in plain
    return letters


_LETTERS = _letters()


def _normal(stream: Weights, weight: Weights) -> Weights:
    return stream / np.sqrt(np.mean(stream**2, axis=-1, keepdims=True) + _EPSILON) * weight


def _turned(stream: Weights, at: NDArray[np.int_]) -> Weights:
    """With positions in it, as llama.cpp turns models of this architecture: neighbours are pairs."""
    size = stream.shape[-1]
    angle = (at[:, None] * _ROPE ** (-np.arange(0, size, 2) / size))[:, None, :]
    even, odd = stream[..., ::2], stream[..., 1::2]
    turned = np.stack((even * np.cos(angle) - odd * np.sin(angle), even * np.sin(angle) + odd * np.cos(angle)), -1)
    return turned.reshape(stream.shape).astype(np.float32)


def _blocks_of_q4_k(random: np.random.Generator, rows: int, columns: int, spread: float) -> NDArray[np.uint8]:
    """Blocks of 256 weights: two scales of 16 bits, 12 bytes of scales of 6 bits, weights of 4 bits."""
    blocks = random.integers(0, 256, (rows, columns // 256, 144), np.uint8)
    blocks[..., :4] = np.array([spread / 255, 7.5 * spread / 255], np.float16).view(np.uint8)
    return blocks.reshape(rows, -1)


def _blocks_of_q6_k(random: np.random.Generator, rows: int, columns: int, spread: float) -> NDArray[np.uint8]:
    """Blocks of 256 weights of 6 bits, 16 scales of 8 bits, one scale of 16 bits."""
    blocks = random.integers(0, 256, (rows, columns // 256, 210), np.uint8)
    scales = random.integers(-32, 32, (rows, columns // 256, 16), np.int8)
    blocks[..., 192:208] = scales.view(np.uint8)
    blocks[..., 208:] = np.array([spread / 342], np.float16).view(np.uint8)
    return blocks.reshape(rows, -1)


_RANDOM_BLOCKS: dict[Kind, Callable[[np.random.Generator, int, int, float], NDArray[np.uint8]]] = {
    Kind.Q4_K: _blocks_of_q4_k,
    Kind.Q6_K: _blocks_of_q6_k,
}
"""Formats that the package reads and does not write: any bytes are weights in them."""

KNOWN = Shape(
    width=256,
    layers=1,
    kv_heads=1,
    inner=256,
    kinds=(
        ("token_embd", Kind.Q8_0), ("attn_k", Kind.Q8_0), ("attn_v", Kind.Q8_0), ("attn_q", Kind.Q4_K),
        ("attn_output", Kind.Q4_K), ("ffn_down", Kind.Q6_K), ("ffn", Kind.Q4_K),
    ),
)  # fmt: skip
"""With the formats of the models that are used: Q8_0, and the two of Q4_K_M."""


def write_known_answer(model: Path, answer: Path) -> None:
    """A text that is evaluated in one go, and two tokens one by one: the engine has other code for either."""
    tiny = TinyLlama(42, KNOWN)
    tiny.write(model)
    random = np.random.default_rng(43)
    steps, so_far = [], list[int]()
    for count in (40, 1, 1):
        tokens = random.integers(0, tiny.end, count).tolist()
        so_far += tokens
        steps.append({"tokens": tokens, "logits": [round(float(one), 3) for one in tiny.logits(so_far)]})
    answer.write_text("[\n" + ",\n".join(map(json.dumps, steps)) + "\n]\n")


if __name__ == "__main__":
    write_known_answer(known_answer.MODEL, known_answer.ANSWER)
