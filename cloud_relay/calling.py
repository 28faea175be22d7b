"""`hero365-relay call`: an employee's session from a terminal, spoken by our own voice or by recordings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import numpy as np
import typer
from livekit import rtc
from numpy.typing import NDArray

from assistant.engines import opened_voice
from cloud_relay.errors import RelayError
from cloud_relay.phone import RATE, Phone
from cloud_relay.settings import Settings
from cloud_relay.voice.recorded import decoded
from erp import Language
from sync.client import Hero365Client

_COMES_WITHIN_S: Final = 35.0
_ANSWERS_WITHIN_S: Final = 15.0
_PAUSE_S: Final = 2.0
"""Behind which a reply has come to its end."""
_TYPES: Final = {".wav": "audio/wav", ".flac": "audio/flac", ".ogg": "audio/ogg", ".mp3": "audio/mpeg"}


class CallError(RelayError):
    """The session did not come about."""


@dataclass(frozen=True, slots=True)
class Login:
    """Of an employee at Hero365."""

    email: str
    password: str
    language: Language


async def call(settings: Settings, login: Login, said: list[str]) -> None:
    """Speaks what is `said`, sentences or recordings, one after the other, and shows what is answered.

    Raises:
        CallError: the relay or LiveKit was not reached or refused, or nobody came.
        sync.errors.SyncError: Hero365 was not reached, or does not know them.
    """
    sounds = await asyncio.to_thread(_sounds, said, login.language)
    async with _gateway(settings) as gateway:
        headers = await _signed_in(settings, gateway, login)
        asked = {"device_info": {"device_model": "terminal"}}
        session = await _asked(gateway, "/v1/mobile/voice/session/start", asked, headers)
        phone = Phone()
        try:
            await _join(phone, session)
            await _spoken(phone, said, sounds)
        finally:
            await phone.leave()
            await _asked(gateway, f"/v1/mobile/voice/session/{session['session_id']}/end", {}, headers)


async def _join(phone: Phone, session: dict[str, str]) -> None:
    try:
        await phone.join(session["livekit_url"], session["access_token"])
    except rtc.ConnectError as error:
        raise CallError(f"LiveKit at {session['livekit_url']} can't be reached, or lets nobody in.") from error


async def _spoken(phone: Phone, said: list[str], sounds: list[NDArray[np.int16]]) -> None:
    if not await phone.meets_agent(_COMES_WITHIN_S):
        _show(phone, 0)
        raise CallError("No agent has come: is a worker running (`hero365-relay worker`)?")
    if not await phone.hears(phone.agent_at or 0, _ANSWERS_WITHIN_S):
        raise CallError("An agent has come and says nothing; the log of its worker may tell why.")
    await phone.quiet(_PAUSE_S)
    shown = _show(phone, 0)
    for words, sound in zip(said, sounds, strict=True):
        typer.echo(f"you:   {words}")
        ended = await phone.say(sound)
        if not await phone.hears(ended, _ANSWERS_WITHIN_S):
            raise CallError("Nobody answers any more.")
        await phone.quiet(_PAUSE_S)
        shown = _show(phone, shown)
        if not phone.has_agent:
            raise CallError(
                "The agent has left, and what was said last may not be taken; the log of its worker may tell."
            )


def _show(phone: Phone, shown: int) -> int:
    for words in phone.transcripts[shown:]:
        typer.echo(f"relay: {words}")
    return len(phone.transcripts)


def _sounds(said: list[str], language: Language) -> list[NDArray[np.int16]]:
    with opened_voice(language=language) as voice:
        return [
            _at_phone_rate(decoded(Path(one).read_bytes(), _TYPES[Path(one).suffix.lower()]), 16_000)
            if Path(one).suffix.lower() in _TYPES
            else _at_phone_rate(voice.speak(one), voice.sample_rate)
            for one in said
        ]


def _at_phone_rate(samples: NDArray[np.int16], rate: int) -> NDArray[np.int16]:
    resampler = rtc.AudioResampler(rate, RATE)
    frames = [*resampler.push(bytearray(samples.tobytes())), *resampler.flush()]
    return np.frombuffer(b"".join(bytes(frame.data) for frame in frames), np.int16)


@asynccontextmanager
async def _gateway(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=str(settings.gateway), timeout=60) as http:
        yield http


async def _signed_in(settings: Settings, gateway: httpx.AsyncClient, login: Login) -> dict[str, str]:
    hero365 = str(settings.hero365).rstrip("/")
    account = await Hero365Client.sign_in(hero365, login.email, login.password, time_zone=settings.time_zone)
    who = {
        "hero365_token": account.access_token.get_secret_value(),
        "language": login.language,
        "time_zone": settings.time_zone,
    }
    token = (await _asked(gateway, "/v1/sign-in", who, {}))["token"]
    return {"Authorization": f"Bearer {token}"}


def _why(answer: httpx.Response) -> str:
    """What the gateway says about it; what something between says as it is."""
    try:
        return str(answer.json()["detail"])
    except (ValueError, LookupError, TypeError):
        return answer.text[:200]


async def _asked(http: httpx.AsyncClient, path: str, body: object, headers: dict[str, str]) -> dict[str, str]:
    try:
        answer = await http.post(path, json=body, headers=headers)
    except httpx.HTTPError as error:
        raise CallError(f"{http.base_url.join(path)} can't be reached.") from error
    if not answer.is_success:
        raise CallError(f"{http.base_url.join(path)} answers {answer.status_code}: {_why(answer)}")
    answered: dict[str, str] = answer.json()
    return answered
