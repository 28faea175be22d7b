"""Telephone numbers and zip codes as they are told: in groups of figures, with pauses, to a unit that asked.

`python -m benchmarks.telephone DATA`, where DATA/spoken_digits holds strings of figures in real voices (made by joining
single figures). Strings of one voice are the groups of a number; it is heard by the whole listening, end-pointer and
all, held to the book of the unit's question. Numbers of nine and eleven figures are told too, to see whether ten are
made of them. Cut: the utterance was ended before the last group. No noise. Not measured: numbers that a person said in
one go.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from assistant.endings import Ending
from assistant.engines import Engine, opened_recogniser
from assistant.wake_phrase import with_wake_word
from benchmarks.arguments import data_parser, parsed
from benchmarks.business import business
from benchmarks.report import publish
from benchmarks.sounds import SEED
from conversation.books import book
from conversation.english import ENGLISH
from edge_agent.labelled_recordings import decode, labels_of
from edge_agent.listening import Listener
from edge_agent.listening_events import Heard
from hardware.audio import FRAME, SAMPLE_RATE
from models.recognition import Frame
from models.voice_activity import WINDOW, VoiceActivity
from models.wake_word import WakeWord

NUMBERS = 8
"""Of each voice."""
_PHONE, _ZIP = "slot:phone", "slot:postal_code"
TOLD = (
    (_PHONE, (3, 3, 4), 0.3), (_PHONE, (3, 3, 4), 0.45), (_PHONE, (3, 3, 4), 0.65),
    (_PHONE, (3, 3, 3), 0.45), (_PHONE, (3, 4, 4), 0.45), (_ZIP, (5,), 0.0), (_ZIP, (4,), 0.0), (_ZIP, (6,), 0.0),
)  # fmt: skip
"""The question, the figures of each group, and the seconds between groups as a person would hear them."""
_AROUND = 800
"""Samples left before and behind a group; they count for the pause."""
_BEFORE_S, _BEHIND_S = 0.75, 1.5


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number, and the recordings of its groups."""

    figures: str
    groups: tuple[Path, ...]


def main() -> None:
    """Hears every number with every pause, and publishes."""
    folder = parsed(data_parser("telephone", __doc__ or ""), "spoken_digits").data / "spoken_digits"
    labels = labels_of(folder, folder, TypeAdapter(dict[str, str]))
    with opened_recogniser(Engine.HELD) as recogniser:
        for name in (_PHONE, _ZIP):
            recogniser.prepare(name, with_wake_word(book(name, business(100, 100, SEED).snapshot, ENGLISH)))
        listener = Listener(WakeWord(), VoiceActivity(), recogniser, _ending)
        rows = [
            {"asked for": name.removeprefix("slot:"), "told": "+".join(map(str, groups)), "pause s": pause_s}
            | _row(listener, name, list(_numbers(folder, labels, groups)), pause_s)
            for name, groups, pause_s in TOLD
        ]
    publish("telephone", f"Numbers told in groups, three real voices; seed {SEED}", rows)


def _ending(words: str) -> Ending:
    """As the unit has it that asked for a telephone number."""
    return Ending.OPEN if words else Ending.READ_OUT


def _numbers(folder: Path, labels: Mapping[str, str], groups: tuple[int, ...]) -> Iterator[Number]:
    voices: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, figures in sorted(labels.items()):
        voices[name.partition("_")[0]][len(figures)].append(name)
    random = Random(SEED)  # noqa: S311 - no secret
    for strings in voices.values():
        for _ in range(NUMBERS):
            told = [random.choice(strings[length]) for length in groups]
            yield Number("".join(labels[name] for name in told), tuple(folder / name for name in told))


def _row(listener: Listener, name: str, numbers: list[Number], pause_s: float) -> dict[str, Any]:
    came, work = Counter[str](), time.process_time()
    for number in numbers:
        listener.expect(name, wake=False)
        heard = [event for event in listener.events(_Told(number, pause_s)) if isinstance(event, Heard)]
        came[_verdict(number, heard)] += 1
    shares = {
        verdict: round(came[verdict] / len(numbers), 3) for verdict in ("right", "asked", "wrong", "refused", "cut")
    }
    spent = (time.process_time() - work) / len(numbers)
    return {"numbers": len(numbers)} | shares | {"work s each": round(spent, 2)}


def _verdict(number: Number, heard: list[Heard]) -> str:
    """What the unit would do with the first that it heard."""
    if not heard:
        return "refused"
    first = heard[0].transcript
    if first.accepted:
        return "right" if first.text == number.figures else "wrong"
    if first.guesses:
        return "asked"
    return "cut" if len(heard) > 1 else "refused"


class _Told:
    """A number that is told, as a source of sound."""

    def __init__(self, number: Number, pause_s: float) -> None:
        gap = _silence(max(pause_s - 2 * _AROUND / SAMPLE_RATE, 0))
        groups = [piece for path in number.groups for piece in (_spoken(path), gap)]
        samples = np.concatenate([_silence(_BEFORE_S), *groups[:-1], _silence(_BEHIND_S)])
        self._frames = np.pad(samples, (0, -len(samples) % FRAME)).reshape(-1, FRAME)

    def frames(self) -> Iterator[Frame]:
        yield from self._frames

    def close(self) -> None:
        """Nothing to let go of."""


def _spoken(path: Path) -> Frame:
    """What is said in a recording, and a little around it."""
    sound = decode(path)
    windows = np.flatnonzero(np.array(VoiceActivity().hear(sound)) > 0.5)
    return sound[max(windows[0] * WINDOW - _AROUND, 0) : (windows[-1] + 1) * WINDOW + _AROUND]


def _silence(seconds: float) -> Frame:
    return np.zeros(round(seconds * SAMPLE_RATE), np.int16)


if __name__ == "__main__":
    main()
