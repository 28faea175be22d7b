"""`hero365-edge` on a machine without sound: nobody speaks, and of replies it is only written how long they would be
heard. All else is as it is."""

import sys
from collections.abc import Iterable, Iterator
from threading import Event
from typing import Any

from edge_agent.cli import main, speech
from hardware.audio import DeviceError

_SECOND = 2


class Silence:
    """A microphone to which nobody speaks. It cannot be opened the second time, as if the system still held it."""

    openings = 0

    def __init__(self, _device: str | None) -> None:
        Silence.openings += 1
        if Silence.openings == _SECOND:
            raise DeviceError("The microphone is in use.")
        self._closed = Event()

    def frames(self) -> Iterator[Any]:
        self._closed.wait()
        yield from ()

    def drain(self) -> None:
        """Nothing is captured."""

    def close(self) -> None:
        self._closed.set()


class Nowhere:
    """A loudspeaker that nobody hears."""

    def play(self, sounds: Iterable[Any], *_: object, **__: object) -> None:
        sys.stderr.write(f"Heard: {sum(len(sound) for sound in sounds)} samples.\n")

    def close(self) -> None:
        """Nothing to let go of."""


speech.Microphone = Silence  # type: ignore[assignment, misc]
speech.Loudspeaker = Nowhere  # type: ignore[assignment, misc]
main()
