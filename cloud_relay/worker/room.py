"""An agent's place in a LiveKit room, beside the person whom it serves."""

import asyncio
from typing import Any, Final

from livekit import rtc
from livekit.agents import Agent, AgentSession, JobContext, room_io

_FRAME_MS: Final = 20
"""Of sound that is taken from the room at once: what comes in longer ones comes later."""
_COMES_WITHIN_S: Final = 60.0
"""Whoever has not come by then does not come: an agent that waits takes the place of another."""


class InRoom:
    """Of the job that LiveKit has given to this process."""

    def __init__(self, ctx: JobContext) -> None:
        self._room = ctx.room
        self._person = ""
        self.gone = asyncio.Event()

    @property
    def identity(self) -> str:
        """How the room knows this agent."""
        return self._room.local_participant.identity

    async def start(self, session: "AgentSession[Any]", agent: Agent, person: str) -> None:
        """From now on they hear each other."""
        self._person = person
        self._room.on("participant_disconnected", self._left)
        self._room.on("disconnected", self._closed)
        options = room_io.RoomOptions(
            text_input=False,
            audio_input=room_io.AudioInputOptions(pre_connect_audio=False, frame_size_ms=_FRAME_MS),
            participant_identity=person,
        )
        await session.start(agent, room=self._room, record=False, room_options=options)
        if person not in self._room.remote_participants:
            asyncio.get_running_loop().call_later(_COMES_WITHIN_S, self._came)

    def _came(self) -> None:
        if self._person not in self._room.remote_participants:
            self.gone.set()

    def _left(self, who: rtc.RemoteParticipant) -> None:
        """Also whom the network has lost: for LiveKit's session that is no end."""
        if who.identity == self._person:
            self.gone.set()

    def _closed(self, reason: rtc.DisconnectReason.ValueType) -> None:
        """The room has ended, and everybody has left it. An agent that was taken out of it is no sign of that."""
        if reason == rtc.DisconnectReason.ROOM_DELETED:
            self.gone.set()
