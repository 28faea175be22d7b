"""What the dialogue decides about one utterance."""

from dataclasses import dataclass, field
from enum import StrEnum

from conversation.books import IDLE
from conversation.learnt import Chosen
from erp import Instruction, Language, Slots, Tone


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
    UNDONE = "undone"
    """What was saved before is taken back, if it still waits."""
    REFUSED = "refused"
    """Understood, but not allowed, not legal, or about something that no record has."""
    NOTHING = "nothing"
    """Not understood, or no more than a courtesy; nothing happens."""


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
    """To be saved. A question may stand behind them, about the second command of the same breath."""
    takes_back: tuple[Instruction, ...] = ()
    """What is taken back, in the order in which it was saved. What of it has gone already stays, and the reply is then
    another one."""
    words: str = ""
    """The sentence that named the command."""
    confirmation: str = ""
    """The words that were taken for a yes."""
    confidence: float = 0.0
    beside: str = ""
    """What of the reply is not about the instructions: an answer or a question about the other command of the same
    breath. It is spoken too where what became of the instructions is told instead of that they are saved."""
    offer: str = ""
    """The end of the reply that tells what can be said next. It falls away where the instructions are refused."""
    corrects: bool = False
    """The instructions take the place of those that were saved last."""
    hinted: int = 0
    """How many of the commands that can be said now were named: "more" names the next."""
    language: Language | None = None
    """What is spoken from now on; the reply is in it already."""
    tone: Tone | None = None
    """How the person likes to be spoken to from now on; the reply is so already."""
    heard: Slots = field(default_factory=dict)
    """Slots to what was heard in the place of a record's name."""
    chosen: tuple[Chosen, ...] = ()
    """What is to be learnt of it."""
    unlearnt: tuple[str, ...] = ()
    """What was heard, of which all that was learnt is to be forgotten."""
    declined: bool = False
    """The person said no to it."""

    @property
    def goes_on(self) -> bool:
        """Whether the second command of the same breath is taken behind this one; not in another language."""
        taken = {Outcome.SAVED, Outcome.ANSWERED, Outcome.REFUSED, Outcome.UNDONE}
        return self.language is None and (self.declined or self.outcome in taken)

    @property
    def besides(self) -> str:
        """What is spoken of it beside what became of instructions; that a no was heard need not be."""
        return self.beside if self.instructions or self.declined else self.reply
