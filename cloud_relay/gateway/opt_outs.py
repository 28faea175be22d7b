"""Customers say by phone or face to face that they want no more messages, and people note it."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from cloud_relay.gateway.access import UsesRelay, open_to_people
from cloud_relay.gateway.refusals import ADMITTED
from cloud_relay.identity.principal import Principal

router = APIRouter(prefix="/v1/opt-outs", responses=ADMITTED, tags=["messages"])

Noting = Annotated[Principal, open_to_people("messages")]


class Customer(BaseModel):
    """Where messages reached them."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    address: str = Field(pattern=r"^(\+\d{8,15}|[^@\s]+@[^@\s]+\.[A-Za-z]{2,})$", max_length=254)
    """A number in E.164, or an e-mail address."""


class SaidNoMore(Customer):
    """What they said."""

    words: str = Field("", max_length=100)
    """In their words, or how: "told me on the phone"."""


@router.post("", status_code=204)
async def note(said: SaidNoMore, person: Noting, relay: UsesRelay) -> None:
    """The customer wants no more messages from this business, and gets none from now on; for people."""
    await relay.opt_outs.note_for(person, said.address, said.words, now=relay.clock())


@router.post("/lift", status_code=204)
async def lift(customer: Customer, person: Noting, relay: UsesRelay) -> None:
    """The customer wants messages of this business again, or somebody else was noted by mistake; for people. What the
    customer has told the carrier they take back themselves, with START."""
    await relay.opt_outs.lift_for(person, customer.address)
