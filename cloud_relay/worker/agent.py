"""The internal agent: an employee speaks with their desk."""

import asyncio
from collections.abc import Callable
from typing import Any, Final, Protocol

from livekit.agents import Agent, AgentSession
from livekit.agents.voice.agent_session import SessionConnectOptions

from cloud_relay.settings import Settings
from cloud_relay.waiting import end, first_of
from cloud_relay.worker.adapters import RelayMind
from cloud_relay.worker.ears import Ears
from cloud_relay.worker.engines import AgentEngines, engines
from cloud_relay.worker.hearing import RelayEar
from cloud_relay.worker.line import Line
from cloud_relay.worker.speaker import Speaker

_BEGINS_WITHIN_S: Final = 30.0
"""A desk that is opened reads today's records first, and is waited for where a gateway was killed that had it."""
_PAUSE_S: Final = 0.3
"""Of silence, behind which words are at their end where another ear hears: whether more may come is not known then."""
_INTERRUPTS_AFTER_S: Final = 0.15
"""Of speech over the agent's own."""
_MOST_FAILURES: Final = 8
"""Of the voice, one behind the other, until the agent gives up and another one comes: what no voice has said is tried
five times."""


class Place(Protocol):
    """Where a session is spoken."""

    gone: asyncio.Event
    """The person has left, or does not come."""

    @property
    def identity(self) -> str:
        """How the place knows this agent."""
        ...

    async def start(self, session: "AgentSession[Any]", agent: Agent, person: str) -> None:
        """From now on person and agent hear each other."""
        ...


class InternalAgent(Agent):
    """Says what the gateway says."""

    def __init__(self) -> None:
        super().__init__(instructions="")  # nobody reads them: what is decided is decided at the gateway


async def attend(place: Place, settings: Settings, session_id: str, ears: Ears, token: Callable[[], str]) -> None:
    """Serves one session, from the agent's entry to the end.

    Raises:
        SettingsError: an engine that is set cannot be used.
    """
    line = Line(url=_line_address(settings, session_id), token=token, identity=place.identity)
    keeping = asyncio.create_task(line.run())
    try:
        await _attended(place, settings, line, ears)
    finally:
        if place.gone.is_set():
            await line.goodbye()  # else another agent is to come
        await end(keeping, "the line was not kept")


async def _attended(place: Place, settings: Settings, line: Line, ears: Ears) -> None:
    await first_of(line.begun, within=_BEGINS_WITHIN_S)
    if line.begin is None:  # sent away, or there is no gateway
        return
    made = engines(settings, line, line.begin.language, ears.pauses)
    mind = RelayMind(line, line.begin.language, heard_elsewhere=made.hears_elsewhere)
    session = _session(made, mind, ears)
    session.on("close", lambda _: line.over.set())
    await place.start(session, InternalAgent(), line.begin.person)
    speaker = Speaker(session, line, mind)
    speaking = asyncio.create_task(speaker.run(line.begin))
    speaking.add_done_callback(lambda _: line.over.set())  # who says nothing by itself any more is replaced
    try:
        await first_of(line.over, place.gone)
        if line.lost:
            await speaker.part()
    finally:
        await end(speaking, "not said")
        await session.aclose()


def _session(made: AgentEngines, mind: RelayMind, ears: Ears) -> "AgentSession[Any]":
    own = made.ear if isinstance(made.ear, RelayEar) else None
    session = AgentSession[Any](
        stt=made.ear,
        vad=ears.turns,
        llm=mind,
        tts=made.mouth,
        turn_handling={
            "turn_detection": own.turn if own else "vad",
            "endpointing": {"min_delay": 0.0 if own else _PAUSE_S},
            "interruption": {"mode": "vad", "min_duration": _INTERRUPTS_AFTER_S},
            # A turn is taken once, and what comes of it is on disk: nothing is tried ahead.
            "preemptive_generation": {"enabled": False},
        },
        tts_text_transforms=None,
        aec_warmup_duration=None,  # else nobody can interrupt the first words
        user_away_timeout=None,
        conn_options=SessionConnectOptions(max_unrecoverable_errors=_MOST_FAILURES),
    )
    if own:
        session.on("agent_state_changed", own.note_agent)
    return session


def _line_address(settings: Settings, session: str) -> str:
    gateway = str(settings.gateway).rstrip("/")
    return f"ws{gateway.removeprefix('http')}/v1/sessions/{session}/agent"
