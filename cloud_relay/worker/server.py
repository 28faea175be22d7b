"""The worker's process: registered with LiveKit, it takes the sessions that it is offered, as many as it may."""

import asyncio
import importlib
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final
from uuid import uuid4

from livekit.agents import AgentServer, JobContext, JobProcess, JobRequest, tokenize

import models  # noqa: F401 - before onnxruntime, whose reports to its maker it switches off
from cloud_relay.errors import SettingsError
from cloud_relay.sessions.kinds import LONGEST
from cloud_relay.sessions.rooms import AGENT
from cloud_relay.settings import LiveKit, Settings, load, signing_key
from cloud_relay.worker.admission import worker_token
from cloud_relay.worker.agent import attend
from cloud_relay.worker.ears import Ears
from cloud_relay.worker.engines import check
from cloud_relay.worker.room import InRoom
from cloud_relay.worker.signs import beat

_DRAINS_FOR_S: Final = round(LONGEST.total_seconds()) + 60
"""The longest session has ended by then."""
_LOAD_THRESHOLD: Final = 0.8


def prewarm(process: JobProcess) -> None:
    """What each agent needs, loaded before it is needed: else the first words would wait for it."""
    process.userdata["ears"] = Ears.loaded()
    process.userdata["settings"] = load()
    tokenize.basic.hyphenate_word("ready")
    importlib.import_module("livekit.agents.llm.async_toolset")


async def entry(ctx: JobContext) -> None:
    """One session, in a process of its own."""
    settings: Settings = ctx.proc.userdata["settings"]
    await ctx.connect()
    token = partial(worker_token, signing_key(settings))
    try:
        await attend(InRoom(ctx), settings, ctx.job.metadata, ctx.proc.userdata["ears"], token)
    finally:
        ctx.shutdown("the session is over")


async def _admit(request: JobRequest) -> None:
    await request.accept(identity=f"agent-{uuid4().hex}", name="Hero365")


def server(settings: Settings) -> AgentServer:
    """Not running yet.

    Raises:
        SettingsError: no LiveKit server is set up.
    """
    livekit = required(settings)
    made = AgentServer(
        setup_fnc=prewarm,
        load_fnc=partial(_load, settings.capacity),
        load_threshold=_LOAD_THRESHOLD,
        num_idle_processes=settings.capacity,
        job_memory_warn_mb=500,
        job_memory_limit_mb=1000,
        drain_timeout=_DRAINS_FOR_S,
        ws_url=str(livekit.url),
        api_key=livekit.api_key,
        api_secret=livekit.api_secret.get_secret_value(),
        host="127.0.0.1",
        port=0,
    )
    made.rtc_session(entry, agent_name=AGENT, on_request=_admit)
    return made


def required(settings: Settings) -> LiveKit:
    """The LiveKit server.

    Raises:
        SettingsError: none is set up, an engine that is set cannot be used, or LiveKit's own switches would have it
            call its cloud.
    """
    if settings.livekit is None:
        raise SettingsError("A worker needs HERO365_RELAY_LIVEKIT__API_KEY, __API_SECRET and __URL.")
    if os.environ.get("LIVEKIT_DEV_MODE"):
        raise SettingsError("LIVEKIT_DEV_MODE makes LiveKit call its cloud; take it out of the environment.")
    check(settings)
    return settings.livekit


def _load(capacity: int, running: AgentServer) -> float:
    """By places, and not by the machine's load: a busy neighbour would make it refuse everybody, in silence."""
    return len(running.active_jobs) / capacity * _LOAD_THRESHOLD


async def serve(settings: Settings, registered: Callable[[], None] = lambda: None) -> None:
    """Until SIGTERM: then sessions that go on are brought to their end, and no more are taken.

    Raises:
        SettingsError: as `server`.
    """
    running, stop = server(settings), asyncio.Event()
    running.on("worker_registered", lambda *_: registered())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    beating = asyncio.create_task(beat())
    serving, stopping = asyncio.create_task(running.run(devmode=False)), asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        with suppress(TimeoutError):  # what goes on still has no session any more
            await running.drain(_DRAINS_FOR_S)
        await running.aclose()
    stopping.cancel()
    beating.cancel()
    await serving
