"""Somebody is not understood again and again: once, another way is offered than the one that does not work. What has to
be confirmed is confirmed however impatient they are."""

import re
from dataclasses import replace

from conversation.books import REPEAT
from conversation.decision import Decision, Outcome
from conversation.drafts import Open, Question
from conversation.patience import Patience
from conversation.turn import Turn


def taxed(turn: Turn, asked: Open | None, decision: Decision, asks: Open | None) -> tuple[Decision, Patience]:
    """The decision, with the offer where it is time for it, and the patience that is left. `asked` is what was open
    before the turn, and `asks` is now."""
    if not _is_trouble(turn, asked, decision, asks):
        return decision, turn.patience
    patience = turn.patience.after_trouble(turn.now)
    is_time = patience.is_tried and not patience.was_offered
    if not is_time or decision.outcome in (Outcome.CONFIRMING, Outcome.ANSWERED, Outcome.SAVED):
        return decision, patience
    offered = replace(decision, reply=_with_offer(decision.reply, turn, asks))
    return offered, replace(patience, was_offered=True)


def _is_trouble(turn: Turn, asked: Open | None, decision: Decision, asks: Open | None) -> bool:
    if re.match(turn.tongue.words.INSISTS, turn.words.lower()):
        return True
    before, now = (question.misses if isinstance(question, Question) else 0 for question in (asked, asks))
    if now > before if asks else decision.reply.startswith(turn.sentences.LEFT):
        return True
    if decision.outcome is Outcome.NOTHING:
        return decision.reply == turn.sentences.NOT_UNDERSTOOD
    may_be_again = decision.command is None if asked is None else asks is not None
    return may_be_again and turn.understanding.control(turn.words) == REPEAT


def _with_offer(reply: str, turn: Turn, asks: Open | None) -> str:
    """Behind the plea, and before the question: that is the last that is heard."""
    said = turn.sentences
    kind = asks.kind if isinstance(asks, Question) else ""
    offer = said.OTHER_WAYS.get(kind, said.ELSEWHERE)
    plea, question = (said.NOT_UNDERSTOOD, reply.removeprefix(said.NOT_UNDERSTOOD).strip()) if asks else (reply, "")
    return " ".join(filter(None, [plea if reply.startswith(plea) else "", offer, question]))
