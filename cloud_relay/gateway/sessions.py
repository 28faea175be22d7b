"""Spoken sessions over LiveKit, in the shapes of Hero365's own mobile voice session API."""

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from cloud_relay.errors import UnusableError
from cloud_relay.gateway.access import Person, UsesHost, UsesRelay
from cloud_relay.gateway.refusals import ADMITTED, refusals
from cloud_relay.sessions.kinds import LONGEST, AgentType, Status
from cloud_relay.sessions.rooms import room_of
from cloud_relay.tables import VoiceSession
from erp import COMMANDS, KEPT, Language

router = APIRouter(prefix="/v1/mobile/voice", responses=ADMITTED, tags=["sessions"])


class DeviceInfo(BaseModel):
    """What the person speaks with. Hero365's clients say more; nothing of it is kept."""

    model_config = ConfigDict(extra="ignore")

    device_model: Annotated[str, Field(max_length=200)] = ""


class Start(BaseModel):
    """Somebody wants to speak."""

    model_config = ConfigDict(extra="ignore")

    device_info: DeviceInfo
    language: Annotated[str, Field(max_length=35)] | None = None
    """As ``en-US``; what they signed in with where none is named."""
    max_duration_minutes: Annotated[int, Field(ge=1, le=LONGEST // timedelta(minutes=1))] | None = 60
    agent_type: AgentType = AgentType.INTERNAL


class Started(BaseModel):
    """Where to go, and with which ticket."""

    session_id: UUID
    room_name: str
    access_token: str
    """LiveKit's, for this room alone."""
    livekit_url: str
    voice_config: dict[str, Any]
    agent_capabilities: list[str]
    """The commands that are understood."""
    session_expires_at: datetime
    status: Status
    agent_type: AgentType


class SessionState(BaseModel):
    """How a session stands."""

    session_id: UUID
    status: Status
    started_at: datetime
    last_activity: datetime
    current_agent: AgentType
    function_calls_count: int
    """Commands that were put on their way."""
    voice_interactions_count: int
    errors_count: int
    """How often an agent was lost."""
    recent_conversation: list[dict[str, Any]]
    """Always empty: what was said is not kept."""
    room_active: bool


class Ended(BaseModel):
    """What a session came to."""

    session_id: UUID
    status: Status


@router.post("/session/start", responses=refusals(422))
async def start(asked: Start, person: Person, relay: UsesRelay, host: UsesHost) -> Started:
    """Starts a session: an agent is on its way into its room when this is answered."""
    if asked.agent_type is not AgentType.INTERNAL:
        raise UnusableError("This relay does not serve customers yet; agent_type has to be internal.")
    language = _language(asked.language) or await relay.desks.language(person)
    lasting = timedelta(minutes=asked.max_duration_minutes or 60)
    session, ticket = await host.start(person, asked.agent_type, language, lasting)
    return Started(
        session_id=session.id,
        room_name=room_of(session.id),
        access_token=ticket,
        livekit_url=host.rooms.livekit.for_people,
        voice_config={"language": language, "sample_rate": 48_000},
        agent_capabilities=[command.spec.name for command in COMMANDS if command.spec.name not in KEPT],
        session_expires_at=session.ends_at,
        status=Status(session.status),
        agent_type=asked.agent_type,
    )


@router.get("/session/{session_id}/status", responses=refusals(404))
async def status(session_id: UUID, person: Person, host: UsesHost) -> SessionState:
    """How a session of one's own stands."""
    return _state(await host.book.show(session_id, person))


@router.post("/session/{session_id}/end", responses=refusals(404))
async def end(session_id: UUID, person: Person, host: UsesHost) -> Ended:
    """Ends a session: what was said before is delivered all the same."""
    await host.end(session_id, person)
    return Ended(session_id=session_id, status=Status.INACTIVE)


def _state(session: VoiceSession) -> SessionState:
    return SessionState(
        session_id=session.id,
        status=Status(session.status),
        started_at=session.started_at,
        last_activity=session.last_activity,
        current_agent=AgentType(session.agent_type),
        function_calls_count=session.commands,
        voice_interactions_count=session.turns,
        errors_count=session.errors,
        recent_conversation=[],
        room_active=session.status == Status.ACTIVE,
    )


def _language(named: str | None) -> Language | None:
    """The language of a tag like ``en-US``.

    Raises:
        UnusableError: it is none that is spoken here.
    """
    match named and named.partition("-")[0].lower():
        case None | "":
            return None
        case "en":
            return "en"
        case "es":
            return "es"
    raise UnusableError(f"{named} is not spoken here; en and es are.")
