"""Customers want to be called back, and people see to it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response, status
from pydantic import BaseModel, ConfigDict

from cloud_relay.gateway.access import UsesRelay, open_to_people, open_to_services
from cloud_relay.gateway.pages import MOST, OnePage
from cloud_relay.gateway.refusals import ADMITTED, refusals
from cloud_relay.identity.principal import Principal
from cloud_relay.office.callback import Callback, CallbackState, Outcome, Stage, Window

router = APIRouter(prefix="/v1/callbacks", responses=ADMITTED, tags=["callbacks"])

Asking = Annotated[Principal, open_to_services("callbacks")]
Calling = Annotated[Principal, open_to_people("callbacks")]


class Done(BaseModel):
    """What came of it."""

    model_config = ConfigDict(extra="forbid")

    outcome: Outcome


@router.post("", status_code=201, responses={200: {"description": "It was here already."}, **refusals(409)})
async def take_down(asked: Callback, somebody: Asking, relay: UsesRelay, response: Response) -> CallbackState:
    """Notes who wants to be called back, once by its id, and answers with the window in which that may be; for people,
    units, and services with the permission "callbacks"."""
    state, is_new = await relay.callbacks.take_down(asked, somebody)
    response.status_code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
    return state


@router.get("", responses=refusals(404))
async def list_callbacks(
    person: Calling, relay: UsesRelay, page: OnePage, stage: Stage | None = None
) -> list[CallbackState]:
    """The callbacks of the business that are not done, or all of one stage, the earliest first; for people. A hundred
    at a time: the header `Link` says where there may be more, behind the last of these."""
    found = await relay.callbacks.listed(person, stage, most=MOST, after=page.after)
    page.holds([each.callback.id for each in found])
    return found


@router.get("/{callback_id}", responses=refusals(404))
async def show(callback_id: UUID, somebody: Asking, relay: UsesRelay) -> CallbackState:
    """How a callback stands; for people, units, and services with the permission "callbacks"."""
    return await relay.callbacks.show(callback_id, somebody)


@router.post("/{callback_id}/take", responses=refusals(404, 409))
async def take(callback_id: UUID, person: Calling, relay: UsesRelay) -> CallbackState:
    """Is going to call, and nobody else is; for people."""
    return await relay.callbacks.take(callback_id, person)


@router.post("/{callback_id}/done", responses=refusals(404, 409))
async def finish(callback_id: UUID, done: Done, person: Calling, relay: UsesRelay) -> CallbackState:
    """Has taken it and called, or heard from the customer that it is not wanted any more; for people."""
    return await relay.callbacks.finish(callback_id, person, done.outcome)


@router.post("/{callback_id}/verify", responses=refusals(404, 409))
async def verify(callback_id: UUID, window: Window, person: Calling, relay: UsesRelay) -> CallbackState:
    """Has asked the customer again, who still wants it, and when; for people."""
    return await relay.callbacks.verify(callback_id, person, window)
