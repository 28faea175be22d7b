"""All that was said in one breath, as commands, without acting on them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conversation.breath import in_free_words, in_two, parted
from conversation.focus import to_be_made
from conversation.free_reading import FreeReading
from conversation.instructions import instruct
from conversation.second_reading import otherwise
from conversation.self_correction import corrected
from conversation.turn import Turn
from conversation.understood import Understood
from erp import Instruction, Offline


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words were understood as."""

    commands: tuple[Understood, ...]
    """In the order spoken; none for words that are none."""
    readings: tuple[FreeReading, ...]
    """What a language model made of those of them that no phrase fits, whether it was believed or not, and of others
    where that counts."""


def meaning(turn: Turn) -> Meaning:
    """What the words of `turn` mean."""
    readings: list[FreeReading] = []
    commands = tuple(_meant(turn, readings))
    return Meaning(commands, tuple(readings))


def _meant(turn: Turn, readings: list[FreeReading]) -> Iterator[Understood]:
    if instead := corrected(turn):
        yield from (replace(each, may_ask=True) for each in _meant(replace(turn, words=instead), readings))
        return
    whole = turn.meaning(turn.words)
    if reading := otherwise(turn, whole):
        yield from _read(turn, reading, readings)
    elif whole.command and in_free_words(turn, whole):
        yield replace(whole, may_ask=True)
    elif whole.command or whole.control:
        yield whole
    elif parts := in_two(turn):
        yield from _one_after_the_other(turn, *parts, readings)
    else:
        yield from _read(turn, turn.freely(turn.words), readings)


def _read(turn: Turn, reading: FreeReading, readings: list[FreeReading]) -> Iterator[Understood]:
    """What a language model has read. Of several commands each is understood by its own words, as if the one before had
    been done; where they then say something else, as they were read."""
    if turn.completer:
        readings.append(reading)
    parts = parted(turn, reading) if len(reading.commands) > 1 else None
    if parts:
        apart = list(_one_after_the_other(turn, *parts, readings))
        if [each.command for each in apart] == [each.command for each in reading.commands]:
            doubtful = any(each.may_ask for each in reading.commands)
            yield from (replace(each, may_ask=each.may_ask or doubtful) for each in apart)
            return
    yield from reading.commands


def _one_after_the_other(turn: Turn, first: str, rest: str, readings: list[FreeReading]) -> Iterator[Understood]:
    """The second is understood as if what the first one says had been done."""
    focus, job = turn.focus, ""
    for understood in _meant(replace(turn, words=first), readings):
        yield understood
        focus = focus.after(understood.slots, _made(turn, understood), turn.snapshot, turn.now)
        if understood.command:
            made = to_be_made(understood.command, understood.slots, turn.snapshot)
            focus, job = focus.with_made(made, turn.now), made.get("job") or understood.slots.get("job", job)
    for understood in _meant(replace(turn, words=rest, focus=focus), readings):
        yield understood.about(job) if job else understood


def _made(turn: Turn, understood: Understood) -> tuple[Instruction, ...]:
    """What would be saved, where nothing is missing."""
    command = understood.command
    if command is None or understood.missing or understood.choices or command.spec.offline is Offline.CACHED:
        return ()
    return instruct(command, understood.slots, turn.snapshot, turn.id)
