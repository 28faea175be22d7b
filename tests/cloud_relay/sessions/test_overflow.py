"""Where no agent comes the gateway says so itself, also where its voice is busy at first."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import numpy as np
import pytest

from cloud_relay.errors import BusyError
from cloud_relay.identity.principal import Principal
from cloud_relay.sessions import overflow
from cloud_relay.sessions.claims import Claim
from cloud_relay.sessions.live import Live
from cloud_relay.sessions.overflow import Overflow
from cloud_relay.sessions.sentences import NOBODY_FREE
from cloud_relay.voice.mouth import Speech

LIVE = Live(
    Claim(uuid4(), uuid4(), 1), Principal("person", "rosa", "north", "Rosa"), datetime(2026, 11, 25, tzinfo=UTC)
)


class BusyMouth:
    """Free from the third time on."""

    def __init__(self) -> None:
        self.asked = 0

    async def speak(self, text: str) -> AsyncIterator[Speech]:
        self.asked += 1
        if self.asked < 3:
            raise BusyError("Too many speak at the same time; try again in a moment.")
        yield Speech(np.zeros(10, np.int16), 22_050)


async def test_a_voice_that_is_busy_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[str] = []

    async def play(_: Overflow, live: Live, words: str, speech: Sequence[Speech]) -> None:
        played.append(words)

    monkeypatch.setattr(Overflow, "_play", play)
    monkeypatch.setattr(overflow, "_AGAIN_AFTER_S", 0.0)
    engines = SimpleNamespace(mouths={"en": BusyMouth()})
    await Overflow(SimpleNamespace(), engines).tell(LIVE, NOBODY_FREE["en"], "en")  # type: ignore[arg-type] # pretended ones
    assert played == [NOBODY_FREE["en"]]
