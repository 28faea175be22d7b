"""Words that nothing hangs on are misheard or missed now and then while a network learns.

A word counts as one that something hangs on where any of its tokens stands in the answer too, and the text's last word
is never touched: it is the sign that the answer follows.
"""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Noise:
    """How often a word is disturbed."""

    begins: Tensor
    """Of each token, whether a word begins with it."""
    others: Tensor
    """The tokens that stand in a misheard word's place."""
    missed: float
    """Share of the words that are left out."""
    misheard: float
    """Share of the words that are replaced."""

    def disturbed(self, tokens: Tensor, examples: Tensor, answers: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """A batch's `tokens`, which of its `examples` they belong to (0: none), and whether to the answer."""
        if not self.missed and not self.misheard:
            return tokens, examples, answers
        begins, word = _words(self.begins[tokens], examples)
        chance = torch.rand(word.shape, device=tokens.device).gather(1, word)
        chance = chance.masked_fill(_held(tokens, examples, answers, word), 1.0)
        missed = chance < self.missed
        misheard = ~missed & (chance < self.missed + self.misheard)
        other = self.others[torch.randint(len(self.others), tokens.shape, device=tokens.device)]
        tokens = torch.where(misheard & begins, other, tokens)
        gone = missed | (misheard & ~begins)
        order = gone.to(torch.int8).argsort(dim=1, stable=True)
        examples = examples.masked_fill(gone, 0)
        return tokens.gather(1, order), examples.gather(1, order), answers.gather(1, order)


def _words(begins: Tensor, examples: Tensor) -> tuple[Tensor, Tensor]:
    """Whether a word begins with each token, and the number of its word in the row."""
    begins = begins.clone()
    begins[:, 0] = True
    begins[:, 1:] |= examples[:, 1:] != examples[:, :-1]
    return begins, begins.long().cumsum(1) - 1


def _held(tokens: Tensor, examples: Tensor, answers: Tensor, word: Tensor) -> Tensor:
    same_example = examples[:, :, None] == examples[:, None, :]
    answered = (tokens[:, :, None] == tokens[:, None, :]) & same_example & answers[:, None, :]
    held = answered.any(2) | answers | (examples == 0)
    held[:, :-1] |= answers[:, 1:]
    words = torch.zeros_like(word).scatter_reduce_(1, word, held.long(), "amax")
    return words.gather(1, word).bool()
