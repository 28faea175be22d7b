"""Recordings with labels, heard in several processes, in quiet and in noise."""

import logging
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from assistant.engines import Engine, opened_recogniser
from hardware.audio import FRAME, SAMPLE_RATE
from hardware.recordings import Recording
from models.phrases import PhraseBook
from models.recognition import Recogniser, Transcript
from sync.logs import log_to_stderr

LabelT = TypeVar("LabelT")

_BOOK = "evaluated"
PROCESSES = 2
"""Each with an engine of its own."""
_ENERGY_FRAME = 2048


class EvaluationError(Exception):
    """A data set that cannot be evaluated, or not on this machine."""


def labels_of(directory: Path, recordings: Path, shape: TypeAdapter[dict[str, LabelT]]) -> dict[str, LabelT]:
    """The labels in ``labels.json`` of `directory` by file name, each of a file in `recordings`.

    Raises:
        EvaluationError: the labels are missing or malformed, there are none, or a recording is missing.
    """
    path = directory / "labels.json"
    try:
        labels = shape.validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationError(f"cannot read the labels {path}: {error.strerror}") from error
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in problem["loc"]) or "the file"
        why = problem["ctx"]["error"] if problem["type"] == "value_error" else problem["msg"]
        raise EvaluationError(f"the labels {path} are malformed at {place}: {why}") from error
    if not labels:
        raise EvaluationError(f"the labels {path} name no recording")
    for name in labels:
        if not (recordings / name).is_file():
            raise EvaluationError(f"the labels name {name}, but {recordings} does not hold it")
    return dict(sorted(labels.items()))


@dataclass(frozen=True, slots=True)
class HeardClip:
    """What came of one recording."""

    transcript: Transcript
    audio_seconds: float
    processor_seconds: float


@dataclass(frozen=True)
class Trial:
    """What recordings are heard with, in each of the processes; the models are loaded when they are first used."""

    recordings: Path
    """The folder."""
    book: PhraseBook
    """What they are held to."""
    noise: Path | None
    """A recording to mix in."""
    engine: Engine
    pause: int = 0
    """Samples of silence behind each, where a recording ends with its last word."""

    @cached_property
    def _recogniser(self) -> Recogniser:
        recogniser = _open.enter_context(opened_recogniser(self.engine))
        recogniser.prepare(_BOOK, self.book)
        return recogniser

    @cached_property
    def _noise(self) -> NDArray[np.int16]:
        return decode(self.noise) if self.noise else np.zeros(0, np.int16)

    def hear(self, name: str, snr_db: float | None) -> HeardClip:
        """Recognises a recording, with noise where `snr_db` is not None."""
        samples = decode(self.recordings / name)
        if snr_db is not None:
            samples = mix(samples, self._noise, snr_db, seed=zlib.crc32(name.encode()))
        samples = np.pad(samples, (0, self.pause))
        recogniser, started = self._recogniser, time.process_time()
        hearing = recogniser.hear(_BOOK)
        for position in range(0, len(samples), FRAME):
            hearing.feed(samples[position : position + FRAME])
        transcript = hearing.finish()
        return HeardClip(transcript, len(samples) / SAMPLE_RATE, time.process_time() - started)


def hear_all(
    names: Iterable[str], trial: Trial, snrs: Sequence[float] = ()
) -> Iterator[tuple[float | None, Iterator[HeardClip]]]:
    """Each level of noise, None where there is no other, with what came of all `names` in their order.

    Raises:
        EvaluationError: noise or its ratios are missing, or it does not fit a recording; or a process died.
        RecordingError: a recording cannot be decoded.
        ModelError: the engine cannot be loaded.
    """
    if snrs and trial.noise is None:
        raise EvaluationError("a ratio of speech to noise was given without a recording of noise: give --noise too")
    if trial.noise and not snrs:
        raise EvaluationError("a recording of noise was given without a ratio of speech to noise: give --snr too")
    verbose = logging.getLogger(__name__).isEnabledFor(logging.INFO)
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), _start, (trial, verbose)) as pool:
        for snr in snrs or (None,):
            yield snr, _heard(pool, names, snr)


def _heard(pool: ProcessPoolExecutor, names: Iterable[str], snr: float | None) -> Iterator[HeardClip]:
    try:
        yield from pool.map(_hear, names, repeat(snr), chunksize=8)
    except BrokenProcessPool as error:
        raise EvaluationError(
            f"one of the {PROCESSES} processes that hear the recordings died; perhaps there is too little memory"
        ) from error


def decode(path: Path) -> NDArray[np.int16]:
    """All samples of a recording."""
    return np.concatenate(list(Recording(path, tail_s=0).frames()))


def mix(speech: NDArray[np.int16], noise: NDArray[np.int16], snr_db: float, seed: int) -> NDArray[np.int16]:
    """`speech` at `snr_db` over a stretch of `noise` that `seed` chooses.

    The ratio is that of the highest energies of frames of 2048 samples, as in Picovoice's speech-to-intent-benchmark.

    Raises:
        EvaluationError: the noise is shorter than the speech, or one of them is silent.
    """
    if len(noise) <= len(speech):
        raise EvaluationError(f"the noise lasts {len(noise) / SAMPLE_RATE:.1f} s, less than a clip of speech")
    start = np.random.default_rng(seed).integers(0, len(noise) - len(speech))
    stretch = noise[start : start + len(speech)].astype(np.float64)
    speech_energy, noise_energy = _highest_energy(speech), _highest_energy(stretch)
    if min(speech_energy, noise_energy) == 0:
        raise EvaluationError("silence has no ratio to anything: a clip or the noise under it holds no sound")
    mixed = speech * np.sqrt(10 ** (snr_db / 10) * noise_energy / speech_energy) + stretch
    full_scale = np.iinfo(np.int16).max
    return np.asarray(mixed * min(1.0, full_scale / np.abs(mixed).max()), np.int16)


def _highest_energy(samples: NDArray[np.int16] | NDArray[np.float64]) -> float:
    frames = np.pad(samples.astype(np.float64), (0, -len(samples) % _ENERGY_FRAME)).reshape(-1, _ENERGY_FRAME)
    return float((frames**2).sum(axis=1).max())


_open = ExitStack()  # until this process ends
_trial: Trial  # of this process


def _start(trial: Trial, verbose: bool) -> None:
    global _trial  # noqa: PLW0603 - a pool hands its workers a function and nothing to keep
    _trial = trial
    log_to_stderr(verbose=verbose)


def _hear(name: str, snr_db: float | None) -> HeardClip:
    return _trial.hear(name, snr_db)
