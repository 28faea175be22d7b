"""Which of the product's words a free recogniser mishears, as what, and what becomes of the commands around them.

`python -m benchmarks.heard_freely [DATA] [--sounds FOLDER]`. Each number, time, size, part, name and command word of
`benchmarks.vocabulary` is said once by each synthetic voice in a sentence that is a command, without noise, and written
down by Whisper held to nothing (tiny.en, told the names of the business); where it is not here, by PocketSphinx with
the language model in its wheel, and the published title says so. "As said" is the share of the sayings in which the
word stands where it was said, in the form in which words are compared. What the sentence comes to is told with what is
misheard put right (`conversation.putting_right`), and in the last columns without; what the recogniser does not trust
comes to nothing. What no phrase fits is read by the command model, where its engine was built; the title says whether.

DATA, where it is given, holds recordings of people: spoken_digits (figures of three voices) and speech_to_intent (of
which the words of numbers and sizes are looked for). They say no command of ours, so that only "as said" is told. Not
measured: people who say our commands, noise, Spanish.
"""

import sys
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from uuid import UUID

import pocketsphinx
from pydantic import TypeAdapter

from assistant.command_model import command_model
from assistant.engines import Engine, opened_recogniser
from benchmarks.business import NOW
from benchmarks.desk import Meant, Verdict, judged
from benchmarks.report import publish
from benchmarks.vocabulary import Said, vocabulary, workplace
from benchmarks.voices import FOLDER, Voices, voices_here
from conversation.books import IDLE, book
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.understanding import Understanding
from edge_agent.evaluation import read_labels
from edge_agent.labelled_recordings import decode, labels_of
from erp import Snapshot
from models.errors import ModelError
from models.numbers import SMALL
from models.recognition import Frame, Transcript

_TURN = UUID(int=1)
_SLOTS = frozenset({"size", "numberOfShots"})
"""Of the coffee orders, those with numbers."""
_SHOWN = 3
"""Ways in which a word was heard."""

Ear = Callable[[Frame], Transcript]


@dataclass(frozen=True, slots=True)
class Heard:
    """A word that was said, and what the sentence around it was written down as."""

    said: Said
    by: str
    """``voices`` or ``people``."""
    instead: str | None
    """What stands in its place; None where it is the word itself."""
    verdict: Verdict | None = None
    """What the sentence comes to, where it is a command."""
    before: Verdict | None = None
    """What it comes to as it was written down."""


@contextmanager
def opened_ear(snapshot: Snapshot) -> Iterator[tuple[str, Ear]]:
    """What this machine has that writes down any words, and its name."""
    try:
        with opened_recogniser(Engine.FREE) as recogniser:
            recogniser.prepare(IDLE, book(IDLE, snapshot, ENGLISH))

            def hear(sound: Frame) -> Transcript:
                hearing = recogniser.hear(IDLE)
                hearing.feed(sound)
                return hearing.finish()

            yield "Whisper tiny.en", hear
    except ModelError as error:
        print(f"{error} PocketSphinx writes down what is said instead.", file=sys.stderr)  # noqa: T201
        yield "PocketSphinx, and not Whisper, which is not here", _sphinx()


def _sphinx() -> Ear:
    decoder = pocketsphinx.Decoder()

    def hear(sound: Frame) -> Transcript:
        decoder.start_utt()
        decoder.process_raw(sound.tobytes(), full_utt=True)
        decoder.end_utt()
        found = decoder.hyp()
        return Transcript(found.hypstr if found else "", "phrase", 1.0, accepted=found is not None, free=True)

    return hear


def of_voices(ear: Ear, snapshot: Snapshot, people: Sequence[str], folder: Path) -> Iterator[Heard]:
    """The vocabulary, said by every synthetic voice that is here."""
    understanding, voices, model = Understanding(snapshot, ENGLISH), Voices(folder), command_model()
    known = {customer.name for customer in snapshot.customers}
    for voice in voices_here():
        for said in vocabulary(people):
            understood = understanding.command(said.sentence, NOW)
            if understood.command is None:
                raise ValueError(f"{said.sentence!r} is no command")
            meant = Meant(understood.command.spec.name, dict(understood.slots))
            heard = ear(voices.spoken(voice, said.sentence))
            words = heard.text if heard.accepted else ""
            verdict, before = (
                judged(meant, Dialogue(model).hear(words, understanding, NOW, _TURN, freely=freely), known)
                for freely in (True, False)
            )
            yield Heard(said, "voices", instead_of(said, heard.text), verdict, before)
    voices.close()


def instead_of(said: Said, heard: str) -> str | None:
    """What stands in `heard` where the word was said; None where it does."""
    normal = ENGLISH.forms.normal
    sentence, written = normal(said.sentence).split(), normal(heard).split()
    word = normal(said.word).split()
    start = next(at for at in range(len(sentence)) if sentence[at : at + len(word)] == word)
    there = " ".join(_facing(sentence, written, start, start + len(word)))
    return None if there == " ".join(word) else there


