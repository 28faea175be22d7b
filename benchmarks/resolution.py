"""Names that were heard badly, and names that no record has: which record is taken for them.

`python -m benchmarks.resolution`. The practice business, and a business of 1,000 customers and 1,000 parts
(`benchmarks.business`). Every name is resolved by itself, as a stretch of a sentence is that no phrase fits: customers
by the whole name, by the surname behind a title and, companies, by the first word; parts as they are said, and with the
last word in front. Each is said in the ways of `benchmarks.misheard`, and names of no record as in `benchmarks.misses`.

"right": the one record was taken; "asked": it is among those that are asked about, at once or as "did you say"; "in
vain": only others are; "wrong": another one was taken; "unknown": said back. Of names in no list "taken" is what must
not be; of a part that is not stocked, while all its words and more are in the name of one that is, it is what was
asked for. Not measured: what a recogniser makes of sound.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from random import Random
from statistics import median
from typing import Any

from benchmarks.business import NOW, business, is_surname
from benchmarks.misheard import MISHEARD
from benchmarks.misses import MISSES
from benchmarks.named import Named
from benchmarks.parts import named_parts
from benchmarks.report import publish
from conversation.english import ENGLISH
from conversation.near_names import NearNames
from edge_agent.seeded import seeded
from erp import Snapshot
from models.numbers import SMALL, TENS
from sync.standin import PRACTICE

SEED = 11
SIZE = 1000
TRIALS = 250
"""Of each kind."""
MOST_TAKEN = 0.01


@dataclass(frozen=True, slots=True)
class Trial:
    """What was heard, and the record that was meant, or nothing where there is none."""

    names: str
    kind: str
    said: str
    heard: str
    meant: str


def main() -> None:
    """Resolves everything and publishes."""
    large = business(SIZE, SIZE, SEED)
    said = {one.name: one.said for one in (*large.customers, *large.parts)}
    practice, _ = seeded(PRACTICE, "en")
    rows = [
        *_rows(f"{SIZE} + {SIZE}", large.snapshot, said),
        *_rows("practice", practice, {part.name: part.called("en").lower() for part in practice.parts}),
    ]
    publish("resolution", f"Names resolved by themselves, {TRIALS} of each kind, seed {SEED}", rows)


def _rows(names: str, snapshot: Snapshot, said: dict[str, str]) -> Iterator[dict[str, Any]]:
    near = NearNames(snapshot, ENGLISH)
    for kind in ("customers", "parts"):
        near.candidates(kind, "nobody of this name")  # laid out
    for (kind, way), group in groupby(_trials(snapshot, said), key=lambda trial: (trial.kind, trial.said)):
        trials, took = list(group), []
        came = Counter[str]()
        for trial in trials:
            began = time.process_time()
            came[_outcome(near, trial)] += 1
            took.append(1000 * (time.process_time() - began))
        counted = _shares(came, is_known=bool(trials[0].meant))
        yield {
            "names": names, "kind": kind, "said": way, "trials": len(trials), **counted,
            "CPU ms p50": round(median(took), 1), "CPU ms most": round(max(took), 1),
        }  # fmt: skip


def _shares(came: Counter[str], *, is_known: bool) -> dict[str, Any]:
    outcomes = ("right", "asked", "in vain", "wrong", "unknown") if is_known else ("in vain", "taken", "unknown")
    shares = {each: round(came[each] / came.total(), 3) for each in outcomes}
    goal = "" if is_known else f"taken <= {MOST_TAKEN}"
    return {**dict.fromkeys(("right", "asked", "in vain", "wrong", "taken", "unknown"), ""), **shares, "goal": goal}


def _outcome(near: NearNames, trial: Trial) -> str:
    kind, heard = trial.kind.split()[0], ENGLISH.forms.normal(trial.heard)
    taken, maybe = near.nearest(kind, heard, NOW), near.doubtful(kind, heard)
    if not trial.meant:
        return "taken" if len(taken) == 1 else "in vain" if taken or maybe else "unknown"
    if taken == (trial.meant,):
        return "right"
    if trial.meant in taken or (not taken and trial.meant in maybe):
        return "asked"
    if len(taken) == 1:
        return "wrong"
    return "in vain" if taken or maybe else "unknown"


def _trials(snapshot: Snapshot, said: dict[str, str]) -> Iterator[Trial]:
    random = Random(SEED)  # noqa: S311 - nothing is secret
    size = str(len(snapshot.customers))
    people = [one.name for one in snapshot.customers if len(one.name.split()) == 2 and is_surname(one.name.split()[1])]
    companies = [one.name for one in snapshot.customers if one.name not in set(people)]
    spoken = {
        "customers": {name: name.lower() for name in (*people, *companies)},
        "customers by surname": {name: f"mrs. {name.split()[1].lower()}" for name in people},
        "customers by first word": {name: name.split()[0].lower() for name in companies},
        "parts": {part.name: said[part.name] for part in snapshot.parts},
        "parts in other words": {part.name: _reordered(said[part.name]) for part in snapshot.parts},
    }
    for kind, names in spoken.items():
        for way, misheard in MISHEARD.items():
            for name in random.choices(sorted(names), k=TRIALS if names else 0):
                yield Trial(size, kind, way, misheard(names[name], random), name)
    known = {customer.name for customer in snapshot.customers}
    for miss, draw in MISSES.items() if len(known) >= SIZE else ():
        yield from (Trial(size, "customers", miss, draw(known, random).lower(), "") for _ in range(TRIALS))
    for miss, parts in _not_stocked(snapshot).items():
        yield from (Trial(size, "parts", miss, part.said, "") for part in parts[:TRIALS])
    yield from (Trial(size, "parts", "talk", words, "") for words in _TALK)
    yield from (Trial(size, "customers", "talk", words, "") for words in _TALK)


def _not_stocked(snapshot: Snapshot) -> dict[str, list[Named]]:
    """Parts that are not in stock; those apart of which all words are in the name of one that is."""
    stocked = {part.name for part in snapshot.parts}
    words = [set(ENGLISH.forms.normal(name).split()) for name in stocked]
    others = [part for part in named_parts(3 * SIZE, Random(SEED + 1)) if part.name not in stocked]  # noqa: S311
    is_part = [any(set(ENGLISH.forms.normal(part.said).split()) <= each for each in words) for part in others]
    return {
        "not stocked": [part for part, within in zip(others, is_part, strict=True) if not within],
        "not stocked, but its words are": [part for part, within in zip(others, is_part, strict=True) if within],
    }


def _reordered(said: str) -> str:
    """The last word in front, "elbow half inch copper", where it is no number."""
    *words, last = said.split()
    return said if last in {*SMALL, *TENS} else " ".join([last, *words])


_TALK: Iterable[str] = (
    "complete", "cancel", "start", "stop", "yes", "no", "add", "remove", "the job", "my wife", "somebody else", "lunch",
    "the radio", "nothing at all", "next week", "the weather", "what time is it", "turn left here", "the other day",
    "pizza", "football", "the traffic", "my phone", "a dog", "the game tonight", "hold", "hello", "a cup of coffee",
)  # fmt: skip


if __name__ == "__main__":
    main()
