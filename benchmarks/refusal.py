"""What the recognisers refuse and what they let through, with the limits where they stand and moved either way.

`python -m benchmarks.refusal DATA [--sounds FOLDER]`, where DATA holds ``speech_to_intent`` (213 real voices ordering
coffee, a phrase file, kitchen noise) and ``spoken_digits`` (120 strings, three real voices). Whisper hears everything,
PocketSphinx (`phrase`) every fourth trial, and no list of 1,000.

A near miss of a drink is an order whose drink was taken out of the list. A near miss of a name is said in synthetic
voices to a business of 10, 100 or 1,000 customers that has no such one (`benchmarks.misses`); it is let through where a
known customer is taken for it, and not where it is taken for a new one, since the dialogue then asks. Foreign speech,
digits and noise are held to the practice business's idle phrases; what they take for talk is no command. The radio is
three real voices at once. Limits are moved by the log-odds of the transcript's confidence: 0.8 is a fifth of Whisper's
limits, and 0.4 nats per frame of PocketSphinx's. "At most" is what the share may be in truth, with the limits as they
are and 95 % confidence. Not measured: near misses of people's names in real voices, other rooms.
"""

import asyncio
import math
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from assistant.engines import Engine, opened_recogniser
from assistant.wake_phrase import behind_wake_word, with_wake_word
from benchmarks.bounds import at_most
from benchmarks.business import business, said_name
from benchmarks.lists import CUSTOMER_SENTENCES
from benchmarks.misses import MISSES
from benchmarks.report import publish
from benchmarks.sounds import SEED, Level, Sounds, Source
from benchmarks.spoken import arguments, level_name
from benchmarks.voices import voices_here
from conversation.books import IDLE, TALK, book
from conversation.english import ENGLISH
from conversation.phrases import Match, PhraseMatcher
from edge_agent.evaluation import Label, read_labels
from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.unit import opened
from models.phrases import PhraseBook, SpokenValue
from models.recognition import Recogniser
from models.rhino import read_phrases

SHIFTS = (-1.6, -0.8, 0.0, 0.8, 1.6)
"""Log-odds by which the limits are moved; more lets more through."""
KITCHEN: tuple[Level, ...] = (("kitchen", 24), ("kitchen", 15), ("kitchen", 6))
SIZES = (10, 100, 1000)
MISSES_QUIET, MISSES_NOISY, NOISES, UNDER_RADIO = 84, 42, 40, 84
PHRASE_TAKES = 4
"""PocketSphinx hears one trial of so many."""


