"""What the engines cost on this machine: each one alone, in a process of its own, with the shipped recordings, and what
reads with sentences in free words."""

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

from assistant.command_model import FILE as COMMAND_MODEL
from assistant.command_model import reader
from edge_agent.free_sentences import free_sentences
from edge_agent.measuring import Memory, Stopwatch, memory_of
from edge_agent.recordings.make import FOLDER
from edge_agent.recordings.script import SENTENCES, VOICES
from hardware.audio import FRAME, SAMPLE_RATE
from hardware.recordings import Recording
from models.errors import ModelError
from models.held_recogniser import HeldRecogniser
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import PhraseBook
from models.recognition import Frame, Recogniser
from models.store import ModelStore
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
_READ_WITHIN_S = 120.0
"""So long a sentence may take here: how slow a model is that no unit would wait for is to be known too."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is measured."""

    name: str
    """A model of the manifest, or an engine that needs none of it."""
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Costs:
    """What one engine takes."""

    setting: Setting
    load_ms: float
    each_ms: float
    """For one utterance, sentence or reply, the median."""
    second_ms: float | None
    """For a second of sound, heard or spoken; None of what reads."""
    memory: Memory
    """From before it was loaded to the end. A voice has a process of its own, and that counts whole."""
    parts_ms: Mapping[str, float] = field(default_factory=dict)
    """What `each_ms` goes to, medians; of a voice, what the first sentence of a reply takes."""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        line = {"engine": self.setting.name, "threads": self.setting.threads, "load_ms": round(self.load_ms)}
        line |= {"each_ms": round(self.each_ms, 1)}
        line |= {"real_time_factor": round(self.second_ms / 1000, 4) if self.second_ms is not None else None}
        line |= {"peak_mb": self.memory.peak, "private_mb": self.memory.private}
        return line | {"parts_ms": {name: round(ms, 1) for name, ms in self.parts_ms.items()}}


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """An engine that could not be measured."""

    setting: Setting
    why: str

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {"engine": self.setting.name, "threads": self.setting.threads, "why": self.why}


def settings(store: ModelStore, cores: int) -> list[Setting]:
    """All that hear or speak: the models of the manifest on one thread and, where there are two cores, on two. And what
    reads, on one: the command model, and those of the manifest that somebody has fetched; no unit needs them."""
    models = store.manifest.models
    sounding = [model.name for model in models if model.kind != "understanding"]
    reading = [model.name for model in models if model.kind == "understanding" and store.installed(model.name)]
    fetched = [Setting(model, threads) for model in sounding for threads in range(1, min(cores, 2) + 1)]
    return [*fetched, *map(Setting, _SHIPPED), *map(Setting, reading)]


def measure(setting: Setting, store: ModelStore, book: PhraseBook) -> Costs | Unmeasured:
    """Measures one engine; a recogniser is held to `book`."""
    if setting.name not in _SHIPPED and not store.installed(setting.name):
        return Unmeasured(setting, f"not here; `{store.pull_command} {setting.name}` fetches it")
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        try:
            return process.submit(_measure, setting, store, book).result()
        except ModelError as error:
            return Unmeasured(setting, str(error))
        except BrokenProcessPool:
            return Unmeasured(setting, "its process died; perhaps there is too little memory")


def _measure(setting: Setting, store: ModelStore, book: PhraseBook) -> Costs:
    """Runs in a process of its own."""
    if setting.name in _SHIPPED:
        return _SHIPPED[setting.name](setting, book)
    model = store.manifest.model(setting.name)
    with store.open(setting.name) as files:
        if model.kind == "speech":
            return _speaking(setting, lambda: piper_voice(next(files.glob("*.onnx")), setting.threads))
        if model.kind == "understanding":
            return _reading(setting, next(files.glob("*.gguf")))
        watch = Stopwatch()
        watch.watch(Encoder, "encode", "encoder")
        watch.watch(Decoder, "attend", "cross")
        watch.watch(Search, "run", "search")
        return _recognising(setting, lambda: HeldRecogniser(files, threads=setting.threads), book, watch)


