"""All that was said in one breath, as commands, without acting on them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conversation.breath import in_two, parted
from conversation.free_reading import FreeReading
from conversation.instructions import instruct
from conversation.turn import Turn
from conversation.understood import Understood
from erp import Instruction, Offline


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words were understood as."""

    commands: tuple[Understood, ...]
    """In the order spoken; none for words that are none."""
    readings: tuple[FreeReading, ...]
    """What a language model made of those of them that no phrase fits, whether it was believed or not."""


def meaning(turn: Turn) -> Meaning:
    """What the words of `turn` mean."""
    readings: list[FreeReading] = []
    commands = tuple(_meant(turn, readings))
    return Meaning(commands, tuple(readings))


def _meant(turn: Turn, readings: list[FreeReading]) -> Iterator[Understood]:
    whole = turn.meaning(turn.words)
    if whole.command or whole.control:
        yield whole
    elif parts := in_two(turn):
        yield from _one_after_the_other(turn, *parts, readings)
    else:
        reading = turn.freely(turn.words)
        if turn.completer:
            readings.append(reading)
        parts = parted(turn, reading) if len(reading.commands) > 1 else None
        yield from _one_after_the_other(turn, *parts, readings) if parts else reading.commands


def _one_after_the_other(turn: Turn, first: str, rest: str, readings: list[FreeReading]) -> Iterator[Understood]:
    """The second is understood as if what the first one says had been done."""
    focus = turn.focus
    for understood in _meant(replace(turn, words=first), readings):
        yield understood
        focus = focus.after(understood.slots, _made(turn, understood), turn.snapshot, turn.now)
    yield from _meant(replace(turn, words=rest, focus=focus), readings)


def _made(turn: Turn, understood: Understood) -> tuple[Instruction, ...]:
    """What would be saved, where nothing is missing."""
    command = understood.command
    if command is None or understood.missing or understood.choices or command.spec.offline is Offline.CACHED:
        return ()
    return instruct(command, understood.slots, turn.snapshot, turn.id)
