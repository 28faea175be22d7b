"""The conversation beside the outbox: whichever process opens the store next goes on with it."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from conversation.books import ASLEEP, IDLE
from conversation.decision import Decision, Outcome
from conversation.memory import Memory
from conversation.remembering import remembered, written
from erp import Language
from models.recognition import Transcript
from sync.store import Store

_log = logging.getLogger(__name__)

_CONVERSATION: Final = "conversation"
_ANSWERED: Final = "answered"
_SESSION: Final = "session"
_MOST_ANSWERED: Final = 10


class Answered(BaseModel):
    """What a turn came to, for whoever asks again because the answer was lost."""

    model_config = ConfigDict(frozen=True)

    turn: UUID
    heard: str
    """Empty where nothing was understood."""
    guesses: tuple[str, ...] = ()
    """What may have been said then, the likeliest first."""
    reply: str
    """As it was decided; what Hero365 made of it, `Desk.worded_anew` tells."""
    beside: str = ""
    """What of the reply is not about the commands, as `Decision.beside`."""
    outcome: Outcome
    command: str | None
    slots: dict[str, str]
    saved: tuple[UUID, ...]
    """The commands that were put on their way."""
    asks: bool
    """Whether an answer is expected."""

    @classmethod
    def of(cls, turn: UUID, transcript: Transcript, decision: Decision) -> Self:
        """As it is decided, before it is saved."""
        return cls(
            turn=turn,
            heard=transcript.text if transcript.accepted else "",
            guesses=() if transcript.accepted else transcript.guesses,
            reply=decision.reply,
            beside=decision.beside,
            outcome=decision.outcome,
            command=decision.command,
            slots=dict(decision.slots),
            saved=tuple(instruction.id for instruction in decision.instructions),
            asks=decision.expects not in {ASLEEP, IDLE},
        )


_ALL_ANSWERED: Final = TypeAdapter(tuple[Answered, ...])


@dataclass(frozen=True, slots=True)
class Remembered:
    """One person's conversation in a store, and the last turns of it."""

    store: Store
    language: Language

    def answer_to(self, turn: UUID) -> Answered | None:
        """What a turn came to that was taken already.

        Raises:
            sync.errors.StoreError: the store cannot be read.
        """
        return next((one for one in self._answered() if one.turn == turn), None)

    @property
    def session(self) -> str:
        """The spoken session in which it was kept last; empty where that was none.

        Raises:
            sync.errors.StoreError: the store cannot be read.
        """
        return self.store.setting(_SESSION) or ""

    def keep(self, memory: Memory, answered: Answered, session: str, now: datetime) -> None:
        """Writes it down; inside a transaction it is kept together with what else is changed there.

        Raises:
            sync.errors.StoreError: it cannot be kept.
        """
        latest = (*self._answered(), answered)[-_MOST_ANSWERED:]
        conversation = json.dumps(written(memory, self.language, now))
        answers = _ALL_ANSWERED.dump_json(latest).decode()
        self.store.set(**{_CONVERSATION: conversation, _ANSWERED: answers, _SESSION: session})

    def recall(self, now: datetime) -> Memory:
        """What still counts of what was kept.

        Raises:
            sync.errors.StoreError: the store cannot be read.
        """
        kept = self.store.setting(_CONVERSATION)
        if kept is None:
            return Memory()
        try:
            return remembered(json.loads(kept), self.language, now)
        except ValueError as error:
            _log.warning("a conversation begins anew", extra={"error": str(error)})
            return Memory()

    def _answered(self) -> tuple[Answered, ...]:
        try:
            return _ALL_ANSWERED.validate_json(self.store.setting(_ANSWERED) or "[]")
        except ValidationError:
            _log.warning("the last answers cannot be read")
            return ()
