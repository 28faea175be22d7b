"""One request that somebody has recorded: bytes become samples, samples become a WAV file."""

import io
import wave
from collections.abc import Iterator, Mapping
from typing import Final

import av
import numpy as np
from av.audio.resampler import AudioResampler

from cloud_relay.errors import UnusableError
from cloud_relay.voice.mouth import Speech
from cloud_relay.voice.sound import HEARING_RATE, LONGEST_S, Samples

FORMATS: Final[Mapping[str, str]] = {
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/flac": "flac",
    "audio/ogg": "ogg",
    "audio/webm": "matroska",
    "audio/mp4": "mp4",
    "audio/mpeg": "mp3",
}
"""What FFmpeg calls each media type. It is given no other kind of file: whatever comes from outside is read by few."""
_RATES: Final = range(4_000, 192_001)
"""To resample what claims to have any other takes gigabytes, and minutes."""
_MOST_CHANNELS: Final = 8


def decoded(data: bytes, media_type: str) -> Samples:
    """The samples of a recording.

    Raises:
        UnusableError: it is no such recording, holds nothing, or is too long.
    """
    kind = FORMATS.get(media_type.partition(";")[0].strip().lower())
    if kind is None:
        raise UnusableError(f"{media_type or 'no media type'} is not taken; send one of {', '.join(FORMATS)}.")
    samples: list[Samples] = []
    length = 0
    try:
        for piece in _pieces(data, kind):
            length += len(piece)
            if length > LONGEST_S * HEARING_RATE:
                raise UnusableError(f"A request is {LONGEST_S} seconds long at most.")
            samples.append(piece)
    except (av.FFmpegError, IndexError, ValueError) as error:  # the last: it changes in the middle
        raise UnusableError(f"This is no {kind} recording.") from error
    if not length:
        raise UnusableError("The recording holds no sound.")
    return np.concatenate(samples)


def _pieces(data: bytes, kind: str) -> Iterator[Samples]:
    resampler = AudioResampler(format="s16", layout="mono", rate=HEARING_RATE)
    with av.open(io.BytesIO(data), "r", format=kind, metadata_errors="replace") as container:
        for frame in container.decode(container.streams.audio[0]):
            if frame.sample_rate not in _RATES or frame.layout.nb_channels > _MOST_CHANNELS:
                raise UnusableError(
                    "The recording's sample rate or number of channels is none that people record with."
                )
            for resampled in resampler.resample(frame):
                yield resampled.to_ndarray()[0]
        for resampled in resampler.resample(None):  # what the filter still held back
            yield resampled.to_ndarray()[0]


def as_wav(speech: list[Speech]) -> bytes:
    """The sentences one behind the other; they are of one voice."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(speech[0].sample_rate)
        for each in speech:
            sound.writeframes(each.samples.tobytes())
    return file.getvalue()
