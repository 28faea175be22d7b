"""The relay as an operator runs it: gateway, workers, LiveKit, Redis and a store, each in processes of its own."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from benchmarks.relay import livekit_server
from cloud_relay.phone import Phone
from sync.standin import PRACTICE_PASSWORD, Effect, StandIn

_SETTLES_WITHIN_S = 40.0
"""The longest that the relay may take itself: a session without an agent is given up after 30."""


@dataclass(slots=True)
class Parts:
    """What runs, and how it is set up."""

    hero365: StandIn
    livekit: livekit_server.Server
    environment: Mapping[str, str]
    http: httpx.AsyncClient
    under: tuple[str, ...] = ()
    """A program, with its arguments, that runs each process of the relay."""
    gateway: asyncio.subprocess.Process | None = None
    workers: list[asyncio.subprocess.Process] = field(default_factory=list)
    callers: list[Phone] = field(default_factory=list)

    async def start_gateway(self) -> None:
        """Up when this returns."""
        self.gateway = await self._started("serve", "Listening on")

    async def start_worker(self) -> asyncio.subprocess.Process:
        """Registered when this returns."""
        worker = await self._started("worker", "Registered")
        self.workers.append(worker)
        return worker

    async def _started(self, command: str, says: str) -> asyncio.subprocess.Process:
        program = [*self.under, sys.executable, "-m", "cloud_relay", command]
        process = await asyncio.create_subprocess_exec(*program, env=self.environment, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        while says not in (line := (await process.stdout.readline()).decode()):
            assert line, f"hero365-relay {command} has ended"
        return process

    async def kill_gateway(self) -> None:
        """As a crash would."""
        assert self.gateway is not None
        self.gateway.send_signal(signal.SIGKILL)
        await self.gateway.wait()

    async def stop(self) -> None:
        """All of it, politely."""
        for caller in self.callers:
            await caller.leave()
        running = [process for process in (*self.workers, self.gateway) if process and process.returncode is None]
        for process in running:
            process.terminate()
        await asyncio.gather(*(process.wait() for process in running))

    async def sign_in(self, email: str, language: str = "en") -> dict[str, str]:
        """The header of somebody who may ask."""
        credentials = {"email": email, "password": PRACTICE_PASSWORD}
        async with httpx.AsyncClient(trust_env=False) as hero365:
            token = (await hero365.post(f"{self.hero365.url}/auth/signin", json=credentials)).json()["access_token"]
        who = {"hero365_token": token, "language": language}
        signed_in = await self.http.post("/v1/sign-in", json=who)
        return {"Authorization": f"Bearer {signed_in.raise_for_status().json()['token']}"}

    async def call(self, who: dict[str, str]) -> tuple[str, Phone]:
        """A session that somebody has started and entered; its id, and their phone."""
        asked = {"device_info": {"device_model": "phone", "os_version": "1", "app_version": "1"}}
        started = await self.http.post("/v1/mobile/voice/session/start", json=asked, headers=who, timeout=60)
        session = started.raise_for_status().json()
        caller = Phone()
        self.callers.append(caller)
        await caller.join(session["livekit_url"], session["access_token"])
        return session["session_id"], caller

    async def standing(self, session: str, who: dict[str, str]) -> dict[str, Any]:
        """How a session stands."""
        answer = await self.http.get(f"/v1/mobile/voice/session/{session}/status", headers=who)
        standing: dict[str, Any] = answer.raise_for_status().json()
        return standing

    async def becomes(self, status: str, session: str, who: dict[str, str]) -> dict[str, Any]:
        """How a session stands, once it has come to be so."""
        async with asyncio.timeout(_SETTLES_WITHIN_S):
            while (standing := await self.standing(session, who))["status"] != status:
                await asyncio.sleep(0.1)
        return standing

    async def changed_jobs(self, count: int) -> list[Effect]:
        """The changes of jobs' states at Hero365, once there are as many; asserts that there are no more."""
        async with asyncio.timeout(_SETTLES_WITHIN_S):
            while len(found := await asyncio.to_thread(self._changed_jobs)) < count:
                await asyncio.sleep(0.1)
        assert len(found) == count, found
        return found

    def _changed_jobs(self) -> list[Effect]:
        return [effect for effect in self.hero365.journal() if effect.table == "jobs" and "status" in effect.changed]


def free_port() -> int:
    """On loopback, and free at this moment."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
    return port


def environment(folder: Path, hero365: StandIn, livekit: livekit_server.Server, **more: str) -> dict[str, str]:
    """The variables that an operator sets."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("HERO365_RELAY_", "LIVEKIT_"))},
        "HERO365_RELAY_FOLDER": str(folder),
        "HERO365_RELAY_HERO365": hero365.url,
        "HERO365_RELAY_TIME_ZONE": "America/Chicago",
        "HERO365_RELAY_LIVEKIT__URL": livekit.url,
        "HERO365_RELAY_LIVEKIT__API_KEY": livekit_server.KEY,
        "HERO365_RELAY_LIVEKIT__API_SECRET": livekit_server.SECRET,
        **more,
    }
