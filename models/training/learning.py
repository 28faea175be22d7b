"""How a network learns: AdamW, a rate that rises, then falls as a cosine, and a kept average of the weights."""

import copy
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.func import functional_call
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from models.training.batches import Batch
from models.training.network import Network
from models.training.noise import Noise

_TABLE = "token_embd.weight"
_NOTED_EVERY = 100
"""Steps between two losses that are noted."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a network is taught."""

    minutes: float = 7.0
    """When it ends, from the end of the first step on. What is left of them decides the rate without `steps`."""
    steps: int | None = None
    """After how many steps it ends, if the minutes are enough. The same seed then learns the same."""
    rate: float = 1e-3
    """The highest rate of learning."""
    warm_up: int = 300
    """Steps until it is reached."""
    decay: float = 0.1
    """What matrices lose of themselves per step, times the rate."""
    text_loss: float = 0.1
    """What a token of the text weighs beside one of the answer."""
    average: float = 0.999
    """What the kept weights keep of themselves in a step."""
    checks: int = 6
    """How often the kept weights are looked at, the end included; 1 or more."""
    half: bool = True
    """Whether products are made in bfloat16: several times faster where the machine has it, a processor too."""
    compiled: bool = True
    """Whether kernels are made for this network, which takes two minutes once and, without a GPU, a C++ compiler."""


@dataclass(frozen=True, slots=True)
class Course:
    """How the teaching went."""

    steps: int
    losses: tuple[tuple[int, float], ...]
    """Steps done, and the mean loss (nats per weighed token) since the pair before."""
    seconds: float


def learn(
    network: Network,
    batches: Iterator[Batch],
    noise: Noise,
    settings: Settings,
    look: Callable[[Network, int], object],
) -> Course:
    """Teaches `network`, and calls `look` with the kept weights and the steps done, `settings.checks` times.

    Tokens that are `unseen` in the corpus stay as they are: that they do not follow teaches nothing about them.
    """
    device = network.token_embd.weight.device
    average = copy.deepcopy(network).requires_grad_(False)
    optimizer = torch.optim.AdamW(_groups(network, settings.decay), lr=0.0, betas=(0.9, 0.98), fused=True)
    loss_of = _Loss(network, settings)
    losses: list[tuple[int, float]] = []
    sums: list[Tensor] = []
    start = time.monotonic()
    step = looked = 0
    progress = 0.0
    while progress < 1:
        for group in optimizer.param_groups:
            group["lr"] = settings.rate * min(1.0, (step + 1) / settings.warm_up) * _cosine(progress)
        disturbed = noise.disturbed(*_on(device, next(batches)))
        loss = loss_of(*disturbed)
        loss.backward()
        clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        if step == 1:
            start = time.monotonic()
        _keep(average, network, min(settings.average, step / (step + 10)))
        sums.append(loss.detach())
        if len(sums) == _NOTED_EVERY:
            losses.append((step, float(torch.stack(sums).mean())))
            sums.clear()
        progress = max((time.monotonic() - start) / 60 / settings.minutes, step / (settings.steps or math.inf))
        if progress * settings.checks >= looked + 1:
            looked += 1
            look(average, step)
    return Course(step, tuple(losses), time.monotonic() - start)


def _groups(network: Network, decay: float) -> list[dict[str, object]]:
    """Matrices; and what is not drawn to zero: the weights of norms, and the table, most of whose tokens are rare."""
    weights = dict(network.named_parameters())
    drawn = {name for name, each in weights.items() if each.dim() > 1 and name != _TABLE}
    return [
        {"params": [each for name, each in weights.items() if name in drawn], "weight_decay": decay},
        {"params": [each for name, each in weights.items() if name not in drawn], "weight_decay": 0.0},
    ]


def _on(device: torch.device, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    parts = [torch.from_numpy(part) for part in (batch.tokens, batch.examples, batch.answers)]
    if device.type == "cuda":  # from other memory the next step would wait for the end of this one
        parts = [part.pin_memory() for part in parts]
    tokens, examples, answers = (part.to(device, non_blocking=True) for part in parts)
    return tokens, examples, answers


class _Loss:
    """The mean loss of a batch. Logits, as many as the vocabulary has tokens, are made only where they count."""

    def __init__(self, network: Network, settings: Settings) -> None:
        self._network, self._settings = network, settings
        made = torch.compile if settings.compiled else lambda function, **_: function
        self._thought = made(_thought)
        self._surprise = made(_surprise, dynamic=True)

    def __call__(self, tokens: Tensor, examples: Tensor, answers: Tensor) -> Tensor:
        network = self._network
        weights = {name: each.bfloat16() if self._settings.half else each for name, each in network.named_parameters()}
        following = tokens[:, 1:]
        inside = (examples[:, 1:] == examples[:, :-1]) & (examples[:, 1:] > 0) & ~network.unseen[following]
        worth = torch.where(answers[:, 1:], 1.0, self._settings.text_loss) * inside
        counts = worth.flatten().nonzero()[:, 0]
        thought = self._thought(network, weights, tokens, examples)[:, :-1].flatten(0, 1)[counts]
        surprise = self._surprise(thought, weights[_TABLE], network.unseen, following.flatten()[counts])
        worth = worth.flatten()[counts]
        return (surprise * worth).sum() / worth.sum()


def _thought(network: Network, weights: dict[str, Tensor], tokens: Tensor, examples: Tensor) -> Tensor:
    return functional_call(network, weights, (tokens, examples), {"told": False})


def _surprise(thought: Tensor, table: Tensor, unseen: Tensor, following: Tensor) -> Tensor:
    logits = functional.linear(thought, table).float().masked_fill(unseen, -torch.inf)
    return functional.cross_entropy(logits, following, reduction="none")


def _keep(average: Network, network: Network, kept: float) -> None:
    with torch.no_grad():
        for mean, now in zip(average.parameters(), network.parameters(), strict=True):
            mean.lerp_(now, 1 - kept)


def _cosine(progress: float) -> float:
    """From 1 down to a fiftieth."""
    return 0.02 + 0.98 * (1 + math.cos(math.pi * min(progress, 1.0))) / 2
