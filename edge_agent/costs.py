"""What the engines cost on this machine: each one alone, in a process of its own, with the shipped recordings."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

import numpy as np

from edge_agent.recordings.make import FOLDER
from edge_agent.recordings.script import SENTENCES, VOICES
from hardware.audio import FRAME, SAMPLE_RATE
from hardware.recordings import Recording
from models.errors import ModelError
from models.held_recogniser import HeldRecogniser
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import PhraseBook
from models.recognition import Frame, Recogniser
from models.store import Manifest, ModelStore
from models.voice_activity import VoiceActivity
from models.voice_process import VoiceProcess, espeak_voice, piper_voice
from models.wake_word import WakeWord
from models.whisper.decoder import Decoder
from models.whisper.encoder import Encoder
from models.whisper.search import Search

UTTERANCES = tuple(FOLDER / f"{said.name}.{voice}.flac" for voice in VOICES for said in SENTENCES if said.wake)
REPLIES = (
    "Saved.",
    "Job forty two is saved, and will be sent to the office.",
    "Create an invoice for job forty two, two hundred sixty eight dollars and fifty cents, for Maria Garcia?",
)
_ROUNDS = 7
"""How often each of the replies is spoken."""
_BOOK = "measured"


@dataclass(frozen=True, slots=True)
class Engine:
    """What is measured."""

    name: str
    """A model of the manifest, or an engine that needs none of it."""
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Costs:
    """What one engine takes."""

    engine: Engine
    load_ms: float
    each_ms: float
    """For one utterance or one reply, the median."""
    second_ms: float
    """For a second of sound, heard or spoken."""
    peak_mb: int
    """Resident at most, from before it was loaded. A voice has a process of its own, and that counts whole."""
    private_mb: int
    """Held at the end by nothing else, counted likewise."""
    parts_ms: Mapping[str, float] = field(default_factory=dict)
    """What `each_ms` goes to, medians; of a voice, what the first sentence of a reply takes."""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        line = {"engine": self.engine.name, "threads": self.engine.threads, "load_ms": round(self.load_ms)}
        line |= {"each_ms": round(self.each_ms, 1), "real_time_factor": round(self.second_ms / 1000, 4)}
        line |= {"peak_mb": self.peak_mb, "private_mb": self.private_mb}
        return line | {"parts_ms": {name: round(ms, 1) for name, ms in self.parts_ms.items()}}


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """An engine that could not be measured."""

    engine: Engine
    why: str

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {"engine": self.engine.name, "threads": self.engine.threads, "why": self.why}


def engines(manifest: Manifest, cores: int) -> list[Engine]:
    """All there are: the models of `manifest` on one thread and, where there are two cores, on two."""
    fetched = [Engine(model.name, threads) for model in manifest.models for threads in range(1, min(cores, 2) + 1)]
    return [*fetched, *map(Engine, _SHIPPED)]


def measure(engine: Engine, store: ModelStore, book: PhraseBook) -> Costs | Unmeasured:
    """Measures one engine; a recogniser is held to `book`."""
    if engine.name not in _SHIPPED and not store.installed(engine.name):
        return Unmeasured(engine, f"not here; `hero365-edge models pull {engine.name}` fetches it")
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        try:
            return process.submit(_measure, engine, store.folder, store.manifest, book).result()
        except ModelError as error:
            return Unmeasured(engine, str(error))
        except BrokenProcessPool:
            return Unmeasured(engine, "its process died; perhaps there is too little memory")


def _measure(engine: Engine, folder: Path, manifest: Manifest, book: PhraseBook) -> Costs:
    """Runs in a process of its own."""
    if engine.name in _SHIPPED:
        return _SHIPPED[engine.name](engine, book)
    model = manifest.model(engine.name)
    with ModelStore(folder, manifest).open(engine.name) as files:
        if model.kind == "speech":
            return _speaking(engine, lambda: piper_voice(next(files.glob("*.onnx")), engine.threads))
        watches = {
            "encoder": _Stopwatch(Encoder, "encode"),
            "cross": _Stopwatch(Decoder, "attend"),
            "search": _Stopwatch(Search, "run"),
        }
        return _recognising(engine, lambda: HeldRecogniser(files, threads=engine.threads), book, watches)


def _recognising(
    engine: Engine, load: Callable[[], Recogniser], book: PhraseBook, watches: Mapping[str, "_Stopwatch"]
) -> Costs:
    utterances = [_samples(path) for path in UTTERANCES]
    before = _memory()
    started = perf_counter()
    recogniser = load()
    load_ms = _ms_since(started)
    recogniser.prepare(_BOOK, book)
    rows = []
    for utterance in utterances:
        for watch in watches.values():
            watch.take()
        hearing = recogniser.hear(_BOOK)
        started = perf_counter()
        for frame in _frames(utterance):
            hearing.feed(frame)
        spoken_ms, started = _ms_since(started), perf_counter()
        hearing.finish()
        parts = {"while spoken": spoken_ms, "afterwards": _ms_since(started)}
        rows.append(parts | {name: watch.take() for name, watch in watches.items()})
    whole = [row["while spoken"] + row["afterwards"] for row in rows]
    medians = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    seconds = sum(map(len, utterances)) / SAMPLE_RATE
    return _costs(engine, load_ms, whole, seconds, _memory() - before, medians)


def _listening(engine: Engine, load: Callable[[], "_Listening"]) -> Costs:
    utterances = [_samples(path) for path in UTTERANCES]
    before = _memory()
    started = perf_counter()
    listening = load()
    load_ms = _ms_since(started)
    whole = []
    for utterance in utterances:
        started = perf_counter()
        for frame in _frames(utterance):
            listening.hear(frame)
        whole.append(_ms_since(started))
    seconds = sum(map(len, utterances)) / SAMPLE_RATE
    return _costs(engine, load_ms, whole, seconds, _memory() - before)


def _speaking(engine: Engine, load: Callable[[], VoiceProcess]) -> Costs:
    started = perf_counter()
    with closing(load()) as voice:
        load_ms = _ms_since(started)
        whole, seconds = [], 0.0
        for reply in REPLIES * _ROUNDS:
            started = perf_counter()
            seconds += len(voice.speak(reply)) / voice.sample_rate
            whole.append(_ms_since(started))
        first = {"first sound": statistics.median(whole[:: len(REPLIES)])}
        return _costs(engine, load_ms, whole, seconds, _memory(voice.pid), first)


def _costs(  # noqa: PLR0913, PLR0917 - what the three kinds of engines have in common
    engine: Engine,
    load_ms: float,
    whole: Sequence[float],
    seconds: float,
    memory: "_Memory",
    parts: Mapping[str, float] | None = None,
) -> Costs:
    median, second_ms = statistics.median(whole), sum(whole) / seconds
    return Costs(engine, load_ms, median, second_ms, memory.peak_mb, memory.private_mb, parts or {})


_SHIPPED: Mapping[str, Callable[[Engine, PhraseBook], Costs]] = {
    "PocketSphinx": lambda engine, book: _recognising(engine, PhraseRecogniser, book, {}),
    "espeak-ng": lambda engine, _: _speaking(engine, espeak_voice),
    "wake word": lambda engine, _: _listening(engine, WakeWord),
    "voice activity": lambda engine, _: _listening(engine, VoiceActivity),
}
"""The engines that need no model of the store."""


class _Listening(Protocol):
    def hear(self, frame: Frame, /) -> object: ...


class _Stopwatch:
    """Adds up what is spent in a method, from outside; the process that it is put into measures and does no more."""

    def __init__(self, owner: type, method: str) -> None:
        self._spent_ms = 0.0
        inner = getattr(owner, method)

        def timed(*arguments: object) -> object:
            started = perf_counter()
            try:
                return inner(*arguments)
            finally:
                self._spent_ms += _ms_since(started)

        setattr(owner, method, timed)

    def take(self) -> float:
        """What was spent since it was asked last."""
        spent, self._spent_ms = self._spent_ms, 0.0
        return spent


@dataclass(frozen=True, slots=True)
class _Memory:
    peak_mb: int
    private_mb: int

    def __sub__(self, before: "_Memory") -> "_Memory":
        return _Memory(self.peak_mb - before.peak_mb, self.private_mb - before.private_mb)


def _memory(process: int | str = "self") -> _Memory:
    """Of a process: resident at most so far, and private just now."""
    peak = _kilobytes(Path(f"/proc/{process}/status"), "VmHWM:")
    private = _kilobytes(Path(f"/proc/{process}/smaps_rollup"), "Private_Clean:", "Private_Dirty:")
    return _Memory(1024 * peak // 1_000_000, 1024 * private // 1_000_000)


def _kilobytes(path: Path, *names: str) -> int:
    return sum(int(line.split()[1]) for line in path.read_text().splitlines() if line.startswith(names))


def _samples(path: Path) -> Frame:
    return np.concatenate(list(Recording(path, tail_s=0.3).frames()))


def _frames(samples: Frame) -> Iterator[Frame]:
    """Whole frames, as the microphone gives them."""
    yield from (samples[begin : begin + FRAME] for begin in range(0, len(samples) - FRAME + 1, FRAME))


def _ms_since(started: float) -> float:
    return 1000 * (perf_counter() - started)
