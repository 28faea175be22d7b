"""How well the phrase recogniser does on labelled recordings of any domain, in quiet and in noise."""

import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, TypeAdapter, ValidationError

from conversation.phrases import PhraseMatcher
from edge_agent.engines import Engine, opened_recogniser
from hardware.audio import FRAME, SAMPLE_RATE
from hardware.recordings import Recording
from models.recognition import Recogniser
from models.rhino import read_phrases

_BOOK = "evaluated"
_PROCESSES = 2
_ENERGY_FRAME = 2048


class EvaluationError(Exception):
    """A data set that cannot be evaluated."""


class Label(BaseModel):
    """What was meant in one recording."""

    intent: str
    slots: dict[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome at one level of noise."""

    snr_db: float | None
    """Speech to noise, or None where no noise was added."""
    clips: int
    accuracy: float
    """The share of clips whose best sentence has the intent and every slot right, whether or not it was accepted."""
    accepted: int
    """Clips whose words were accepted."""
    wrong_accepts: int
    """Accepted clips with a wrong intent or slot: what a unit would have done wrongly."""
    real_time_factor: float
    """Processor time for one second of sound."""


def evaluate(
    directory: Path,
    phrases: Path,
    noise: Path | None = None,
    snrs: Sequence[float] = (),
    engine: Engine | None = None,
) -> Iterator[Score]:
    """Scores every clip of `directory` held to the phrases of a Rhino context file, one score per level of noise.

    `directory` holds ``labels.json`` (file name to intent and slots) and the recordings in ``clips``.

    Raises:
        EvaluationError: labels, clips or noise are missing or do not fit each other.
        PhraseError: the phrase file cannot be understood.
        RecordingError: a recording cannot be decoded.
        ModelError: the engine cannot be loaded.
    """
    labels = read_labels(directory)
    read_phrases(phrases)  # so that a mistake in it is told here, and not by a process that died
    if snrs and noise is None:
        raise EvaluationError("a ratio of speech to noise was given without a recording of noise: give --noise too")
    listener = _Listener(directory / "clips", phrases, noise, engine)
    with ProcessPoolExecutor(_PROCESSES, get_context("spawn"), _start, (listener,)) as pool:
        for snr in snrs or (None,):
            heard = pool.map(_hear, labels, repeat(snr), chunksize=8)
            yield _score(snr, list(labels.values()), heard)


def read_labels(directory: Path) -> dict[str, Label]:
    """What was meant, by file name.

    Raises:
        EvaluationError: the labels are missing or malformed, there are none, or a recording is missing.
    """
    path = directory / "labels.json"
    try:
        labels = TypeAdapter(dict[str, Label]).validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationError(f"cannot read the labels {path}: {error.strerror}") from error
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in problem["loc"]) or "the file"
        raise EvaluationError(f"the labels {path} are malformed at {place}: {problem['msg']}") from error
    if not labels:
        raise EvaluationError(f"the labels {path} name no recording")
    for name in labels:
        if not (directory / "clips" / name).is_file():
            raise EvaluationError(f"the labels name {name}, but {directory / 'clips'} does not hold it")
    return dict(sorted(labels.items()))


@dataclass(frozen=True, slots=True)
class _Heard:
    meant: Label | None
    """None where nothing fitted."""
    accepted: bool
    """Whether the unit would act on it."""
    audio_seconds: float
    processor_seconds: float


def _score(snr: float | None, labels: Sequence[Label], heard: Iterable[_Heard]) -> Score:
    outcomes = list(zip(labels, heard, strict=True))
    accepted = sum(clip.accepted for _, clip in outcomes)
    seconds = sum(clip.audio_seconds for _, clip in outcomes)
    return Score(
        snr_db=snr,
        clips=len(outcomes),
        accuracy=sum(clip.meant == label for label, clip in outcomes) / len(outcomes),
        accepted=accepted,
        wrong_accepts=sum(clip.accepted and clip.meant != label for label, clip in outcomes),
        real_time_factor=sum(clip.processor_seconds for _, clip in outcomes) / seconds,
    )


@dataclass(frozen=True)
class _Listener:
    """Hears clips in one of the processes; models are loaded when first used."""

    clips: Path
    phrases: Path
    noise: Path | None
    engine: Engine | None

    @cached_property
    def recogniser(self) -> Recogniser:
        recogniser = _open.enter_context(opened_recogniser(self.engine))
        recogniser.prepare(_BOOK, read_phrases(self.phrases))
        return recogniser

    @cached_property
    def matcher(self) -> PhraseMatcher:
        return PhraseMatcher(read_phrases(self.phrases))

    @cached_property
    def noise_samples(self) -> NDArray[np.int16]:
        return decode(self.noise) if self.noise else np.zeros(0, np.int16)

    def hear(self, name: str, snr: float | None) -> _Heard:
        samples = decode(self.clips / name)
        if snr is not None:
            samples = mix(samples, self.noise_samples, snr, seed=zlib.crc32(name.encode()))
        recogniser, matcher = self.recogniser, self.matcher
        started = time.process_time()
        hearing = recogniser.hear(_BOOK)
        for position in range(0, len(samples), FRAME):
            hearing.feed(samples[position : position + FRAME])
        transcript = hearing.finish()
        match = matcher.match(transcript.text)
        took = time.process_time() - started
        meant = Label(intent=match.intent, slots=dict(match.slots)) if match else None
        return _Heard(meant, transcript.accepted and match is not None, len(samples) / SAMPLE_RATE, took)


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
_listener: _Listener  # of this process


def _start(listener: _Listener) -> None:
    global _listener  # noqa: PLW0603 - a pool hands its workers a function and nothing to keep
    _listener = listener


def _hear(name: str, snr: float | None) -> _Heard:
    return _listener.hear(name, snr)
