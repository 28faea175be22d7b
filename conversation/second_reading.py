"""What a phrase fits only because some of its words may be any is read again: "tell Ann I will be there in an hour"."""

from typing import Final

from conversation.breath import leaves_out
from conversation.free_reading import FreeReading
from conversation.turn import Turn
from conversation.understood import Understood

_SURER: Final = 0.8
"""The share from which on a language model's reading counts more than a phrase with any words in it."""


def otherwise(turn: Turn, understood: Understood) -> FreeReading | None:
    """What the language model makes of the words of `turn`; None where they are no such phrase, where it makes nothing
    else of them, says no more than the phrase, makes one command of them that lacks their end, or is not sure."""
    if turn.is_one or not understood.kept_words:
        return None
    reading = turn.freely(turn.words)
    if reading.share < _SURER or not reading.commands or not _says_more(reading, understood):
        return None
    return None if len(reading.commands) == 1 and leaves_out(turn, reading) else reading


def _says_more(reading: FreeReading, understood: Understood) -> bool:
    """Whether it is another command, or several, or the same with more of what was said in it."""
    if [each.command for each in reading.commands] != [understood.command]:
        return True
    return set(reading.commands[0].slots) > set(understood.slots)
