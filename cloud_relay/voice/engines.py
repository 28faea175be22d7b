"""The ears and mouths of this process, each loaded when somebody first needs it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import get_args

from assistant.engines import opened_recogniser, opened_voice
from cloud_relay.voice.ear import Ear
from cloud_relay.voice.mouth import Mouth
from cloud_relay.waiting import end
from erp import Language
from models.errors import ModelError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Engines:
    """One of each a language."""

    ears: Mapping[Language, Ear]
    mouths: Mapping[Language, Mouth]
    _warming: "dict[Language, asyncio.Task[None]]" = field(default_factory=dict)

    def warm(self, language: Language) -> None:
        """Begins to load what that language needs, so that whoever speaks first waits for nothing."""
        if language not in self._warming:
            self._warming[language] = asyncio.create_task(self._load(language))

    async def ready(self, language: Language) -> None:
        """Until that is loaded, or cannot be: it is no part of how long one waits for an engine."""
        self.warm(language)
        await asyncio.shield(self._warming[language])

    async def _load(self, language: Language) -> None:
        try:
            await self.ears[language].engine.load_now()
            await self.mouths[language].engine.load_now()
        except ModelError as error:
            _log.error("nothing is heard or spoken", extra={"language": language, "why": str(error)})

    @property
    def stuck(self) -> str | None:
        """What hears or speaks no more, in words; None where all is well."""
        for what, shared in (("ear", self.ears), ("voice", self.mouths)):
            for language, one in shared.items():
                if one.engine.is_stuck:
                    return f"{what} for {language}"
        return None

    async def close(self) -> None:
        """Lets go of all of them, also of those that are being loaded."""
        await asyncio.gather(*(end(task, "an engine was not loaded") for task in self._warming.values()))
        ears, mouths = self.ears.values(), self.mouths.values()
        await asyncio.gather(*(ear.engine.close() for ear in ears), *(mouth.engine.close() for mouth in mouths))


@asynccontextmanager
async def engines() -> AsyncIterator[Engines]:
    """Our own recognisers and voices, those of this machine's profile."""
    languages: tuple[Language, ...] = get_args(Language)
    made = Engines(
        ears={language: Ear.of(partial(opened_recogniser, language=language)) for language in languages},
        mouths={language: Mouth.of(partial(opened_voice, language=language), language) for language in languages},
    )
    try:
        yield made
    finally:
        await made.close()
