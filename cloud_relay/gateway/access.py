"""Who asks, and whether they may: what every route depends on."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from cloud_relay.composition import Relay
from cloud_relay.errors import SignInError, UpstreamError
from cloud_relay.identity.principal import Admission, Principal
from cloud_relay.sessions.host import Host

_bearer = HTTPBearer(auto_error=False, description="A token of this relay.")


def the_relay(request: Request) -> Relay:
    """What the routes work with."""
    relay: Relay = request.app.state.relay
    return relay


UsesRelay = Annotated[Relay, Depends(the_relay)]


async def _anybody(request: Request, relay: UsesRelay) -> None:
    await within_limits(request, relay, None)
    request.state.is_noted = True


async def _admitted(
    request: Request, relay: UsesRelay, shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Admission:
    if shown is None:
        await within_limits(request, relay, None)
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Sign in first.", headers={"WWW-Authenticate": "Bearer"})
    try:
        admission = await relay.tokens.admit(shown.credentials)
    except SignInError:
        await within_limits(request, relay, None)
        raise
    request.state.principal = admission.principal
    await within_limits(request, relay, admission.principal)
    request.state.is_noted = True
    return admission


def _somebody(admission: Annotated[Admission, Depends(_admitted)]) -> Principal:
    return admission.principal


def _person(somebody: Annotated[Principal, Depends(_somebody)]) -> Principal:
    if somebody.kind != "person":
        raise HTTPException(status.HTTP_403_FORBIDDEN, "This is for people, and not for units.")
    return somebody


def _spoken(relay: UsesRelay) -> Host:
    if relay.spoken is None:
        raise UpstreamError("This relay has no LiveKit server; its operator sets HERO365_RELAY_LIVEKIT__API_KEY.")
    return relay.spoken


Anybody = Depends(_anybody)
"""A route by which people and units come in: nobody is known yet, and it has its limits."""
Admitted = Annotated[Admission, Depends(_admitted)]
Somebody = Annotated[Principal, Depends(_somebody)]
Person = Annotated[Principal, Depends(_person)]
Spoken = Annotated[Host, Depends(_spoken)]


async def within_limits(request: Request, relay: Relay, principal: Principal | None) -> None:
    """Counts a request: of whoever asks, or of the address that it came from while nobody is known.

    Raises:
        HTTPException: it is one too many.
    """
    address = request.client.host if request.client else ""
    if not await relay.limiter.allows(request.scope["route"].path, address, principal):
        raise HTTPException(
            status.HTTP_429_TOO_MANY_REQUESTS,
            "That is too often; try again in a minute.",
            headers={"Retry-After": "60"},
        )
