"""How what is open is asked: the step that puts a question to the person."""

from dataclasses import dataclass, replace

from conversation.books import CONFIRM
from conversation.decision import Decision, Outcome
from conversation.drafts import YES_OR_NO, Changing, Doubt, Joint, Open, Question
from conversation.questions import did_you_say, which_to_change
from conversation.turn import Turn

Put = Question | Changing | Doubt | Joint


@dataclass(frozen=True, slots=True)
class Step:
    """What is decided about what was said."""

    decision: Decision
    open: Open | None = None
    """What the next words answer."""


def ask(turn: Turn, question: Put, plea: str = "") -> Step:
    """Puts `question`, behind `plea`."""
    asked = _asked(turn, question)
    return Step(replace(asked, reply=f"{plea} {asked.reply}".lstrip()), question)


def _asked(turn: Turn, question: Put) -> Decision:
    match question:
        case Question():
            outcome = Outcome.CONFIRMING if question.asks in YES_OR_NO else Outcome.ASKED
            return replace(question.draft.decision(outcome, question.text), expects=question.book)
        case Changing():
            decision = question.behind.draft.decision(Outcome.ASKED, which_to_change(question.values, turn.tongue))
            return replace(decision, expects=question.behind.book)
        case Doubt():
            first, second = (*question.guesses, "")[:2]
            return Decision(Outcome.CONFIRMING, did_you_say(first, second, turn.tongue), CONFIRM, words=first)
        case Joint():
            text = turn.sentences.A_SECOND_COMMAND.format(words=question.second.rstrip(".?!"))
            return Decision(Outcome.CONFIRMING, text, CONFIRM, words=question.whole)
