"""A unit on a desk: recogniser and dialogue for one business, and what becomes of a sentence that it hears."""

import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import SecretStr

from benchmarks.business import NOW, ZONE
from conversation.books import IDLE, book
from conversation.decision import Decision, Outcome
from conversation.english import ENGLISH
from edge_agent.assistant import Assistant
from edge_agent.engines import Engine, opened_recogniser
from edge_agent.wake_phrase import with_wake_word, without_wake_word
from erp import Slots, Snapshot
from models.recognition import Frame, Transcript
from sync.account import Account

_TURN = UUID(int=1)
_ASKING = frozenset({Outcome.ASKED, Outcome.CONFIRMING})


class Verdict(StrEnum):
    """What a spoken sentence came to."""

    RIGHT = "right"
    """The command that was meant with all its values: done, answered, read back, or what is still missing asked for."""
    ASKED = "asked"
    """Nothing wrong is taken for said, and the person is asked for what was not clear."""
    WRONG = "wrong"
    """Another command or another value, and nobody is asked which."""
    REFUSED = "refused"
    """Nothing happens."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What was to be understood."""

    command: str
    slots: Slots


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound as the unit takes it."""

    transcript: Transcript
    decision: Decision
    hearing_ms: float
    """Processor time; likewise `deciding_ms`."""
    deciding_ms: float


class Desk:
    """Hears and decides, always as if nothing was said before, and keeps nothing."""

    def __init__(self, snapshot: Snapshot, engine: Engine = Engine.HELD) -> None:
        self._open = ExitStack()
        self._known = frozenset(customer.name for customer in snapshot.customers)
        self.recogniser = self._open.enter_context(opened_recogniser(engine))
        self.recogniser.prepare(IDLE, with_wake_word(book(IDLE, snapshot, ENGLISH)))
        records: Any = _Records(snapshot)
        self._assistant = Assistant(_ACCOUNT, _Nowhere(), records, _now)  # type: ignore[arg-type] # they answer alike
        self._assistant.lay_out()

    def hear(self, sound: Frame) -> Heard:
        """Takes `sound` through recogniser and dialogue."""
        started = time.process_time()
        hearing = self.recogniser.hear(IDLE)
        hearing.feed(sound)
        transcript = hearing.finish()
        heard = time.process_time()
        decision = self._decide(transcript)
        return Heard(transcript, decision, 1000 * (heard - started), 1000 * (time.process_time() - heard))

    def read(self, words: str) -> Decision:
        """Takes typed words through the dialogue: what a perfect ear comes to."""
        return self._decide(Transcript(words, "typed", 1.0, accepted=True))

    def verdict(self, meant: Meant, got: Decision) -> Verdict:
        """Judges what became of a sentence."""
        if got.outcome is Outcome.NOTHING:
            return Verdict.REFUSED
        if (got.command, dict(got.slots)) == (meant.command, meant.slots):
            return Verdict.RIGHT
        stranger = got.slots.get("customer", "") not in self._known | {""}  # "a new customer?"
        clear = {name: value for name, value in got.slots.items() if name != "customer" or not stranger}
        missed = clear.keys() != meant.slots.keys()
        same = got.command in (None, meant.command)
        if got.outcome in _ASKING and same and missed and clear.items() <= meant.slots.items():
            return Verdict.ASKED
        return Verdict.WRONG

    def close(self) -> None:
        """Lets go of the engines."""
        self._open.close()

    def _decide(self, transcript: Transcript) -> Decision:
        self._assistant.forget()
        return self._assistant.take(without_wake_word(transcript), _TURN).decision


class _Records:
    """Records that stay as they are, whatever is said."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def snapshot(self) -> Snapshot:
        return self._snapshot


class _Nowhere:
    """An outbox that keeps nothing."""

    def enqueue(self, *_: object) -> None:
        pass


def _now() -> datetime:
    return NOW


_ACCOUNT = Account(
    url="", email="", user_id="", full_name="", business_id="", business_name="", time_zone=ZONE,
    access_token=SecretStr(""), refresh_token=SecretStr(""),
)  # fmt: skip
