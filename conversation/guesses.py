"""What may have been said, where nothing was heard clearly, and what it would come to: it is asked about."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from conversation.asking import ask
from conversation.breath import in_two
from conversation.carrying_out import go_on
from conversation.decision import Decision, Outcome
from conversation.drafts import YES_OR_NO, Changing, Doubt, Joint, Open, Question, Undoing
from conversation.instructions import instruct
from conversation.memory import Decided, Memory
from conversation.new_sentence import then
from conversation.open_question import decide
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


def guess(turn: Turn, memory: Memory, question: Open | None, guesses: tuple[str, ...]) -> Decided | None:
    """Asks about those guesses that come to something; None where none does, or words were heard.

    A yes or a no is never guessed. Nor is it asked where the likeliest guess is no command and the others would change
    nothing: noise is heard so, and whoever wanted to know something says it again as soon as a yes.
    """
    if turn.words or isinstance(question, Changing | Doubt | Joint | Undoing):
        return None
    if question and question.asks in YES_OR_NO:
        return None
    meant = _distinct(turn, guesses, question)
    if len(guesses) > 1 and len(meant) == 1 and "" not in meant:  # however it was said, it means the same
        return decide(replace(turn, words=guesses[0]), memory, question)
    unclear = _to_ask_about(meant, question)
    if not unclear:
        return _guess_freely(replace(turn, words=guesses[0]), memory) if guesses and question is None else None
    if question is None and guesses[0] not in unclear and all(turn.only_asks(words) for words in unclear):
        return Decision(Outcome.NOTHING, turn.sentences.NOT_UNDERSTOOD), memory
    return then(memory, ask(turn, Doubt(unclear, question)))


def _guess_freely(turn: Turn, memory: Memory) -> Decided | None:
    """What is said of words that were written down freely, and are no phrase: what they would do is asked, and what
    only asks is answered. None where they are nothing that people say to one another."""
    if reason := turn.nobody(turn.words):
        return Decision(Outcome.NOTHING, reason), memory
    match turn.freely(turn.words).commands:
        case (only,) if only.command:
            return then(memory, go_on(turn, replace(turn.draft(only, only.command), may_ask=True)))
        case (_, _, *_):
            return then(memory, ask(turn, Doubt((turn.words,), None)))
        case _:
            return None


def _distinct(turn: Turn, guesses: Iterable[str], question: Question | None) -> Mapping[str, str]:
    """What `guesses` would come to, as an answer to `question` where one is open, to the first of them that does; under
    the empty string stands one that comes to nothing."""
    meant: dict[str, str] = {}
    for words in guesses:
        meant.setdefault(_meaning(turn, words, question), words)
    return meant


def _to_ask_about(meant: Mapping[str, str], question: Question | None) -> tuple[str, ...]:
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
