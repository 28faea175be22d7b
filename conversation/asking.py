"""How what is open is asked: the step that puts a question to the person."""

from dataclasses import dataclass, replace

from conversation.answers.jobs import standing
from conversation.books import CONFIRM
from conversation.decision import Decision, Outcome
from conversation.drafts import YES_OR_NO, Changing, Doubt, Joint, Open, Question
from conversation.questions import did_you_say, short_question, which_to_change
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


def _may_be_short(turn: Turn, question: Question) -> bool:
    """Whether somebody has lost patience, and the question neither offers anything nor reads back."""
    return turn.patience.is_tried and not question.choices and question.asks not in YES_OR_NO


def _asked(turn: Turn, question: Put) -> Decision:
    match question:
        case Question():
            outcome = Outcome.CONFIRMING if question.asks in YES_OR_NO else Outcome.ASKED
            text = short_question(question.asks, turn.tongue) if _may_be_short(turn, question) else ""
            return replace(question.draft.decision(outcome, text or question.text), expects=question.book)
        case Changing():
            decision = question.behind.draft.decision(Outcome.ASKED, which_to_change(question.values, turn.tongue))
            return replace(decision, expects=question.behind.book)
        case Doubt():
            first, second = (*question.guesses, "")[:2]
            return Decision(Outcome.CONFIRMING, did_you_say(first, second, turn.tongue), CONFIRM, words=first)
        case Joint():
            text = turn.sentences.A_SECOND_COMMAND.format(words=question.second.rstrip(".?!"))
            return Decision(Outcome.CONFIRMING, text, CONFIRM, words=question.whole)


def as_it_stands(turn: Turn, decision: Decision) -> Decision:
    """How the job stands comes first: who said how it is may have asked so."""
    job = turn.snapshot.job(decision.slots.get("job", ""))
    if job is None or decision.outcome is not Outcome.CONFIRMING:
        return decision
    return replace(decision, reply=f"{standing(job, turn.tongue)} {decision.reply}")
