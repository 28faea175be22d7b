"""A command on its way: what speaks against it is said, what is missing is asked, and then it runs, or nothing comes of
it."""

from dataclasses import replace

from conversation.answers import answer
from conversation.asking import Step, ask
from conversation.choosing import chosen
from conversation.decision import Outcome
from conversation.drafts import Draft
from conversation.instructions import instruct
from conversation.memory import Fate
from conversation.next_question import next_question
from conversation.objections import objection
from conversation.replies import saved_replies, too_late_to_change, undone_reply
from conversation.turn import Turn
from erp import Offline, Slots


def go_on(turn: Turn, draft: Draft) -> Step:
    """Objects, asks for the next thing that is missing, or runs the command."""
    turn = turn.before(draft.replaces)
    if reason := _objection(turn, draft, draft.slots):
        return Step(draft.decision(Outcome.REFUSED, reason))
    question = next_question(turn, draft)
    return ask(turn, question) if question else run(turn, draft)


def run(turn: Turn, draft: Draft, confirmation: str = "") -> Step:
    """Answers, takes back or saves, where nothing speaks against it by now. `confirmation` are the words that were
    taken for a yes."""
    turn = turn.before(draft.replaces)
    slots = {**draft.slots, **draft.settled}
    if reason := _objection(turn, draft, slots):
        return Step(draft.decision(Outcome.REFUSED, reason))
    meant = chosen(turn, draft, slots, confirmation)
    if draft.command.spec.offline is Offline.CACHED:
        said = answer(draft.command, slots, turn.snapshot, turn.now, turn.tongue)
        return Step(replace(draft.decision(Outcome.ANSWERED, said), chosen=meant))
    taken_back = draft.replaces or draft.command.takes_back(slots, turn.snapshot)
    instructions = instruct(draft.command, slots, turn.snapshot, turn.id)
    if taken_back and not instructions:
        said = undone_reply(taken_back, (), (), turn.snapshot, turn.tongue)
        return Step(replace(draft.decision(Outcome.UNDONE, said), takes_back=taken_back))
    reply = saved_replies(instructions, turn.snapshot, turn.now, turn.tongue)
    saved = draft.decision(Outcome.SAVED, reply)
    return Step(
        replace(saved, instructions=instructions, takes_back=taken_back, confirmation=confirmation, chosen=meant)
    )


def _objection(turn: Turn, draft: Draft, slots: Slots) -> str | None:
    """What speaks against it; what is to be replaced must still be here."""
    if any(turn.fate(each) is not Fate.WAITS for each in draft.replaces):
        return too_late_to_change(draft.replaces, turn.snapshot, turn.tongue)
    return objection(draft.command, slots, turn.snapshot, turn.now, turn.tongue)


def decline(turn: Turn, draft: Draft) -> Step:
    """Nothing comes of it."""
    stays = draft.corrects or draft.command.takes_back({**draft.slots, **draft.settled}, turn.snapshot)
    said = turn.sentences.NOT_TAKEN_BACK if stays else turn.sentences.NOT_SAVED
    return Step(replace(draft.decision(Outcome.CANCELLED, said), declined=True))
