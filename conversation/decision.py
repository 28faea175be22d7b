"""What the dialogue decides about one utterance."""

from dataclasses import dataclass, field
from enum import StrEnum

from conversation.books import IDLE
from erp import Instruction, Slots


class Outcome(StrEnum):
    """What a turn came to."""

    SAVED = "saved"
    """There are instructions; they are saved as soon as they are on disk."""
    ANSWERED = "answered"
    ASKED = "asked"
    """A slot is asked for."""
    CONFIRMING = "confirming"
    """A yes is asked for."""
    CANCELLED = "cancelled"
    REFUSED = "refused"
    """Understood, but not allowed, not legal, or about something that no record has."""
    NOTHING = "nothing"
    """Not understood; nothing happens."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is said and done about one utterance."""

    outcome: Outcome
    reply: str = ""
    """To be spoken; with `instructions` only once they are on disk."""
    expects: str = IDLE
    """The phrase book that the answer is held to: ``idle``, ``confirm``, ``slot:customer``, ..."""
    command: str | None = None
    slots: Slots = field(default_factory=dict)
    """What was said so far."""
    instructions: tuple[Instruction, ...] = ()
    words: str = ""
    """The sentence that named the command."""
    confirmation: str = ""
    """The words that were taken for a yes."""
    confidence: float = 0.0
