"""A person's headset in place of a LiveKit room: a microphone that plays recordings, and ears that note what comes."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from livekit import rtc
from livekit.agents import Agent, AgentSession
from livekit.agents.voice import io
from numpy.typing import NDArray

Samples = NDArray[np.int16]
RATE = 24_000
_FRAME = RATE // 50


class Microphone(io.AudioInput):
    """In real time, since the ends of words are told by the clock; silence where nothing is said."""

    def __init__(self) -> None:
        super().__init__(label="microphone")
        self.waiting: asyncio.Queue[Samples] = asyncio.Queue()
        self._due = 0.0

    async def __anext__(self) -> rtc.AudioFrame:
        loop = asyncio.get_running_loop()
        self._due = max(self._due + 0.02, loop.time() - 0.2)
        await asyncio.sleep(max(0.0, self._due - loop.time()))
        samples = np.zeros(_FRAME, np.int16) if self.waiting.empty() else self.waiting.get_nowait()
        return rtc.AudioFrame(samples.tobytes(), RATE, 1, _FRAME)


class Ears(io.AudioOutput):
    """Hear in real time what is given to them at once."""

    def __init__(self) -> None:
        super().__init__(label="ears", capabilities=io.AudioOutputCapabilities(pause=False), sample_rate=RATE)
        self.begins = asyncio.Event()
        """Something is heard."""
        self.heard: list[Samples] = []
        """Each utterance, as far as it was heard."""
        self._queued: list[Samples] = []
        self._began = 0.0
        self._ending: asyncio.TimerHandle | None = None

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        await super().capture_frame(frame)
        if not self._queued:
            self._began = asyncio.get_running_loop().time()
            self.on_playback_started(created_at=self._began)
            self.begins.set()
        self._queued.append(np.frombuffer(frame.data, np.int16).copy())

    def flush(self) -> None:
        super().flush()
        if self._queued:
            loop = asyncio.get_running_loop()
            ends = self._began + self._length
            self._ending = loop.call_later(max(0.0, ends - loop.time()), self._end, self._length)

    def clear_buffer(self) -> None:
        if self._ending:
            self._ending.cancel()
        if self._queued:
            self._end(min(asyncio.get_running_loop().time() - self._began, self._length), interrupted=True)

    @property
    def _length(self) -> float:
        return sum(map(len, self._queued)) / RATE

    def _end(self, played: float, *, interrupted: bool = False) -> None:
        self.heard.append(np.concatenate(self._queued)[: int(played * RATE)])
        self._queued, self._ending = [], None
        self.begins.clear()
        self.on_playback_finished(playback_position=played, interrupted=interrupted)


class Said(NamedTuple):
    """What the agent has said, once it has come to an end."""

    text: str
    interrupted: bool


@dataclass(slots=True)
class Headset:
    """A `cloud_relay.worker.agent.Place`."""

    identity: str = "agent-of-the-tests"
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    microphone: Microphone = field(default_factory=Microphone)
    ears: Ears = field(default_factory=Ears)
    said: "asyncio.Queue[Said]" = field(default_factory=asyncio.Queue)
    session: "AgentSession[Any] | None" = None

    async def start(self, session: "AgentSession[Any]", agent: Agent, person: str) -> None:
        self.session = session
        session.on("conversation_item_added", self._note)
        session.input.audio, session.output.audio = self.microphone, self.ears
        await session.start(agent, record=False)

    def _note(self, added: Any) -> None:
        if getattr(added.item, "role", "") == "assistant":
            self.said.put_nowait(Said(added.item.text_content or "", added.item.interrupted))

    def speak(self, *spoken: Samples | float) -> None:
        """Says recordings at `RATE`, with pauses of so many seconds."""
        for each in spoken:
            samples = np.zeros(round(each * RATE), np.int16) if isinstance(each, float) else each
            for begin in range(0, len(samples) - _FRAME, _FRAME):
                self.microphone.waiting.put_nowait(samples[begin : begin + _FRAME])

    async def hears(self) -> Said:
        """The agent's next words, as soon as they are at their end."""
        return await asyncio.wait_for(self.said.get(), 30)
