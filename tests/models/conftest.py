"""What both recognisers are held to, and models that are fetched for the tests that need them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from edge_agent.recordings.make import FOLDER
from hardware.recordings import Recording
from models.phrases import NumberRange, PhraseBook, SpokenValue
from models.recognition import Frame
from models.store import ModelStore, default_models
from models.voice_process import VoiceProcess


@pytest.fixture(scope="session")
def book() -> PhraseBook:
    """Three commands."""
    return PhraseBook(
        intents={
            "status": ("[hey jarvis] mark job {job} {status}", "[hey jarvis] update job {job} status to {status}"),
            "stock": ("[hey jarvis] check stock for {part}",),
            "today": ("[hey jarvis] what's my schedule today",),
        },
        lists={
            "job": NumberRange(1, 9999),
            "status": (SpokenValue("complete", "completed"), SpokenValue("in progress", "in_progress")),
            "part": (SpokenValue("fifty gallon water heater", "heater"), SpokenValue("teflon tape", "tape")),
        },
    )


@pytest.fixture(scope="session")
def recorded() -> Callable[[str], Frame]:
    """The samples of a shipped recording, by its name without the ending."""
    return lambda name: np.concatenate(list(Recording(FOLDER / f"{name}.flac", tail_s=0.3).frames()))


@pytest.fixture(scope="session")
def spoken() -> Callable[[VoiceProcess, str], Frame]:
    """What a voice says, at 16 kHz, with half a second of silence on both sides."""

    def _spoken(voice: VoiceProcess, text: str) -> Frame:
        samples = voice.speak(text)
        seconds = np.arange(0, len(samples) / voice.sample_rate, 1 / 16_000)
        sound = np.interp(seconds, np.arange(len(samples)) / voice.sample_rate, samples)
        return np.pad(sound.astype(np.int16), 8000)

    return _spoken


@pytest.fixture(scope="session")
def other_speech() -> list[Frame]:
    """Some recordings of people who order coffee."""
    shared = Path(os.environ.get("HERO365_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
    clips = sorted((shared / "speech_to_intent" / "clips").glob("*.flac"))[::8]
    if not clips:
        pytest.skip(f"there are no recordings in {shared}")
    return [np.concatenate(list(Recording(clip, tail_s=0.3).frames())) for clip in clips]


@pytest.fixture(scope="session")
def whisper() -> Iterator[Path]:
    """The folder of Whisper tiny.en."""
    yield from _opened("whisper-tiny.en")


@pytest.fixture(scope="session")
def whisper_base() -> Iterator[Path]:
    """The folder of Whisper base, which knows all languages."""
    yield from _opened("whisper-base")


@pytest.fixture(scope="session")
def joe() -> Iterator[Path]:
    """The folder of Piper's voice."""
    yield from _opened("piper-en_US-joe-medium")


def _opened(name: str) -> Iterator[Path]:
    store = ModelStore(default_models())
    if not store.installed(name):
        pytest.skip(f"{name} is not here; `hero365-edge models pull {name}` fetches it")
    with store.open(name) as folder:
        yield folder
