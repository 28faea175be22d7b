"""`hero365-edge` on a machine without sound: nobody speaks, and replies are not heard. All else is as it is."""

from collections.abc import Iterable, Iterator
from threading import Event
from typing import Any

from edge_agent.cli import main, speech


class Silence:
    """A microphone to which nobody speaks."""

    def __init__(self, _device: str | None) -> None:
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

    def play(self, sounds: Iterable[Any], *_: object) -> None:
        list(sounds)

    def close(self) -> None:
        """Nothing to let go of."""


speech.Microphone = Silence  # type: ignore[assignment, misc]
speech.Loudspeaker = Nowhere  # type: ignore[assignment, misc]
main()