@dataclass(frozen=True)
class Trial:
    """One sound held to one book."""

    what: str
    book: str
    source: Source
    level: Level = None
    right: Label | None = None
    """What is right to accept, if anything."""
    names: bool = False
    """Nothing is let through but a known customer."""

    @property
    def row(self) -> tuple[str, str]:
        """What it is counted with."""
        return self.what, level_name(self.level)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a recogniser takes a sound for."""

    inside: float
    """How far inside the limits, in log-odds; -inf where it is no command, or none that counts."""
    right: bool


def trials(data: Path, books: Mapping[str, PhraseBook]) -> Iterator[Trial]:
    """Everything that is tried."""
    coffee = data / "speech_to_intent"
    clips = {str(coffee / "clips" / name): label for name, label in read_labels(coffee).items()}
    for level in KITCHEN:
        for clip, label in clips.items():
            source = Source("recording", clip)
            yield Trial("orders that fit", "coffee", source, level, label)
            yield Trial("near misses of drinks", _without(label), source, level)
    for level in (None, *KITCHEN):
        for clip in clips:
            yield Trial("another domain", "practice", Source("recording", clip), level)
        for digits in sorted((data / "spoken_digits").glob("*.flac")):
            yield Trial("strings of digits", "practice", Source("recording", str(digits)), level)
        yield from _misses_of_names(level)
    for kind in ("kitchen", "engine", "tune", "radio", "silence"):
        for number in range(1 if kind == "silence" else NOISES):
            yield Trial(f"{kind} alone", "practice", Source(kind, str(number)))
            if kind != "radio":  # on which people order coffee
                yield Trial(f"{kind} alone, orders", "coffee", Source(kind, str(number)))
    yield from _under_radio(books[_business(100)])


def _misses_of_names(level: Level) -> Iterator[Trial]:
    for size in SIZES:
        known = [customer.name for customer in business(size, size, SEED).snapshot.customers]
        for what, miss in MISSES.items():
            random, voices = Random(f"{SEED} {size} {what} {level}"), cycle(voices_here())  # noqa: S311 - nothing is secret
            for _ in range(MISSES_NOISY if level else MISSES_QUIET):
                words = random.choice(CUSTOMER_SENTENCES)[0].format(said_name(miss(known, random)))
                source = Source(next(voices), words)
                yield Trial(f"{what}, {size} customers", _business(size), source, level, names=True)


def _under_radio(phrases: PhraseBook) -> Iterator[Trial]:
    matcher, made = PhraseMatcher(phrases), business(100, 100, SEED)
    for snr in (6, 0):
        random, voices = Random(f"{SEED} radio {snr}"), cycle(voices_here())  # noqa: S311 - nothing is secret
        for _ in range(UNDER_RADIO):
            words = random.choice(CUSTOMER_SENTENCES)[0].format(random.choice(made.customers).said)
            match = matcher.match(words)
            if match and not match.choices:
                yield Trial("commands", _business(100), Source(next(voices), words), ("radio", snr), _label(match))


def _business(size: int) -> str:
    return f"{size} customers"


def _without(label: Label) -> str:
    return f"coffee without {label.slots['coffeeDrink']}"


def _label(match: Match) -> Label:
    return Label(intent=match.intent, slots=dict(match.slots))


async def books(data: Path) -> dict[str, PhraseBook]:
    """The coffee orders, those without each one drink, and the idle phrases of the businesses."""
    coffee = read_phrases(data / "speech_to_intent" / "grammar_of_the_task.yaml")
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder))
        async with practising(places), opened(places) as unit:
            await unit.refresh()
            made = {"coffee": coffee, "practice": with_wake_word(unit.assistant.phrases())}
    drinks = named_values(coffee, "coffeeDrink")
    for drink in drinks:
        others = tuple(value for value in drinks if value.value != drink.value)
        made[f"coffee without {drink.value}"] = replace(coffee, lists={**coffee.lists, "coffeeDrink": others})
    sized = {
        _business(size): with_wake_word(book(IDLE, business(size, size, SEED).snapshot, ENGLISH)) for size in SIZES
    }
    return made | sized


class Ear:
    """Hears trials with one engine in one of the processes."""

    def __init__(self, recogniser: Recogniser, books: Mapping[str, PhraseBook], sounds: Sounds) -> None:
        self._recogniser = recogniser
        self._books = books
        self._sounds = sounds
        self._matchers: dict[str, PhraseMatcher] = {}

    def hear(self, trial: Trial) -> Taken:
        """What the engine takes the trial for."""
        if trial.book not in self._matchers:
            self._recogniser.prepare(trial.book, self._books[trial.book])
            self._matchers[trial.book] = PhraseMatcher(self._books[trial.book])
        hearing = self._recogniser.hear(trial.book)
        hearing.feed(self._sounds.heard(trial.source, trial.level))
        transcript = hearing.finish()
        match = self._matchers[trial.book].match(behind_wake_word(transcript.text))
        sure = transcript.confidence
        if match is None or sure == 0 or not self._counts(match, trial):
            return Taken(-math.inf, right=False)
        inside = math.inf if sure == 1 else math.log(sure / (1 - sure))
        return Taken(inside, right=trial.right == _label(match))

    def _counts(self, match: Match, trial: Trial) -> bool:
        if not trial.names:
            return match.intent != TALK
        known = {value.value for value in named_values(self._books[trial.book], "customers")}
        return match.slots.get("customer") in known


def named_values(phrases: PhraseBook, name: str) -> tuple[SpokenValue, ...]:
    """The values of a list of names."""
    values = phrases.lists[name]
    if not isinstance(values, tuple):
        raise TypeError(f"{name} is no list of names")
    return values


def rows(engine: Engine, tried: Iterable[tuple[Trial, Taken]]) -> list[dict[str, Any]]:
    """What was let through of each kind of sound; of what fits, what was accepted and right as well."""
    kinds: dict[tuple[str, str], list[tuple[Trial, Taken]]] = {}
    for trial, taken in tried:
        kinds.setdefault(trial.row, []).append((trial, taken))
    made = []
    for (what, noise), outcomes in kinds.items():
        fits = outcomes[0][0].right is not None
        kind: dict[str, Any] = {"engine": str(engine), "sound": what, "noise": noise, "n": len(outcomes)}
        if fits:
            made.append({**kind, "counts": "right", **_shares(outcomes, right=True), "at most": "", "goal": ""})
        wrong = sum(taken.inside >= 0 and not taken.right for _, taken in outcomes)
        goal = {"another domain": "0", "strings of digits": "0"}.get(what, "")
        bound = f"{at_most(wrong, len(outcomes)):.3f}"
        counts = "wrong" if fits else "let through"
        made.append({**kind, "counts": counts, **_shares(outcomes, right=False), "at most": bound, "goal": goal})
    return made


def _shares(outcomes: list[tuple[Trial, Taken]], *, right: bool) -> dict[str, str]:
    """The share that is accepted with each of the shifts."""
    inside = [taken.inside for _, taken in outcomes if taken.right == right]
    return {f"{shift:+.1f}": f"{sum(one >= -shift for one in inside) / len(outcomes):.3f}" for shift in SHIFTS}


@cache
def _ear(engine: Engine) -> Ear:
    recogniser = opened_recogniser(engine).__enter__()
    return Ear(recogniser, _books, _sounds)


_books: Mapping[str, PhraseBook]  # of this process, as the next
_sounds: Sounds


def _start(books: Mapping[str, PhraseBook], data: Path, folder: Path) -> None:
    global _books, _sounds
    _books, _sounds = books, Sounds(data, folder)


def _hear(engine: Engine, trial: Trial) -> Taken:
    return _ear(engine).hear(trial)


def main() -> None:
    """Tries everything and publishes."""
    given = arguments("refusal", __doc__ or "")
    phrases = asyncio.run(books(given.data))
    # A book is compiled once in each process.
    everything = sorted(trials(given.data, phrases), key=lambda trial: trial.book)
    taken = {
        Engine.HELD: everything,
        Engine.PHRASE: [trial for trial in everything if trial.book != _business(1000)][::PHRASE_TAKES],
    }
    made = []
    with ProcessPoolExecutor(2, get_context("spawn"), _start, (phrases, given.data, given.sounds)) as pool:
        for engine, heard in taken.items():
            outcomes = pool.map(_hear, [engine] * len(heard), heard, chunksize=16)
            made += rows(engine, zip(heard, outcomes, strict=True))
    voices = f"{len(voices_here())} synthetic voices beside the people"
    publish("refusal", f"Refusal: shares by limits moved by log-odds (0: as set); {voices}, seed {SEED}", made)


if __name__ == "__main__":
    main()
