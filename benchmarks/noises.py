"""What is heard beside speech: an engine, a tune, a radio. Made here, the same for the same seed; 16 kHz."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hardware.audio import SAMPLE_RATE
from models.recognition import Frame

_FIRINGS_A_SECOND = 26.7
"""Four cylinders in four strokes at 800 turns a minute."""
_LOUD = 6000.0


def engine(seconds: float, seed: int) -> Frame:
    """A diesel idling in front of a van's cabin.

    Forty harmonics of the firing rate, falling by 4 dB an octave, whose rate wanders by 2 % and whose firings differ by
    15 %; a knock of noise of 4 ms at every firing; noise below 300 Hz from road and body; all of it swelling by 3 dB
    over some seconds.
    """
    random = np.random.default_rng(seed)
    count = round(seconds * SAMPLE_RATE)
    rate = _FIRINGS_A_SECOND * (1 + 0.02 * _wandering(random, count, 0.5))
    phase = np.cumsum(rate) / SAMPLE_RATE
    harmonics = sum(k**-0.66 * np.sin(2 * np.pi * (k * phase + random.random())) for k in range(1, 41))
    firing = np.floor(phase).astype(int)
    strength = 1 + 0.15 * random.standard_normal(firing[-1] + 1)[firing]
    knock = random.standard_normal(count) * np.exp(-(phase - firing) / _FIRINGS_A_SECOND / 0.004)
    rumble = _below(random.standard_normal(count), 300)
    sound = strength * (_even(harmonics) + 0.4 * _even(knock)) + 0.7 * _even(rumble)
    return _loud(sound * 10 ** (3 * _wandering(random, count, 4.0) / 20))


def tune(seconds: float, seed: int) -> Frame:
    """Chords of three tones with overtones, two a second, like a simple tune."""
    random = np.random.default_rng(seed)
    chord = SAMPLE_RATE // 2
    time = np.arange(chord) / SAMPLE_RATE
    played = []
    for _ in range(round(2 * seconds)):
        roots = 220 * 2 ** (random.integers(0, 24, 3) / 12)
        wave = sum(np.sin(2 * np.pi * root * overtone * time) / overtone for root in roots for overtone in (1, 2, 3))
        played.append(wave * np.exp(-3 * time))
    return _loud(np.concatenate(played))


def radio(talkers: Sequence[Frame], seconds: float) -> Frame:
    """Several people at once through a small loudspeaker, equally loud, each from the start again at the end; 300 to
    3400 Hz."""
    count = round(seconds * SAMPLE_RATE)
    together = sum(_even(np.resize(talker, count).astype(float)) for talker in talkers)
    spectrum = np.fft.rfft(together)
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    return _loud(np.fft.irfft(np.where((frequency > 300) & (frequency < 3400), spectrum, 0), count))


def _wandering(random: np.random.Generator, count: int, seconds: float) -> NDArray[np.float64]:
    """A curve around 0 that changes over so many seconds."""
    points = random.standard_normal(round(count / SAMPLE_RATE / seconds) + 2)
    return np.interp(np.linspace(0, len(points) - 1, count), np.arange(len(points)), points)


def _below(sound: NDArray[np.float64], hertz: float) -> NDArray[np.float64]:
    frequency = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    return np.asarray(np.fft.irfft(np.fft.rfft(sound) / (1 + (frequency / hertz) ** 2), len(sound)))


def _even(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(sound / max(sound.std(), 1e-9))


def _loud(sound: NDArray[np.float64]) -> Frame:
    full_scale = np.iinfo(np.int16).max
    return np.clip(_LOUD * _even(sound) / 2, -full_scale, full_scale).astype(np.int16)
