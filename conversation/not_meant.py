"""What somebody says is not meant: "start job 42, not 57", "put it on hold, don't cancel it".

A small model reads over the "not", and takes what stands behind it. So that is left out, and what remains is asked.
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from conversation.calls import FREE_KINDS, OWN_KINDS
from conversation.named import is_bare, name_tests
from conversation.near_names import NearNames
from conversation.self_correction import own_words
from conversation.tongue import Tongue
from conversation.turn import Turn
from conversation.utterance import Utterance
from erp import CATALOGUE, kinds_of

_BY_FORM: Final = ("times", "dates", "amounts", "durations")
_LONGEST: Final = 5
"""Words of a value."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What remains of words without what they say is not meant."""

    words: str
    is_forbidden: bool
    """Whether that was something to be done, "don't cancel it", and no value."""


def without_what_is_not_meant(turn: Turn) -> Meant | None:
    """The words of `turn` without what they say is not meant; None where nothing is, or it belongs to words that are
    kept."""
    for is_forbidden, places in ((False, _values(turn)), (True, _clauses(turn))):
        for before, denied, behind in places:
            if not is_kept(turn, denied):
                rest = filter(None, (before.rstrip(" ,.;"), _without_but(behind, turn.tongue)))
                return Meant((". " if is_forbidden else " ").join(rest), is_forbidden)
    return None


def _without_but(behind: str, tongue: Tongue) -> str:
    return re.sub(rf"^[,.;]? ?(?:(?:{tongue.words.BUT})(?!\w))?[,.;]? *", "", behind, flags=re.IGNORECASE)


def _values(turn: Turn) -> Iterator[tuple[str, str, str]]:
    """What stands in front of a value that is not meant while another of its kind is, "not 57", that, and what stands
    behind it."""
    normal = turn.tongue.forms.normal
    for found in re.finditer(rf"(?:^|[,.;]? )(?:{turn.tongue.words.CONTRAST}) ", turn.words, re.IGNORECASE):
        before, behind = turn.words[: found.start()], turn.words[found.end() :]
        words = [*re.finditer(r"[^\s,.;]+", behind)][:_LONGEST]
        for end in [word.end() for word in reversed(words)]:
            value, rest = normal(behind[:end]), f"{before} {behind[end:]}"
            if not value or (behind[end:].strip(" ,.;") and not is_bare(value.split()[-1], turn.tongue)):
                continue  # in "not Marcus to job 12" the job is another value
            if _has_another(value, Utterance(rest, turn.now, turn.snapshot, turn.tongue), turn.understanding.near):
                yield before, f"{found[0]}{behind[:end]}", behind[end:]
                break


def _clauses(turn: Turn) -> Iterator[tuple[str, str, str]]:
    """The same of what is not to be done: "don't cancel it"."""
    for found in re.finditer(turn.tongue.words.FORBIDDING, turn.words, re.IGNORECASE):
        yield turn.words[: found.start()], found[0], turn.words[found.end() :]


def is_kept(turn: Turn, part: str) -> bool:
    """Whether the language model has that `part` of the words of `turn` in words that are kept."""
    normal = turn.tongue.forms.normal(part)
    return any(
        f" {normal} " in f" {span} "
        for call in turn.freely(turn.words).calls
        for name, span in call.slots.items()
        if kinds_of(CATALOGUE[call.command])[name] in FREE_KINDS
    )


def _has_another(value: str, rest: Utterance, near: NearNames) -> bool:
    """Whether `value` is one, and one of its kind stands in the `rest` too."""
    return any(is_one(value) and any(map(is_one, rest.spans(_LONGEST))) for is_one in _kinds(rest, near))


def _kinds(rest: Utterance, near: NearNames) -> Iterator[Callable[[str], object]]:
    """What tells whether words are a value, kind by kind."""
    yield from name_tests(rest.tongue, near)
    yield from (partial(operator.contains, own_words(kind, rest.tongue)) for kind in sorted(OWN_KINDS))
    yield from (partial(rest.value, kind) for kind in _BY_FORM)
