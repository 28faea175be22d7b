"""Sentences spoken by synthetic voices to the unit of a business, in quiet and in noise, in two processes."""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any
from zlib import crc32

from benchmarks.bounds import at_most
from benchmarks.business import business
from benchmarks.desk import Desk, Meant, Verdict
from benchmarks.noises import engine
from benchmarks.voices import FOLDER, VoiceMissingError, Voices, require_voices
from edge_agent.evaluation import decode, mix
from models.recognition import Frame

SEED = 20261125
LEVELS = (None, *((noise, snr) for noise in ("kitchen", "engine") for snr in (24, 15, 6)))
"""None is quiet. The ratio is that of the loudest moments of speech and noise (`edge_agent.evaluation.mix`)."""
_SECONDS_OF_ENGINE = 60
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Trial:
    """One sentence said to the unit of a business of some size."""

    size: int
    """So many customers, and so many parts."""
    words: str
    meant: Meant
    voice: str
    level: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """What a trial came to."""

    verdict: Verdict
    text: str
    """What was heard."""
    hearing_ms: float
    deciding_ms: float


@dataclass(frozen=True)
class Ear:
    """Hears trials in one of the processes; what it takes is made when it is first used."""

    data: Path
    """The folder that has ``speech_to_intent/kitchen.flac``."""
    sounds: Path
    """Where spoken sentences are kept."""

    @cached_property
    def voices(self) -> Voices:
        return Voices(self.sounds)

    @cached_property
    def noises(self) -> dict[str, Frame]:
        kitchen = decode(self.data / "speech_to_intent" / "kitchen.flac")
        return {"kitchen": kitchen, "engine": engine(_SECONDS_OF_ENGINE, SEED)}

    def sound(self, trial: Trial) -> Frame:
        speech = self.voices.spoken(trial.voice, trial.words)
        if trial.level is None:
            return speech
        noise, snr = trial.level
        return mix(speech, self.noises[noise], snr, seed=crc32(f"{trial.voice} {trial.words}".encode()))

    def hear(self, trial: Trial) -> Came:
        desk = _desk(trial.size)
        heard = desk.hear(self.sound(trial))
        verdict = desk.verdict(trial.meant, heard.decision)
        return Came(verdict, heard.transcript.text, heard.hearing_ms, heard.deciding_ms)


def arguments(name: str, about: str) -> argparse.Namespace:
    """DATA and the folder of spoken sentences from the command line; ends the program where something is missing."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=about.splitlines()[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder with the recordings")
    parser.add_argument("--sounds", type=Path, default=FOLDER, help=f"where spoken sentences are kept ({FOLDER})")
    given = parser.parse_args()
    if not (given.data / "speech_to_intent").is_dir():
        parser.error(f"{given.data} has no folder speech_to_intent with recordings")
    try:
        require_voices()
    except VoiceMissingError as error:
        parser.error(str(error))
    return given


def heard(trials: Sequence[Trial], ear: Ear) -> Iterator[tuple[Trial, Came]]:
    """What the trials come to. Those of one business should follow one another: each process has one at a time."""
    with ProcessPoolExecutor(2, get_context("spawn"), _start, (ear,)) as pool:
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


def level_name(level: tuple[str, int] | None) -> str:
    """As it is printed."""
    return f"{level[0]} {level[1]} dB" if level else "quiet"


def show_faults(came: Sequence[tuple[Trial, Came]]) -> None:
    """Prints what went wrong in quiet, for whoever wants to mend it."""
    faults = [one for one in came if one[0].level is None and one[1].verdict is Verdict.WRONG]
    for trial, result in faults[:_SHOWN]:
        print(f"{trial.voice}: {trial.words!r} was heard as {result.text!r}")  # noqa: T201 - it is the answer


_ear: Ear  # of this process, as below
_desks: dict[int, Desk] = {}


def _desk(size: int) -> Desk:
    if size not in _desks:
        while _desks:
            _desks.popitem()[1].close()
        _desks[size] = Desk(business(size, size, SEED).snapshot)
    return _desks[size]


def _start(ear: Ear) -> None:
    global _ear  # noqa: PLW0603 - a pool hands its workers a function and nothing to keep
    _ear = ear


def _hear(trial: Trial) -> Came:
    return _ear.hear(trial)
