"""Another ear and another mouth than the relay's own: behind an OpenAI-compatible server, or a plugin of LiveKit."""

import asyncio
import io
import socket
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from livekit.plugins import openai
from pydantic import HttpUrl, SecretStr

from cloud_relay.errors import SettingsError
from cloud_relay.settings import EngineServer, Settings
from cloud_relay.worker.engines import check, engines
from cloud_relay.worker.line import Line
from models.voice_activity import VoiceActivity
from sync.standin import StandIn
from tests.cloud_relay.conftest import Watch, _Server
from tests.cloud_relay.worker.conftest import Voice, office_at

LINE = Line("ws://127.0.0.1:9", lambda: "", "agent")


@dataclass(slots=True)
class Double:
    """Both engines' contract, as far as it is used."""

    url: str = ""
    heard: list[dict[str, str]] = field(default_factory=list)
    spoken: list[dict[str, Any]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/v1/audio/transcriptions")
        async def transcribe(request: Request) -> dict[str, str]:
            self.keys.add(request.headers["authorization"])
            head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
            parts = {
                part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
                for part in message_from_bytes(head + await request.body()).walk()
                if not part.is_multipart()
            }
            with wave.open(io.BytesIO(parts.pop("file"))) as recording:
                assert recording.getnframes() > 0
            self.heard.append({str(name): value.decode() for name, value in parts.items()})
            return {"text": "Put job 104 on hold."}

        @app.post("/v1/audio/speech")
        async def speak(request: Request) -> Response:
            self.keys.add(request.headers["authorization"])
            self.spoken.append(await request.json())
            file = io.BytesIO()
            with wave.open(file, "wb") as recording:
                recording.setnchannels(1)
                recording.setsampwidth(2)
                recording.setframerate(24_000)
                recording.writeframes(bytes(24_000))
            return Response(file.getvalue(), media_type="audio/wav")

        return app


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    double = Double()
    async with serving(double.app()) as double.url:
        yield double


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = _Server(uvicorn.Config(app, log_config=None, access_log=False))
        task = asyncio.create_task(server.serve([listening]))
        await server.up.wait()
        yield "http://127.0.0.1:{1}/v1".format(*listening.getsockname())
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await task


async def test_a_command_by_another_ear_and_another_mouth(
    settings: Settings, watch: Watch, hero365: StandIn, double: Double, any_voice: Voice
) -> None:
    ear = EngineServer(url=HttpUrl(double.url), model="whisper-large", api_key=SecretStr("of-the-tests"))
    mouth = ear.model_copy(update={"model": "kokoro", "voice": "bella"})
    async with office_at(settings.model_copy(update={"ear": ear, "mouth": mouth}), watch, hero365) as office:
        _, _, headset = await office.call()
        assert (await headset.hears()).text == "Hello. What can I do?"
        headset.speak(any_voice("This is heard by somebody else."))
        assert (await headset.hears()).text == "Job 104 is now on hold."
        assert len(await office.arrived("JOB-000104")) == 1
    assert [(said["model"], said["language"]) for said in double.heard] == [("whisper-large", "en")]
    assert [(said["model"], said["voice"], said["input"]) for said in double.spoken] == [
        ("kokoro", "bella", "Hello. What can I do?"),
        ("kokoro", "bella", "Job 104 is now on hold."),
    ]
    assert double.keys == {"Bearer of-the-tests"}


def test_a_plugin_by_its_name(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "of-the-tests")
    plugins = settings.model_copy(update={"ear": "livekit.plugins.openai:STT", "mouth": "livekit.plugins.openai:TTS"})
    check(plugins)
    made = engines(plugins, LINE, "en", VoiceActivity())
    assert (type(made.ear), type(made.mouth), made.hears_elsewhere) == (openai.STT, openai.TTS, True)


@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        ("livekit.plugins.nobody:STT", "No module named"),
        ("livekit.plugins.openai:Ear", "has no attribute 'Ear'"),
        ("livekit.plugins.openai:STT", "OPENAI_API_KEY"),
        ("os:getcwd", "is no STT"),
        ("livekit.plugins.silero:VAD", "can't be used"),
        ("livekit.agents.inference:STT", "LiveKit's cloud"),
    ],
)
def test_what_is_no_ear_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch, plugin: str, said: str) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("LIVEKIT_API_KEY", "devkey")
    monkeypatch.setenv("LIVEKIT_API_SECRET", "of-the-tests-" * 3)
    with pytest.raises(SettingsError, match=said):
        check(settings.model_copy(update={"ear": plugin}))
