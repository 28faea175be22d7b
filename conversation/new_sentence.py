"""A new sentence: a command, several in one breath, a correction of itself, or what is said to the conversation itself.

Whatever stands open by then is not asked about here: `open_question` takes what answers it.
"""

from dataclasses import replace

from conversation.answers import rest_of
from conversation.asking import Step, as_it_stands, ask
from conversation.books import PREFERENCES
from conversation.breath import in_free_words, in_two, parted
from conversation.carrying_out import go_on
from conversation.corrections import afterwards
from conversation.decision import Decision, Outcome
from conversation.drafts import Doubt, Draft, Joint
from conversation.free_reading import FreeReading
from conversation.hints import hint
from conversation.manners import told
from conversation.memory import Decided, Memory
from conversation.second_reading import otherwise
from conversation.self_correction import corrected
from conversation.turn import Turn
from conversation.understood import Reworded, Understood
from conversation.undoing import take_back
from conversation.unknown_names import may_be_misnamed
from erp import CATALOGUE, Command


def begin(turn: Turn, memory: Memory) -> Decided:
    """What is decided about words that answer nothing."""
    if meant := corrected(turn):
        if turn.only_asks(meant):
            return begin(replace(turn, words=meant), memory)
        return then(memory, ask(turn, Doubt((meant,), behind=None)))
    understood = turn.meaning(turn.words)
    if understood.control in PREFERENCES:
        return mind(turn, memory, understood.control)
    if understood.command:
        return _take_command(turn, memory, understood, understood.command)
    if understood.control:
        return _heed(turn, memory, understood.control)
    return _begin_otherwise(turn, memory)


def then(memory: Memory, step: Step) -> Decided:
    """The decision of `step`; what it opens is what the next words answer."""
    return step.decision, replace(memory, open=step.open)


def mind(turn: Turn, memory: Memory, control: str) -> Decided:
    """How the unit shall listen and speak."""
    if not turn.is_units:
        return Decision(Outcome.REFUSED, turn.sentences.ON_A_UNIT), memory
    decision, manners = told(control, memory.manners, turn.tongue)
    return decision, replace(memory, manners=manners)


def _take_command(turn: Turn, memory: Memory, understood: Understood, command: type[Command]) -> Decided:
    """Words that a phrase of `command` fits."""
    if near := turn.with_near_names() if may_be_misnamed(understood, turn.understanding.snapshot) else None:
        return _take_misheard(turn, memory, near, turn.nobody(turn.words))
    if reading := otherwise(turn, understood):
        return _take_reading(turn, memory, reading)
    if parts := in_free_words(turn, understood):
        return then(memory, ask(turn, Joint(turn.words, *parts, behind=None)))
    decision, memory = then(memory, go_on(turn, turn.draft(understood, command)))
    return as_it_stands(turn, decision) if understood.states else decision, memory


def _take_misheard(turn: Turn, memory: Memory, near: Reworded, otherwise: str) -> Decided:
    """A name that nobody has is taken for the one that always was meant by it; else it is asked."""
    if near.is_usual:
        return begin(replace(turn, words=near.sentences[0], is_named=True, misheard=near.misheard), memory)
    return then(memory, ask(turn, Doubt(near.sentences, None, otherwise, misheard=near.misheard)))


def _begin_otherwise(turn: Turn, memory: Memory) -> Decided:
    """Words that are no command as a whole."""
    if draft := afterwards(turn, memory):
        return then(memory, go_on(turn, draft))
    if sentences := in_two(turn):
        first, second = sentences
        return begin(replace(turn, words=first), memory.keeping(second))
    reason = turn.nobody(turn.words)
    if near := turn.with_near_names() if reason else None:
        return _take_misheard(turn, memory, near, reason)
    return _take_freely(turn, memory, reason)


def _take_freely(turn: Turn, memory: Memory, reason: str) -> Decided:
    """What the language model makes of words that no phrase fits. One fits but for a name that nobody has where there
    is a `reason`: then only what is certain counts more."""
    reading, read = turn.freely(turn.words), memory.as_read.get(turn.words)
    if reason and not _is_certain(turn, reading):
        return Decision(Outcome.REFUSED, reason), memory
    if not reading.commands and read and read.command:
        return _take_as_read(turn, memory, read, read.command)
    return _take_reading(turn, memory, reading)


def _is_certain(turn: Turn, reading: FreeReading) -> bool:
    """Whether nothing in it is doubtful, and every name is somebody's: then it counts more than a phrase with a name
    that nobody has."""
    snapshot = turn.understanding.snapshot
    return bool(reading.commands) and not any(
        each.may_ask or each.choices or may_be_misnamed(each, snapshot) for each in reading.commands
    )


def _take_as_read(turn: Turn, memory: Memory, read: Understood, command: type[Command]) -> Decided:
    """Words that say nothing by themselves, as they were read with the rest of the breath: what is missing in them is
    what was just spoken of."""
    spoken_of = {slot: turn.focus.meant(slot, turn.snapshot) for slot in read.missing if not turn.focus.ages.get(slot)}
    slots = {**read.slots, **{slot: value for slot, value in spoken_of.items() if value}}
    missing = tuple(slot for slot in read.missing if slot not in slots)
    return then(memory, go_on(turn, turn.draft(replace(read, slots=slots, missing=missing), command)))


def _take_reading(turn: Turn, memory: Memory, reading: FreeReading) -> Decided:
    """What the language model makes of the words."""
    match reading.commands:
        case (only,) if only.command:
            return then(memory, go_on(turn, turn.draft(only, only.command)))
        case (_, _, *_) if any(each.may_ask for each in reading.commands) and not turn.is_said:
            return then(memory, ask(turn, Doubt((turn.words,), behind=None)))
        case (_, _, *_) if parts := parted(turn, reading):
            as_read = dict(zip(parts, reading.commands, strict=False)) if len(reading.commands) == len(parts) else {}
            first, rest = parts
            return begin(replace(turn, words=first), replace(memory.keeping(rest), as_read=as_read))
        case _:
            return Decision(Outcome.NOTHING, turn.sentences.NOT_UNDERSTOOD), memory


def _heed(turn: Turn, memory: Memory, control: str) -> Decided:  # noqa: PLR0911 - one for each that is said
    """What is said to the conversation itself, while nothing is open."""
    match control:
        case "cancel":
            said = turn.sentences.SAVED_ALREADY if memory.saved else turn.sentences.CANCELLED
            return Decision(Outcome.CANCELLED, said), memory
        case "repeat" if memory.said:
            return Decision(Outcome.ANSWERED, memory.said), memory
        case "undo":
            return take_back(turn, memory)
        case "help":
            return hint(turn), memory
        case "more" if memory.hinted:
            return hint(turn, memory.hinted), memory
        case "more" if draft := _rest_of_what_was_listed(turn, memory):
            return then(memory, go_on(turn, draft))
        case _:
            said = turn.sentences.WELCOME if control == "thanks" else turn.sentences.NOT_UNDERSTOOD
            return Decision(Outcome.NOTHING, said), memory


def _rest_of_what_was_listed(turn: Turn, memory: Memory) -> Draft | None:
    command, slots = memory.answered or ("", {})
    rest = rest_of(CATALOGUE[command], slots) if command else None
    return Draft(CATALOGUE[command], rest, {}, turn.words, 1.0) if rest else None
