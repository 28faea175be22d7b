"""Every command of the catalogue, spoken by synthetic voices to a business of 1,000 customers.

`python -m benchmarks.commands DATA [--sounds FOLDER]`. Of each command's phrases without free words each voice says
four in quiet, and one at each level of the kitchen's and of the engine's noise (`benchmarks.lists` says what they are);
which of them, and of their alternatives, names and numbers, chance decides. What is right is what the same words come
to when they are typed. No recordings of people saying our own commands exist; people on another domain are measured in
`benchmarks.hearing`. Not measured: what may stand in front of a request and behind it ("could you ... please"), the
wake word, other rooms.
"""

from collections.abc import Iterator
from itertools import groupby
from random import Random
from typing import Any

from benchmarks.business import NOW, business
from benchmarks.desk import Meant
from benchmarks.report import publish
from benchmarks.sentences import Sentences
from benchmarks.sounds import SEED, Level
from benchmarks.spoken import LEVELS, Came, Trial, arguments, counted, heard, level_name, show_faults
from benchmarks.voices import voices_here
from conversation.books import IDLE, any_words, book
from conversation.english import ENGLISH
from conversation.understanding import Understanding
from erp import COMMANDS

SIZE = 1000
QUIET = 4
"""Phrases of each command that each voice says in quiet; one at the levels of noise."""
_TRIES = 50


def trials() -> Iterator[Trial]:
    """Everything that is said: voice by voice, level by level."""
    snapshot = business(SIZE, SIZE, SEED).snapshot
    phrases, understanding = book(IDLE, snapshot, ENGLISH), Understanding(snapshot, ENGLISH)
    for voice in voices_here():
        random = Random(f"{SEED} {voice}")  # noqa: S311 - nothing is secret
        sentences = Sentences(phrases, random)
        for level in LEVELS:
            for command in COMMANDS:
                spoken = [said for said in command.spec.templates("en") if not any_words(said)]
                for template in random.sample(spoken, min(1 if level else QUIET, len(spoken))):
                    words, meant = _understood(sentences, template, understanding)
                    yield Trial(SIZE, words, meant, voice, level)


def _understood(sentences: Sentences, template: str, understanding: Understanding) -> tuple[str, Meant]:
    """A sentence of `template` that means one thing: some mean several, such as a part's name without its size."""
    for _ in range(_TRIES):
        words = sentences.say(template)
        understood = understanding.command(words, NOW)
        if understood.command and not understood.choices:
            return words, Meant(understood.command.spec.name, dict(understood.slots))
    raise ValueError(f"nothing that was tried of {template!r} is understood")


def main() -> None:
    """Says everything and publishes."""
    given = arguments("commands", __doc__ or "")
    came = list(heard(list(trials()), given.data, given.sounds))
    by_voice = groupby(came, key=lambda one: (one[0].voice, one[0].level))
    rows = [_row("all", voice, level, [result for _, result in group]) for (voice, level), group in by_voice]
    for level in LEVELS:
        rows += [_row("all", "all", level, [result for trial, result in came if trial.level == level])]
    for command in COMMANDS:
        name = command.spec.name
        quiet = [result for trial, result in came if trial.meant.command == name and trial.level is None]
        rows.append(_row(name, "all", None, quiet))
    publish(
        "commands",
        f"Commands: {SIZE} customers and parts, {len(voices_here())} synthetic voices and no others, seed {SEED}",
        rows,
    )
    show_faults(came)


def _row(command: str, voice: str, level: Level, came: list[Came]) -> dict[str, Any]:
    goal = "wrong ≤ 0.01" if level is None else ""
    return {"command": command, "voice": voice, "noise": level_name(level), **counted(came), "goal": goal}


if __name__ == "__main__":
    main()
