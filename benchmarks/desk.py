"""A unit on a desk: recogniser and dialogue for one business, and what becomes of a sentence that it hears."""

import time
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from assistant.engines import Engine, opened_recogniser
from assistant.wake_phrase import with_wake_word, without_wake_word
from benchmarks.business import NOW
from conversation.books import IDLE, book
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.understanding import Understanding
from erp import Slots, Snapshot
from models.recognition import Frame, Transcript

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


def judged(meant: Meant, got: Decision, known: Collection[str]) -> Verdict:
    """What became of a sentence, where customers of the names `known` are no new ones."""
    if got.outcome is Outcome.NOTHING:
        return Verdict.REFUSED
    if (got.command, dict(got.slots)) == (meant.command, meant.slots):
        return Verdict.RIGHT
    stranger = got.slots.get("customer", "") not in {*known, ""}  # "a new customer?"
    clear = {name: value for name, value in got.slots.items() if name != "customer" or not stranger}
    missed = clear.keys() != meant.slots.keys()
    same = got.command in (None, meant.command)
    if got.outcome in _ASKING and same and missed and clear.items() <= meant.slots.items():
        return Verdict.ASKED
    return Verdict.WRONG


class Desk:
    """Hears and decides, always as if nothing was said before, and keeps nothing."""

    def __init__(self, snapshot: Snapshot, engine: Engine = Engine.HELD) -> None:
        self._open = ExitStack()
        self._known = frozenset(customer.name for customer in snapshot.customers)
        self.recogniser = self._open.enter_context(opened_recogniser(engine))
        self.recogniser.prepare(IDLE, with_wake_word(book(IDLE, snapshot, ENGLISH)))
        self._understanding = Understanding(snapshot, ENGLISH)
        self._understanding.lay_out(IDLE)

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
        return judged(meant, got, self._known)

    def close(self) -> None:
        """Lets go of the engines."""
        self._open.close()

    def _decide(self, transcript: Transcript) -> Decision:
        transcript = without_wake_word(transcript)
        words = transcript.text if transcript.accepted else ""
        return Dialogue().hear(words, self._understanding, NOW, _TURN, transcript.guesses)
