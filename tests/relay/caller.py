"""An employee on a phone: a real `livekit.rtc` client that plays recordings, and hears what comes."""

import asyncio
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from livekit import rtc
from numpy.typing import NDArray

RATE = 48_000
_FRAME = RATE // 100
_LOUD = 1000
"""Of 32,767: a voice."""


@dataclass(slots=True)
class Caller:
    """In one room. Times are the loop's."""

    room: rtc.Room = field(default_factory=rtc.Room)
    heard: list[tuple[float, NDArray[np.int16]]] = field(default_factory=list)
    """What was heard, in pieces of 10 ms."""
    transcripts: list[str] = field(default_factory=list)
    """What was said to the caller, in words."""
    joined_at: float = 0.0
    agent_at: float | None = None
    _queue: "asyncio.Queue[NDArray[np.int16]]" = field(default_factory=asyncio.Queue)
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)
    _sound: asyncio.Event = field(default_factory=asyncio.Event)

    async def join(self, url: str, ticket: str) -> Self:
        """Enters, with a microphone that is on."""
        self.room.on("track_subscribed", lambda track, *_: self._start(self._listen(track)))
        self.room.on("participant_connected", lambda _: self._agent_came())
        self.room.register_text_stream_handler("lk.transcription", self._read)
        self.joined_at = asyncio.get_running_loop().time()
        await self.room.connect(url, ticket)
        source = rtc.AudioSource(RATE, 1, queue_size_ms=40)
        microphone = rtc.LocalAudioTrack.create_audio_track("microphone", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self.room.local_participant.publish_track(microphone, options)
        if self.room.remote_participants:
            self._agent_came()
        self._start(self._speak(source))
        return self

    def _agent_came(self) -> None:
        self.agent_at = self.agent_at or asyncio.get_running_loop().time()

    def _start(self, work: "asyncio.coroutines.Coroutine") -> None:  # type: ignore[type-arg]
        task = asyncio.create_task(work)
        self._tasks.add(task)

    def _read(self, reader: rtc.TextStreamReader, _: str) -> None:
        async def read() -> None:
            self.transcripts.append(await reader.read_all())

        self._start(read())

    async def _listen(self, track: rtc.Track) -> None:
        async for event in rtc.AudioStream(track, sample_rate=RATE, num_channels=1, frame_size_ms=10):
            samples = np.frombuffer(event.frame.data, np.int16).copy()
            self.heard.append((asyncio.get_running_loop().time(), samples))
            self._sound.set()

    async def _speak(self, source: rtc.AudioSource) -> None:
        silence, loop = np.zeros(_FRAME, np.int16), asyncio.get_running_loop()
        due = loop.time()
        while True:
            samples = silence if self._queue.empty() else self._queue.get_nowait()
            await source.capture_frame(rtc.AudioFrame(samples.tobytes(), RATE, 1, _FRAME))
            due += 0.01
            await asyncio.sleep(max(0.0, due - loop.time()))

    async def say(self, recording: NDArray[np.int16]) -> float:
        """Says it, and returns when it has come to its end."""
        for begin in range(0, len(recording) - _FRAME, _FRAME):
            self._queue.put_nowait(recording[begin : begin + _FRAME])
        while not self._queue.empty():
            await asyncio.sleep(0.005)
        return asyncio.get_running_loop().time()

    def loud(self, after: float = 0.0) -> list[float]:
        """When something loud was heard."""
        return [at for at, samples in self.heard if at > after and np.abs(samples).max() > _LOUD]

    async def hears(self, after: float, within: float) -> float | None:
        """When somebody began to speak behind `after`; None where nobody did."""
        give_up = asyncio.get_running_loop().time() + within
        while not (loud := self.loud(after)):
            left = give_up - asyncio.get_running_loop().time()
            if left <= 0:
                return None
            self._sound.clear()
            try:
                await asyncio.wait_for(self._sound.wait(), left)
            except TimeoutError:
                return None
        return loud[0]

    async def quiet(self, seconds: float = 0.8) -> None:
        """Waits until nobody has spoken for so long."""
        loop = asyncio.get_running_loop()
        while not (loud := self.loud()) or loop.time() - loud[-1] < seconds:
            await asyncio.sleep(0.05)

    async def leave(self) -> None:
        """Hangs up."""
        for task in self._tasks:
            task.cancel()
        await self.room.disconnect()
