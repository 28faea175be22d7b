"""What the phrase recogniser refuses and what it lets through, with the limits where they stand and moved either way.

`python -m benchmarks.refusal DATA`, where DATA holds the folders ``speech_to_intent`` (213 real voices ordering coffee,
a phrase file, kitchen noise) and ``spoken_digits`` (120 strings, three real voices). A near miss is an order whose
drink was taken out of the list, so that it fits but for one name. The practice business's idle phrases are those that
the unit listens with, and what they take for talk is no command. Not measured: near misses of people's names in real
voices, a radio, other rooms.
"""

import argparse
import asyncio
import math
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from benchmarks.report import publish
from conversation.books import TALK
from conversation.phrases import PhraseMatcher
from edge_agent.evaluation import Label, decode, mix, read_labels
from edge_agent.listening import behind_wake_word, with_wake_word
from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.unit import opened
from hardware.audio import SAMPLE_RATE
from models.phrase_recogniser import SOFTNESS, PhraseRecogniser
from models.phrases import PhraseBook
from models.recognition import Frame
from models.rhino import read_phrases

SHIFTS = (-0.8, -0.4, 0.0, 0.4, 0.8)
"""Nats per frame by which both limits are moved."""
SNRS = (24, 15, 6)
NOISES = 40
SECONDS_OF_NOISE = 5
SEED = 20261125


@dataclass(frozen=True)
class Trial:
    """One sound held to one book."""

    what: str
    book: str
    sound: str
    """A file, or what is made: ``silence``, ``tones``, ``kitchen``."""
    snr_db: float | None = None
    label: Label | None = None
    """What is right to accept, if anything."""


@dataclass(frozen=True)
class Bench:
    """What the processes need."""

    data: Path
    books: Mapping[str, PhraseBook]

    @property
    def kitchen(self) -> Path:
        """The noise."""
        return self.data / "speech_to_intent" / "kitchen.flac"


def trials(bench: Bench) -> Iterator[Trial]:
    """Everything that is tried."""
    coffee = bench.data / "speech_to_intent"
    clips = {str(coffee / "clips" / name): label for name, label in read_labels(coffee).items()}
    for snr in SNRS:
        for clip, label in clips.items():
            yield Trial(f"orders that fit, {snr} dB", "coffee", clip, snr, label)
            yield Trial(f"near misses, {snr} dB", _without(label), clip, snr)
    for clip in clips:
        yield Trial("another domain", "practice", clip)
    for digits in sorted((bench.data / "spoken_digits").glob("*.flac")):
        yield Trial("strings of digits", "practice", str(digits))
    for book_name in ("coffee", "practice"):
        for kind in ("kitchen", "tones", "silence"):
            for number in range(1 if kind == "silence" else NOISES):
                yield Trial(f"{kind} alone", book_name, f"{kind}:{number}")


def _without(label: Label) -> str:
    return f"coffee without {label.slots['coffeeDrink']}"


async def books(data: Path) -> dict[str, PhraseBook]:
    """The coffee orders, those without each one drink, and the practice business's idle phrases."""
    coffee = read_phrases(data / "speech_to_intent" / "grammar_of_the_task.yaml")
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder))
        async with practising(places), opened(places) as unit:
            await unit.refresh()
            made = {"coffee": coffee, "practice": with_wake_word(unit.assistant.phrases())}
    for drink in coffee.lists["coffeeDrink"]:
        others = tuple(value for value in coffee.lists["coffeeDrink"] if value.value != drink.value)
        made[f"coffee without {drink.value}"] = replace(coffee, lists={**coffee.lists, "coffeeDrink": others})
    return made


def sound_of(trial: Trial, kitchen: Path) -> Frame:
    """The samples of a trial, 16 kHz; the same every time."""
    kind, _, _ = trial.sound.rpartition(":")
    generator = np.random.default_rng([SEED, crc32(trial.sound.encode())])
    samples = SECONDS_OF_NOISE * SAMPLE_RATE
    match kind:
        case "silence":
            return np.zeros(samples, np.int16)
        case "tones":
            return _tones(generator, samples)
        case "kitchen":
            noise = decode(kitchen)
            start = generator.integers(0, len(noise) - samples)
            return noise[start : start + samples]
    speech = decode(Path(trial.sound))
    return speech if trial.snr_db is None else mix(speech, decode(kitchen), trial.snr_db, crc32(trial.sound.encode()))


