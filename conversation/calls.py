"""How commands are written by a language model: the answer it gives to an utterance, as text.

`` job.set_status job= garcia status=on_hold ; invoice.create job= it`` are two commands. A value that is words of the
utterance stands behind ``= ``, one of Hero365's own behind ``=`` alone; no command is `` none``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

NONE: Final = " none"
AND_THEN: Final = " ;"
OUT: Final = " out=yes"
"""Behind a change of stock in which the parts go out."""
_SLOT = re.compile(r" (\w+)=( ?)")


@dataclass(frozen=True, slots=True)
class Call:
    """A command with the words of its slots."""

    command: str
    words: Mapping[str, str] = field(default_factory=dict)
    """Slot to the words of the utterance that say its value, in the form in which words are compared."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Slot to a value that is Hero365's own: a status, a method."""
    out: bool = False
    """Whether the parts go out of stock."""

    def __str__(self) -> str:
        said = {**self.words, **self.values}
        return f" {self.command}" + "".join(self._slot(name) for name in said) + (OUT if self.out else "")

    def _slot(self, name: str) -> str:
        return f" {name}= {self.words[name]}" if name in self.words else f" {name}={self.values[name]}"


def written(calls: Iterable[Call]) -> str:
    """The answer that says `calls`, in the order of the calls and of their slots."""
    return AND_THEN.join(map(str, calls)) or NONE


def read(answer: str) -> tuple[Call, ...]:
    """The calls that `answer` says; empty for no command. An answer is whole: the grammar has held it."""
    return () if answer == NONE else tuple(_call(text) for text in answer.split(AND_THEN))


def _call(text: str) -> Call:
    command, *pieces = _SLOT.split(text)
    slots = list(zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True))
    words = {name: said for name, between, said in slots if between}
    values = {name: value for name, between, value in slots if not between}
    return Call(command.strip(), words, values, out=values.pop("out", "") == "yes")
