"""What has to be asked before a command can run: which one, what is missing, and whether it shall."""

from dataclasses import replace

from conversation.drafts import NEW_CUSTOMER, SHALL_I, Draft, Question
from conversation.likely_first import rank
from conversation.needs import introduces, missing, risk_of
from conversation.questions import question_for, which
from conversation.replies import new_customer, question_to_confirm
from conversation.turn import Turn
from erp import Risk, slots_of


def next_question(turn: Turn, draft: Draft) -> Question | None:
    """What is asked next about `draft`; None where it can run."""
    command, slots, snapshot = draft.command, draft.slots, turn.snapshot
    for slot, values in {**command.candidates(slots, snapshot), **draft.choices}.items():
        if slot not in slots and len(values) > 1:
            likely = _likely_first(turn, draft, slot, values)
            return Question(draft, slot, which(slot, likely, snapshot, turn.tongue), likely)
    if introduces(command, slots, snapshot) and not draft.new_customer:
        return Question(draft, NEW_CUSTOMER, _a_new_customer(turn, slots["customer"]))
    if wanted := missing(command, slots, snapshot):
        return Question(draft, wanted[0], question_for(wanted[0], command, turn.tongue))
    if risk_of(command, slots, may_ask=draft.may_ask) in (Risk.CONFIRM, Risk.READ_BACK):
        return _shall_i(turn, draft)
    return None


def _likely_first(turn: Turn, draft: Draft, slot: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Those first that were meant by the same words before; of jobs the one that was spoken of last, and then those
    that are likeliest meant on this day."""
    kinds = slots_of(draft.command)
    kind = kinds[slot].values if slot in kinds else ""
    before = turn.understanding.near.chosen(kind, draft.heard.get(slot, ""))
    if kind == "jobs":
        last = turn.focus.names.get(slot)
        values = tuple(sorted(values, key=lambda job: (job != last, rank(kind, job, turn.snapshot, turn.now))))
    return tuple(dict.fromkeys([*(value for value in before if value in values), *values]))


def _a_new_customer(turn: Turn, name: str) -> str:
    if turn.snapshot.was_read("customers"):
        return turn.sentences.A_NEW_CUSTOMER.format(name=name)
    return f"{turn.sentences.UNREAD['customers']} {turn.sentences.IS_NEW.format(name=name)}"


def _shall_i(turn: Turn, draft: Draft) -> Question:
    """What is read back is what will run, whatever the records say by then."""
    completed = draft.command.complete(draft.slots, turn.snapshot)
    spoken = slots_of(draft.command).keys() | draft.slots.keys()
    settled = {name: value for name, value in completed.items() if name in spoken}
    text = question_to_confirm(draft.command, completed, turn.snapshot, turn.now, turn.tongue)
    if introduces(draft.command, draft.slots, turn.snapshot):
        text = f"{new_customer(completed, turn.tongue)} {text}"
    return Question(replace(draft, settled=settled), SHALL_I, text)
