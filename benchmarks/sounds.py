"""The sounds that are measured with: recordings, synthetic speech and noises, alone and over one another."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.noises import engine, radio, tune
from benchmarks.voices import Voices
from edge_agent.labelled_recordings import decode, mix
from hardware.audio import SAMPLE_RATE
from models.recognition import Frame

SEED = 20261125
SECONDS_ALONE = 5
"""Of a noise that nobody speaks over."""
_LONG = 180
"""Seconds of a noise that stretches are taken from."""
_TALKERS = 3

Level = tuple[str, int] | None
"""A noise and the decibels by which speech is louder, by the loudest moments of both (`edge_agent.evaluation.mix`);
None is quiet. The engine runs on: its mean is 1.7 dB below its loudest moment, and the kitchen's, where things are put
down, 5.7 dB. So the same figure is a harder noise with the engine."""


@dataclass(frozen=True, slots=True)
class Source:
    """What sounds: a recording, a sentence in a synthetic voice, or a noise."""

    kind: str
    """``recording``, a voice, or ``kitchen``, ``engine``, ``tune``, ``radio``, ``silence``."""
    of: str
    """The file, the words, or which stretch of the noise."""


class Sounds:
    """Makes sounds; the same for the same source and level. What it takes is loaded when it is first used."""

    def __init__(self, data: Path, folder: Path) -> None:
        """`data` holds ``speech_to_intent``; in `folder` spoken sentences are kept."""
        self._coffee = data / "speech_to_intent"
        self._voices = Voices(folder)

    def heard(self, source: Source, level: Level = None) -> Frame:
        """Samples at 16 kHz."""
        sound = self._alone(source)
        if level is None:
            return sound
        noise, snr = level
        return mix(sound, self._noises[noise], snr, seed=crc32(f"{source.kind} {source.of}".encode()))

    def _alone(self, source: Source) -> Frame:
        seed = crc32(f"{SEED} {source.of}".encode())
        match source.kind:
            case "recording":
                return decode(Path(source.of))
            case "silence":
                return np.zeros(SECONDS_ALONE * SAMPLE_RATE, np.int16)
            case "tune":
                return tune(SECONDS_ALONE, seed)
            case "kitchen" | "engine" | "radio":
                noise = self._noises[source.kind]
                start = np.random.default_rng(seed).integers(0, len(noise) - SECONDS_ALONE * SAMPLE_RATE)
                return noise[start : start + SECONDS_ALONE * SAMPLE_RATE]
        return self._voices.spoken(source.kind, source.of)

    @cached_property
    def _noises(self) -> dict[str, Frame]:
        """The radio is three people at once, each of whom says one thing after the other."""
        clips = sorted((self._coffee / "clips").iterdir())
        talkers = [np.concatenate([decode(clip) for clip in clips[nth::_TALKERS]]) for nth in range(_TALKERS)]
        return {
            "kitchen": decode(self._coffee / "kitchen.flac"),
            "engine": engine(_LONG, SEED),
            "radio": radio(talkers, _LONG),
        }
