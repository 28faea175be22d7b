"""The command model's network: Llama's (RMSNorm, rotary positions, SwiGLU), with one table for reading and writing.

Its parts bear the names of a GGUF file, and its rotary positions turn neighbouring pairs as llama.cpp does, so that the
weights go into the file as they are.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a network is."""

    vocabulary: int
    layers: int = 8
    width: int = 384
    heads: int = 6
    hidden: int = 1024
    """Width of the feed-forward part."""
    context: int = 256
    """The longest text with its answer, in tokens."""
    rope_base: float = 10_000.0
    epsilon: float = 1e-5
    """What the mean square is kept away from zero by."""


class Network(nn.Module):
    """Gives what it thinks comes next, behind every token."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape, dropout) for _ in range(shape.layers))
        self.output_norm = nn.RMSNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.unseen: Tensor
        """Tokens that no corpus has had: that they do not follow teaches nothing about them."""
        self.register_buffer("unseen", torch.zeros(shape.vocabulary, dtype=torch.bool), persistent=False)
        angles = _angles(shape)
        self.register_buffer("cosine", angles.cos(), persistent=False)
        self.register_buffer("sine", angles.sin(), persistent=False)
        for name, weights in self.named_parameters():
            if weights.dim() > 1:
                # Where heads begin with weights much smaller than this, copying is not found.
                spread = weights.shape[1] ** -0.5
                into_the_stream = name.endswith(("attn_output.weight", "ffn_down.weight"))
                nn.init.normal_(weights, std=spread / (2 * shape.layers) ** 0.5 if into_the_stream else spread)

    def forward(self, tokens: Tensor, examples: Tensor | None = None, *, told: bool = True) -> Tensor:
        """Logits behind each of `tokens` (rows, columns); a token sees only those of its own of the `examples`. With
        `told` off, what logits are made of: the table of tokens makes them of whichever of it is wanted."""
        seen = None if examples is None else _seen(examples)
        turn = self.cosine[: tokens.shape[1]], self.sine[: tokens.shape[1]]
        stream = self.dropout(self.token_embd(tokens))
        for block in self.blk:
            stream = block(stream, turn, seen)
        thought = self.output_norm(stream)
        return functional.linear(thought, self.token_embd.weight) if told else thought


class Block(nn.Module):
    """One layer: looks back, then thinks."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width, self.heads = shape.width, shape.heads
        self.attn_norm = nn.RMSNorm(width, eps=shape.epsilon)
        self.attn_q = nn.Linear(width, width, bias=False)
        self.attn_k = nn.Linear(width, width, bias=False)
        self.attn_v = nn.Linear(width, width, bias=False)
        self.attn_output = nn.Linear(width, width, bias=False)
        self.ffn_norm = nn.RMSNorm(width, eps=shape.epsilon)
        self.ffn_gate = nn.Linear(width, shape.hidden, bias=False)
        self.ffn_up = nn.Linear(width, shape.hidden, bias=False)
        self.ffn_down = nn.Linear(shape.hidden, width, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, stream: Tensor, turn: tuple[Tensor, Tensor], seen: Tensor | None) -> Tensor:
        """The stream with what this layer adds."""
        stream = stream + self.dropout(self._looked_back(self.attn_norm(stream), turn, seen))
        inner = self.ffn_norm(stream)
        return stream + self.dropout(self.ffn_down(functional.silu(self.ffn_gate(inner)) * self.ffn_up(inner)))

    def _looked_back(self, inner: Tensor, turn: tuple[Tensor, Tensor], seen: Tensor | None) -> Tensor:
        rows, columns, width = inner.shape
        query, key, value = (
            part(inner).view(rows, columns, self.heads, -1).transpose(1, 2)
            for part in (self.attn_q, self.attn_k, self.attn_v)
        )
        found = functional.scaled_dot_product_attention(
            _turned(query, turn), _turned(key, turn), value, attn_mask=seen, is_causal=seen is None
        )
        return self.attn_output(found.transpose(1, 2).reshape(rows, columns, width))


def _angles(shape: Shape) -> Tensor:
    """By how much each pair is turned at each position (radians)."""
    size = shape.width // shape.heads
    speeds = shape.rope_base ** (-torch.arange(0, size, 2, dtype=torch.float64) / size)
    return torch.outer(torch.arange(shape.context, dtype=torch.float64), speeds).float()


def _turned(heads: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    cosine, sine = turn
    first, second = heads.float().unflatten(-1, (-1, 2)).unbind(-1)
    turned = torch.stack([first * cosine - second * sine, first * sine + second * cosine], dim=-1)
    return turned.flatten(-2).to(heads.dtype)


def _seen(examples: Tensor) -> Tensor:
    same = examples[:, None, :, None] == examples[:, None, None, :]
    return same.tril()
