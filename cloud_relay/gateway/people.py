"""People sign in with their Hero365 token."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from cloud_relay.gateway.access import Anybody, Known, Member, Person, UsesRelay
from cloud_relay.gateway.refusals import ADMITTED, KNOWN, refusals
from cloud_relay.identity.people import whoever_shows
from cloud_relay.identity.principal import Kind
from erp import Language
from sync.times import a_time_zone

router = APIRouter(prefix="/v1", tags=["sign-in"])


class SignIn(BaseModel):
    """Who wants in."""

    model_config = ConfigDict(extra="forbid")

    hero365_token: Annotated[SecretStr, Field(min_length=1, max_length=8192)]
    business: Annotated[str, Field(max_length=64)] | None = None
    """Hero365's id; the one that Hero365 acts for where none is named."""
    hero365_refresh_token: Annotated[SecretStr, Field(max_length=8192)] = SecretStr("")
    """Where what is said later is to be delivered also after a day: the token itself can be renewed for so long."""
    time_zone: Annotated[str, AfterValidator(a_time_zone)] | None = None
    """IANA name of where the person's device is: what "nine o'clock" means where Hero365 does not tell the time zone of
    the business. The relay's own where none is named."""
    language: Language = "en"
    """What they speak."""


class SignedIn(BaseModel):
    """A token of the relay, and what it is good for."""

    token: str
    ends_at: datetime
    business: str
    time_zone: str
    """What "nine o'clock" means."""


class Me(BaseModel):
    """Who shows a token."""

    kind: Kind
    id: str
    name: str
    business: str
    role: str
    permissions: list[str]


@router.post("/sign-in", status_code=201, dependencies=[Anybody], responses=ADMITTED)
async def sign_in(who: SignIn, relay: UsesRelay) -> SignedIn:
    """Exchanges a Hero365 token for one of the relay's, which lives half an hour."""
    zone = who.time_zone or relay.settings.time_zone
    person, account = await whoever_shows(who.hero365_token, who.business, relay.hero365, time_zone=zone)
    said = {"language": who.language, "refresh_token": who.hero365_refresh_token}
    await relay.desks.introduce(account.model_copy(update=said))
    if relay.voice_sessions:
        relay.engines.warm(who.language)
    token, ends_at = relay.tokens.issue(person, now=relay.clock())
    return SignedIn(token=token, ends_at=ends_at, business=person.business, time_zone=account.time_zone)


@router.get("/me", responses=KNOWN)
async def me(somebody: Known) -> Me:
    """Who shows this token."""
    return Me(
        kind=somebody.kind,
        id=somebody.id,
        name=somebody.name,
        business=somebody.business,
        role=somebody.role,
        permissions=sorted(somebody.permissions),
    )


@router.delete("/me/desk", status_code=204, responses=refusals(401, 403, 409))
async def forget(person: Person, relay: UsesRelay) -> None:
    """Forgets the person's Hero365 login and all that they have said to the relay; what Hero365 holds stays there."""
    await relay.desks.forget(person)


@router.post("/sign-out", status_code=204, responses=ADMITTED)
async def sign_out(admission: Member, relay: UsesRelay) -> None:
    """Ends this token. A unit belongs to its business no more then."""
    if admission.principal.kind == "device":
        await relay.enrolment.leave(admission.principal, now=relay.clock())
    else:
        await relay.tokens.revoke(admission, now=relay.clock())
