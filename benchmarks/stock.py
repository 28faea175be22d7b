"""What the unit's ways of hearing cost beside Whisper as faster-whisper runs it, in work and in memory.

`python -m benchmarks.stock DATA`, where DATA/speech_to_intent holds recordings of the public speech-to-intent benchmark
and kitchen noise. Forty of the clips as they are and at 15 dB, one after the other, once, behind one that is not
counted; each engine in a process of its own, with one thread and with two; the same weights (tiny.en in 8 bits).
`held` is held to the benchmark's own phrases and shown part by part; `free` and `stock` write what they hear. `stock`
encodes 30 s whatever was said; once with its defaults (five beams, up to five temperatures), once greedily at
temperature 0. `free` is told no names here. Its words are compared with those of the greedy `stock`, which are not
always right themselves.
Memory is the share of the process (Pss) with everything that the benchmark imports, before and after. Not measured:
other sizes of Whisper, a Raspberry Pi, a Jetson.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import mean, median
from typing import Any
from zlib import crc32

import numpy as np
from faster_whisper import WhisperModel

from benchmarks.arguments import data_parser, parsed
from benchmarks.report import publish
from edge_agent.evaluation import read_labels
from edge_agent.labelled_recordings import decode, mix
from edge_agent.measuring import Memory, Spent, Stopwatch, memory_of
from models.free_recogniser import FreeRecogniser
from models.held_recogniser import HeldRecogniser
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import PhraseBook
from models.recognition import Frame, Recogniser
from models.rhino import read_phrases
from models.store import ModelStore, default_models
from models.whisper.free import words_of
from models.whisper.search import Search

CLIPS = 40
LEVELS = (None, 15.0)
"""Speech to noise in dB; None where no noise is added."""
THREADS = (1, 2)
LEAST_CHEAPER = 4
_MODEL = "whisper-tiny.en"
_WHOLE = "whole"

Hear = Callable[[Frame], str]
Setting = tuple[str, int, float | None]
"""Engine, threads and level of noise."""
Opened = Callable[[Path, PhraseBook, int, Stopwatch], Hear]


@dataclass(frozen=True, slots=True)
class Measured:
    """One engine after all clips."""

    parts: tuple[dict[str, Spent], ...]
    """Of each clip."""
    texts: tuple[str, ...]
    before: Memory
    after: Memory


def open_held(folder: Path, book: PhraseBook, threads: int, watch: Stopwatch) -> Hear:
    """The held reading, part by part."""
    recogniser = HeldRecogniser(folder, threads=threads)
    _watch_encoding(recogniser, watch)
    watch.watch(recogniser._decoder, "attend", "cross")
    watch.watch(Search, "run", "search")
    watch.watch(recogniser, "read", "decision")
    watch.watch(recogniser, "read_freely", "free, if refused")
    return _prepared(recogniser, book)


def open_free(folder: Path, book: PhraseBook, threads: int, watch: Stopwatch) -> Hear:
    """The free reading alone; in the unit it has its voice activity and its encoding from the held one."""
    recogniser = FreeRecogniser(folder, threads=threads)
    _watch_encoding(recogniser, watch)
    watch.watch(recogniser._reader, "read", "free reading")
    return _prepared(recogniser, book)


def open_phrase(_folder: Path, book: PhraseBook, _threads: int, _watch: Stopwatch) -> Hear:
    """PocketSphinx."""
    return _prepared(PhraseRecogniser(), book)


def open_stock(folder: Path, _book: PhraseBook, threads: int, _watch: Stopwatch, **settings: Any) -> Hear:
    """faster-whisper, with `settings` of its `transcribe`."""
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)

    def hear(sound: Frame) -> str:
        segments, _ = model.transcribe(sound / np.float32(32768), **settings)
        return " ".join(segment.text for segment in segments)

    return hear


def _watch_encoding(recogniser: HeldRecogniser | FreeRecogniser, watch: Stopwatch) -> None:
    watch.watch(recogniser._activity, "hear", "voice activity")
    watch.watch(recogniser._encoder, "_mel", "features")
    watch.watch(recogniser._encoder, "encode", "encoder")


def _prepared(recogniser: Recogniser, book: PhraseBook) -> Hear:
    recogniser.prepare("clips", book)

    def hear(sound: Frame) -> str:
        hearing = recogniser.hear("clips")
        hearing.feed(sound)
        return hearing.finish().text

    return hear


ENGINES: dict[str, tuple[Opened, Sequence[int]]] = {
    "held": (open_held, THREADS),
    "free": (open_free, THREADS),
    "stock": (open_stock, THREADS),
    "stock greedy": (partial(open_stock, beam_size=1, temperature=0), THREADS),
    "phrase": (open_phrase, THREADS[:1]),
}


def measure(engine: str, threads: int, level: float | None, data: Path) -> Measured:
    """Hears every clip; in a process of its own."""
    clips = list(_clips(data, level))
    book = read_phrases(data / "grammar_of_the_task.yaml")
    watch, before = Stopwatch(), memory_of()
    with ModelStore(default_models()).open(_MODEL) as folder:
        hear = ENGINES[engine][0](folder, book, threads, watch)
        hear(clips[-1])
        parts, texts = [], []
        for clip in clips[:CLIPS]:
            watch.take()
            with watch.part("rest"):
                texts.append(hear(clip))
            parts.append(_with_whole(watch.take()))
        return Measured(tuple(parts), tuple(texts), before, memory_of())


def _with_whole(parts: dict[str, Spent]) -> dict[str, Spent]:
    spent = parts.values()
    return parts | {_WHOLE: Spent(sum(part.wall for part in spent), sum(part.work for part in spent))}


def _clips(data: Path, level: float | None) -> Iterator[Frame]:
    names = list(read_labels(data))
    noise = decode(data / "kitchen.flac")
    for name in names[:: len(names) // CLIPS][: CLIPS + 1]:
        speech = decode(data / "clips" / name)
        yield speech if level is None else mix(speech, noise, level, seed=crc32(name.encode()))


def rows(came: dict[Setting, Measured]) -> Iterator[dict[str, Any]]:
    """One for each setting and part."""
    for (engine, threads, level), one in came.items():
        for part in (_WHOLE, *sorted({name for parts in one.parts for name in parts} - {_WHOLE})):
            spent = [parts.get(part, Spent()) for parts in one.parts]
            wall, work = [each.wall for each in spent], [each.work for each in spent]
            row = {
                "engine": engine,
                "threads": threads,
                "dB": "quiet" if level is None else level,
                "part": part,
                "ms": round(median(wall), 1),
                "mean ms": round(mean(wall), 1),
                "work ms": round(median(work), 1),
                "mean work ms": round(mean(work), 1),
            }
            yield {**row, **(_of_whole(came, engine, threads, level) if part == _WHOLE else _NO_WHOLE)}


_NO_WHOLE = dict.fromkeys(("work by held", "goal", "MB", "MB before", "words wrong", "same text"), "")


def _of_whole(came: dict[Setting, Measured], engine: str, threads: int, level: float | None) -> dict[str, Any]:
    """What is said of an engine, not of its parts."""
    one, held, stock = (came[name, threads, level] for name in (engine, "held", "stock greedy"))
    row: dict[str, Any] = _NO_WHOLE | {"MB": one.after.share, "MB before": one.before.share}
    row["work by held"] = round(_work(one) / _work(held), 2)
    if engine.startswith("stock"):
        row["goal"] = f"≥ {LEAST_CHEAPER}"
    if engine == "free":
        pairs = [(words_of(text), words_of(theirs)) for text, theirs in zip(one.texts, stock.texts, strict=True)]
        wrong = sum(_edits(words, theirs) for words, theirs in pairs)
        row["words wrong"] = round(wrong / sum(len(theirs) for _, theirs in pairs), 3)
        row["same text"] = round(mean(words == theirs for words, theirs in pairs), 3)
    return row


def _edits(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words have to be put in, left out or changed to make one text of the other."""
    edits = list(range(len(others) + 1))
    for taken, word in enumerate(words, 1):
        before, edits = edits, [taken]
        for place, other in enumerate(others):
            edits.append(min(before[place] + (word != other), before[place + 1] + 1, edits[place] + 1))
    return edits[-1]


def _work(one: Measured) -> float:
    return mean(parts[_WHOLE].work for parts in one.parts)


def main() -> None:
    """Measures engine by engine, and publishes."""
    folder = parsed(data_parser("stock", __doc__ or "")).data / "speech_to_intent"
    settings = [
        (engine, count, level) for engine, (_, counts) in ENGINES.items() for count in counts for level in LEVELS
    ]
    came = {}
    for setting in settings:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            came[setting] = alone.submit(measure, *setting, folder).result()
    about = f"Beside stock faster-whisper: {CLIPS} human clips of another domain, kitchen noise"
    publish("stock", about, list(rows(came)))


if __name__ == "__main__":
    main()
