"""The ladder: what words that answer nothing are taken for, tried rung by rung. Nothing is acted on here: the dialogue
does what stands on the rung, and who only wants to know what was meant reads it off."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from conversation.breath import (
    about_one,
    behind_a_language,
    beside_a_preference,
    beside_a_stranger,
    in_free_words,
    in_two,
    is_cut,
    parted,
    with_the_end,
)
from conversation.corrections import afterwards
from conversation.drafts import Draft
from conversation.free_reading import FreeReading
from conversation.hours import books, with_its_length
from conversation.memory import Memory
from conversation.not_meant import without_what_is_not_meant
from conversation.second_reading import otherwise
from conversation.self_correction import corrected, is_command
from conversation.several_named import ForEach, for_each, name_left_out
from conversation.turn import Turn
from conversation.understood import Reworded, Understood
from conversation.unknown_names import may_be_misnamed


@dataclass(frozen=True, slots=True)
class Instead:
    """They correct themselves, or say what they do not mean, and mean these words in the end."""

    words: str
    otherwise: str = ""
    """What they mean if not that: "42 no el 57" may be a second thought too."""


@dataclass(frozen=True, slots=True)
class Single:
    """One command, or what is said to the conversation itself."""

    understood: Understood
    left: str = ""
    """A name in the words of which nothing comes."""


@dataclass(frozen=True, slots=True)
class Correcting:
    """They say what the last that was saved shall be instead."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A name in them is nobody's, and near to known ones."""

    near: Reworded
    reason: str
    """What is said where none of those was meant; that it be said again, where this is empty."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name in them is nobody's, which is the `reason` that nothing comes of them."""

    reason: str


@dataclass(frozen=True, slots=True)
class Several:
    """A command, and one or several behind it."""

    first: str
    rest: str
    as_read: Mapping[str, Understood] = field(default_factory=dict)
    """What the two were read as together."""
    is_doubtful: bool = False
    """Whether it is asked first whether all that was said: they are more than can be asked about one by one."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A command with words that are kept, whose end may be a command of its own."""

    first: str
    end: str
    as_read: Mapping[str, Understood] = field(default_factory=dict)
    """As of `Several`."""


Rung = Instead | Single | Correcting | Misnamed | Unknown | Several | Joined


def taken_for(turn: Turn, memory: Memory) -> Rung | None:
    """What the words of `turn` are taken for behind what `memory` has; None where nothing comes of them."""
    if (read := memory.as_read.get(turn.words)) and read.command and read.may_ask:
        return Single(_asked_about(turn, read))
    if meant := corrected(turn):
        rest = without_what_is_not_meant(turn)
        return Instead(rest.words, meant) if rest and is_command(replace(turn, words=rest.words)) else Instead(meant)
    understood = turn.meaning(turn.words)
    match for_each(turn, understood):
        case ForEach(first, others):
            return Several(first, others)
        case Understood() as one_of_them:
            return Single(one_of_them)
    if understood.command:
        return _as_phrase(turn, understood)
    return Single(understood) if understood.control else _as_no_phrase(turn, memory)


def _as_phrase(turn: Turn, understood: Understood) -> Rung | None:
    """What words are that a phrase fits."""
    if near := turn.with_near_names() if may_be_misnamed(understood, turn.understanding.snapshot) else None:
        return Misnamed(near, turn.nobody(turn.words))
    reading = otherwise(turn, understood)
    rung = _as_read(turn, reading) if reading else None
    match rung:
        case Several(first, end, as_read) if is_cut(turn, understood.kept_words, (first, end)):
            return Joined(first, end, as_read)
        case Several():
            return rung
    if parts := in_free_words(turn, understood):
        return Joined(*parts)
    return rung or Single(understood)


def _as_no_phrase(turn: Turn, memory: Memory) -> Rung | None:
    """What words are that are no command as a whole."""
    rest = without_what_is_not_meant(turn)
    if rest and is_command(replace(turn, words=rest.words)):
        return Instead(rest.words)
    return None if rest and rest.is_forbidden else _as_all_of_it(turn, memory)


def _as_all_of_it(turn: Turn, memory: Memory) -> Rung | None:
    """What they are where all that is said is meant."""
    if (at := with_its_length(turn)) and books(replace(turn, words=at)):
        return Instead(at)
    if draft := afterwards(turn, memory):
        return Correcting(draft)
    if parts := beside_a_preference(turn) or behind_a_language(turn):
        return Several(*parts)
    reason = turn.nobody(turn.words)
    if near := turn.with_near_names() if reason else None:
        return Misnamed(near, reason)
    if parts := None if turn.is_one else in_two(turn) or beside_a_stranger(turn) or about_one(turn):
        return Joined(*parts) if reason else Several(*parts)
    return _as_nothing_else(turn, memory, reason)


def _as_nothing_else(turn: Turn, memory: Memory, reason: str) -> Rung | None:
    """What words are that the language model alone may read. But for a name in them that nobody has, which is the
    `reason`, a phrase may fit them: then only what is certain counts more."""
    reading = turn.freely(turn.words)
    if reason and not _is_certain(turn, reading):
        return Unknown(reason)
    together = memory.as_read.get(turn.words)
    if together and together.command and [each.command for each in reading.commands] != [together.command]:
        return Single(_about_what_was_spoken_of(turn, together))
    return _as_read(turn, reading)


def _is_certain(turn: Turn, reading: FreeReading) -> bool:
    """Whether nothing in it is doubtful, and every name is somebody's: then it counts more than a phrase with a name
    that nobody has."""
    snapshot = turn.understanding.snapshot
    return bool(reading.commands) and not any(
        each.may_ask or each.choices or may_be_misnamed(each, snapshot) for each in reading.commands
    )


def _asked_about(turn: Turn, read: Understood) -> Understood:
    """What is asked about words that were read with the rest of the breath and are doubtful: just that, whatever else
    they would be by themselves."""
    alone = turn.meaning(turn.words)
    return replace(alone, may_ask=True) if alone.command is read.command else _about_what_was_spoken_of(turn, read)


def _about_what_was_spoken_of(turn: Turn, read: Understood) -> Understood:
    """Words that by themselves say nothing, or something else, as they were read with the rest of the breath: what is
    missing in them is what was just spoken of."""
    spoken_of = {slot: turn.focus.meant(slot, turn.snapshot) for slot in read.missing if not turn.focus.ages.get(slot)}
    slots = {**read.slots, **{slot: value for slot, value in spoken_of.items() if value}}
    return replace(read, slots=slots, missing=tuple(slot for slot in read.missing if slot not in slots))


def _as_read(turn: Turn, reading: FreeReading) -> Rung | None:
    """What words are by what the language model makes of them."""
    match reading.commands:
        case (only,) if only.command:
            parts = with_the_end(turn, reading)
            return Several(*parts) if parts else Single(only, name_left_out(turn, reading))
        case (_, _, *_) if parts := parted(turn, reading):
            as_read = dict(zip(parts, reading.commands, strict=False)) if len(reading.commands) == len(parts) else {}
            if not any(each.may_ask for each in reading.commands):
                return Several(*parts, as_read)
            asked = {words: replace(each, may_ask=True) for words, each in as_read.items()}
            return Several(*parts, asked, is_doubtful=not asked and not turn.is_said)
        case _:
            return None
