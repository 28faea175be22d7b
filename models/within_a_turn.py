"""A language model within one turn: nothing is asked of it twice, and nothing when it has taken long already."""

import time
from typing import Final

from models.completion import Completer, Completion
from models.errors import TooLongError

_LONGEST_S: Final = 3.0
"""From the first question on; what is under way then still comes to its end."""


class WithinATurn:
    """A `Completer` for the words of one turn, of which parts are read again and again."""

    def __init__(self, completer: Completer) -> None:
        self._completer = completer
        self._known: dict[tuple[str, str], Completion] = {}
        self._until: float | None = None
        self.ran_out = False
        """Whether there was no time for something that was asked."""

    def load(self) -> None:
        """As of `Completer`."""
        self._completer.load()

    def complete(self, text: str, grammar: str) -> Completion:
        """As of `Completer`; also where the turn has taken too long already, there is no time."""
        asked = text, grammar
        if asked not in self._known:
            try:
                self._known[asked] = self._within_time(text, grammar)
            except TooLongError:
                self.ran_out = True
                raise
        return self._known[asked]

    def _within_time(self, text: str, grammar: str) -> Completion:
        now = time.monotonic()
        self._until = self._until or now + _LONGEST_S
        if now > self._until:
            raise TooLongError("This turn has taken too long already.")
        return self._completer.complete(text, grammar)

    def close(self) -> None:
        """As of `Completer`."""
        self._completer.close()
