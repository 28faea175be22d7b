"""LiveKit's rooms: who may enter one, and which agent is sent there."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Final
from uuid import UUID

import aiohttp
from livekit import api

from cloud_relay.errors import SettingsError, UpstreamError
from cloud_relay.settings import LiveKit

_log = logging.getLogger(__name__)

AGENT: Final = "hero365-relay"
"""The name that workers are registered under: they come only where they are sent."""
_COMES_WITHIN: Final = timedelta(minutes=10)
"""Who has entered is given new tickets by LiveKit; this one is of no use to whoever finds it later."""
_NOT_REACHED: Final = "LiveKit can't be reached; try again."
_ANSWERS_WITHIN: Final = aiohttp.ClientTimeout(total=10)
"""Seconds: who starts a session waits for the end of the one before."""


def room_of(session: UUID) -> str:
    """The room of a session. Its name tells nothing, and no two sessions share one."""
    return f"session-{session}"


@asynccontextmanager
async def opened_rooms(livekit: LiveKit) -> AsyncIterator["Rooms"]:
    """The rooms of the server that is set up."""
    secret = livekit.api_secret.get_secret_value()
    async with api.LiveKitAPI(str(livekit.url), livekit.api_key, secret, timeout=_ANSWERS_WITHIN) as http:
        yield Rooms(livekit, http)


async def require_key(livekit: LiveKit) -> bool:
    """Whether LiveKit was reached; it may be started later.

    Raises:
        SettingsError: it does not know our key.
    """
    async with opened_rooms(livekit) as rooms:
        try:
            await rooms.count()
        except UpstreamError:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms of one LiveKit server."""

    livekit: LiveKit
    http: api.LiveKitAPI

    def ticket(self, session: UUID, identity: str, name: str, lasting: timedelta) -> str:
        """With it one person enters that room, speaks and hears there, and may do nothing else."""
        grants = api.VideoGrants(
            room_join=True,
            room=room_of(session),
            can_publish_sources=["microphone"],
            can_publish_data=False,
            can_update_own_metadata=False,
        )
        return self._signed(grants, identity, name, min(lasting, _COMES_WITHIN))

    def own_ticket(self, session: UUID) -> str:
        """With it the relay itself enters a room, speaks there, and shows what it says."""
        grants = api.VideoGrants(room_join=True, room=room_of(session), can_publish_sources=["microphone"])
        return self._signed(grants, f"relay-{session}", "Hero365", _COMES_WITHIN)

    def _signed(self, grants: api.VideoGrants, identity: str, name: str, lasting: timedelta) -> str:
        token = api.AccessToken(self.livekit.api_key, self.livekit.api_secret.get_secret_value())
        return token.with_identity(identity).with_name(name).with_ttl(lasting).with_grants(grants).to_jwt()

    async def send_agent(self, session: UUID) -> None:
        """Asks for an agent. That none is free is not said: it does not come, and is to be asked for again.

        Raises:
            UpstreamError: LiveKit was not reached.
        """
        wanted = api.CreateAgentDispatchRequest(room=room_of(session), agent_name=AGENT, metadata=str(session))
        try:
            await self.http.agent_dispatch.create_dispatch(wanted)
        except (api.TwirpError, aiohttp.ClientError, TimeoutError) as error:
            raise UpstreamError(_NOT_REACHED) from error

    async def remove(self, session: UUID, identity: str) -> None:
        """Takes a dead agent out of the room: LiveKit itself needs 20 seconds to see that it is dead."""
        who = api.RoomParticipantIdentity(room=room_of(session), identity=identity)
        try:
            await self.http.room.remove_participant(who)
        except (api.TwirpError, aiohttp.ClientError, TimeoutError) as error:
            _log.info("an agent was not removed", extra={"session": str(session), "error": type(error).__name__})

    async def count(self) -> int:
        """How many rooms are open.

        Raises:
            UpstreamError: LiveKit was not reached.
            SettingsError: it does not know our key.
        """
        try:
            return len((await self.http.room.list_rooms(api.ListRoomsRequest())).rooms)
        except api.TwirpError as error:
            if error.status == HTTPStatus.UNAUTHORIZED:
                raise SettingsError(
                    f"LiveKit at {self.livekit.url} does not know the key {self.livekit.api_key}, or its secret is "
                    "another one; set HERO365_RELAY_LIVEKIT__API_KEY and __API_SECRET as its file has them."
                ) from error
            raise UpstreamError(_NOT_REACHED) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise UpstreamError(_NOT_REACHED) from error

    async def close(self, session: UUID) -> None:
        """Everybody leaves."""
        try:
            await self.http.room.delete_room(api.DeleteRoomRequest(room=room_of(session)))
        except (api.TwirpError, aiohttp.ClientError, TimeoutError) as error:
            _log.info("a room was not closed", extra={"session": str(session), "error": type(error).__name__})
