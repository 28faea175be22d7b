"""What is said to the question that a command on its way has put: the value of a slot, a yes or a no, or what is to be
changed."""

from dataclasses import replace

from conversation.asking import Step, ask
from conversation.breath import behind_an_answer
from conversation.carrying_out import decline, go_on, run
from conversation.corrections import answered_otherwise, changed, chosen_of
from conversation.decision import Outcome
from conversation.drafts import NEW_CUSTOMER, YES_OR_NO, Changing, Doubt, Draft, Joint, Question
from conversation.learnt import LASTING
from conversation.planned_day import on_its_day, on_the_day_said
from conversation.reaching import instead
from conversation.replies import corrected_reply
from conversation.self_correction import corrected_answer
from conversation.turn import Turn
from conversation.values import Heard


def fill_in(turn: Turn, question: Question) -> Step:
    """Takes what was said for the slot, where it can be."""
    if question.kind == "words" and (parts := behind_an_answer(turn)):
        return ask(turn, Joint(turn.words, *parts, behind=question))
    if meant := corrected_answer(turn, question):
        return ask(turn, Doubt((meant,), behind=question))
    return _take_answer(turn, question)


def _take_answer(turn: Turn, question: Question) -> Step:
    """Takes it as it was said."""
    if question.kind == "words" and turn.understanding.puts_off(turn.words):
        return _ask_again(turn, question, turn.sentences.NOT_UNDERSTOOD, turn.sentences.LEFT)
    values = turn.understanding.answer(question.book, turn.words, turn.now, question.choices, turn.focus)
    if not values and (other := instead(turn, question)):
        return _take_instead(turn, question, other)
    if not values and (correction := answered_otherwise(turn, question)):
        return _take_correction(turn, question, correction)
    if not values or set(values) == set(question.choices):
        return _ask_again(turn, question, turn.sentences.NOT_UNDERSTOOD, turn.sentences.LEFT)
    if question.asks == "when":
        said = turn.understanding.time_said(question.book, turn.words)
        heard = Heard(said, turn.words, turn.now, turn.snapshot, turn.tongue)
        values = (on_the_day_said(values[0], question.draft.slots.get("when", ""), heard),)
    draft = question.draft.answered(question.asks, values)
    if len(values) > 1 and not question.choices and question.kind in LASTING:
        said = turn.understanding.near.said(turn.tongue.forms.normal(turn.words))
        draft = replace(draft, heard={**draft.heard, question.asks: said})
    command, slots = draft.command.meant(draft.slots, turn.snapshot)
    if question.asks == "when":
        slots = on_its_day(command, slots, heard)
    return go_on(turn, replace(draft, command=command, slots=slots))


def _take_instead(turn: Turn, question: Question, other: Draft | Question | str) -> Step:
    match other:
        case Draft():
            return go_on(turn, other)
        case Question():
            return ask(turn, other)
        case _:
            return Step(question.draft.decision(Outcome.REFUSED, other))


def _take_correction(turn: Turn, question: Question, correction: Draft | str) -> Step:
    """What an answer is corrected to is said, and then what is still missing is asked."""
    if isinstance(correction, str):
        return _ask_again(turn, question, correction, turn.sentences.LEFT)
    step, slot = go_on(turn, correction), correction.answers[-1]
    if slot == question.asks:
        return step
    kind, value = replace(question, asks=slot).kind, correction.slots[slot]
    said = corrected_reply(kind, value, turn.snapshot, turn.now, turn.tongue)
    return replace(step, decision=replace(step.decision, reply=f"{said} {step.decision.reply}"))


def take_yes_or_no(turn: Turn, question: Question) -> Step:
    """Only a yes goes on. A command said here is not one: the question is asked again."""
    match turn.understanding.confirmation(turn.words):
        case "yes" if question.asks == NEW_CUSTOMER:
            return go_on(turn, replace(question.draft, new_customer=True))
        case "yes":
            return run(turn, question.draft, confirmation=turn.words)
        case "no":
            return decline(turn, question.draft)
        case "cancel":
            return Step(question.draft.decision(Outcome.CANCELLED, turn.sentences.CANCELLED))
        case _:
            return _change(turn, question)


def _change(turn: Turn, question: Question) -> Step:
    """What was said instead of something that was read back is taken, and all of it is read back again."""
    match changed(turn.before(question.draft.replaces), question):
        case Draft() as draft:
            return go_on(turn, draft)
        case Changing() | Question() as asked:
            return ask(turn, asked)
        case plea:
            return _ask_again(turn, question, plea, turn.sentences.NO_YES)


def take_changing(turn: Turn, changing: Changing) -> Step:
    """The one that is named is changed. A yes names none."""
    draft = changing.behind.draft
    match turn.understanding.confirmation(turn.words):
        case "no":
            return decline(turn, draft)
        case "cancel":
            return Step(draft.decision(Outcome.CANCELLED, turn.sentences.CANCELLED))
        case "neither" if chosen := chosen_of(turn, changing):
            return go_on(turn, chosen)
        case _ if not changing.repeated:
            return ask(turn, replace(changing, repeated=True), turn.sentences.NOT_UNDERSTOOD)
        case _:
            return Step(draft.decision(Outcome.CANCELLED, turn.sentences.LEFT))


def _ask_again(turn: Turn, question: Question, plea: str, farewell: str) -> Step:
    """Once; then it is dropped, but where others were answered before it: what somebody took the pains to say is not
    lost before they were told what is still needed."""
    once_more = replace(question, misses=question.misses + 1)
    if not question.misses:
        return ask(turn, once_more, plea)
    if question.misses == 1 and question.draft.answers and question.asks not in YES_OR_NO:
        return ask(turn, once_more, turn.sentences.STILL_NEEDED)
    return Step(question.draft.decision(Outcome.CANCELLED, farewell))
