"""What was said, word by word, and what of it can be a value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from conversation.tongue import Tongue
from conversation.values import Heard, value
from erp import Snapshot

MOST_HEARD: Final = 400
"""Words of what is taken at all: no note may be longer, and all that is tried with them takes longer and longer."""
MOST_WORDS: Final = 60
"""Of an utterance that a language model reads: of longer ones the one that is shipped is sure of nothing."""
_LONGEST: Final = {
    "times": 9, "dates": 7, "durations": 7, "amounts": 7, "quantities": 4, "phones": 11, "postal_codes": 5,
    "emails": 12, "states": 2,
}  # fmt: skip
"""Kinds of values that are read by their form, and the most words of one."""


@dataclass(frozen=True)
class Utterance:
    """Words, the time that they were said at, and the records that they may be about."""

    words: str
    """As they were heard or typed."""
    now: datetime
    """Local."""
    snapshot: Snapshot
    tongue: Tongue

    @cached_property
    def normal(self) -> str:
        """In the form in which words are compared."""
        return self.tongue.forms.normal(self.words)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The words of that form."""
        return tuple(self.normal.split())

    def spans(self, longest: int) -> Iterator[str]:
        """Every stretch of at most so many words, once."""
        words = self.spoken
        stretches = (
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, min(len(words), start + longest) + 1)
        )
        yield from dict.fromkeys(stretches)

    def readable(self, kind: str) -> tuple[str, ...] | None:
        """The stretches that can be a value of that kind; None for a kind whose values have no form of their own."""
        if kind not in _LONGEST:
            return None
        return tuple(span for span in self.spans(_LONGEST[kind]) if self.value(kind, span))

    def value(self, kind: str, span: str) -> str | None:
        """What `span` says as a value of that kind; None or nothing where it says none."""
        return value(kind, Heard(span, self.words, self.now, self.snapshot, self.tongue))
