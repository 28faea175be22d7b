"""The loudspeaker, and the folder of WAV files that stands in for it."""

import wave
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event

import numpy as np
from numpy.typing import NDArray

from hardware.audio import BLOCK_S, AudioError, DeviceError
from hardware.portaudio import portaudio


class Loudspeaker:
    """An `AudioSink` through PortAudio; `device` is its name or a part of it, or None for the system's default.

    Raises:
        DeviceError: the system has no PortAudio library.
    """

    def __init__(self, device: str | None = None) -> None:
        self._device = device
        self._sounddevice = portaudio()

    def play(  # the name is for files
        self,
        sounds: Iterable[NDArray[np.int16]],
        sample_rate: int,
        name: str = "",  # noqa: ARG002
        stop: Event | None = None,
    ) -> None:
        """Plays `sounds` as they come; returns when the last has been heard, or soon after `stop` is set.

        Raises:
            DeviceError: the loudspeaker cannot be opened.
        """
        try:
            with self._sounddevice.OutputStream(
                samplerate=sample_rate, device=self._device, channels=1, dtype="int16"
            ) as stream:  # leaving it waits for what was written
                for block in _blocks(sounds, sample_rate, stop):
                    stream.write(block)
                if stop and stop.is_set():
                    stream.abort()  # what the device has buffered is not heard any more
        except (self._sounddevice.PortAudioError, ValueError) as error:  # ValueError: no, or several, of that name
            raise DeviceError(
                f"The loudspeaker {self._device or 'of this system'} cannot be opened: {error}"
            ) from error

    def close(self) -> None:
        """Nothing to let go of: `play` opens the device and closes it."""


class WavFolder:
    """An `AudioSink` that keeps what would be heard as `001-name.wav`, `002-name.wav`, ... in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._played = 0

    def play(
        self, sounds: Iterable[NDArray[np.int16]], sample_rate: int, name: str = "", stop: Event | None = None
    ) -> None:
        """Writes the next file, in the place of one that an earlier run left; with `stop`, as far as it was heard.

        Raises:
            AudioError: it cannot be written.
        """
        self._played += 1
        path = self._folder / f"{self._played:03}{'-' if name else ''}{name}.wav"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with wave.open(str(path), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(sample_rate)
                for block in _blocks(sounds, sample_rate, stop):
                    file.writeframes(block.astype("<i2").tobytes())
        except OSError as error:
            raise AudioError(f"{path} cannot be written: {error.strerror}.") from error

    def close(self) -> None:
        """Nothing to let go of: every file is complete."""


def _blocks(sounds: Iterable[NDArray[np.int16]], sample_rate: int, stop: Event | None) -> Iterator[NDArray[np.int16]]:
    """`sounds` in pieces of `BLOCK_S`, until `stop` is set."""
    size = round(BLOCK_S * sample_rate)
    for samples in sounds:
        for start in range(0, len(samples), size):
            if stop and stop.is_set():
                return
            yield samples[start : start + size]