def _recognising(setting: Setting, load: Callable[[], Recogniser], book: PhraseBook, watch: Stopwatch) -> Costs:
    utterances = [_samples(path) for path in UTTERANCES]
    before = memory_of()
    started = perf_counter()
    recogniser = load()
    load_ms = _ms_since(started)
    recogniser.prepare(_BOOK, book)
    rows = []
    for utterance in utterances:
        watch.take()
        hearing = recogniser.hear(_BOOK)
        started = perf_counter()
        for frame in _frames(utterance):
            hearing.feed(frame)
        spoken_ms, started = _ms_since(started), perf_counter()
        hearing.finish()
        parts = {"while spoken": spoken_ms, "afterwards": _ms_since(started)}
        rows.append(parts | {name: spent.wall for name, spent in watch.take().items()})
    whole = [row["while spoken"] + row["afterwards"] for row in rows]
    medians = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    seconds = sum(map(len, utterances)) / SAMPLE_RATE
    return _costs(setting, load_ms, whole, seconds, memory_of() - before, medians)


def _listening(setting: Setting, load: Callable[[], "_Listening"]) -> Costs:
    utterances = [_samples(path) for path in UTTERANCES]
    before = memory_of()
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
    return _costs(setting, load_ms, whole, seconds, memory_of() - before)


def _speaking(setting: Setting, load: Callable[[], VoiceProcess]) -> Costs:
    started = perf_counter()
    with closing(load()) as voice:
        load_ms = _ms_since(started)
        whole, seconds = [], 0.0
        for reply in REPLIES * _ROUNDS:
            started = perf_counter()
            seconds += len(voice.speak(reply)) / voice.sample_rate
            whole.append(_ms_since(started))
        first = {"first sound": statistics.median(whole[:: len(REPLIES)])}
        return _costs(setting, load_ms, whole, seconds, memory_of(voice.pid), first)


def _reading(setting: Setting, file: Path) -> Costs:
    """Of a language model, held to the grammar of each sentence, which is counted with it."""
    sentences = free_sentences()
    before = memory_of()
    started = perf_counter()
    with closing(reader(file, _READ_WITHIN_S)) as completer:
        completer.load()
        load_ms = _ms_since(started)
        whole = []
        for sentence in sentences:
            started = perf_counter()
            sentence.read(completer)
            whole.append(_ms_since(started))
        return _costs(setting, load_ms, whole, None, memory_of() - before)


def _costs(  # noqa: PLR0913, PLR0917 - what all kinds of engines have in common
    setting: Setting,
    load_ms: float,
    whole: Sequence[float],
    seconds: float | None,
    memory: Memory,
    parts: Mapping[str, float] | None = None,
) -> Costs:
    second_ms = sum(whole) / seconds if seconds else None
    return Costs(setting, load_ms, statistics.median(whole), second_ms, memory, parts or {})


_SHIPPED: Mapping[str, Callable[[Setting, PhraseBook], Costs]] = {
    "PocketSphinx": lambda setting, book: _recognising(setting, PhraseRecogniser, book, Stopwatch()),
    "espeak-ng": lambda setting, _: _speaking(setting, espeak_voice),
    "wake word": lambda setting, _: _listening(setting, WakeWord),
    "voice activity": lambda setting, _: _listening(setting, VoiceActivity),
    "command model": lambda setting, _: _reading(setting, COMMAND_MODEL),
}
"""The engines that need no model of the store."""


class _Listening(Protocol):
    def hear(self, frame: Frame, /) -> object: ...


def _samples(path: Path) -> Frame:
    return np.concatenate(list(Recording(path, tail_s=0.3).frames()))


def _frames(samples: Frame) -> Iterator[Frame]:
    """Whole frames, as the microphone gives them."""
    yield from (samples[begin : begin + FRAME] for begin in range(0, len(samples) - FRAME + 1, FRAME))


def _ms_since(started: float) -> float:
    return 1000 * (perf_counter() - started)