def _facing(said: Sequence[str], heard: Sequence[str], start: int, end: int) -> Sequence[str]:
    """What of `heard` faces the words from `start` to `end` of what was `said`."""
    first, last = len(heard), 0
    for _, said_from, said_to, heard_from, heard_to in SequenceMatcher(None, said, heard, autojunk=False).get_opcodes():
        if said_from >= end or said_to <= start:
            continue
        same = said_to - said_from == heard_to - heard_from
        first = min(first, heard_from + max(0, start - said_from) if same else heard_from)
        last = max(last, heard_to - max(0, said_to - end) if same else heard_to)
    return heard[first:last]


def of_people(ear: Ear, data: Path) -> Iterator[Heard]:
    """The figures and the sizes in the recordings under `data`."""
    digits, orders = data / "spoken_digits", data / "speech_to_intent"
    for name, figures in labels_of(digits, digits, TypeAdapter(dict[str, str])).items():
        heard = ENGLISH.forms.normal(ear(decode(digits / name)).text).split()
        written = [figure for word in heard for figure in (word if word.isdecimal() else (word,))]
        for at, figure in enumerate(figures):
            there = " ".join(_facing(figures, written, at, at + 1))
            said = Said("figure", SMALL[int(figure)], figures)
            yield Heard(said, "people", None if there == figure else there)
    for name, label in read_labels(orders).items():
        text = f" {ENGLISH.forms.normal(ear(decode(orders / 'clips' / name)).text)} "
        for slot in sorted(_SLOTS & label.slots.keys()):
            word = label.slots[slot]
            is_there = f" {ENGLISH.forms.normal(word)} " in text
            yield Heard(Said("size of a drink", word, ""), "people", None if is_there else "something else")


def rows(heard: Sequence[Heard]) -> Iterator[dict[str, Any]]:
    """One for each kind of word, and then one for each word that was ever misheard, the worst first."""
    kinds, words = defaultdict[tuple[str, str], list[Heard]](list), defaultdict[tuple[str, str, str], list[Heard]](list)
    for one in heard:
        kinds[one.by, one.said.kind].append(one)
        words[one.by, one.said.kind, one.said.word].append(one)
    yield from (_row(by, kind, "all", ones) for (by, kind), ones in kinds.items())
    misheard = [(key, ones) for key, ones in words.items() if any(one.instead is not None for one in ones)]
    for key, ones in sorted(misheard, key=lambda each: (each[0][:2], _as_said(each[1]))):
        yield _row(*key, ones)


def _as_said(ones: Sequence[Heard]) -> float:
    return sum(one.instead is None for one in ones) / len(ones)


def _row(by: str, kind: str, word: str, ones: Sequence[Heard]) -> dict[str, Any]:
    instead = Counter(one.instead or "nothing" for one in ones if one.instead is not None)
    often = ", ".join(f"{text} {count}" for text, count in instead.most_common(_SHOWN)) if word != "all" else ""
    row: dict[str, Any] = {"said by": by, "kind": kind, "word": word, "n": len(ones)}
    row |= {"as said": f"{_as_said(ones):.2f}", "heard as": often}
    for verdict in Verdict:
        row[str(verdict)] = _share([one.verdict for one in ones], verdict)
    for verdict in (Verdict.RIGHT, Verdict.WRONG):
        row[f"{verdict} without"] = _share([one.before for one in ones], verdict)
    return row


def _share(came: Sequence[Verdict | None], verdict: Verdict) -> str:
    """Of those that are commands."""
    judged_ones = [one for one in came if one]
    return f"{judged_ones.count(verdict) / len(judged_ones):.2f}" if judged_ones else ""


def main() -> None:
    """Hears everything, and publishes."""
    parser = ArgumentParser(prog="python -m benchmarks.heard_freely", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", metavar="DATA", help="the folder with recordings of people")
    parser.add_argument("--sounds", type=Path, default=FOLDER, help=f"where spoken sentences are kept ({FOLDER})")
    given = parser.parse_args()
    snapshot, people = workplace()
    with opened_ear(snapshot) as (name, ear):
        heard = list(of_voices(ear, snapshot, people, given.sounds))
        if given.data:
            heard += of_people(ear, given.data)
        else:
            print("No recordings of people were named: none were heard.", file=sys.stderr)  # noqa: T201
    read = "phrases and the command model" if command_model() else "phrases alone"
    spoken = f"{len(voices_here())} synthetic voices{', and people' if given.data else ''}"
    about = f"Heard freely by {name}, understood by {read}: {spoken}"
    publish("heard_freely", about, list(rows(heard)))


if __name__ == "__main__":
    main()
