"""What somebody corrects while they speak: "move it to ten, no, half past ten", "job sixty uh sixty one"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from conversation.breath import in_two
from conversation.named import names_one
from conversation.near_names import NearNames
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
    return meant if meant != turn.words and _is_command(replace(turn, words=meant)) else ""


def _is_command(turn: Turn) -> bool:
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
    marker = rf"[,.]? (?:{utterance.tongue.words.TAKING_BACK})\b[,.]? "
    for found in re.finditer(marker, utterance.words, re.IGNORECASE):
        before, after = utterance.words[: found.start()].split(), utterance.words[found.end() :].split()
        if taken_back := _taken_back(before, after, utterance, near):
            kept = before[: len(before) - taken_back]
            yield " ".join([*kept, *after[_said_again(kept, after) :]])


def _taken_back(before: Sequence[str], after: Sequence[str], utterance: Utterance, near: NearNames) -> int:
    """How many of the last words before "no" are taken back by those behind it."""
    if not before or not after:
        return 0
    unit = before[-1] in after[1 : _LONGEST + 1]
    if figures := _figures(before[:-1] if unit else before, utterance):
        value = before[-figures - unit :]
        behind = after[_said_again(before[: -len(value)], after) :]
        alike = bool(behind) and (_is_figure(behind[0], utterance) or _reads_alike(value, behind, utterance, near))
        return figures + unit if alike else 0
    lengths = range(1, min(_LONGEST, len(before)) + 1)
    return next((length for length in lengths if _reads_alike(before[-length:], after, utterance, near)), 0)


def _figures(words: Sequence[str], utterance: Utterance) -> int:
    """How many words at the end are figures."""
    at = len(words)
    while at and _is_figure(words[at - 1], utterance):
        at -= 1
    return len(words) - at


def _is_figure(word: str, utterance: Utterance) -> bool:
    normal = utterance.tongue.forms.normal(word)
    return any(map(str.isdigit, normal)) or normal in utterance.tongue.words.SIZES


def _reads_alike(before: Sequence[str], after: Sequence[str], utterance: Utterance, near: NearNames) -> bool:
    """Whether the words are a value, and those that begin `after` one of the same kind."""
    normal = utterance.tongue.forms.normal
    said, taken = [normal(" ".join(after[:length])) for length in range(1, _LONGEST + 1)], normal(" ".join(before))
    return any(
        utterance.value(kind, taken) and any(utterance.value(kind, each) for each in said) for kind in _BY_FORM
    ) or any(names_one(kind, taken, near) and any(names_one(kind, each, near) for each in said) for kind in _BY_NAME)


def _said_again(kept: Sequence[str], after: Sequence[str]) -> int:
    """How many words that lead up to the value are said again with it: "at nine no at ten"."""
    for length in range(_LONGEST - 1, 0, -1):
        if len(kept) >= length and [*kept[-length:]] == [*after[:length]]:
            return length
    return 0
