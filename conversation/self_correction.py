"""What somebody corrects while they speak: "move it to ten, no, half past ten", "job sixty uh sixty one"."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Final

from conversation.breath import in_two
from conversation.calls import OWN_KINDS
from conversation.drafts import Question
from conversation.free_words import taken_back
from conversation.lists import words_of
from conversation.named import names_one
from conversation.near_names import NearNames
from conversation.tongue import Tongue
from conversation.turn import Turn
from conversation.utterance import Utterance

_BY_FORM: Final = ("times", "dates", "quantities", "amounts", "durations")
_BY_NAME: Final = ("team", "customers", "parts")
_LONGEST: Final = 4
"""Words of what is said instead, and of what it takes the place of, where they are no figures."""
_MOST: Final = 3
"""Corrections in one breath."""


def corrected(turn: Turn) -> str:
    """The words of a command that corrects itself, as they were meant in the end; empty where they do not."""
    if turn.is_said or turn.is_one:
        return ""
    begun = _begun_once(turn)
    if begun == turn.words and turn.meaning(turn.words).command:  # a "no" among words of a phrase is one of them
        return ""
    meant = _as_corrected(replace(turn, words=begun))
    return meant if meant != turn.words and is_command(replace(turn, words=meant)) else ""


def corrected_answer(turn: Turn, question: Question) -> str:
    """The words of an answer to `question` that corrects itself, "tuesday no wednesday", as they were meant in the end;
    empty where they do not, or may be any."""
    is_plain = turn.understanding.is_listed(question.book, turn.words) and _answers(turn, question)
    if turn.is_said or question.kind == "words" or is_plain:
        return ""
    meant = _as_corrected(turn)
    if meant != turn.words and _answers(replace(turn, words=meant), question):
        return meant
    *_, (before, after) = [("", ""), *taken_back(turn.words, turn.tongue)]
    if not before or turn.understanding.is_talk(after):  # "maria garcia, no wait"
        return ""
    return after if all(_answers(replace(turn, words=words), question) for words in (before, after)) else ""


def _answers(turn: Turn, question: Question) -> bool:
    return bool(turn.understanding.answer(question.book, turn.words, turn.now, question.choices, turn.focus))


def is_command(turn: Turn) -> bool:
    """Whether the words are a command, or several."""
    return bool(turn.meaning(turn.words).command or in_two(turn) or turn.freely(turn.words).commands)


def _begun_once(turn: Turn) -> str:
    """The words without what was begun, and begun anew behind a sound of thinking: "job four uh four five six"."""
    again = rf"\b((?:[\w']+ ){{1,3}}?)(?:{turn.tongue.words.FILLERS})+(?=\1)"
    return re.sub(again, "", turn.words, flags=re.IGNORECASE)


def _as_corrected(turn: Turn) -> str:
    """The words with what was said instead in the place of what was taken back; as they are where nothing was.

    Figures, times and names that are known are taken back by others of their kind, and nothing else is: what "no" means
    among other words nobody can know.
    """
    words = turn.words
    for _ in range(_MOST):
        utterance = Utterance(words, turn.now, turn.snapshot, turn.tongue)
        shorter = next(_shorter(utterance, turn.understanding.near), words)
        if shorter == words:
            break
        words = shorter
    return words


def _shorter(utterance: Utterance, near: NearNames) -> Iterator[str]:
    for said, then in taken_back(utterance.words, utterance.tongue):
        before, after = said.split(), then.split()
        for length in _values_at_end(before, after, utterance):
            kept, value = before[: len(before) - length], before[len(before) - length :]
            behind = after[_lead(kept, after, utterance) :]
            if behind and _is_alike(value, behind, utterance, near):
                yield " ".join([*kept, *behind])
                return


def _values_at_end(before: Sequence[str], after: Sequence[str], utterance: Utterance) -> Iterable[int]:
    """How many words at the end of `before` may be a value: all figures, with the unit that is said again; or any,
    the longest first, so that a name is taken back whole."""
    unit = bool(before) and before[-1] in after[1 : _LONGEST + 1]
    if figures := _figures(before[:-1] if unit else before, utterance):
        return (figures + unit,)
    return range(min(_LONGEST, len(before)), 0, -1)


def _lead(kept: Sequence[str], after: Sequence[str], utterance: Utterance) -> int:
    """How many words lead up to the value anew: "at nine no at ten", "job twelve no the forty two"."""
    for length in range(_LONGEST - 1, 0, -1):
        if len(kept) >= length and [*kept[-length:]] == [*after[:length]]:
            return length
    beside = utterance.tongue.words.BESIDE_NAMES
    return next((at for at, word in enumerate(after) if word not in beside or _is_figure(word, utterance)), 0)


def _figures(words: Sequence[str], utterance: Utterance) -> int:
    """How many words at the end are figures."""
    at = len(words)
    while at and _is_figure(words[at - 1], utterance):
        at -= 1
    return len(words) - at


def _is_figure(word: str, utterance: Utterance) -> bool:
    normal = utterance.tongue.forms.normal(word)
    return any(map(str.isdigit, normal)) or normal in utterance.tongue.words.SIZES


def _is_alike(value: Sequence[str], behind: Sequence[str], utterance: Utterance, near: NearNames) -> bool:
    """Whether what begins `behind` is of the same kind as `value`."""
    if _is_figure(value[0], utterance):
        figures = value[:-1] if value[-1] in behind else value
        return _figures(figures, utterance) == len(figures) and _is_figure(behind[0], utterance)
    if value[0] in utterance.tongue.words.BESIDE_NAMES:  # what leads up to a name stays
        return False
    normal = utterance.tongue.forms.normal
    taken, said = normal(" ".join(value)), [normal(" ".join(behind[:length])) for length in range(1, _LONGEST + 1)]
    return any(of_kind(taken) and any(map(of_kind, said)) for of_kind in _kinds(len(value), utterance, near))


def _kinds(words: int, utterance: Utterance, near: NearNames) -> Iterator[Callable[[str], object]]:
    """What tells whether so many words are a value, kind by kind."""
    yield from (partial(names_one, kind, near=near) for kind in _BY_NAME)
    yield from (partial(operator.contains, own_words(kind, utterance.tongue)) for kind in sorted(OWN_KINDS))
    if words == 1:  # of a time the hour alone: its day may stay
        yield from (partial(utterance.value, kind) for kind in _BY_FORM)


@cache
def own_words(kind: str, tongue: Tongue) -> frozenset[str]:
    """How Hero365's own values of that kind are said."""
    return frozenset(tongue.forms.normal(each.spoken) for each in words_of(tongue.lists[kind]))
