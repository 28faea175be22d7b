"""What may have been said, where nothing was heard clearly, and what it would come to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from conversation.breath import in_two
from conversation.drafts import YES_OR_NO, Open, Question
from conversation.instructions import instruct
from conversation.putting_right import PutRight, put_right
from conversation.reaching import other_way
from conversation.turn import Turn

_OF_FIGURES = frozenset({"phone", "postal_code"})


def put_right_in(turn: Turn, guesses: tuple[str, ...], question: Open | None) -> tuple[Turn, tuple[str, ...]]:
    """The turn and the guesses with what an ear that is held to no phrases mishears put right; words that are then not
    certain become a guess. A yes or a no, and what is said to one, stays as it was heard."""
    asked = question if isinstance(question, Question) and question.asks not in YES_OR_NO else None
    if question and not asked:
        return turn, guesses
    comes_to = partial(_comes_to, turn, asked)
    kind = asked.kind if asked else ""

    def better(words: str) -> PutRight:
        return put_right(words, turn.snapshot, turn.tongue, comes_to, kind)

    words = better(turn.words)
    rest = (better(guess) for guess in guesses)
    perhaps = (*words.perhaps, *(each for guess in rest for each in (guess.perhaps or (guess.words,))))
    return replace(turn, words=words.words), perhaps


def _comes_to(turn: Turn, question: Question | None, words: str) -> bool:
    return bool(_meaning(turn, words, question))


def distinct(turn: Turn, guesses: Iterable[str], question: Question | None) -> Mapping[str, str]:
    """What `guesses` would come to, as an answer to `question` where one is open, to the first of them that does; under
    the empty string stands one that comes to nothing."""
    meant: dict[str, str] = {}
    for words in guesses:
        meant.setdefault(_meaning(turn, words, question), words)
    return meant


def to_ask_about(meant: Mapping[str, str], question: Question | None) -> tuple[str, ...]:
    """The guesses that come to something, in the words that they were heard in; figures as they were understood."""
    of_figures = question is not None and question.asks in _OF_FIGURES
    return tuple(meaning if of_figures else words for meaning, words in meant.items() if meaning)


def _meaning(turn: Turn, words: str, question: Question | None) -> str:
    understood = turn.meaning(words)
    if understood.command and not (understood.missing or understood.choices):
        steps = instruct(understood.command, understood.slots, turn.snapshot, turn.id)
        return str([step.command for step in steps])  # which two commands may have in common
    if understood.command:
        return f"{understood.command.spec.name} {sorted(understood.slots.items())} {understood.choices}"
    answer = turn.understanding.answer
    if question is None:
        return " and then ".join(in_two(replace(turn, words=words)) or ())
    answered = answer(question.book, words, turn.now, question.choices, turn.focus)
    return " ".join(answered or other_way(turn, question, words))
