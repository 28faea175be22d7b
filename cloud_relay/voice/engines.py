"""The ears and mouths of this process, each loaded when somebody first needs it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import get_args

from assistant.engines import opened_recogniser, opened_voice
from cloud_relay.voice.ear import Ear
from cloud_relay.voice.mouth import Mouth
from erp import Language


@dataclass(frozen=True, slots=True)
class Engines:
    """One of each a language."""

    ears: Mapping[Language, Ear]
    mouths: Mapping[Language, Mouth]


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
        for ear in made.ears.values():
            await ear.engine.close()
        for mouth in made.mouths.values():
            await mouth.engine.close()
