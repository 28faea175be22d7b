"""What a language model writes, held to a grammar."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Completion:
    """What was written."""

    text: str
    probability: float
    """How likely the model would have written it had nothing held it: the product over its tokens."""
    share: float
    """How likely it was among what the grammar allowed: the same with each token's probability divided by the sum of
    those that were allowed there."""


class Completer(Protocol):
    """Writes what follows a text."""

    def complete(self, text: str, grammar: str) -> Completion:
        """What follows `text`, held to `grammar`, which is in GBNF.

        Raises:
            models.errors.ModelError: the model cannot be loaded, fails, or does not come to an end in time.
        """

    def close(self) -> None:
        """Lets go of the model."""
