"""A new sentence: a command, several in one breath, a correction of itself, or what is said to the conversation itself.

Whatever stands open by then is not asked about here: `open_question` takes what answers it.
"""

from dataclasses import replace

from conversation.answers import rest_of
from conversation.asking import Step, as_it_stands, ask
from conversation.books import PREFERENCES
from conversation.carrying_out import go_on
from conversation.decision import Decision, Outcome
from conversation.drafts import Doubt, Draft, Joint
from conversation.hints import hint
from conversation.ladder import Correcting, Instead, Joined, Misnamed, Several, Single, Unknown, taken_for
from conversation.manners import told
from conversation.memory import Decided, Memory
from conversation.turn import Turn
from conversation.understood import Understood
from conversation.undoing import take_back
from erp import CATALOGUE


def begin(turn: Turn, memory: Memory) -> Decided:  # noqa: PLR0911 - one for each rung
    """What is decided about words that answer nothing."""
    match taken_for(turn, memory):
        case Instead(words) if turn.only_asks(words):
            return begin(replace(turn, words=words), memory)
        case Instead(words, otherwise):
            return then(memory, ask(turn, Doubt(tuple(filter(None, (words, otherwise))), behind=None)))
        case Single(understood, left):
            decision, memory = _take(turn, memory, understood)
            said = f"{turn.sentences.NOT_TAKEN.format(words=left)} " if left else ""
            return replace(decision, reply=f"{said}{decision.reply}"), memory
        case Correcting(draft):
            return then(memory, go_on(turn, draft))
        case Misnamed() as misnamed:
            return _take_misnamed(turn, memory, misnamed)
        case Unknown(reason):
            return Decision(Outcome.REFUSED, reason), memory
        case Several(is_doubtful=True):
            return then(memory, ask(turn, Doubt((turn.words,), behind=None)))
        case Several(first, rest, as_read):
            return begin(replace(turn, words=first), memory.reading(as_read).keeping(rest))
        case Joined(first, end, as_read):
            return then(memory.reading(as_read), ask(turn, Joint(turn.words, first, end, behind=None)))
        case None:
            said = turn.sentences.TAKES_TOO_LONG if turn.takes_too_long else turn.sentences.NOT_UNDERSTOOD
            return Decision(Outcome.NOTHING, said), memory


def then(memory: Memory, step: Step) -> Decided:
    """The decision of `step`; what it opens is what the next words answer."""
    return step.decision, replace(memory, open=step.open)


def mind(turn: Turn, memory: Memory, control: str) -> Decided:
    """How the unit shall listen and speak."""
    if not turn.is_units:
        return Decision(Outcome.REFUSED, turn.sentences.ON_A_UNIT), memory
    decision, manners = told(control, memory.manners, turn.tongue)
    return decision, replace(memory, manners=manners)


def _take(turn: Turn, memory: Memory, understood: Understood) -> Decided:
    """A command, or what is said to the conversation itself."""
    if understood.control in PREFERENCES:
        return mind(turn, memory, understood.control)
    if understood.command is None:
        return _heed(turn, memory, understood.control)
    decision, memory = then(memory, go_on(turn, turn.draft(understood, understood.command)))
    return as_it_stands(turn, decision) if understood.states else decision, memory


def _take_misnamed(turn: Turn, memory: Memory, misnamed: Misnamed) -> Decided:
    """A name that nobody has is taken for the one that always was meant by it; else it is asked."""
    near = misnamed.near
    if near.is_usual:
        return begin(replace(turn, words=near.sentences[0], is_named=True, misheard=near.misheard), memory)
    return then(memory, ask(turn, Doubt(near.sentences, None, misnamed.reason, misheard=near.misheard)))


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
