"""Somebody asks for a person, and somebody takes it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response, status

from cloud_relay.gateway.access import Person, Somebody, UsesRelay, open_to_services
from cloud_relay.gateway.pages import MOST, OnePage
from cloud_relay.gateway.refusals import ADMITTED, refusals
from cloud_relay.identity.principal import Principal
from sync.escalations import Escalation, EscalationState, Stage

router = APIRouter(prefix="/v1/escalations", responses=ADMITTED, tags=["escalations"])

Asking = Annotated[Principal, open_to_services("escalations")]


@router.post("", status_code=201, responses={200: {"description": "It was here already."}, **refusals(409)})
async def take_in(asked: Escalation, somebody: Asking, relay: UsesRelay, response: Response) -> EscalationState:
    """Asks for a person, once by its id; for people, units, and services with the permission "escalations"."""
    state, is_new = await relay.escalations.take_in(asked, somebody, now=relay.clock())
    response.status_code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
    return state


@router.get("", responses=refusals(404))
async def list_escalations(
    somebody: Somebody, relay: UsesRelay, page: OnePage, stage: Stage | None = None
) -> list[EscalationState]:
    """The requests of the business that are not over, or all of one stage, the newest first; for people and units. A
    hundred at a time: the header `Link` says where there may be more, behind the last of these."""
    found = await relay.escalations.listed(somebody, stage, most=MOST, after=page.after)
    page.holds([each.escalation.id for each in found])
    return found


@router.get("/{escalation_id}", responses=refusals(404))
async def show(escalation_id: UUID, somebody: Asking, relay: UsesRelay) -> EscalationState:
    """How a request stands; for people, units, and services with the permission "escalations"."""
    return await relay.escalations.show(escalation_id, somebody)


@router.post("/{escalation_id}/take", responses=refusals(404, 409))
async def take(escalation_id: UUID, person: Person, relay: UsesRelay) -> EscalationState:
    """Sees to a request, and nobody else does; for people."""
    return await relay.escalations.take(escalation_id, person, now=relay.clock())


@router.post("/{escalation_id}/end", responses=refusals(404))
async def end(escalation_id: UUID, somebody: Asking, relay: UsesRelay) -> EscalationState:
    """Says that a request is over; for people, and for the unit or service that asked."""
    return await relay.escalations.end(escalation_id, somebody, now=relay.clock())
