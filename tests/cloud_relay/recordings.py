"""Recordings that people send, and such as nobody would."""

import io
import wave

import av
import numpy as np

_CODECS = {
    "audio/wav": ("wav", "pcm_s16le", 16_000),
    "audio/x-wav": ("wav", "pcm_s16le", 16_000),
    "audio/flac": ("flac", "flac", 16_000),
    "audio/ogg": ("ogg", "libopus", 48_000),
    "audio/webm": ("webm", "libopus", 48_000),
    "audio/mp4": ("ipod", "aac", 44_100),
    "audio/mpeg": ("mp3", "libmp3lame", 44_100),
}


def silence(seconds: float = 0.5, rate: int = 16_000) -> bytes:
    """A WAV file in which nobody speaks."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(bytes(round(2 * seconds * rate)))
    return file.getvalue()


def noise(media_type: str, seconds: float = 0.5) -> bytes:
    """A recording of that type."""
    kind, codec, rate = _CODECS[media_type]
    samples = np.random.default_rng(365).normal(0, 3000, (1, round(seconds * rate))).astype(np.int16)
    file = io.BytesIO()
    with av.open(file, "w", format=kind) as container:
        stream = container.add_stream(codec, rate=rate)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.format.name, "mono", rate, frame_size=stream.frame_size or None)
        for piece in [*resampler.resample(frame), *resampler.resample(None), None]:
            for packet in stream.encode(piece):
                container.mux(packet)
    return file.getvalue()