def _tones(generator: np.random.Generator, samples: int) -> Frame:
    """Chords of three tones with overtones, two a second, like a simple tune."""
    chord = SAMPLE_RATE // 2
    time = np.arange(chord) / SAMPLE_RATE
    played = []
    for _ in range(samples // chord):
        roots = 220 * 2 ** (generator.integers(0, 24, 3) / 12)
        wave = sum(np.sin(2 * np.pi * root * overtone * time) / overtone for root in roots for overtone in (1, 2, 3))
        played.append(3000 * wave * np.exp(-3 * time))
    return np.concatenate(played).astype(np.int16)


class Ear:
    """Hears trials in one of the processes."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._recogniser = PhraseRecogniser()
        self._matchers: dict[str, PhraseMatcher] = {}

    def hear(self, trial: Trial) -> tuple[float, bool]:
        """How far inside the limits a command lies, in nats per frame (-inf where there is none); is it right."""
        if trial.book not in self._matchers:
            phrases = self._bench.books[trial.book]
            self._recogniser.prepare(trial.book, phrases)
            self._matchers[trial.book] = PhraseMatcher(phrases)
        transcript = self._recogniser.settle(trial.book, sound_of(trial, self._bench.kitchen))
        match = self._matchers[trial.book].match(behind_wake_word(transcript.text))
        if match is None or match.intent == TALK or transcript.confidence == 0:
            return -math.inf, False
        inside = SOFTNESS * math.log(transcript.confidence / (1 - transcript.confidence))
        return inside, trial.label == Label(intent=match.intent, slots=dict(match.slots))


_ear: Ear  # of this process


def _start(bench: Bench) -> None:
    global _ear  # noqa: PLW0603 - a pool hands its workers a function and nothing to keep
    _ear = Ear(bench)


def _hear(trial: Trial) -> tuple[float, bool]:
    return _ear.hear(trial)


def rows(tried: Iterable[tuple[Trial, tuple[float, bool]]]) -> list[dict[str, Any]]:
    """A row per kind of sound: of orders that fit the share accepted and right, of all others the share let through."""
    by_kind: dict[str, list[tuple[Trial, float, bool]]] = {}
    for trial, (inside, right) in tried:
        by_kind.setdefault(trial.what, []).append((trial, inside, right))
    made = []
    for what, outcomes in by_kind.items():
        fits = outcomes[0][0].label is not None
        row: dict[str, Any] = {"sound": what, "n": len(outcomes), "counts": "right" if fits else "let through"}
        for shift in SHIFTS:
            accepted = [right for _, inside, right in outcomes if inside >= -shift]
            row[f"{shift:+.1f}"] = f"{(sum(accepted) if fits else len(accepted)) / len(outcomes):.3f}"
        made.append(row)
    return made


def main() -> None:
    """Tries everything and publishes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.refusal", description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder with the recordings")
    data = parser.parse_args().data
    if not (data / "speech_to_intent").is_dir():
        parser.error(f"{data} has no folder speech_to_intent with recordings")
    bench = Bench(data, asyncio.run(books(data)))
    everything = sorted(trials(bench), key=lambda trial: trial.book)  # a book is compiled once in each process
    with ProcessPoolExecutor(2, get_context("spawn"), _start, (bench,)) as pool:
        outcomes = list(pool.map(_hear, everything, chunksize=16))
    about = f"Refusal: share by limits moved by so many nats per frame (0: as set); seed {SEED}"
    publish(
        "refusal",
        about,
        sorted(rows(zip(everything, outcomes, strict=True)), key=lambda row: row["counts"], reverse=True),
    )


if __name__ == "__main__":
    main()
