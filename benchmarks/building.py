"""What it takes to know a long list: the time until the unit can listen, and until it knows one customer more.

`python -m benchmarks.building`. The idle book of businesses made by `benchmarks.business`, held by Whisper; processor
time of one thread; each size in a process of its own, so that its memory is its own. Not measured: a Raspberry Pi.
"""

import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import Any

from assistant.engines import Engine, opened_recogniser
from assistant.wake_phrase import with_wake_word
from benchmarks.arguments import require_models
from benchmarks.business import business
from benchmarks.report import publish
from benchmarks.sounds import SEED
from conversation.books import IDLE, book
from conversation.english import ENGLISH
from conversation.understanding import Understanding
from edge_agent.measuring import memory_of
from erp import Customer, Snapshot
from models.recognition import Recogniser

SIZES = ((10, 10), (100, 100), (1000, 1000), (1000, 2000), (5000, 5000))
GOALS = {(1000, 2000): "all < 1 s"}


def main() -> None:
    """Builds and publishes."""
    require_models("whisper-tiny.en")
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        rows = list(pool.map(_row, SIZES))
    publish("building", f"Building the idle book, seconds of one thread; seed {SEED}", rows)


def _row(size: tuple[int, int]) -> dict[str, Any]:
    customers, parts = size
    snapshot = business(customers, parts, SEED).snapshot
    more = replace(snapshot, customers=(*snapshot.customers, Customer("new", "Zelda Quigley")))
    with opened_recogniser(Engine.HELD) as recogniser:
        before = memory_of()
        names, grammar = _built(recogniser, snapshot)
        names_again, grammar_again = _built(recogniser, more)
        started = time.process_time()
        Understanding(snapshot, ENGLISH).lay_out(IDLE)
        understanding = time.process_time() - started
        return {
            "customers": customers,
            "parts": parts,
            "names": round(names, 2),
            "grammar": round(grammar, 2),
            "understanding": round(understanding, 2),
            "all": round(names + grammar + understanding, 2),
            "one customer more": round(names_again + grammar_again, 2),
            "MB more": (memory_of() - before).peak,
            "goal": GOALS.get(size, ""),
        }


def _built(recogniser: Recogniser, snapshot: Snapshot) -> tuple[float, float]:
    """Seconds for the ways of saying the names, and for the recogniser's grammar."""
    started = time.process_time()
    phrases = with_wake_word(book(IDLE, snapshot, ENGLISH))
    named = time.process_time()
    recogniser.prepare(IDLE, phrases)
    return named - started, time.process_time() - named


if __name__ == "__main__":
    main()
