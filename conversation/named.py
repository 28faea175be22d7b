"""Names in an utterance as they stand there whole, also where only a part of one was pointed at."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from conversation.near_names import NearNames
from conversation.tongue import Tongue
from conversation.utterance import Utterance
from conversation.ways_of_naming import KINDS_OF_NAMES

_BESIDE: Final = 3
"""Words in front and behind that may belong to a name."""
_LONGEST: Final = 6
"""Words of a name."""


def whole(kind: str, span: str, utterance: Utterance, near: NearNames) -> str:
    """The longest stretch around `span` that names one record of that kind word for word; `span` itself where it names
    one, or no longer one does."""
    if names_one(kind, span, near):
        return span
    return next((each for each in _around(span, utterance) if names_one(kind, each, near)), span)


def unused(kind: str, used: Iterable[str], utterance: Utterance, near: NearNames) -> str:
    """The longest stretch that names one record of that kind word for word and has nothing of what is `used`; empty
    where there is none, or there are two such names."""
    taken = {
        at for span in used for start in _places(span, utterance) for at in range(start, start + len(span.split()))
    }
    found: dict[str, str] = {}
    for length in range(_LONGEST, 0, -1):
        for start in range(len(utterance.spoken) - length + 1):
            stretch = range(start, start + length)
            if taken.isdisjoint(stretch):
                span = " ".join(utterance.spoken[start : start + length])
                if value := names_one(kind, span, near):
                    found.setdefault(value, span)
                    taken |= set(stretch)
    return next(iter(found.values())) if len(found) == 1 else ""


def names_one(kind: str, span: str, near: NearNames) -> str:
    """The record that `span` names word for word, where it is one; else nothing."""
    exact = [each.value for each in near.candidates(kind, span) if each.likeness == 1]
    return exact[0] if len(exact) == 1 else ""


def names_any(kind: str, span: str, near: NearNames) -> bool:
    """Whether `span` names a record word for word, or several that are called so."""
    return any(each.likeness == 1 for each in near.candidates(kind, span))


def name_tests(tongue: Tongue, near: NearNames) -> Iterator[Callable[[str], bool]]:
    """What tells whether words name a record: by figures, and kind by kind."""
    yield partial(are_figures, tongue=tongue)
    yield from (partial(names_any, kind, near=near) for kind in sorted(KINDS_OF_NAMES))


def is_bare(normal: str, tongue: Tongue) -> bool:
    """Whether words, in the form in which they are compared, have nothing of what stands beside names at their ends."""
    words, beside = normal.split(), tongue.words.BESIDE_NAMES
    return bool(words) and not any(word in beside and not word.isdigit() for word in (words[0], words[-1]))


def are_figures(words: str, tongue: Tongue) -> bool:
    """Whether `words` are a number, whatever it may be the number of."""
    bare = [word for word in words.split() if word.isdigit() or word not in tongue.words.BESIDE_NAMES]
    return bool(bare) and all(map(str.isdigit, bare))


def _around(span: str, utterance: Utterance) -> Iterator[str]:
    """The stretches that `span` is a part of, the longest first."""
    words, length = utterance.spoken, len(span.split())
    around = {
        (max(0, start - before), start + length + behind)
        for start in _places(span, utterance)
        for before in range(_BESIDE + 1)
        for behind in range(_BESIDE + 1)
    }
    for start, end in sorted(around, key=lambda each: each[0] - each[1]):
        if end <= len(words) and length < end - start <= _LONGEST:
            yield " ".join(words[start:end])


def _places(span: str, utterance: Utterance) -> Iterator[int]:
    """Where `span` begins."""
    words = tuple(span.split())
    for start in range(len(utterance.spoken) - len(words) + 1):
        if utterance.spoken[start : start + len(words)] == words:
            yield start
