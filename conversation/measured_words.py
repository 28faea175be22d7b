"""The pieces of a name that are compared: words, and numbers and codes as wholes.

A number is one piece however many words it has, "1 and a half", and so are letters said one by one, "p v c": no part of
one is like a part of another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conversation.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a number or a code."""

    text: str
    is_word: bool
    is_number: bool = False


def pieces(words: Sequence[str], tongue: Tongue) -> Iterator[Piece]:
    """What `words`, in the form in which they are compared, consist of."""
    at = 0
    while at < len(words):
        for length, is_number in ((_number(words[at:], tongue), True), (_letters(words[at:]), False)):
            if length:
                yield Piece(" ".join(words[at : at + length]), is_word=False, is_number=is_number)
                break
        else:
            length = 1
            yield Piece(words[at], is_word=True)
        at += length


def _number(words: Sequence[str], tongue: Tongue) -> int:
    """How many words a number has that stands in front."""
    end, at = 0, 0
    while at < len(words):
        if words[at] in tongue.words.SIZES or any(map(str.isdigit, words[at])):
            end = at + 1
        elif not end or words[at] not in tongue.words.INSIDE_NUMBERS:
            break
        at += 1
    return end


def _letters(words: Sequence[str]) -> int:
    """How many letters stand in front, one by one."""
    return next((at for at, word in enumerate(words) if len(word) > 1), len(words))
