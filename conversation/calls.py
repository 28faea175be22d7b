"""How commands are written by a language model: the answer it gives to an utterance, as text.

`` job.set_status job= garcia status=on_hold ; invoice.create job= it`` are two commands. A value that is words of the
utterance stands behind ``= ``, one of Hero365's own behind ``=`` alone; no command is `` none``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from erp import CATALOGUE, kinds_of

NONE: Final = " none"
AND_THEN: Final = " ;"
OUT: Final = " out=yes"
"""Behind a change of stock in which the parts go out."""
OWN_KINDS: Final = frozenset({
    "job_types", "priorities", "statuses", "channels", "estimate_statuses", "payment_methods", "project_statuses",
    "lead_statuses",
})  # fmt: skip
"""Kinds of values that are Hero365's own: they are meant by words, and not read from them."""
FREE_KINDS: Final = frozenset({"words", "works", "streets"})
"""Kinds of values that may have any words in them."""
_SLOT = re.compile(r" (\w+)= ?")


@dataclass(frozen=True, slots=True)
class Call:
    """A command with what its slots are read from."""

    command: str
    slots: Mapping[str, str] = field(default_factory=dict)
    """Slot to words of the utterance, in the form in which words are compared; or to a value that is Hero365's own."""
    out: bool = False
    """Whether the parts go out of stock."""

    def __str__(self) -> str:
        kinds = {name: kind for name, kind in kinds_of(CATALOGUE[self.command]).items() if name in self.slots}
        said = (f" {name}={'' if kind in OWN_KINDS else ' '}{self.slots[name]}" for name, kind in kinds.items())
        return f" {self.command}{''.join(said)}{OUT if self.out else ''}"


def written(calls: Iterable[Call]) -> str:
    """The answer that says `calls`, their slots in the order in which the commands declare them."""
    return AND_THEN.join(map(str, calls)) or NONE


def read(answer: str) -> tuple[Call, ...]:
    """The calls that `answer` says; empty for no command. An answer is whole: the grammar has held it."""
    return () if answer == NONE else tuple(_call(text) for text in answer.split(AND_THEN))


def _call(text: str) -> Call:
    said, out, _ = text.partition(OUT)
    command, *pieces = _SLOT.split(said)
    return Call(command.strip(), dict(zip(pieces[::2], pieces[1::2], strict=True)), out=bool(out))
