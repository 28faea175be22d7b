"""Telephone numbers as they are told: in groups of three, three and four figures, with pauses, to a unit that asked.

`python -m benchmarks.telephone DATA`, where DATA/spoken_digits holds strings of figures in real voices (made by joining
single figures). Three strings of one voice are a number; it is heard by the whole listening, end-pointer and all, held
to the book of the question for a telephone number. Cut: the utterance was ended before the last group. No noise. Not
measured: numbers that a person said in one go.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from benchmarks.arguments import data_parser, parsed
from benchmarks.business import business
from benchmarks.report import publish
from benchmarks.sounds import SEED
from conversation.books import book
from edge_agent.endpointing import Ending
from edge_agent.engines import Engine, opened_recogniser
from edge_agent.labelled_recordings import decode, labels_of
from edge_agent.listening import Listener
from edge_agent.listening_events import Heard
from edge_agent.wake_phrase import with_wake_word
from hardware.audio import FRAME, SAMPLE_RATE
from models.recognition import Frame
from models.voice_activity import WINDOW, VoiceActivity
from models.wake_word import WakeWord

NUMBERS = 8
"""Of each voice."""
PAUSES_S = (0.3, 0.45, 0.65)
"""Between the groups, as a person would hear them."""
_GROUPS = (3, 3, 4)
_BOOK = "slot:phone"
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
    numbers = list(_numbers(folder, labels_of(folder, folder, TypeAdapter(dict[str, str]))))
    with opened_recogniser(Engine.HELD) as recogniser:
        recogniser.prepare(_BOOK, with_wake_word(book(_BOOK, business(100, 100, SEED).snapshot)))
        listener = Listener(WakeWord(), VoiceActivity(), recogniser, _ending)
        rows = [_row(listener, numbers, pause) for pause in PAUSES_S]
    publish("telephone", f"{len(numbers)} telephone numbers in three groups, three real voices; seed {SEED}", rows)


def _ending(words: str) -> Ending:
    """As the unit has it that asked for a telephone number."""
    return Ending.OPEN if words else Ending.READ_OUT


def _numbers(folder: Path, labels: Mapping[str, str]) -> Iterator[Number]:
    voices: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, figures in sorted(labels.items()):
        voices[name.partition("_")[0]][len(figures)].append(name)
    random = Random(SEED)  # noqa: S311 - no secret
    for strings in voices.values():
        for _ in range(NUMBERS):
            groups = [random.choice(strings[length]) for length in _GROUPS]
            yield Number("".join(labels[name] for name in groups), tuple(folder / name for name in groups))


def _row(listener: Listener, numbers: list[Number], pause_s: float) -> dict[str, Any]:
    came = Counter[str]()
    for number in numbers:
        listener.expect(_BOOK, wake=False)
        heard = [event for event in listener.events(_Told(number, pause_s)) if isinstance(event, Heard)]
        came[_verdict(number, heard)] += 1
    shares = {
        verdict: round(came[verdict] / len(numbers), 3) for verdict in ("right", "asked", "wrong", "refused", "cut")
    }
    return {"pause s": pause_s, "numbers": len(numbers)} | shares


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
        gap = _silence(pause_s - 2 * _AROUND / SAMPLE_RATE)
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
