"""`POST /v1/voice`: one spoken request, answered in words and sound, and delivered to Hero365 in the speaker's name."""

import base64
import io
import wave
from collections.abc import Callable

import httpx
import numpy as np
import pytest

from assistant.engines import opened_voice
from models.store import ModelStore, default_models
from tests.cloud_relay.conftest import Running

Saying = Callable[[str], bytes]


@pytest.fixture(scope="session")
def saying() -> Saying:
    """Sentences as recordings of a synthetic voice."""
    if not ModelStore(default_models()).installed("whisper-tiny.en"):
        pytest.skip("whisper-tiny.en is not here; `make models` fetches it")

    def say(text: str) -> bytes:
        file = io.BytesIO()
        with opened_voice() as voice, wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(voice.sample_rate)
            silence = np.zeros(voice.sample_rate // 3, np.int16)
            sound.writeframes(np.concatenate([silence, voice.speak(text), silence]).tobytes())
        return file.getvalue()

    return say


async def ask(running: Running, who: dict[str, str], recording: bytes, **more: str) -> httpx.Response:
    headers = {**who, "Content-Type": "audio/wav", **more}
    return await running.http.post("/v1/voice", content=recording, headers=headers, timeout=60)


async def test_a_command_is_carried_out_and_answered(running: Running, saying: Saying) -> None:
    who = await running.person("rosa.delgado@example.com")
    answer = (await ask(running, who, saying("Put job forty two on hold."))).json()
    assert answer["command"] == "job.set_status"
    assert len(base64.b64decode(answer["audio"])) > 10_000
