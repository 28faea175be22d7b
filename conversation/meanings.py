"""All that was said in one breath, as commands, without acting on them."""

from collections.abc import Iterator
from dataclasses import replace

from conversation.breath import in_two, parted
from conversation.instructions import instruct
from conversation.turn import Turn
from conversation.understood import Understood
from erp import Instruction, Offline


def meant(turn: Turn) -> tuple[Understood, ...]:
    """What the words of `turn` are understood as, in the order spoken; of words that are nothing, nothing."""
    return tuple(_meant(turn))


def _meant(turn: Turn) -> Iterator[Understood]:
    whole = turn.meaning(turn.words)
    if whole.command or whole.control:
        yield whole
    elif parts := in_two(turn):
        yield from _one_after_the_other(turn, *parts)
    else:
        reading = turn.freely(turn.words)
        parts = parted(turn, reading) if len(reading.commands) > 1 else None
        yield from _one_after_the_other(turn, *parts) if parts else reading.commands


def _one_after_the_other(turn: Turn, first: str, rest: str) -> Iterator[Understood]:
    """The second is understood as if what the first one says had been done."""
    focus = turn.focus
    for understood in _meant(replace(turn, words=first)):
        yield understood
        made = _made(turn, understood)
        focus = focus.after({**understood.slots}, made, turn.snapshot, turn.now)
    yield from _meant(replace(turn, words=rest, focus=focus))


def _made(turn: Turn, understood: Understood) -> tuple[Instruction, ...]:
    """What would be saved, where nothing is missing."""
    command = understood.command
    if command is None or understood.missing or understood.choices or command.spec.offline is Offline.CACHED:
        return ()
    return instruct(command, understood.slots, turn.snapshot, turn.id)
