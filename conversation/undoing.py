"""Taking back what was saved last: while it waits, and, where something else came between, only behind a yes."""

from dataclasses import replace

from conversation.books import CONFIRM
from conversation.decision import Decision, Outcome
from conversation.drafts import Undoing
from conversation.memory import Fate, Memory
from conversation.replies import describe_all, undone_reply
from conversation.turn import Turn

Undone = tuple[Decision, Memory]
"""What is decided, and what is remembered then."""


def take_back(turn: Turn, memory: Memory) -> Undone:
    """What was saved last, while it waits; said again, what was saved before that. Of what waits no more nothing is
    asked."""
    if not memory.saved:
        return Decision(Outcome.REFUSED, turn.sentences.NOTHING_TO_UNDO), memory
    fates = {turn.fate(each) for each in memory.saved[-1].all}
    if Fate.WAITS not in fates:
        return _too_late(turn, memory)
    if memory.is_plainly_meant(memory.saved[-1], turn.now) and not turn.understanding.is_question(turn.words):
        return _undo(turn, memory)
    return _ask(turn, memory, Undoing())


def take_answer(turn: Turn, memory: Memory, undoing: Undoing) -> Undone:
    """What was said to the question whether it is meant."""
    match turn.understanding.confirmation(turn.words):
        case "yes":
            return _undo(turn, memory)
        case "neither" if not undoing.repeated:
            return _ask(turn, memory, Undoing(repeated=True), turn.sentences.YES_OR_NO)
        case _:
            return Decision(Outcome.CANCELLED, turn.sentences.NOT_TAKEN_BACK), memory


def _undo(turn: Turn, memory: Memory) -> Undone:
    *before, last = memory.saved
    reply = undone_reply(last.all, (), (), turn.snapshot, turn.tongue)
    decision = Decision(Outcome.UNDONE, reply, takes_back=last.all, unlearnt=tuple(last.heard.values()))
    return decision, replace(memory, saved=tuple(before))


def _ask(turn: Turn, memory: Memory, undoing: Undoing, plea: str = "") -> Undone:
    """Something else was spoken of meanwhile, it is a while ago, or it was only asked about: it is asked whether that
    is meant."""
    about = describe_all(memory.saved[-1].all, turn.snapshot, turn.tongue)
    asked = turn.sentences.TAKE_BACK.format(about=about)
    decision = Decision(Outcome.CONFIRMING, f"{plea} {asked}".lstrip(), CONFIRM, words=turn.words)
    return decision, replace(memory, open=undoing)


def _too_late(turn: Turn, memory: Memory) -> Undone:
    *before, last = memory.saved
    gone = [each for each in last.all if turn.fate(each) is Fate.GONE]
    already = [each for each in last.all if turn.fate(each) is Fate.TAKEN_BACK]
    reply = undone_reply((), gone, already, turn.snapshot, turn.tongue)
    return Decision(Outcome.REFUSED, reply), replace(memory, saved=tuple(before))
