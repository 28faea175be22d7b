"""A language model as the rest sees it: an utterance and a grammar go in, what the model makes of it comes out."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model wrote, each token the likeliest that the grammar allowed there."""

    text: str
    """Up to the end token, without it."""
    probability: float
    """0 to 1: what the model gives to these tokens and the end behind them, with no grammar to hold it."""
    share: float
    """0 to 1: the same among what the grammar allows: each token's probability is divided by that of all that were
    allowed in its place."""
    beginnings: tuple[tuple[str, float], ...] = ()
    """What it might have begun with: the likeliest first tokens that were allowed, with their shares."""


class Completer(Protocol):
    """A model that goes on with a text. Any thread may ask it; one is answered after the other."""

    def load(self) -> None:
        """Makes it ready, so that the first utterance does not wait for it. Nothing is done twice.

        Raises:
            CompletionError: the model is not here or does not run.
        """

    def complete(self, text: str, grammar: str) -> Completion:
        """What the model writes behind `text`, held to `grammar` (GBNF, from its rule ``root``).

        `text` is plain: nothing in it is taken for a token that steers the model. What stands before and behind it for
        every utterance, the completer has from its making.

        Raises:
            CompletionError: the model is not here or does not run, the grammar cannot be read, or what it writes does
                not end within the completer's limits.
            TooLongError: the text is too long, or there was no time for it.
        """

    def close(self) -> None:
        """Gives back what the model took. Nothing is asked of it afterwards."""
