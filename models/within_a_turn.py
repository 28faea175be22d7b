"""A language model within one turn: nothing is asked of it twice, and nothing when it has taken long already."""

import time
from typing import Final

from models.completion import Completer, Completion
from models.errors import CompletionError

_LONGEST_S: Final = 3.0
"""From the first question on; what is under way then still comes to its end."""


class WithinATurn:
    """A `Completer` for the words of one turn, of which parts are read again and again."""

    def __init__(self, completer: Completer) -> None:
        self._completer = completer
        self._known: dict[tuple[str, str], Completion] = {}
        self._until: float | None = None

    def load(self) -> None:
        """As of `Completer`."""
        self._completer.load()

    def complete(self, text: str, grammar: str) -> Completion:
        """As of `Completer`; also where the turn has taken too long already, it fails."""
        asked = text, grammar
        if asked not in self._known:
            now = time.monotonic()
            self._until = self._until or now + _LONGEST_S
            if now > self._until:
                raise CompletionError("This turn has taken too long already.")
            self._known[asked] = self._completer.complete(text, grammar)
        return self._known[asked]

    def close(self) -> None:
        """As of `Completer`."""
        self._completer.close()
