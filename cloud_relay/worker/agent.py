"""The internal agent: an employee speaks with their desk in a LiveKit room."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Final

from livekit import rtc
from livekit.agents import Agent, AgentSession, JobContext, room_io

from cloud_relay.sessions.line import Begin
from cloud_relay.sessions.sentences import GONE
from cloud_relay.settings import Settings
from cloud_relay.worker.adapters import RelayEar, RelayEnding, RelayMind
from cloud_relay.worker.engines import engines
from cloud_relay.worker.line import Line, LineError

_log = logging.getLogger(__name__)

_BEGINS_WITHIN_S: Final = 15.0
_SHORTEST_PAUSE_S: Final = 0.3
"""Behind complete words; counted from the end of speech, as the next."""
_LONGEST_PAUSE_S: Final = 1.0
"""Where something is missing."""
_INTERRUPTS_AFTER_S: Final = 0.2
"""Of speech over the agent's own."""


class InternalAgent(Agent):
    """Says what the gateway says."""

    def __init__(self) -> None:
        super().__init__(instructions="")  # nobody reads them: what is decided is decided at the gateway


async def attend(ctx: JobContext, settings: Settings, token: Callable[[], str]) -> None:
    """Serves one session, from the agent's entry to the end."""
    begun: asyncio.Queue[Begin] = asyncio.Queue()
    news: asyncio.Queue[str] = asyncio.Queue()
    await ctx.connect()
    line = Line(
        url=_line_address(settings, ctx.job.metadata),
        token=token,
        identity=ctx.room.local_participant.identity,
        on_begin=begun.put,
        on_news=news.put,
    )
    keeping = asyncio.create_task(line.run())
    try:
        begin = await _first_of(begun, line)
        if begin is not None:
            await _attended(ctx, settings, line, begin, begun, news)
    finally:
        await line.goodbye()
        keeping.cancel()
        await asyncio.wait({keeping})
        ctx.shutdown("the session is over")


async def _attended(  # noqa: PLR0913, PLR0917 - what one session is made of
    ctx: JobContext,
    settings: Settings,
    line: Line,
    begin: Begin,
    begun: "asyncio.Queue[Begin]",
    news: "asyncio.Queue[str]",
) -> None:
    session = _session(ctx, settings, line, begin)
    farewell = asyncio.create_task(_spoken(line, GONE[begin.language]))
    session.on("close", lambda _: line.over.set())
    session.on("conversation_item_added", lambda added: _told(line, added))
    ctx.room.on("participant_disconnected", lambda who: _gone(line, begin, who))
    await session.start(InternalAgent(), room=ctx.room, record=False, room_options=_in_room(begin.person))
    session.say(begin.text)
    saying = [asyncio.create_task(_say_each(session, begun, _text)), asyncio.create_task(_say_each(session, news, str))]
    try:
        await line.over.wait()
        if line.lost:
            await _say_farewell(session, await farewell)
    finally:
        for task in (farewell, *saying):
            task.cancel()
        await session.aclose()


def _session(ctx: JobContext, settings: Settings, line: Line, begin: Begin) -> "AgentSession[Any]":
    made = engines(settings, line, begin.language)
    return AgentSession(
        stt=made.ear,
        vad=ctx.proc.userdata["vad"],
        llm=RelayMind(line, heard_elsewhere=made.hears_elsewhere),
        tts=made.mouth,
        turn_handling={
            "turn_detection": RelayEnding(made.ear) if isinstance(made.ear, RelayEar) else "vad",
            "endpointing": {"min_delay": _SHORTEST_PAUSE_S, "max_delay": _LONGEST_PAUSE_S},
            "interruption": {"mode": "vad", "min_duration": _INTERRUPTS_AFTER_S},
            # A turn is taken once, and what comes of it is on disk: nothing is tried ahead.
            "preemptive_generation": {"enabled": False},
        },
        tts_text_transforms=None,
        aec_warmup_duration=None,  # else nobody can interrupt the first words
        user_away_timeout=None,
    )


def _in_room(person: str) -> room_io.RoomOptions:
    return room_io.RoomOptions(
        text_input=False,
        audio_input=room_io.AudioInputOptions(pre_connect_audio=False),
        participant_identity=person,
    )


def _line_address(settings: Settings, session: str) -> str:
    gateway = str(settings.gateway).rstrip("/")
    return f"ws{gateway.removeprefix('http')}/v1/sessions/{session}/agent"


async def _first_of(begun: "asyncio.Queue[Begin]", line: Line) -> Begin | None:
    """The gateway's first words; None where it sends the agent away, or is not there."""
    coming, over = asyncio.create_task(begun.get()), asyncio.create_task(line.over.wait())
    done, pending = await asyncio.wait({coming, over}, timeout=_BEGINS_WITHIN_S, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    return coming.result() if coming in done else None


def _told(line: Line, added: Any) -> None:
    if getattr(added.item, "role", "") == "assistant":
        line.soon(line.said())


def _gone(line: Line, begin: Begin, who: rtc.RemoteParticipant) -> None:
    """Also whom the network has lost: for LiveKit's session that is no end."""
    if who.identity == begin.person:
        line.over.set()


def _text(begin: Begin) -> str:
    return begin.text


async def _say_each(session: "AgentSession[Any]", queue: "asyncio.Queue[Any]", text: Callable[[Any], str]) -> None:
    while True:
        await session.say(text(await queue.get()))


async def _spoken(line: Line, text: str) -> list[tuple[int, bytes]]:
    """Made ahead: when it is needed there is nobody to make it."""
    try:
        return [sound async for sound in line.speak(text)]
    except LineError as error:
        _log.warning("no farewell was made", extra={"error": str(error)})
        return []


async def _say_farewell(session: "AgentSession[Any]", sounds: list[tuple[int, bytes]]) -> None:
    async def frames() -> Any:
        for rate, sound in sounds:
            yield rtc.AudioFrame(sound, rate, 1, len(sound) // 2)

    if sounds:
        await session.say("", audio=frames(), allow_interruptions=False)
