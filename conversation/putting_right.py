"""What an ear that is held to no phrases mishears time and again, put right: "job 40 to" for "job forty two".

A wrong repair is worse than a question. So words that come to something as they were heard stay as they are; of others
what hardly means anything else is put right, and the rest only where they come to something then. A number is put
together only where a record has it and none has what was written of it. Where both are known, and where nothing was
written of it but other words, it is asked.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from conversation.tongue import Rewording, Tongue
from erp import Snapshot

_MARKS = " ,.;:!?"
_MOST_ASKED = 2


@dataclass(frozen=True, slots=True)
class PutRight:
    """What was said, or what may have been."""

    words: str
    """Empty where that is to be asked."""
    perhaps: tuple[str, ...] = ()
    """What may have been said then, that in which least was put together first."""


@dataclass(frozen=True, slots=True)
class _Number:
    """Words in which the number of a record was put together."""

    words: str
    is_certain: bool


def put_right(
    heard: str, snapshot: Snapshot, tongue: Tongue, comes_to: Callable[[str], bool], asked: str = ""
) -> PutRight:
    """What was said where `heard` was written; `heard` itself where that comes to something.

    Args:
        heard: by an ear that is held to no phrases.
        snapshot: the records that may be named.
        tongue: of who speaks.
        comes_to: whether a phrase fits words, as a command or an answer to what was asked.
        asked: the kind of values that was asked for, where a question is open.
    """
    plain = _reworded(heard, tongue.mishearings.PUT_RIGHT)
    fitting = _together(_reworded(plain, tongue.mishearings.WHERE_IT_FITS), snapshot)
    for words in dict.fromkeys((heard, plain, fitting)):
        numbers = tuple(dict.fromkeys(_with_numbers(words, snapshot, tongue, asked)))
        if (numbers or fitting != heard) and comes_to(words):
            return PutRight(words)
        found = [number for number in numbers if comes_to(number.words)]
        if len(found) == 1 and found[0].is_certain:
            return PutRight(found[0].words)
        if found:
            return PutRight("", tuple(number.words for number in found[:_MOST_ASKED]))
    perhaps = _reworded(fitting, tongue.mishearings.MAY_BE)
    if perhaps != fitting and not comes_to(heard) and comes_to(perhaps):
        return PutRight("", (perhaps,))
    return PutRight(plain)


def _reworded(words: str, rewordings: Iterable[Rewording]) -> str:
    for pattern, said in rewordings:
        words = pattern.sub(said, words)
    return words


def _together(words: str, snapshot: Snapshot) -> str:
    """`words` with two of them in one where a part is called so: "shut off" for the shutoff valve."""
    beside = pairwise(words.lower().split())
    joined = {one + other: f"{one} {other}" for one, other in beside if (one + other).isalpha()}
    for part in snapshot.parts if joined else ():
        for called in joined.keys() & part.name.lower().split():
            words = re.sub(rf"\b{re.escape(joined[called])}\b", called, words, flags=re.IGNORECASE)
    return words


def _with_numbers(words: str, snapshot: Snapshot, tongue: Tongue, asked: str) -> Iterator[_Number]:
    """`words` with one number of a record put together out of what sounds like its figures."""
    written = words.split()
    bare = [word.strip(_MARKS).lower() for word in written]
    for start, kind in _places(bare, tongue, asked):
        known = _numbers(kind, snapshot)
        last = _end_of_run(bare, start, tongue)
        for end in range(start + 1, last + 1):
            if end < last and bare[end] not in tongue.mishearings.SOUNDS:
                continue  # the figures behind it belong to the number
            if number := _number(bare[start:end], bare[end : end + 1], known, tongue):
                mark = written[end - 1][len(written[end - 1].rstrip(_MARKS)) :]
                said = " ".join([*written[:start], f"{number.words}{mark}", *written[end:]])
                yield _Number(said, number.is_certain)


def _places(bare: list[str], tongue: Tongue, asked: str) -> Iterator[tuple[int, str]]:
    """Where the number of a record may begin, and of what kind the record is."""
    mishearings = tongue.mishearings
    if asked in mishearings.RECORDS.values():
        yield bare[:1].count(mishearings.NUMBER), asked
    for at, word in enumerate(bare, 1):
        if kind := mishearings.RECORDS.get(word):
            yield at + bare[at : at + 1].count(mishearings.NUMBER), kind


def _end_of_run(bare: list[str], start: int, tongue: Tongue) -> int:
    """Behind the last word from `start` on that is a number or sounds like one."""
    end = start
    while end < len(bare) and (bare[end] in tongue.mishearings.SOUNDS or tongue.forms.normal(bare[end]).isdecimal()):
        end += 1
    return end


def _number(run: list[str], behind: list[str], known: frozenset[str], tongue: Tongue) -> _Number | None:
    """The known number that may have been said where `run` was written; None where there is none."""
    sounds, ordinary = tongue.mishearings.SOUNDS, tongue.mishearings.ORDINARY
    first = next((at for at, word in enumerate(run) if word in sounds), None)
    if first is None or (len(run) == 1 and run[0] in ordinary and behind and behind[0] not in ordinary):
        return None
    number = tongue.forms.normal(" ".join(sounds.get(word, word) for word in run))
    if number not in known:
        return None
    return _Number(number, is_certain=first > 0 and tongue.forms.normal(" ".join(run[:first])) not in known)


def _numbers(kind: str, snapshot: Snapshot) -> frozenset[str]:
    match kind:
        case "jobs":
            return frozenset(job.number for job in snapshot.jobs)
        case "projects":
            return frozenset(project.number for project in snapshot.projects)
        case "estimates":
            return frozenset(estimate.number for estimate in snapshot.estimates)
        case _:
            return frozenset(invoice.number for invoice in snapshot.invoices)
