"""How long understanding takes, and what memory: phrases, the command model, a stock instruct model.

`python -m benchmarks.understanding [qwen2.5-coder-0.5b-instruct.gguf]`. The sentences that understanding is judged by
(`tests/conversation/held_out`), in their order: all by phrases, every fourth of those that no phrase fits by the
command model, every fortieth by the stock model, where its file is given or was fetched. A language model has one
thread.

"first token": from the utterance on, with what stands before every utterance in mind (reuse), or evaluated each time.
The command model has nothing before its utterances. "MB" is what the process grew by. Not measured: other machines than
this one, and whatever a recogniser makes of sound.
"""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from assistant.command_model import FILE, command_model
from benchmarks.instruct_head import TAIL, head
from benchmarks.report import publish
from conversation.focus import Focus
from conversation.free_reading import read_freely
from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from conversation.utterance import Utterance
from edge_agent.seeded import seeded
from edge_agent.understanding_evaluation import Sentence, sentences_of
from erp import Language
from models.completion import Completer
from models.errors import CompletionError, ModelError
from models.llama import Llama
from models.llama_engine import LlamaEngine
from models.store import ModelStore, default_models
from sync.standin import PRACTICE

HELD_OUT: Final = Path(__file__).parents[1] / "tests/conversation/held_out"
STOCK: Final = "qwen2.5-coder-0.5b-instruct"
_COMMAND_EVERY, _STOCK_EVERY = 4, 40
_EVALUATED: Final = 3
"""Times that all before an utterance is evaluated anew: each takes seconds."""
GOALS: Final = {"phrases": "p50 < 5 ms", "command model": "p50 <= 300 ms"}


def main(stock: Path | None) -> None:
    """Measures what is here and publishes."""
    spoken = [(each, each.lang or "en") for file in sorted(HELD_OUT.glob("*.jsonl")) for each in sentences_of(file)]
    before = _megabytes()
    ears = Ears()
    rows = [_row("phrases", ears.by_phrases(spoken), _megabytes() - before)]
    refused = [each for each in spoken if not ears.fits(*each)]
    before = _megabytes()
    if completer := command_model():
        ears.freely(refused[:1], completer)  # loads it
        rows.append(_row("command model", ears.freely(refused[::_COMMAND_EVERY], completer), _megabytes() - before))
    else:
        sys.stderr.write(f"{FILE} or its engine is not here: it is not measured.\n")
    if stock:
        rows += _of_stock(stock, ears, refused[::_STOCK_EVERY])
    else:
        sys.stderr.write(f"{STOCK} is not here and not measured: hero365-edge models pull {STOCK}\n")
    publish("understanding", f"Milliseconds an utterance, {len(spoken)} sentences", rows)


class Ears:
    """Understands against the practice business."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[Understanding, datetime]] = {}
        for language in TONGUES:
            snapshot, now = seeded(PRACTICE, language)
            self._of[language] = Understanding(snapshot, TONGUES[language]), now

    def fits(self, sentence: Sentence, language: Language) -> bool:
        understanding, now = self._of[language]
        understood = understanding.command(sentence.text, now)
        return bool(understood.command or understood.control)

    def by_phrases(self, spoken: Sequence[tuple[Sentence, Language]]) -> list[float]:
        """Milliseconds of each, once all is laid out."""
        for sentence, language in (spoken[0], spoken[-1]):
            self.fits(sentence, language)
        return [_timed(partial(self.fits, *each)) for each in spoken]

    def freely(self, spoken: Iterable[tuple[Sentence, Language]], completer: Completer) -> list[float]:
        """Milliseconds of each, its grammar included."""
        return [_timed(partial(self._read, *each, completer)) for each in spoken]

    def _read(self, sentence: Sentence, language: Language, completer: Completer) -> None:
        understanding, now = self._of[language]
        try:
            read_freely(sentence.text, now, Focus(), understanding, completer)
        except CompletionError as error:
            sys.stderr.write(f"{error}\n")

    def utterance(self, sentence: Sentence, language: Language) -> Utterance:
        understanding, now = self._of[language]
        return Utterance(sentence.text, now, understanding.snapshot, understanding.tongue)


def _of_stock(file: Path, ears: Ears, spoken: Sequence[tuple[Sentence, Language]]) -> list[dict[str, Any]]:
    """The stock model with what it is told in mind, and told anew each time."""
    english = [each for each in spoken if each[1] == "en"]
    before = _megabytes()
    model = Llama(file, head("en"), TAIL, most_tokens=96, within_s=120)
    model.load()
    grown = _megabytes() - before
    whole = ears.freely(english, model)
    model.close()
    engine = LlamaEngine(file)
    told = engine.tokens(head("en"), beginning=True, steering=True)
    engine.make_room(len(told) + 256)
    engine.evaluate(told)
    asked = [engine.tokens(f" {ears.utterance(*each).normal}") + engine.tokens(TAIL, steering=True) for each in english]
    first = [_timed(partial(_first, engine, len(told), each)) for each in asked]
    anew = [_timed(partial(_first, engine, 0, [*told, *each])) for each in asked[:_EVALUATED]]
    engine.close()
    reuse = {"first token p50": round(median(first), 1), "goal": "reuse 10 times faster to the first token"}
    return [
        _row(f"{STOCK}, reuse", whole, grown) | reuse,
        {
            **dict.fromkeys(_row("", [0.0, 0.0], 0), ""), "engine": f"{STOCK}, told anew", "utterances": len(anew),
            "first token p50": round(median(anew), 1), "goal": f"{median(anew) / median(first):.0f} times slower",
        },
    ]  # fmt: skip


def _first(engine: LlamaEngine, kept: int, tokens: Sequence[int]) -> None:
    engine.forget(kept)
    engine.evaluate(tokens)
    engine.logits()


def _row(engine: str, took: Sequence[float], grown: float) -> dict[str, Any]:
    return {
        "engine": engine, "utterances": len(took), "p50": round(median(took), 1),
        "p95": round(quantiles(took, n=20, method="inclusive")[-1], 1), "first token p50": "", "MB": round(grown),
        "goal": GOALS.get(engine, ""),
    }  # fmt: skip


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def _fetched() -> Path | None:
    try:
        with ModelStore(default_models()).open(STOCK) as folder:
            return next(folder.glob("*.gguf"), None)
    except ModelError:
        return None


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _fetched())
