"""One turn of the conversation: words in, a decision, on disk, a reply. The same for microphone, recordings and typing."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from conversation.dialogue import Decision, Dialogue
from conversation.replies import saved_reply
from erp import Instruction, Snapshot
from models.recognition import Transcript
from sync.cache import Cache
from sync.outbox import Origin, Outbox

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn came to. When `saved` is not empty, its instructions are on disk."""

    id: UUID
    transcript: Transcript
    decision: Decision
    reply: str
    saved: tuple[Instruction, ...]
    understanding_ms: float
    commit_ms: float


class Assistant:
    """Understands, decides and saves, for one person and one business."""

    def __init__(self, outbox: Outbox, cache: Cache, dialogue: Dialogue, clock: Clock) -> None:
        self._outbox = outbox
        self._cache = cache
        self._dialogue = dialogue
        self._clock = clock
        self.snapshot = cache.snapshot()

    def take(self, transcript: Transcript, turn: UUID) -> Turn:
        """Takes what was heard through understanding, dialogue and outbox.

        Taking the same turn again stores nothing twice.

        Raises:
            sync.store.StoreError: nothing was saved, and the reply must not say so.
        """
        started = time.perf_counter()
        decision = self._dialogue.hear(transcript.text, self.snapshot, self._clock(), turn)
        understood = time.perf_counter()
        reply = decision.reply
        if decision.instructions:
            self._outbox.enqueue(decision.instructions, self._origin(transcript, decision, turn))
            reply = " ".join(saved_reply(instruction, self.snapshot) for instruction in decision.instructions)
            self.snapshot = self._cache.snapshot()
        committed = time.perf_counter()
        return Turn(
            id=turn,
            transcript=transcript,
            decision=decision,
            reply=reply,
            saved=decision.instructions,
            understanding_ms=1000 * (understood - started),
            commit_ms=1000 * (committed - understood),
        )
