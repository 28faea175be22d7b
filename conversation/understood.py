"""What words were understood as: a command, or what shall be instead of something."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from conversation.books import CANCEL
from conversation.calls import Call
from conversation.learnt import Misheard
from conversation.needs import risk_of
from erp import Command, Risk, Slots, slots_of


@dataclass(frozen=True, slots=True)
class Understood:
    """What was meant. `command` is None for words that are no command."""

    command: type[Command] | None = None
    slots: Slots = field(default_factory=dict)
    """What was said, as the catalogue writes it."""
    missing: tuple[str, ...] = ()
    """What has to be asked for before it can run."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Slots whose words fit several records."""
    confidence: float = 0.0
    control: str = ""
    """What is said to the conversation itself: one of ``books.CONTROLS``, or nothing."""
    may_ask: bool = False
    """Whether it may have been asked and not commanded."""
    states: bool = False
    """Whether what was said only says how something is."""
    phrase: str = ""
    """The template that it was said by, where it was."""
    call: Call | None = None
    """What a language model wrote for it, where one has read it."""
    heard: Slots = field(default_factory=dict)
    """Slots that name records to what was heard, where that may mean several, or was read by a language model."""

    @property
    def cancels(self) -> bool:
        """Whether what is open is to be dropped."""
        return self.control == CANCEL

    @property
    def kept_words(self) -> tuple[str, ...]:
        """What of it is kept as it was said: notes, messages, reasons."""
        kinds = slots_of(self.command) if self.command else {}
        return tuple(words for name, words in self.slots.items() if name in kinds and kinds[name].values == "words")

    def about(self, job: str) -> "Understood":
        """The same; where it needs a job and names none, about that one, if there is one."""
        if not job or "job" not in self.missing:
            return self
        wanted = tuple(name for name in self.missing if name != "job")
        return replace(self, slots={**self.slots, "job": job}, missing=wanted)

    @property
    def source(self) -> Literal["phrases", "llm", "none"]:
        """Who understood it."""
        if self.call:
            return "llm"
        return "phrases" if self.command or self.control else "none"

    @property
    def risk(self) -> Risk | None:
        """What the command asks before it runs."""
        return risk_of(self.command, self.slots, may_ask=self.may_ask) if self.command else None


@dataclass(frozen=True, slots=True)
class Reworded:
    """What may have been said, where a name in it was misheard."""

    sentences: tuple[str, ...]
    misheard: Misheard
    is_usual: bool
    """Whether the only one is what always was meant."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was said instead of something that was read back."""

    said: str
    """The words that stand for the new value; empty where only the thing was named."""
    named: tuple[str, ...] = ()
    """The slots that were named, of which one is meant."""
    is_plain: bool = True
    """Whether it was said that something is to be changed, and not a value alone."""
    is_wording: bool = False
    """Whether it was said that these words shall be said or written."""
