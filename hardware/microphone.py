"""The microphone, through PortAudio, watched for the ways in which microphones fail without a word."""

import logging
from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue
from types import ModuleType
from typing import Any, Protocol

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from hardware.audio import FRAME, SAMPLE_RATE, DeviceError, MicrophoneLost, MicrophoneSilent
from hardware.portaudio import portaudio

_log = logging.getLogger(__name__)

BUFFERED_FRAMES = 125
"""Frames that wait at most for whoever listens: 10 s."""

LOST_AFTER_S = 3.0
SILENT_AFTER_S = 5.0

Captured = Callable[[NDArray[np.int16], bool], None]
"""Called from the audio thread with some 80 ms of samples, and whether the device lost some before them."""


class CaptureStream(Protocol):
    """A running capture."""

    @property
    def samplerate(self) -> float:
        """Of what is captured: the device's own, where it does not record 16 kHz."""

    def close(self) -> None:
        """Stops it; nothing is captured after this returns."""


OpenStream = Callable[[str | None, Captured], CaptureStream]
"""Starts capturing from the device of a name (None: the system's default)."""


def capture(device: str | None, captured: Captured) -> CaptureStream:
    """Starts capturing through PortAudio; `device` is its name or a part of it.

    Raises:
        DeviceError: there is no PortAudio or no such device, or it does not open.
    """
    sounddevice = portaudio()

    def callback(samples: NDArray[np.int16], _frames: int, _time: Any, status: Any) -> None:
        captured(samples[:, 0], bool(status.input_overflow))

    try:
        rate = _rate(sounddevice, device)
        block = round(FRAME * rate / SAMPLE_RATE)
        stream = sounddevice.InputStream(
            samplerate=rate, blocksize=block, device=device, channels=1, dtype="int16", callback=callback
        )
        stream.start()
    except (sounddevice.PortAudioError, ValueError) as error:  # ValueError: no device, or several, of that name
        raise DeviceError(f"The microphone {device or 'of this system'} cannot be opened: {error}") from error
    capturing: CaptureStream = stream
    return capturing


def _rate(sounddevice: ModuleType, device: str | None) -> float:
    """16 kHz, or the device's own rate where it does not record that: a headset's 8 kHz, an interface's 44.1 or 48."""
    try:
        sounddevice.check_input_settings(device, channels=1, dtype="int16", samplerate=SAMPLE_RATE)
    except sounddevice.PortAudioError:
        return float(sounddevice.query_devices(device, "input")["default_samplerate"])
    return SAMPLE_RATE


class Microphone:
    """An `AudioSource` that captures from its making on.

    `overruns` counts the frames that were lost: the device said so, or nobody took them in time.

    Raises:
        DeviceError: the microphone cannot be opened.
    """

    def __init__(self, device: str | None = None, *, open_stream: OpenStream = capture) -> None:
        self.overruns = 0
        self._device = device or "of this system"
        self._closed = False
        self._blocks: Queue[NDArray[np.int16] | None] = Queue(BUFFERED_FRAMES)
        self._stream = open_stream(device, self._captured)

    def frames(self) -> Iterator[NDArray[np.int16]]:
        """Frames as they are captured, until `close`.

        Raises:
            MicrophoneLost: none came for `LOST_AFTER_S` seconds.
            MicrophoneSilent: all samples of `SILENT_AFTER_S` seconds were zero.
        """
        resampler = AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE, frame_size=FRAME)
        zeros = 0
        while (block := self._next()) is not None:
            zeros = 0 if block.any() else zeros + len(block)
            if zeros >= SILENT_AFTER_S * self._stream.samplerate:
                raise MicrophoneSilent(
                    f"The microphone {self._device} has given nothing but zeros for {SILENT_AFTER_S:g} seconds:"
                    " unmute it or choose another one."
                )
            captured = av.AudioFrame.from_ndarray(block[None], format="s16", layout="mono")
            captured.sample_rate = round(self._stream.samplerate)
            for frame in resampler.resample(captured):
                yield frame.to_ndarray()[0]

    def drain(self) -> None:
        """Drops what was captured and not yet taken, so that the unit does not listen to what it said itself."""
        for _ in range(self._blocks.qsize()):
            try:
                self._blocks.get_nowait()
            except Empty:
                return

    def close(self) -> None:
        """Stops capturing; what waits is dropped and `frames` ends."""
        self._closed = True
        self._stream.close()
        self.drain()
        self._blocks.put(None)  # for whoever waits

    def _captured(self, samples: NDArray[np.int16], overrun: bool) -> None:
        self.overruns += overrun
        try:
            self._blocks.put_nowait(samples.copy())  # PortAudio uses its buffer again
        except Full:
            self.overruns += 1

    def _next(self) -> NDArray[np.int16] | None:
        try:
            return None if self._closed else self._blocks.get(timeout=LOST_AFTER_S)
        except Empty:
            if self._closed:
                return None
            _log.error("microphone stopped delivering", extra={"overruns": self.overruns})
            raise MicrophoneLost(
                f"The microphone {self._device} has delivered nothing for {LOST_AFTER_S:g} seconds: plug it in again."
            ) from None
