"""The unit's self-test: one check per part, each tried for real."""

import asyncio
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from assistant.command_model import FILE, command_model
from assistant.engines import (
    Engine,
    opened_espeak,
    opened_piper,
    opened_recogniser,
    require_memory,
    this_profile,
)
from edge_agent.settings import Places
from erp import Language
from hardware.audio import FRAME, AudioError
from hardware.portaudio import portaudio
from models import known_answer
from models.errors import ModelError, NoMemoryError
from models.llama_engine import version
from models.machine import this_machine
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import PhraseBook
from models.recognition import Recogniser
from models.store import ModelStore, default_models
from models.voice_activity import VoiceActivity
from models.voice_process import VoiceProcess
from models.wake_word import WakeWord
from sync.account import Account
from sync.answers import RefusedError, Verdict
from sync.errors import StoreBusyError, SyncError
from sync.relay import Relay
from sync.store import Store
from sync.transport import ask, connected

_ROOM_WANTED = 200_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the unit, and whether it works."""

    name: str
    passed: bool
    says: str
    optional: bool = False
    """The unit does its main work without it."""


class _NotWell(Exception):  # noqa: N818 - carries a sentence, is never shown as an error
    """What a check found wrong."""


def checks(places: Places) -> Iterator[Check]:
    """Tries every part. Nothing is changed but the database, which is made when it is missing."""
    for name, check, optional in (
        ("python", _python, False),
        ("profile", lambda: _profile(_language(places)), True),
        ("database", lambda: _database(places), False),
        ("disk", lambda: _disk(places), False),
        ("wake word", _wake_word, False),
        ("voice activity", _voice_activity, False),
        ("phrase recogniser", _recogniser, False),
        ("whisper", lambda: _whisper(_language(places)), True),
        ("voice", _voice, False),
        ("piper", _piper, True),
        ("language model", _language_model, True),
        ("microphone", _microphone, True),
        ("account", lambda: _account(places), True),
        ("hero365", lambda: _hero365(places), True),
        ("message service", lambda: _message_service(places), True),
    ):
        yield _tried(name, check, optional)


def _tried(name: str, check: Callable[[], str], optional: bool) -> Check:
    try:
        return Check(name, True, check(), optional)
    except (_NotWell, SyncError, ModelError, AudioError, OSError) as error:
        return Check(name, False, str(error), optional)


def _python() -> str:
    return f"{sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"


def _profile(language: Language) -> str:
    """What is chosen, and whether there is memory for all of it at once; what is here of it the others look at."""
    profile = this_profile(language)
    if not profile.fits:
        raise _NotWell(f"{profile.why}.")
    threads = f"{profile.threads} thread{'s' if profile.threads > 1 else ''}"
    chosen = f"{this_machine()}; chosen for it: {profile.why}; {threads}, {profile.memory_mb} MB"
    try:
        require_memory(*(model for model in profile.models if not _in_use(model)))
    except NoMemoryError as error:
        raise _NotWell(f"{chosen}. {error}") from error
    return chosen


def _database(places: Places) -> str:
    try:
        with Store.open(places.database):
            return f"{places.database}: write-ahead log, synchronous=FULL"
    except StoreBusyError:
        return f"{places.database}: in use by the agent"


def _disk(places: Places) -> str:
    free = shutil.disk_usage(places.folder).free
    if free < _ROOM_WANTED:
        raise _NotWell(f"only {free // 1_000_000} MB are free; make room for {_ROOM_WANTED // 1_000_000} MB.")
    return f"{free // 1_000_000} MB free"


def _wake_word() -> str:
    score = WakeWord().hear(np.zeros(FRAME, np.int16))
    return f"loaded, silence scores {score:.2f}; the weights are for non-commercial use"


def _voice_activity() -> str:
    return f"loaded, silence scores {max(VoiceActivity().hear(np.zeros(FRAME, np.int16))):.2f}"


def _recogniser() -> str:
    return _refuses_silence(PhraseRecogniser())


def _whisper(language: Language) -> str:
    wanted = this_profile(language).recogniser
    if _in_use(wanted):
        return f"{wanted} is in use by the agent; two of it may not fit into memory"
    try:
        with opened_recogniser(Engine.HELD, language) as recogniser:
            return _refuses_silence(recogniser, language)
    except ModelError as error:
        raise _without(error, "PocketSphinx hears" if language == "en" else "nothing is heard") from error


def _in_use(model: str) -> bool:
    return ModelStore(default_models()).used(model)


def _without(error: ModelError, instead: str) -> _NotWell:
    return _NotWell(f"{str(error).removesuffix('.')}; meanwhile {instead}.")


def _language(places: Places) -> Language:
    return Account.load(places.account).language if places.account.is_file() else "en"


def _refuses_silence(recogniser: Recogniser, language: Language = "en") -> str:
    recogniser.prepare("doctor", PhraseBook({"test": ("this is a test",)}, language=language))
    hearing = recogniser.hear("doctor")
    hearing.feed(np.zeros(FRAME, np.int16))
    if hearing.finish().accepted:
        raise _NotWell("silence was taken for words.")
    return "loaded, silence is refused"


def _voice() -> str:
    with opened_espeak() as voice:
        return _speaks(voice)


def _piper() -> str:
    wanted = this_profile().voice
    if not wanted:
        return "not in this machine's profile"
    if _in_use(wanted):
        return f"{wanted} is in use by the agent"
    try:
        with opened_piper(wanted) as voice:
            return _speaks(voice)
    except ModelError as error:
        raise _without(error, "espeak-ng speaks") from error


def _language_model() -> str:
    try:
        known_answer.check()
        if (completer := command_model()) is None:
            raise _NotWell(f"{FILE.name} is not here; meanwhile phrases alone understand.")
        completer.load()
    except ModelError as error:
        raise _without(error, "phrases alone understand") from error
    return f"llama-cpp-python {version()} gives the known answer, and {FILE.name} is loaded"


def _speaks(voice: VoiceProcess) -> str:
    return f"{voice.name} speaks ({len(voice.speak('Ready.')) / voice.sample_rate:.1f} s)"


def _microphone() -> str:
    sounddevice = portaudio()
    try:
        return str(sounddevice.query_devices(kind="input")["name"])
    except (sounddevice.PortAudioError, ValueError) as error:
        raise _NotWell("no microphone is connected.") from error


def _account(places: Places) -> str:
    if places.is_practice:
        raise _NotWell("practice business (nobody is signed in); run `hero365-edge login`.")
    account = Account.load(places.account)
    return f"{account.email} at {account.business_name}"


def _hero365(places: Places) -> str:
    """With the token as it is: an agent that runs meanwhile renews it."""
    account = Account.load(places.account)

    async def asked() -> None:
        async with connected(account.url) as http:
            await ask(http, "GET", "/business-context/current", token=account.access_token.get_secret_value())

    try:
        asyncio.run(asked())
    except RefusedError as error:
        if error.verdict is Verdict.AUTH:
            raise _NotWell(f"{account.url} wants a sign-in; the agent renews it, or `hero365-edge login`.") from error
        raise
    return f"{account.url} answers"


def _message_service(places: Places) -> str:
    relay = Relay.load(places.relay)
    if relay is None:
        raise _NotWell("none is connected: messages to customers are kept; `hero365-edge relay join` connects one.")
    return f"connected to {relay.url}"
