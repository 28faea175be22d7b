"""How a new customer is reached: Hero365 takes nobody without a telephone number or an e-mail address.

The number is asked for. Who gives the address instead has answered too; who says that there is no number is asked for
the address.
"""

from collections.abc import Mapping
from dataclasses import replace

from conversation.books import slot_book
from conversation.drafts import Draft, Question
from conversation.questions import question_for
from conversation.turn import Turn

_KINDS = {"phone": "phones", "email": "emails"}
_OTHER: Mapping[str, str] = {"phone": "email", "email": "phone"}


def instead(turn: Turn, question: Question) -> Draft | Question | str:
    """What the words come to where they are no answer to `question` itself, but to how somebody is reached: the draft
    with the other way, the question for it, or that there is none; empty where they are neither."""
    if question.asks not in _OTHER:
        return ""
    if address := other_way(turn, question, turn.words):
        return question.draft.answered(_OTHER[question.asks], address)
    if not turn.understanding.lacks(question.book, turn.words):
        return ""
    if question.without:
        return turn.sentences.NOT_REACHED
    other = _OTHER[question.asks]
    asked = question_for(other, question.draft.command, turn.tongue)
    return replace(question, asks=other, text=asked, without=True, misses=0)


def other_way(turn: Turn, question: Question, words: str) -> tuple[str, ...]:
    """The address in `words` where the number was asked for, and the other way about."""
    other = _OTHER.get(question.asks)
    return turn.understanding.answer(slot_book(other, _KINDS[other]), words, turn.now) if other else ()
