"""How well strings of figures are heard, in quiet and in noise."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property, partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from edge_agent.engines import Engine, opened_recogniser
from edge_agent.evaluation import EvaluationError, decode, mix
from hardware.audio import FRAME
from models.figures import figures
from models.phrases import FigureString, PhraseBook
from models.recognition import Recogniser, Transcript

_BOOK = "evaluated"
_PROCESSES = 2
_PAUSE = np.zeros(4 * FRAME, np.int16)
"""Behind a recording that ends with its last word."""


@dataclass(frozen=True, slots=True)
class DigitScore:
    """The outcome at one level of noise."""

    snr_db: float | None
    """Speech to noise, or None where no noise was added."""
    strings: int
    accuracy: float
    """The share whose best string is right to the last figure, whether it was accepted, asked about or refused."""
    asked: float
    """The share that the unit would ask about, because another string is as likely."""
    wrong: float
    """The share that the unit would take, and that is wrong."""
    refused: float
    """The share of which the unit would say that it was not understood."""


def evaluate_digits(
    directory: Path, noise: Path | None = None, snrs: Sequence[float] = (), engine: Engine | None = None
) -> Iterator[DigitScore]:
    """Scores every recording that ``labels.json`` in `directory` names (file name to its figures).

    The recogniser is held to strings of as many figures as the shortest and the longest label have.

    Raises:
        EvaluationError: labels, recordings or noise are missing or do not fit each other.
        RecordingError: a recording cannot be decoded.
        ModelError: the engine cannot be loaded.
    """
    labels = _labels(directory)
    if snrs and noise is None:
        raise EvaluationError("a ratio of speech to noise was given without a recording of noise: give --noise too")
    lengths = [len(label) for label in labels.values()]
    listener = _Listener(directory, FigureString(min(lengths), max(lengths)), noise, engine)
    with ProcessPoolExecutor(_PROCESSES, get_context("spawn"), _start, (listener,)) as pool:
        for snr in snrs or (None,):
            heard = pool.map(partial(_hear, snr=snr), labels, chunksize=8)
            yield _score(snr, labels, list(heard))


def _labels(directory: Path) -> dict[str, str]:
    path = directory / "labels.json"
    try:
        labels = TypeAdapter(dict[str, str]).validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationError(f"cannot read the labels {path}: {error.strerror}") from error
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        raise EvaluationError(f"the labels {path} are malformed: {problem['msg']}") from error
    if not labels:
        raise EvaluationError(f"the labels {path} name no recording")
    for name, label in labels.items():
        if not label.isdecimal():
            raise EvaluationError(f"the label of {name} in {path} is no string of figures: {label!r}")
        if not (directory / name).is_file():
            raise EvaluationError(f"the labels name {name}, but {directory} does not hold it")
    return dict(sorted(labels.items()))


def _score(snr: float | None, labels: Mapping[str, str], heard: Sequence[Transcript]) -> DigitScore:
    pairs = list(zip(labels.values(), heard, strict=True))
    right = [figures(transcript.text).replace(" ", "") == label for label, transcript in pairs]
    accepted, asked = [t.accepted for t in heard], [bool(t.guesses) for t in heard]
    return DigitScore(
        snr_db=snr,
        strings=len(pairs),
        accuracy=sum(right) / len(pairs),
        asked=sum(asked) / len(pairs),
        wrong=sum(taken and not good for taken, good in zip(accepted, right, strict=True)) / len(pairs),
        refused=sum(not taken and not doubt for taken, doubt in zip(accepted, asked, strict=True)) / len(pairs),
    )


@dataclass(frozen=True)
class _Listener:
    """Hears recordings in one of the processes; models are loaded when first used."""

    directory: Path
    strings: FigureString
    noise: Path | None
    engine: Engine | None

    @cached_property
    def recogniser(self) -> Recogniser:
        recogniser = _open.enter_context(opened_recogniser(self.engine))
        recogniser.prepare(_BOOK, PhraseBook({"figures": ("{figures:figures}",)}, {"figures": self.strings}))
        return recogniser

    @cached_property
    def noise_samples(self) -> NDArray[np.int16]:
        return decode(self.noise) if self.noise else np.zeros(0, np.int16)

    def hear(self, name: str, snr: float | None) -> Transcript:
        samples = decode(self.directory / name)
        if snr is not None:
            samples = mix(samples, self.noise_samples, snr, seed=zlib.crc32(name.encode()))
        hearing = self.recogniser.hear(_BOOK)
        samples = np.concatenate([samples, _PAUSE])
        for position in range(0, len(samples), FRAME):
            hearing.feed(samples[position : position + FRAME])
        return hearing.finish()


_open = ExitStack()  # until this process ends
_listener: _Listener  # of this process


def _start(listener: _Listener) -> None:
    global _listener  # noqa: PLW0603 - a pool hands its workers a function and nothing to keep
    _listener = listener


def _hear(name: str, snr: float | None) -> Transcript:
    return _listener.hear(name, snr)
