"""What may come behind the words that were said so far."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from conversation.books import ASLEEP, CONFIRM, FREE, IDLE, READ_BACK
from conversation.focus import Focus
from conversation.understanding import Understanding
from erp import slots_of

_ENDED_BY_AN_ANSWER = frozenset({
    ASLEEP, CONFIRM, "slot:customer", "slot:part", "slot:project", "slot:status", "slot:city", "slot:state",
})  # fmt: skip
"""Questions whose answers are complete as soon as they fit: all others, times, amounts, figures, may go on."""
_READ_OUT = frozenset({"slot:phone", "slot:postal_code"})


class Ending(StrEnum):
    """How words may end."""

    COMPLETE = "complete"
    """Nothing more: all was said."""
    OPEN = "open"
    """They can stand so, and more may be said."""
    UNFINISHED = "unfinished"
    """They cannot stand so."""
    READ_OUT = "read out"
    """Nor can they, and the rest comes bit by bit: figures that somebody reads from paper."""

    @property
    def silence_s(self) -> float:
        """Seconds of silence behind which such words are at their end."""
        return _SILENCES_S[self]


_SILENCES_S: Final = {
    Ending.COMPLETE: 0.25,  # longer than the closure of a plosive, shorter than a breath
    Ending.OPEN: 0.48,  # longer than the pause in front of "tomorrow at nine"
    Ending.UNFINISHED: 0.7,  # time to think in the middle of a sentence
    Ending.READ_OUT: 1.2,  # time to find the next figures
}


def ending(words: str, expects: str, understanding: Understanding, now: datetime, focus: Focus) -> Ending:
    """What may come behind `words`, which fit the book that is expected: nothing behind a yes, the name that was asked
    for, or a command to which nothing more is said. Without words nothing has fitted yet. Behind a no to what was read
    back may come what it shall be instead."""
    if not words:
        return Ending.READ_OUT if expects in _READ_OUT else Ending.UNFINISHED
    if expects == READ_BACK:
        return Ending.COMPLETE if understanding.confirmation(words) in {"yes", "cancel"} else Ending.OPEN
    if expects != IDLE:
        return Ending.COMPLETE if expects in _ENDED_BY_AN_ANSWER else Ending.OPEN
    understood = understanding.command(words, now, focus)
    if understood.command is None:
        return Ending.COMPLETE if understood.control else Ending.UNFINISHED
    fitting = {name for name, slot in slots_of(understood.command).items() if slot.values not in FREE}
    return Ending.OPEN if understood.missing or fitting - set(understood.slots) else Ending.COMPLETE
