"""One utterance, and what it is heard against."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from conversation.drafts import Draft
from conversation.focus import Focus
from conversation.foreseen import without
from conversation.free_reading import FreeReading, read_freely
from conversation.learnt import LASTING, Misheard
from conversation.memory import Fate
from conversation.objections import unknown
from conversation.patience import Patience
from conversation.sentences import Sentences
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from conversation.understood import Reworded, Understood
from conversation.unknown_names import unknown_names, with_near_names
from conversation.utterance import MOST_WORDS
from erp import Command, Instruction, Offline, Slots, Snapshot, slots_of
from erp.calendar import next_job
from models.errors import CompletionError
from models.within_a_turn import WithinATurn

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said, when, by what names, and what was spoken of before."""

    words: str
    understanding: Understanding
    now: datetime
    """Local."""
    id: UUID
    focus: Focus
    fate: Callable[[Instruction], Fate]
    """What became of a command that was saved."""
    patience: Patience = field(default_factory=Patience)
    """With what is left of it the turn is begun."""
    records: Snapshot | None = None
    """Where they are other ones than the names that are understood."""
    is_one: bool = False
    """The person said that there is no second command in it."""
    is_named: bool = False
    """A name in it that nobody has was taken for the usual one already."""
    is_said: bool = False
    """It was asked whether these are the words, and they are."""
    misheard: Misheard | None = None
    """What was heard before in the place of a name in it."""
    job_before: str = ""
    """The job that the command before it in the same breath was about."""
    completer: WithinATurn | None = None
    """The language model that reads what no phrase fits, where there is one."""
    is_units: bool = True
    """Said to a unit, which can be told how to listen and speak; a relay cannot."""

    def meaning(self, words: str) -> Understood:
        """What `words` mean as a command."""
        return self.understanding.command(words, self.now, self.focus)

    def freely(self, words: str) -> FreeReading:
        """What the language model makes of `words`; nothing where there is none, or it fails."""
        if self.completer is None:
            return FreeReading()
        try:
            return read_freely(words, self.now, self.focus, self.understanding, self.completer)
        except CompletionError as error:
            _log.warning("not read by the language model", extra={"why": str(error)})
            return FreeReading()

    @property
    def takes_too_long(self) -> bool:
        """Whether the words are too many, or the language model had no time to read all that it was asked to."""
        ran_out = self.completer is not None and self.completer.ran_out
        return ran_out or len(self.words.split()) > MOST_WORDS

    def only_asks(self, words: str) -> bool:
        """Whether `words` are a command that changes nothing."""
        command = self.meaning(words).command
        return command is not None and command.spec.offline is Offline.CACHED

    def nobody(self, words: str) -> str:
        """That no customer or no part has the name in `words`, where they would be a command otherwise; empty where
        they would not."""
        if stranger := self.understanding.stranger(words, self.now):
            kind, name = stranger
            return unknown(kind, name, self.snapshot, self.tongue)
        return ""

    def with_near_names(self) -> Reworded | None:
        """The words with names that are known in the place of one that nobody has, where there are such near it."""
        return None if self.is_said or self.is_named else with_near_names(self.words, self.understanding, self.now)

    def before(self, instructions: tuple[Instruction, ...]) -> Self:
        """The turn against the records as they were before `instructions` were saved, of which none was sent."""
        return replace(self, records=without(instructions, self.understanding.snapshot)) if instructions else self

    def draft(self, understood: Understood, command: type[Command]) -> Draft:
        """The command as it was said. Where it needs a job and names none, it is about the one just named."""
        slots = dict(understood.slots)
        if self.job_before and "job" in understood.missing:
            slots["job"] = self.job_before
        if command.spec.of_next_visit and "customer" not in {**slots, **understood.choices}:
            slots |= self._customer_of_next_visit()
        choices = understood.choices
        if sums := self.understanding.amounts("amounts", slots, self.words):
            choices = {**choices, "amount": sums}
            slots.pop("amount")
        unknown = unknown_names(command, slots, self.understanding)
        own = {**understood.heard, **{slot: each.heard for slot, each in unknown.items()}}
        again = {slot: heard for slot, heard in self._misheard(command).items() if slot in slots and slot not in own}
        return Draft(
            command,
            slots,
            choices,
            self.words,
            understood.confidence,
            may_ask=understood.may_ask,
            answers=tuple(again),
            heard={**own, **again},
        )

    def _misheard(self, command: type[Command]) -> Slots:
        """The slots of `command` that what was heard before may have been meant for."""
        misheard, kinds = self.misheard, slots_of(command)
        if misheard is None:
            return {}
        return {slot: misheard.heard for slot in kinds if LASTING.get(kinds[slot].values) == misheard.kind}

    def _customer_of_next_visit(self) -> dict[str, str]:
        """Who waits for the technician next, where there is anybody today."""
        job = next_job(self.snapshot, self.now)
        start = job and job.scheduled_start
        is_today = start and start.astimezone(self.now.tzinfo).date() == self.now.date()
        return {"customer": job.customer} if job and job.customer and is_today else {}

    @property
    def snapshot(self) -> Snapshot:
        return self.records or self.understanding.snapshot

    @property
    def tongue(self) -> Tongue:
        return self.understanding.tongue

    @property
    def sentences(self) -> Sentences:
        return self.tongue.sentences
