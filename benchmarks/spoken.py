"""Sentences spoken by synthetic voices to the unit of a business, in quiet and in noise, in two processes."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.arguments import data_parser, parsed
from benchmarks.bounds import at_most
from benchmarks.business import business
from benchmarks.desk import Desk, Meant, Verdict
from benchmarks.sounds import SEED, Level, Sounds, Source
from benchmarks.voices import FOLDER

LEVELS: tuple[Level, ...] = (None, *((noise, snr) for noise in ("kitchen", "engine") for snr in (24, 15, 6)))
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Trial:
    """One sentence said to the unit of a business of some size."""

    size: int
    """So many customers, and so many parts."""
    words: str
    meant: Meant
    voice: str
    level: Level = None


@dataclass(frozen=True, slots=True)
class Came:
    """What a trial came to."""

    verdict: Verdict
    text: str
    """What was heard."""
    hearing_ms: float
    deciding_ms: float


def arguments(name: str, about: str) -> Namespace:
    """DATA and the folder of spoken sentences from the command line; ends the program where something is missing."""
    parser = data_parser(name, about)
    parser.add_argument("--sounds", type=Path, default=FOLDER, help=f"where spoken sentences are kept ({FOLDER})")
    return parsed(parser)


def heard(trials: Sequence[Trial], data: Path, folder: Path) -> Iterator[tuple[Trial, Came]]:
    """What the trials come to. Those of one business should follow one another: each process has one at a time."""
    with ProcessPoolExecutor(2, get_context("spawn"), _start, (data, folder)) as pool:
        yield from zip(trials, pool.map(_hear, trials, chunksize=20), strict=True)


def counted(came: Sequence[Came]) -> dict[str, Any]:
    """The columns that tell what became of trials of one kind."""
    verdicts = Counter(one.verdict for one in came)
    shares = {str(verdict): f"{verdicts[verdict] / len(came):.3f}" for verdict in Verdict}
    return {"n": len(came)} | shares | {"wrong at most": f"{at_most(verdicts[Verdict.WRONG], len(came)):.3f}"}


def spent(came: Sequence[Came]) -> dict[str, Any]:
    """Milliseconds of processor time."""
    return {
        "hearing ms": round(median(one.hearing_ms for one in came)),
        "slowest": round(max(one.hearing_ms for one in came)),
        "deciding ms": round(median(one.deciding_ms for one in came), 1),
    }


def level_name(level: Level) -> str:
    """As it is printed."""
    return f"{level[0]} {level[1]} dB" if level else "quiet"


def show_faults(came: Sequence[tuple[Trial, Came]]) -> None:
    """Prints what went wrong in quiet, for whoever wants to mend it."""
    faults = [one for one in came if one[0].level is None and one[1].verdict is Verdict.WRONG]
    for trial, result in faults[:_SHOWN]:
        print(f"{trial.voice}: {trial.words!r} was heard as {result.text!r}")  # noqa: T201 - it is the answer


_sounds: Sounds  # of this process, as below
_desks: dict[int, Desk] = {}


def _start(data: Path, folder: Path) -> None:
    global _sounds  # noqa: PLW0603 - a pool hands its workers a function and nothing to keep
    _sounds = Sounds(data, folder)


def _hear(trial: Trial) -> Came:
    desk = _desk(trial.size)
    heard = desk.hear(_sounds.heard(Source(trial.voice, trial.words), trial.level))
    verdict = desk.verdict(trial.meant, heard.decision)
    return Came(verdict, heard.transcript.text, heard.hearing_ms, heard.deciding_ms)


def _desk(size: int) -> Desk:
    if size not in _desks:
        while _desks:
            _desks.popitem()[1].close()
        _desks[size] = Desk(business(size, size, SEED).snapshot)
    return _desks[size]
