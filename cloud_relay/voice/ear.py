"""What was said, held to what the person may say at that moment."""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from assistant.wake_phrase import with_wake_word, without_wake_word
from cloud_relay.voice.engine import SharedEngine
from cloud_relay.voice.sound import Samples
from models.phrases import PhraseBook
from models.recognition import Recogniser, Transcript

_PLACES: Final = 32
"""Books that stay compiled, of whoever spoke last: a person uses one or two at a time."""
_WITHIN_S: Final = 10.0
_ONE_FRAME: Final = 1280
"""Samples that a recogniser is fed at once, as on the unit."""

Spot = tuple[UUID, str]
"""Whose book, and which."""


@dataclass(slots=True)
class Ear:
    """A recogniser that everybody of one language shares."""

    engine: SharedEngine[Recogniser]
    _places: "OrderedDict[Spot, tuple[str, PhraseBook | None]]" = field(default_factory=OrderedDict)
    """The name under which each book is compiled, and which; what was used last is last."""

    @classmethod
    def of(cls, load: Callable[[], AbstractContextManager[Recogniser]]) -> "Ear":
        """With the recogniser that `load` opens when it is first needed."""
        return cls(SharedEngine(load, _WITHIN_S))

    async def prepare(self, spot: Spot, phrases: PhraseBook) -> None:
        """Makes ready for the next words of somebody: with thousands of names that takes up to a second.

        Raises:
            BusyError, models.errors.ModelError: as `SharedEngine.do`.
        """
        await self.engine.do(lambda recogniser: self._prepared(recogniser, spot, phrases))

    async def hear(self, spot: Spot, phrases: PhraseBook, sound: Samples) -> Transcript:
        """What was said, without the wake word: nobody needs it here, and who has a unit says it all the same.

        Raises:
            BusyError, models.errors.ModelError: as `SharedEngine.do`.
        """

        def heard(recogniser: Recogniser) -> Transcript:
            hearing = recogniser.hear(self._prepared(recogniser, spot, phrases))
            for begin in range(0, len(sound), _ONE_FRAME):
                hearing.feed(sound[begin : begin + _ONE_FRAME])
            return without_wake_word(hearing.finish())

        return await self.engine.do(heard)

    def _prepared(self, recogniser: Recogniser, spot: Spot, phrases: PhraseBook) -> str:
        """The name that the book is compiled under; in the engine's thread."""
        name, known = self._places.pop(spot, ("", None))
        if not name:
            name = self._places.popitem(last=False)[1][0] if len(self._places) >= _PLACES else f"{len(self._places)}"
        self._places[spot] = name, None  # where it cannot be compiled, the name stays theirs, and never means two books
        if known != phrases:
            recogniser.prepare(name, with_wake_word(phrases))
        self._places[spot] = name, phrases
        return name
