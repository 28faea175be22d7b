"""What the unit says in always the same words, so that it can be made sound ahead of time."""

from conversation.dialogue import CANCELLED, NOT_SAVED, NOT_UNDERSTOOD, SAVED_ALREADY, SAY_AGAIN
from erp import COMMANDS, slots_of

_QUESTIONS = (slot.ask["en"] for command in COMMANDS for slot in slots_of(command).values() if slot.ask)

FIXED: tuple[str, ...] = tuple(
    dict.fromkeys([CANCELLED, NOT_SAVED, NOT_UNDERSTOOD, SAVED_ALREADY, SAY_AGAIN, *_QUESTIONS])
)
