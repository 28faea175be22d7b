"""How well strings of figures are heard, in quiet and in noise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter

from assistant.engines import Engine, best_engine
from edge_agent.labelled_recordings import PROCESSES, Trial, hear_all, labels_of
from hardware.audio import FRAME
from models.figures import figures
from models.phrases import FigureString, PhraseBook
from models.recognition import Transcript

_PAUSE = 4 * FRAME


@dataclass(frozen=True, slots=True)
class DigitScore:
    """The outcome at one level of noise."""

    snr_db: float | None
    """Speech to noise, or None where no noise was added."""
    engine: Engine
    """What heard all of them."""
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

    The recogniser is held to strings of as many figures as the shortest and the longest label have. Without an
    `engine`, it is the best that is here.

    Raises:
        EvaluationError: labels, recordings or noise are missing or do not fit each other; or a process died.
        RecordingError: a recording cannot be decoded.
        ModelError: the engine cannot be loaded.
    """
    labels = labels_of(directory, directory, TypeAdapter(dict[str, _Figures]))
    lengths = [len(label) for label in labels.values()]
    strings = FigureString(min(lengths), max(lengths))
    book = PhraseBook({"figures": ("{figures:figures}",)}, {"figures": strings})
    trial = Trial(directory, book, noise, engine or best_engine(PROCESSES), _PAUSE)
    for snr, heard in hear_all(labels, trial, snrs):
        yield _score(snr, trial.engine, labels, [one.transcript for one in heard])


def _of_figures(label: str) -> str:
    if not label.isdecimal():
        raise ValueError(f"{label!r} is no string of figures")
    return label


_Figures = Annotated[str, AfterValidator(_of_figures)]


def _score(snr: float | None, engine: Engine, labels: Mapping[str, str], heard: Sequence[Transcript]) -> DigitScore:
    pairs = list(zip(labels.values(), heard, strict=True))
    right = [figures(transcript.text).replace(" ", "") == label for label, transcript in pairs]
    accepted, asked = [t.accepted for t in heard], [bool(t.guesses) for t in heard]
    return DigitScore(
        snr_db=snr,
        engine=engine,
        strings=len(pairs),
        accuracy=sum(right) / len(pairs),
        asked=sum(asked) / len(pairs),
        wrong=sum(taken and not good for taken, good in zip(accepted, right, strict=True)) / len(pairs),
        refused=sum(not taken and not doubt for taken, doubt in zip(accepted, asked, strict=True)) / len(pairs),
    )
