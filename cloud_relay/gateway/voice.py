"""One spoken request at a time, without LiveKit."""

import asyncio
import base64
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Header, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from cloud_relay.errors import BusyError, ForbiddenError, UnusableError
from cloud_relay.gateway.access import Person, UsesRelay
from cloud_relay.gateway.commands import Operation
from cloud_relay.gateway.refusals import ADMITTED, refusals
from cloud_relay.sessions.kinds import AgentType
from cloud_relay.voice.conversation import Answer, Conversation
from cloud_relay.voice.recorded import FORMATS, as_wav, decoded
from erp import Language
from models.errors import ModelError

router = APIRouter(prefix="/v1/voice", responses=ADMITTED, tags=["voice"])


class Asked(BaseModel):
    """Who is spoken to, and for which business."""

    model_config = ConfigDict(extra="forbid")

    agent_type: AgentType = AgentType.INTERNAL
    business: Annotated[str, Field(max_length=64)] | None = None
    """Hero365's id; the token's where none is named."""


class VoiceAnswer(BaseModel):
    """What came of a spoken request."""

    transcript: str
    """What was heard; empty where it was not understood."""
    guesses: list[str]
    """What may have been said then, the likeliest first: "Did you say ...?" asks for one of them."""
    text: str
    """What has become of earlier commands, as far as it was not said yet, and what is answered."""
    audio: str | None
    """`text` spoken, as a WAV file in base64; None where no voice is at hand."""
    language: Language
    outcome: str
    """saved, answered, asked, confirming, cancelled, undone, refused, nothing, or failed."""
    command: str | None
    slots: dict[str, str]
    asks: bool
    """Whether the next request is the answer to a question."""
    operations: list[Operation]
    """What was put on its way; how it stands later `GET /v1/commands/{id}` tells."""


@router.post(
    "",
    responses=refusals(422),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in FORMATS},
        }
    },
)
async def speak(
    request: Request,
    person: Person,
    relay: UsesRelay,
    asked: Annotated[Asked, Query()],
    idempotency_key: Annotated[UUID | None, Header()] = None,
) -> VoiceAnswer:
    """Takes one spoken request, in a recording of at most a minute and 2 MiB, and answers it in words and sound. Sent
    again with the same `Idempotency-Key`, it is carried out once."""
    if asked.business not in {None, person.business}:
        raise ForbiddenError("This token is for another business.")
    if asked.agent_type is not AgentType.INTERNAL:
        raise UnusableError("This relay does not serve customers yet; agent_type has to be internal.")
    sound = await asyncio.to_thread(decoded, await request.body(), request.headers.get("content-type", ""))
    async with relay.desks.at(person) as desk:
        conversation = Conversation(desk, relay.engines)
        await relay.engines.ready(conversation.language)
        answer = await conversation.respond(sound, idempotency_key or uuid4())
        spoken = await _spoken(conversation, answer.text)
        return await asyncio.to_thread(_shown, conversation, answer, spoken)


async def _spoken(conversation: Conversation, text: str) -> str | None:
    try:
        speech = [sentence async for sentence in conversation.speak(text)]
    except (BusyError, ModelError):  # the words are there
        return None
    return base64.b64encode(as_wav(speech)).decode() if speech else None


def _shown(conversation: Conversation, answer: Answer, spoken: str | None) -> VoiceAnswer:
    turn = answer.to
    rows = [conversation.at.desk.outbox.get(str(command)) for command in turn.saved] if turn else []
    return VoiceAnswer(
        transcript=turn.heard if turn else "",
        guesses=list(turn.guesses) if turn else [],
        text=answer.text,
        audio=spoken,
        language=conversation.language,
        outcome=turn.outcome if turn else "failed",
        command=turn.command if turn else None,
        slots=turn.slots if turn else {},
        asks=turn.asks if turn else conversation.at.desk.assistant.is_asking,
        operations=[Operation.of(row, conversation.language) for row in rows],
    )
