"""Messages to customers come in, and are asked about."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response, status

from cloud_relay.gateway.access import UsesRelay, open_to_services
from cloud_relay.gateway.refusals import ADMITTED, refusals
from cloud_relay.identity.principal import Principal
from sync.messages import Message, MessageState

router = APIRouter(prefix="/v1/messages", responses=ADMITTED, tags=["messages"])

Sender = Annotated[Principal, open_to_services("messages")]


@router.post("", status_code=201, responses={200: {"description": "It was here already."}, **refusals(409)})
async def take(message: Message, somebody: Sender, relay: UsesRelay, response: Response) -> MessageState:
    """Keeps a message and sends it when it may go; one id is sent once, however often this is asked for."""
    state, is_new = await relay.book.take(message, somebody, now=relay.clock())
    response.status_code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
    if is_new and not await relay.sending.may_go(state):  # what will never go is told to whoever asked for it
        state = await relay.book.show(message.id, somebody)
    relay.sending.wake()
    return state


@router.get("/{message_id}", responses=refusals(404))
async def show(message_id: UUID, somebody: Sender, relay: UsesRelay) -> MessageState:
    """How a message stands."""
    return await relay.book.show(message_id, somebody)
