"""A phone without a person: a `livekit.rtc` client that says what it is given, and notes what it hears."""

import asyncio
import math
from bisect import bisect_right
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from livekit import rtc
from numpy.typing import NDArray

RATE = 48_000
_FRAME = RATE // 100
_LOUD = 1000
"""Of 32,767: a voice."""


@dataclass(slots=True)
class Phone:
    """In one room. Times are the event loop's."""

    room: rtc.Room = field(default_factory=rtc.Room)
    transcripts: list[str] = field(default_factory=list)
    """What was said to the caller, in words."""
    own_words: list[str] = field(default_factory=list)
    """What of the caller's words was understood."""
    joined_at: float = 0.0
    agent_at: float | None = None
    _queue: "asyncio.Queue[NDArray[np.int16]]" = field(default_factory=asyncio.Queue)
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)
    _loud: list[float] = field(default_factory=list)
    """When something was heard that may be a voice, by pieces of 10 ms."""
    _sound: asyncio.Event = field(default_factory=asyncio.Event)
    _agent: asyncio.Event = field(default_factory=asyncio.Event)

    async def join(self, url: str, ticket: str) -> Self:
        """Enters, with a microphone that is on."""
        self.room.on("track_subscribed", lambda track, *_: self._start(self._listen(track)))
        self.room.on("participant_connected", self._came)
        self.room.register_text_stream_handler("lk.transcription", self._read)
        self.joined_at = asyncio.get_running_loop().time()
        await self.room.connect(url, ticket)
        source = rtc.AudioSource(RATE, 1, queue_size_ms=40)
        microphone = rtc.LocalAudioTrack.create_audio_track("microphone", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self.room.local_participant.publish_track(microphone, options)
        for who in self.room.remote_participants.values():
            self._came(who)
        self._start(self._speak(source))
        return self

    def _came(self, who: rtc.RemoteParticipant) -> None:
        """The relay itself comes too, where no agent does: to say so."""
        if who.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT:
            self.agent_at = self.agent_at or asyncio.get_running_loop().time()
            self._agent.set()

    async def meets_agent(self, within: float) -> bool:
        """Whether one has come by then."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._agent.wait(), within)
        return self._agent.is_set()

    @property
    def has_agent(self) -> bool:
        """Whether an agent is there now."""
        agent = rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
        return any(who.kind == agent for who in self.room.remote_participants.values())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.add(asyncio.create_task(work))

    def _read(self, reader: rtc.TextStreamReader, who: str) -> None:
        async def read() -> None:
            words = await reader.read_all()
            heard_by = self.own_words if who == self.room.local_participant.identity else self.transcripts
            heard_by.append(words)

        self._start(read())

    async def _listen(self, track: rtc.Track) -> None:
        stream = rtc.AudioStream(track, sample_rate=RATE, num_channels=1, frame_size_ms=10)
        try:
            async for event in stream:
                if np.abs(np.frombuffer(event.frame.data, np.int16)).max() > _LOUD:
                    self._loud.append(asyncio.get_running_loop().time())
                    self._sound.set()
        finally:
            await stream.aclose()

    async def _speak(self, source: rtc.AudioSource) -> None:
        silence, loop = np.zeros(_FRAME, np.int16), asyncio.get_running_loop()
        due = loop.time()
        try:
            while True:
                is_silent = self._queue.empty()
                samples = silence if is_silent else self._queue.get_nowait()
                await source.capture_frame(rtc.AudioFrame(samples.tobytes(), RATE, 1, _FRAME))
                if not is_silent:
                    self._queue.task_done()
                due += 0.01
                await asyncio.sleep(max(0.0, due - loop.time()))
        finally:
            await source.aclose()

    async def say(self, recording: NDArray[np.int16]) -> float:
        """Says it, and returns when it has come to its end."""
        for begin in range(0, len(recording) - _FRAME, _FRAME):
            self._queue.put_nowait(recording[begin : begin + _FRAME])
        await self._queue.join()
        return asyncio.get_running_loop().time()

    def loud(self, after: float = 0.0) -> list[float]:
        """When a voice was heard."""
        return self._loud[bisect_right(self._loud, after) :]

    async def hears(self, after: float, within: float) -> float | None:
        """When somebody began to speak behind `after`; None where nobody did."""
        give_up = asyncio.get_running_loop().time() + within
        while not (loud := self.loud(after)):
            left = give_up - asyncio.get_running_loop().time()
            if left <= 0:
                return None
            self._sound.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._sound.wait(), None if left == math.inf else left)
        return loud[0]

    async def quiet(self, seconds: float = 0.8) -> None:
        """Waits until nobody has spoken for so long."""
        await self.hears(0, within=math.inf)
        while (left := self._loud[-1] + seconds - asyncio.get_running_loop().time()) > 0:
            self._sound.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._sound.wait(), left)

    async def leave(self) -> None:
        """Hangs up."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self.room.disconnect()
