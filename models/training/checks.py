"""How often a network answers right."""

from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from models.training.batches import Batch, one_a_row
from models.training.examples import Examples
from models.training.network import Network
from models.training.tokens import beginning_words, end_of

_ROWS = 256
_LONGEST = 64
"""Tokens of an answer that are written out."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a network makes of examples that it did not learn from."""

    loss: float
    """Nats per token of the answers."""
    exact: float
    """Share of the examples whose whole answer is written, when the likeliest token is taken at each place."""
    command: float
    """Share whose first word, which is the first command, is."""
    wrong: tuple[int, ...]
    """The examples whose answer is another."""


def check(network: Network, examples: Examples, tokenizer: Tokenizer) -> Check:
    """Reads each example with its right answer, once.

    The likeliest tokens, taken one after another, write the right answer exactly where each is the likeliest behind the
    right ones before it: nothing needs to be written to know.
    """
    device = network.token_embd.weight.device
    begins = torch.tensor(beginning_words(tokenizer), device=device)
    losses, answered, exact, command = [], [], [], []
    order = []
    network.eval()
    with torch.inference_mode():
        for chosen, batch in one_a_row(examples, _ROWS):
            tokens, answers, right, loss = _read(network, batch, device)
            later_words = (begins[tokens] | (tokens == end_of(tokenizer))) & answers
            first = answers & (later_words.long().cumsum(1) == 1)
            losses.append(loss)
            answered.append(answers.sum())
            exact.append((right | ~answers).all(1))
            command.append((right | ~first).all(1))
            order.append(chosen)
    network.train()
    whole = torch.cat(exact).cpu().numpy()
    wrong = np.sort(np.concatenate(order)[~whole])
    return Check(
        loss=float(torch.stack(losses).sum() / torch.stack(answered).sum()),
        exact=float(whole.mean()),
        command=float(torch.cat(command).float().mean()),
        wrong=tuple(wrong.tolist()),
    )


def _read(network: Network, batch: Batch, device: torch.device) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """What follows each token, whether it belongs to the answer, whether it is the likeliest, and the summed loss."""
    tokens = torch.from_numpy(batch.tokens).to(device)
    answers = torch.from_numpy(batch.answers).to(device)[:, 1:]
    logits = network(tokens[:, :-1])
    following = tokens[:, 1:]
    loss = functional.cross_entropy(logits.flatten(0, 1), following.flatten(), reduction="none").view(following.shape)
    return following, answers, logits.argmax(-1) == following, (loss * answers).sum()


def written(network: Network, texts: list[list[int]], end: int) -> list[list[int]]:
    """What the network writes behind each of `texts`, the likeliest token at each place, without the end."""
    if not texts:
        return []
    device = network.token_embd.weight.device
    ends = torch.tensor([len(text) for text in texts], device=device)
    columns = min(int(ends.max()) + _LONGEST, network.shape.context)
    tokens = torch.tensor([text + [end] * (columns - len(text)) for text in texts], device=device)
    rows = torch.arange(len(texts), device=device)
    network.eval()
    with torch.inference_mode():
        for _ in range(_LONGEST):  # what stands behind a row's end is not seen from before it
            read = int(ends.max())
            likeliest = network(tokens[:, :read])[rows, ends - 1].argmax(-1)
            going_on = (likeliest != end) & (ends < columns)
            if not going_on.any():
                break
            tokens[rows[going_on], ends[going_on]] = likeliest[going_on]
            ends += going_on
    network.train()
    return [row[len(text) : last] for row, text, last in zip(tokens.tolist(), texts, ends.tolist(), strict=True)]
