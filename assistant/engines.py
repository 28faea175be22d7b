"""The engines of a machine, of a unit or a relay: those of its profile, or what stands in for them."""

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from enum import StrEnum

from erp import Language
from models.errors import ModelError, NoMemoryError
from models.machine import free_memory_mb, this_machine
from models.phrase_recogniser import PhraseRecogniser
from models.profiles import Profile, choose
from models.recognition import Recogniser
from models.speech import Voice
from models.steady_voice import SteadyVoice
from models.store import Manifest, ModelStore, default_models
from models.voice_process import VoiceProcess, espeak_voice, piper_voice

_log = logging.getLogger(__name__)

_COLLECTIONS = (50_000, 20, 100)
"""When the garbage collector looks. Lists of thousands of names are hundreds of thousands of objects that stay: with
Python's own 700 new objects a third of the time to lay them out goes into looking through them."""


_HEARD_ANYWAY: Language = "en"
"""PocketSphinx knows no other."""


class Engine(StrEnum):
    """The recognisers that can be chosen."""

    PHRASE = "phrase"
    """PocketSphinx, held to the phrases: always there."""
    HELD = "held"
    """Whisper, held to the phrases."""
    FREE = "free"
    """Whisper, held to nothing: for recordings at a desk."""


def this_profile(language: Language = "en") -> Profile:
    """What this machine runs for `language`."""
    return choose(this_machine(), language)


@contextmanager
def opened_recogniser(
    engine: Engine | None = None, language: Language = "en", free_mb: int | None = None
) -> Iterator[Recogniser]:
    """The recogniser that was chosen; without a choice the profile's Whisper, and PocketSphinx where it cannot be had.

    `free_mb` is the memory that it may take, without it whatever is free now. From here on the process looks for
    garbage less often.

    Raises:
        ModelError: the one that was chosen cannot be loaded, or none knows `language`.
    """
    gc.set_threshold(*_COLLECTIONS)
    with ExitStack() as held:
        recogniser: Recogniser
        try:
            if engine is Engine.PHRASE:
                recogniser = PhraseRecogniser()
            else:
                recogniser = held.enter_context(_opened_whisper(engine, language, free_mb))
        except ModelError as error:
            if engine or language != _HEARD_ANYWAY:
                raise
            _log.warning("hearing with PocketSphinx", extra={"why": str(error)})
            recogniser = PhraseRecogniser()
        _log.info("recogniser loaded", extra={"recogniser": type(recogniser).__name__, "language": language})
        yield recogniser


def require_ears(language: Language) -> None:
    """Makes sure that something here hears `language`.

    Raises:
        ModelError: the recogniser that it takes is not here, or not whole.
    """
    if language != _HEARD_ANYWAY:
        ModelStore(default_models()).verify(this_profile(language).recogniser)


def best_engine(processes: int) -> Engine:
    """What so many processes can hear English with: the profile's Whisper held to the phrases, else PocketSphinx.

    Why it is PocketSphinx, the log says.
    """
    wanted = this_profile().recogniser
    try:
        ModelStore(default_models()).verify(wanted)
        require_memory(*processes * [wanted])
    except ModelError as error:
        _log.warning("hearing with PocketSphinx", extra={"why": str(error)})
        return Engine.PHRASE
    return Engine.HELD


_ESPEAK_VOICES: Mapping[Language, str] = {"en": "en-us", "es": "es-419"}


@contextmanager
def opened_voice(free_mb: int | None = None, language: Language = "en") -> Iterator[Voice]:
    """The profile's voice, and espeak-ng's where that cannot be had, fails later, or speaks another language.

    `free_mb` is the memory that it may take, without it whatever is free now.

    Raises:
        ModelError: not even espeak-ng speaks.
    """
    with ExitStack() as held:
        wanted = this_profile().voice if language == "en" else None
        voice: Voice | None = None
        if wanted:
            try:
                voice = SteadyVoice(held.enter_context(opened_piper(wanted, free_mb)), espeak_voice)
            except ModelError as error:
                _log.warning("speaking with espeak-ng", extra={"why": str(error)})
        speaking = held.enter_context(closing(voice or espeak_voice(_ESPEAK_VOICES[language])))
        _log.info("voice loaded", extra={"voice": wanted if voice else "espeak-ng"})
        yield speaking


@contextmanager
def opened_piper(name: str, free_mb: int | None = None) -> Iterator[VoiceProcess]:
    """The Piper voice of that name; `free_mb` as for `opened_voice`.

    Raises:
        ModelError: it cannot be loaded.
    """
    with ModelStore(default_models()).open(name) as folder:
        require_memory(name, free_mb=free_mb)
        voice = piper_voice(folder / f"{name.removeprefix('piper-')}.onnx", this_profile().threads)
        with closing(voice):
            yield voice


@contextmanager
def opened_espeak() -> Iterator[VoiceProcess]:
    """The voice that is always there.

    Raises:
        ModelError: it does not start.
    """
    with closing(espeak_voice()) as voice:
        yield voice


@contextmanager
def _opened_whisper(engine: Engine | None, language: Language, free_mb: int | None) -> Iterator[Recogniser]:
    # Loaded where they are opened: a command that hears nothing would wait most of a second for their libraries.
    from models.free_recogniser import FreeRecogniser  # noqa: PLC0415
    from models.held_recogniser import HeldRecogniser  # noqa: PLC0415

    kind = FreeRecogniser if engine is Engine.FREE else HeldRecogniser
    profile = this_profile(language)
    with ModelStore(default_models()).open(profile.recogniser) as folder:
        require_memory(profile.recogniser, free_mb=free_mb)
        yield kind(folder, language, profile.threads)


def require_memory(*models: str, free_mb: int | None = None) -> None:
    """Looks ahead: once memory has run out nothing can stand in, for libraries abort and the system kills.

    Raises:
        NoMemoryError: `free_mb`, or what is free now, is too little for all of `models`.
    """
    needed, free = sum(map(memory_mb, models)), free_memory_mb() if free_mb is None else max(free_mb, 0)
    if needed > free:
        names = " and ".join(models)
        raise NoMemoryError(f"There is no memory for {names}: {needed} MB are needed, {free} MB are left.")


def memory_mb(model: str) -> int:
    """What the manifest says that a model takes at most."""
    return Manifest.load().model(model).memory_mb
