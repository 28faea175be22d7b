"""How what is open is asked: the decision that puts a question to the person."""

from dataclasses import replace

from conversation.books import CONFIRM
from conversation.decision import Decision, Outcome
from conversation.drafts import YES_OR_NO, Changing, Doubt, Joint, Question
from conversation.questions import did_you_say, which_to_change
from conversation.turn import Turn

Put = Question | Changing | Doubt | Joint


def put(turn: Turn, question: Put, plea: str = "") -> Decision:
    """Puts `question`, behind `plea`."""
    match question:
        case Question():
            outcome = Outcome.CONFIRMING if question.asks in YES_OR_NO else Outcome.ASKED
            decision = question.draft.decision(outcome, question.text)
            asked = replace(decision, expects=question.book)
        case Changing():
            decision = question.behind.draft.decision(Outcome.ASKED, which_to_change(question.values, turn.tongue))
            asked = replace(decision, expects=question.behind.book)
        case Doubt():
            first, second = (*question.guesses, "")[:2]
            asked = Decision(Outcome.CONFIRMING, did_you_say(first, second, turn.tongue), CONFIRM, words=first)
        case Joint():
            text = turn.sentences.A_SECOND_COMMAND.format(words=question.second.rstrip(".?!"))
            asked = Decision(Outcome.CONFIRMING, text, CONFIRM, words=question.whole)
    return replace(asked, reply=f"{plea} {asked.reply}".lstrip())
