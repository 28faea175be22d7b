"""Words behind the question that is open: they answer it, put it off, or take its place."""

from dataclasses import replace

from conversation.asking import ask
from conversation.books import HELP, IDLE, PREFERENCES
from conversation.breath import left_too
from conversation.carrying_out import decline
from conversation.decision import Decision, Outcome
from conversation.drafts import YES_OR_NO, Changing, Doubt, Joint, Open, Question, Undoing
from conversation.hints import to_answer
from conversation.memory import Decided, Memory
from conversation.new_sentence import begin, mind, then
from conversation.settling import fill_in, take_changing, take_yes_or_no
from conversation.tongues import TONGUES
from conversation.turn import Turn
from conversation.undoing import take_answer


def decide(turn: Turn, memory: Memory, question: Open | None) -> Decided:  # noqa: PLR0911 - one for each kind of question
    """What is decided about words that were said to `question`, which is not in `memory` any more; where none was open,
    they are a new sentence."""
    match question:
        case None:
            return begin(turn, memory)
        case Question() | Changing() | Doubt() | Joint() if turn.understanding.control(turn.words) == HELP:
            return then(memory, ask(turn, question, to_answer(turn, question)))
        case Doubt():
            return _take_doubt(turn, memory, question)
        case Changing():
            return then(memory, take_changing(turn, question))
        case Joint():
            return _take_joint(turn, memory, question)
        case Undoing():
            return take_answer(turn, memory, question)
        case Question() if question.asks in YES_OR_NO:
            return then(memory, take_yes_or_no(turn, question))
        case Question():
            return _take_value(turn, memory, question)


def _take_value(turn: Turn, memory: Memory, question: Question) -> Decided:
    """A slot was asked for. Another command takes the place of the one that asked, but where any words answer."""
    understood = turn.meaning(turn.words)
    if understood.control in PREFERENCES and question.kind != "words":
        return _mind_and_ask(turn, memory, understood.control, question)
    if understood.control in {"cancel", "undo"}:
        return question.draft.decision(Outcome.CANCELLED, turn.sentences.CANCELLED), memory
    if understood.control == "repeat":
        return then(memory, ask(turn, question))
    if turn.understanding.declines(question.book, turn.words):
        return then(memory, decline(turn, question.draft))
    if understood.command and question.kind != "words":
        # A "no" to this one is about this one, whatever was saved before it; and what was said behind the other one
        # was about that.
        dropped = " ".join(memory.following)
        decision, memory = begin(turn, replace(memory, has_saved=False, following=(), as_read={}))
        decision = replace(decision, reply=f"{turn.sentences.THAT_INSTEAD} {decision.reply}")
        return left_too(decision, dropped, turn.sentences) if dropped else decision, memory
    return then(memory, fill_in(turn, question))


def _mind_and_ask(turn: Turn, memory: Memory, control: str, question: Question) -> Decided:
    """How the unit shall listen and speak. What was asked is dropped where it sleeps, or speaks otherwise."""
    decision, memory = mind(turn, memory, control)
    if decision.expects == IDLE and decision.language is None:
        return then(memory, ask(turn, question, decision.reply))
    said = TONGUES[decision.language or turn.tongue.language].sentences
    return replace(decision, reply=f"{decision.reply} {said.DROPPED}"), memory


def _take_joint(turn: Turn, memory: Memory, joint: Joint) -> Decided:
    """Behind a yes there are two; behind a no all belongs to the words of the first."""
    match turn.understanding.confirmation(turn.words):
        case "yes":
            return decide(replace(turn, words=joint.first), memory.keeping(joint.second), joint.behind)
        case "no":
            return decide(replace(turn, words=joint.whole, is_one=True), memory, joint.behind)
        case "neither" if not joint.repeated:
            return then(memory, ask(turn, replace(joint, repeated=True), turn.sentences.YES_OR_NO))
        case answer:
            said = turn.sentences.CANCELLED if answer == "cancel" else turn.sentences.NO_YES
            return Decision(Outcome.CANCELLED, said), memory


def _take_doubt(turn: Turn, memory: Memory, doubt: Doubt) -> Decided:
    """What was said is what a yes is said to; behind a no comes the next guess."""
    answer = turn.understanding.confirmation(turn.words)
    if answer == "yes":
        said = replace(turn, words=doubt.guesses[0], is_said=True, misheard=doubt.misheard)
        return decide(said, memory, doubt.behind)
    if answer == "cancel":
        return Decision(Outcome.CANCELLED, turn.sentences.CANCELLED), memory
    if answer == "neither" and not doubt.repeated:
        return then(memory, ask(turn, replace(doubt, repeated=True), turn.sentences.YES_OR_NO))
    if answer == "no" and doubt.guesses[1:]:
        return then(memory, ask(turn, replace(doubt, guesses=doubt.guesses[1:])))
    if doubt.behind:
        return then(memory, ask(turn, doubt.behind))
    return Decision(Outcome.NOTHING, doubt.otherwise or turn.sentences.SAY_AGAIN), memory
