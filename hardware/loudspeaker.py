"""The loudspeaker, and the folder of WAV files that stands in for it."""

import wave
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardware.audio import AudioError, DeviceError
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
    ) -> None:
        """Plays `sounds` as they come; returns when the last has been heard.

        Raises:
            DeviceError: the loudspeaker cannot be opened.
        """
        try:
            with self._sounddevice.OutputStream(
                samplerate=sample_rate, device=self._device, channels=1, dtype="int16"
            ) as stream:  # leaving it waits for what was written
                for samples in sounds:
                    stream.write(samples)
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

    def play(self, sounds: Iterable[NDArray[np.int16]], sample_rate: int, name: str = "") -> None:
        """Writes the next file, in the place of one that an earlier run left.

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
                for samples in sounds:
                    file.writeframes(samples.astype("<i2").tobytes())
        except OSError as error:
            raise AudioError(f"{path} cannot be written: {error.strerror}.") from error

    def close(self) -> None:
        """Nothing to let go of: every file is complete."""
