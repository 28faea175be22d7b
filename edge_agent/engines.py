"""The engines of the unit: which recogniser there is, and the agent with all of them loaded side by side."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, contextmanager
from enum import StrEnum

from edge_agent.agent import Agent
from edge_agent.listening import Listener
from edge_agent.settings import default_models
from edge_agent.speaking import Speaker
from edge_agent.unit import Unit
from erp import SPOKEN, Language
from hardware.audio import AudioSink
from models.errors import ModelError
from models.free_recogniser import FreeRecogniser
from models.held_recogniser import HeldRecogniser
from models.phrase_recogniser import PhraseRecogniser
from models.recognition import Recogniser
from models.store import ModelStore
from models.voice_activity import VoiceActivity
from models.voice_process import VoiceProcess, espeak_voice, piper_voice
from models.wake_word import WakeWord
from sync.account import Account

_log = logging.getLogger(__name__)

_WHISPER: Mapping[Language, str] = {"en": "whisper-tiny.en", "es": "whisper-base"}
_PIPER, _PIPER_MODEL = "piper-en_US-joe-medium", "en_US-joe-medium.onnx"


class Engine(StrEnum):
    """The recognisers that can be chosen."""

    PHRASE = "phrase"
    """PocketSphinx, held to the phrases: always there."""
    HELD = "held"
    """Whisper, held to the phrases."""
    FREE = "free"
    """Whisper, held to nothing: for recordings at a desk."""


@contextmanager
def opened_recogniser(engine: Engine | None = None, language: Language = "en") -> Iterator[Recogniser]:
    """The recogniser that was chosen; without a choice Whisper, and PocketSphinx where Whisper cannot be had.

    Raises:
        ModelError: the one that was chosen cannot be loaded, or none knows `language`.
    """
    with ExitStack() as held:
        if engine is not Engine.PHRASE:
            try:
                folder = held.enter_context(ModelStore(default_models()).open(_WHISPER[language]))
                recogniser = (FreeRecogniser if engine is Engine.FREE else HeldRecogniser)(folder, language)
            except ModelError as error:
                if engine or language != "en":  # PocketSphinx knows no other
                    raise
                _log.warning("hearing with PocketSphinx", extra={"why": str(error)})
            else:
                yield recogniser
                return
        yield PhraseRecogniser()


def language_heard(account: Account) -> Language:
    """What is spoken to the unit: the person's language, or English while the commands cannot be said in theirs."""
    if account.language in SPOKEN:
        return account.language
    _log.warning("hearing English", extra={"why": f"no commands can be said in {account.language!r} yet"})
    return "en"


@contextmanager
def opened_voice() -> Iterator[VoiceProcess]:
    """Piper's voice, and espeak-ng's where Piper's model cannot be had.

    Raises:
        ModelError: not even espeak-ng speaks.
    """
    with ExitStack() as held:
        try:
            voice = piper_voice(held.enter_context(ModelStore(default_models()).open(_PIPER)) / _PIPER_MODEL)
        except ModelError as error:
            _log.warning("speaking with espeak-ng", extra={"why": str(error)})
            voice = espeak_voice()
        held.callback(voice.close)
        yield voice


@asynccontextmanager
async def opened_agent(unit: Unit, sink: AudioSink, *, wake: bool = True) -> AsyncIterator[Agent]:
    """An agent that answers into `sink`; voice and sink are closed afterwards.

    Raises:
        models.errors.ModelError: an engine could not be loaded.
    """
    held = ExitStack()
    held.callback(sink.close)
    try:
        recogniser, listener, voice = await asyncio.to_thread(_load, unit, held)
        yield Agent(unit, recogniser, listener, Speaker(voice, sink), wake=wake)
    finally:
        await asyncio.to_thread(held.close)  # the voice's process is waited for


def _load(unit: Unit, held: ExitStack) -> tuple[Recogniser, Listener, VoiceProcess]:
    with ThreadPoolExecutor() as loading:
        wake_word, voice_activity = loading.submit(WakeWord), loading.submit(VoiceActivity)
        recognising = loading.submit(held.enter_context, opened_recogniser(language=language_heard(unit.account)))
        voice = loading.submit(held.enter_context, opened_voice())
        recogniser = recognising.result()
        listener = Listener(wake_word.result(), voice_activity.result(), recogniser, unit.assistant.is_complete)
        return recogniser, listener, voice.result()
