"""What is open in a conversation: a command on its way, and the question that was asked about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from conversation.books import READ_BACK, slot_book
from conversation.decision import Decision, Outcome
from conversation.learnt import Misheard
from erp import Command, Instruction, Slots, Undo, slots_of
from erp.contacts import ContactCreate

SHALL_I = "shall I"
NEW_CUSTOMER = "new customer"
YES_OR_NO = frozenset({SHALL_I, NEW_CUSTOMER})
"""What is asked beside slots."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A command on its way."""

    command: type[Command]
    slots: Slots
    choices: Mapping[str, tuple[str, ...]]
    words: str
    confidence: float
    new_customer: bool = False
    """The person said that the customer is a new one."""
    settled: Slots = field(default_factory=dict)
    """Everything that was read back."""
    may_ask: bool = False
    """It may have been asked and not commanded."""
    corrects: tuple[Instruction, ...] = ()
    """What was saved last, in whose place it is said."""
    answers: tuple[str, ...] = ()
    """The slots that somebody answered a question for, or corrected, the latest last."""
    heard: Slots = field(default_factory=dict)
    """Slots to what was heard in the place of a record's name."""

    def answered(self, slot: str, values: tuple[str, ...]) -> "Draft":
        """The draft with an answer, or with what that leaves to choose from."""
        if len(values) > 1:
            return replace(self, choices={**self.choices, slot: values})
        choices = {name: others for name, others in self.choices.items() if name != slot}
        answers = (*(name for name in self.answers if name != slot), slot)
        return replace(self, slots={**self.slots, slot: values[0]}, choices=choices, answers=answers)

    @property
    def replaces(self) -> tuple[Instruction, ...]:
        """What is taken back as it is saved. What is not comes before it, and it changes that."""
        return tuple(each for each in self.corrects if each.command.spec.undo is Undo.REPLACED)

    def decision(self, outcome: Outcome, reply: str) -> Decision:
        """What is decided about it."""
        return Decision(
            outcome,
            reply,
            command=self.command.spec.name,
            slots=self.slots,
            words=self.words,
            confidence=self.confidence,
            corrects=bool(self.corrects),
            heard=self.heard,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked last, and not answered yet."""

    draft: Draft
    asks: str
    """A slot, or one of `YES_OR_NO`."""
    text: str
    choices: tuple[str, ...] = ()
    misses: int = 0
    """How often something was said to it that is no answer."""
    without: bool = False
    """It is asked since something else is not there."""

    @property
    def book(self) -> str:
        """The phrase book that the answer is held to."""
        return READ_BACK if self.asks in YES_OR_NO else slot_book(self.asks, self.kind)

    @property
    def kind(self) -> str:
        """The kind of values that is asked for; empty for a yes or a no."""
        if self.asks in YES_OR_NO:
            return ""
        slot = slots_of(self.draft.command).get(self.asks) or slots_of(ContactCreate)[self.asks]
        return slot.values


@dataclass(frozen=True, slots=True)
class Changing:
    """It was asked which of several things is to be changed, for what was said instead fits them all."""

    behind: Question
    """The yes that is still to be said."""
    values: Mapping[str, tuple[str, ...]]
    """Slot to what it would be."""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """It was asked whether the end of what was said is a command of its own, or belongs to the words that are kept."""

    whole: str
    first: str
    second: str
    behind: Question | None
    """The question that the words answer."""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """It was asked whether the first of these was said."""

    guesses: tuple[str, ...]
    behind: Question | None
    """The question that was open when it was said."""
    otherwise: str = ""
    """What is said where none of them was; that it be said again, where this is empty."""
    misheard: Misheard | None = None
    """The name that they have others for."""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Undoing:
    """It was asked whether what was saved last is to be taken back."""

    repeated: bool = False


Open = Question | Changing | Doubt | Joint | Undoing
"""What waits for an answer."""
