"""All that was said in one breath, as commands, without acting on them: as the dialogue takes it, rung by rung."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conversation.focus import to_be_made
from conversation.free_reading import FreeReading
from conversation.instructions import instruct
from conversation.ladder import Correcting, Instead, Joined, Misnamed, Several, Single, Unknown, taken_for
from conversation.memory import Memory
from conversation.objections import objection
from conversation.turn import Turn
from conversation.understood import Understood
from erp import Instruction, Offline


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words were understood as."""

    commands: tuple[Understood, ...]
    """In the order spoken; none for words that are none."""
    refused: tuple[FreeReading, ...]
    """What a language model made of those of them of which nothing comes."""


def meaning(turn: Turn, memory: Memory | None = None) -> Meaning:
    """What the words of `turn` mean behind what `memory` has, where what is asked about them is answered with yes."""
    refused: list[FreeReading] = []
    commands = tuple(_meant(turn, memory or Memory(), refused))
    return Meaning(commands, tuple(refused))


def _meant(turn: Turn, memory: Memory, refused: list[FreeReading]) -> Iterator[Understood]:
    match taken_for(turn, memory):
        case Instead(words) if turn.only_asks(words):
            yield from _meant(replace(turn, words=words), memory, refused)
        case Instead(words):
            yield from _behind_a_yes(replace(turn, words=words), memory, refused)
        case Single(understood):
            yield understood.about(turn.job_before)
        case Correcting(draft):
            yield Understood(draft.command, draft.slots, choices=draft.choices, may_ask=draft.may_ask)
        case Misnamed(near) if near.is_usual:
            yield from _meant(replace(turn, words=near.sentences[0], is_named=True), memory, refused)
        case Misnamed(near):
            yield from _behind_a_yes(replace(turn, words=near.sentences[0]), memory, refused)
        case Several(first, rest, as_read, is_doubtful):
            said = replace(turn, is_said=turn.is_said or is_doubtful)
            both = _one_after_the_other(said, first, rest, memory.reading(as_read), refused)
            yield from (replace(each, may_ask=each.may_ask or is_doubtful) for each in both)
        case Joined(first, end, as_read):
            both = _one_after_the_other(turn, first, end, memory.reading(as_read), refused)
            yield from (replace(each, may_ask=True) for each in both)
        case Unknown():
            pass
        case None if turn.completer:
            refused.append(turn.freely(turn.words))


def _behind_a_yes(turn: Turn, memory: Memory, refused: list[FreeReading]) -> Iterator[Understood]:
    """What it means where it is asked whether that was said, and it was."""
    said = _meant(replace(turn, is_said=True), memory, refused)
    yield from (replace(each, may_ask=True) for each in said)


def _one_after_the_other(
    turn: Turn, first: str, rest: str, memory: Memory, refused: list[FreeReading]
) -> Iterator[Understood]:
    """The second is understood as if what the first one says had been done."""
    focus, job = turn.focus, turn.job_before
    for understood in _meant(replace(turn, words=first), memory, refused):
        yield understood
        focus = focus.after(understood.slots, _made(turn, understood), turn.snapshot, turn.now)
        if understood.command:
            made = to_be_made(understood.command, understood.slots, turn.snapshot)
            focus, job = focus.with_made(made, turn.now), made.get("job") or understood.slots.get("job", job)
    yield from _meant(replace(turn, words=rest, focus=focus, job_before=job), memory, refused)


def _made(turn: Turn, understood: Understood) -> tuple[Instruction, ...]:
    """What would be saved, where nothing is missing and nothing speaks against it."""
    command, slots = understood.command, understood.slots
    if command is None or understood.missing or understood.choices or command.spec.offline is Offline.CACHED:
        return ()
    if objection(command, slots, turn.snapshot, turn.now, turn.tongue):
        return ()
    return instruct(command, slots, turn.snapshot, turn.id)
