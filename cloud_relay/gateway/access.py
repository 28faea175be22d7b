"""Who asks, and whether they may: what every route depends on."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import Depends, HTTPException, Request, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from cloud_relay.composition import Relay
from cloud_relay.errors import SignInError, UpstreamError
from cloud_relay.identity.keys import is_key
from cloud_relay.identity.principal import Admission, Grant, Kind, Principal
from cloud_relay.sessions.host import Host
from erp.notifications import MessageCustomer

_bearer = HTTPBearer(auto_error=False, description="A token of this relay, or a service's key.")
_CALLED: Final[dict[Kind, str]] = {"person": "people", "device": "units", "worker": "workers", "service": "services"}
_OF_PEOPLE: Final[Mapping[Grant, str | None]] = {
    "messages": MessageCustomer.spec.permission,
    "callbacks": MessageCustomer.spec.permission,  # they show customers' names and numbers as well
}
"""The permission at Hero365 that people need where services need a grant: the same as by voice."""


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
        known = relay.keys if is_key(shown.credentials) else relay.tokens
        admission = await known.admit(shown.credentials)
    except SignInError:
        await within_limits(request, relay, None)
        raise
    request.state.principal = admission.principal
    await within_limits(request, relay, admission.principal)
    request.state.is_noted = True
    return admission


def _known(admission: Annotated[Admission, Depends(_admitted)]) -> Principal:
    return admission.principal


def _one_of(admission: Admission, *kinds: Kind) -> Admission:
    if admission.principal.kind not in kinds:
        wanted = " and ".join(_CALLED[kind] for kind in kinds)
        raise HTTPException(status.HTTP_403_FORBIDDEN, f"This is for {wanted} only.")
    return admission


def _member(admission: Annotated[Admission, Depends(_admitted)]) -> Admission:
    return _one_of(admission, "person", "device")


def _somebody(admission: Annotated[Admission, Depends(_member)]) -> Principal:
    return admission.principal


def _person(admission: Annotated[Admission, Depends(_admitted)]) -> Principal:
    return _one_of(admission, "person").principal


def open_to_services(grant: Grant) -> Any:
    """A route for people, units, and the services that may do it."""

    def admit(who: Known) -> Principal:
        if who.kind == "worker":
            raise HTTPException(status.HTTP_403_FORBIDDEN, "This is not for workers.")
        if who.kind == "service" and grant not in who.permissions:
            raise HTTPException(status.HTTP_403_FORBIDDEN, f'This key lacks the permission "{grant}".')
        if who.kind == "person":
            _must_be_permitted(who, grant)
        return who

    return Depends(admit)


def open_to_people(grant: Grant) -> Any:
    """A route for the people who may do what services are granted elsewhere."""

    def admit(person: Person) -> Principal:
        _must_be_permitted(person, grant)
        return person

    return Depends(admit)


def _must_be_permitted(person: Principal, grant: Grant) -> None:
    needed = _OF_PEOPLE.get(grant)
    if needed is not None and needed not in person.permissions:
        said = f'This needs the permission "{needed}" at Hero365; who was given it signs in here again.'
        raise HTTPException(status.HTTP_403_FORBIDDEN, said)


def _host(relay: UsesRelay) -> Host:
    if relay.voice_sessions is None:
        raise UpstreamError("This relay has no LiveKit server; its operator sets HERO365_RELAY_LIVEKIT__API_KEY.")
    return relay.voice_sessions


Anybody = Depends(_anybody)
"""A route by which people and units come in: nobody is known yet, and it has its limits."""
Member = Annotated[Admission, Depends(_member)]
"""A person or a unit, with the token that they show."""
Known = Annotated[Principal, Depends(_known)]
"""A person, a unit or a service."""
Somebody = Annotated[Principal, Depends(_somebody)]
"""A person or a unit."""
Person = Annotated[Principal, Depends(_person)]
UsesHost = Annotated[Host, Depends(_host)]


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
