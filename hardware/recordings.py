"""Recordings in place of a microphone: any format, rate and number of channels that FFmpeg decodes."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from numpy.typing import NDArray

from hardware.audio import (
    FRAME,
    SAMPLE_RATE,
    RecordingEmpty,
    RecordingMissing,
    RecordingTooLong,
    RecordingUnreadable,
)

LONGEST_S = 600
"""Seconds of the longest recording that is taken."""
_WANTED = "give a recording such as WAV, FLAC or MP3"


class Recording:
    """An `AudioSource` that decodes the file at `path` while it is heard, and ends with `tail_s` seconds of silence.

    The silence lets whoever listens decide that the last sentence is over.

    Raises:
        RecordingMissing: no file is there, or it is a directory.
        RecordingEmpty: there is nothing in it.
        RecordingUnreadable: it cannot be opened or is not audio.
        RecordingTooLong: it says itself that it is longer than `LONGEST_S`.
    """

    def __init__(self, path: Path | str, *, tail_s: float = 1.0) -> None:
        self.path = Path(path)
        self._tail_frames = -(-round(tail_s * SAMPLE_RATE) // FRAME)
        self._closed = False
        self._open().close()

    def frames(self) -> Iterator[NDArray[np.int16]]:
        """Frames of 1280 samples; the last one of the recording is filled up with zeros, then comes the tail.

        Raises:
            RecordingUnreadable: the file is damaged.
            RecordingEmpty: it has no samples.
            RecordingTooLong: it turned out longer than `LONGEST_S` while being decoded.
        """
        rest = np.empty(0, np.int16)
        decoded = 0
        for samples in self._decoded():
            decoded += len(samples)
            if decoded > LONGEST_S * SAMPLE_RATE:
                raise self._too_long()
            whole, rest = _split(np.concatenate((rest, samples)))
            for frame in whole:
                if self._closed:
                    return
                yield frame
        if decoded == 0:
            raise RecordingEmpty(f"{self.path} holds no sound: record it again.")
        if len(rest):
            yield np.pad(rest, (0, FRAME - len(rest)))
        for _ in range(self._tail_frames):
            if self._closed:
                return
            yield np.zeros(FRAME, np.int16)

    def close(self) -> None:
        """No more frames come."""
        self._closed = True

    def _decoded(self) -> Iterator[NDArray[np.int16]]:
        resampler = AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
        with self._open() as container:
            try:
                for decoded in container.decode(container.streams.audio[0]):
                    for resampled in resampler.resample(decoded):
                        yield resampled.to_ndarray()[0]
                for resampled in resampler.resample(None):  # what the filter still held back
                    yield resampled.to_ndarray()[0]
            except av.FFmpegError as error:
                raise RecordingUnreadable(f"{self.path} is damaged and cannot be decoded: record it again.") from error

    def _open(self) -> InputContainer:
        if not self.path.exists():
            raise RecordingMissing(f"There is no file {self.path}: check the path.")
        if not self.path.is_file():
            raise RecordingMissing(f"{self.path} is not a file: name one recording.")
        if self.path.stat().st_size == 0:
            raise RecordingEmpty(f"{self.path} is empty: record it again.")
        try:
            # A playlist must not make the unit open addresses, so that only files are read.
            container = av.open(self.path, metadata_errors="replace", options={"protocol_whitelist": "file"})
        except OSError as error:
            raise RecordingUnreadable(f"{self.path} cannot be read: {error.strerror}.") from error
        except av.FFmpegError as error:
            raise RecordingUnreadable(f"{self.path} cannot be read as audio: {_WANTED}.") from error
        if not container.streams.audio:
            container.close()
            raise RecordingUnreadable(f"{self.path} has no audio in it: {_WANTED}.")
        if container.duration is not None and container.duration > LONGEST_S * av.time_base:
            container.close()
            raise self._too_long()
        return container

    def _too_long(self) -> RecordingTooLong:
        return RecordingTooLong(f"{self.path} is longer than {LONGEST_S // 60} minutes: cut it into shorter ones.")


def _split(samples: NDArray[np.int16]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """The whole frames of `samples`, one a row, and what is left over."""
    end = len(samples) // FRAME * FRAME
    return samples[:end].reshape(-1, FRAME), samples[end:]
