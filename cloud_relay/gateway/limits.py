"""How often somebody may ask: by business, by unit or person, and by route."""

from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, parse
from limits.aio.storage import Storage
from limits.aio.strategies import MovingWindowRateLimiter

from cloud_relay.identity.principal import Principal

PER_BUSINESS = parse("1200/minute")
PER_PRINCIPAL = parse("240/minute")
PER_ROUTE = {
    "/v1/sign-in": parse("20/minute"),
    "/v1/devices/enrol": parse("10/minute"),
    "/v1/devices/codes": parse("10/minute"),
    "/v1/presence": parse("60/minute"),
    "/v1/sessions/{session_id}/agent": parse("60/minute"),
    "/v1/messages": parse("60/minute"),
    "/v1/voice": parse("30/minute"),
    "/v1/mobile/voice/session/start": parse("20/minute"),
    "/v1/keys": parse("20/minute"),
    "/v1/escalations": parse("60/minute"),
    "/v1/callbacks": parse("60/minute"),
    "/v1/opt-outs": parse("60/minute"),
}
"""By route, for one who asks: where a try costs money or much work, or guesses at a secret."""


@dataclass(slots=True)
class Limiter:
    """A moving window, in the process or in Redis."""

    storage: Storage
    _window: MovingWindowRateLimiter = field(init=False)

    def __post_init__(self) -> None:
        self._window = MovingWindowRateLimiter(self.storage)

    async def allows(self, route: str, address: str, principal: Principal | None) -> bool:
        """Whether one more request is taken.

        Args:
            route: the template of its path.
            address: where it came from; what counts as long as nobody is known.
            principal: who asks, once that is known.
        """
        who = f"{principal.kind}:{principal.id}" if principal else f"address:{_network(address)}"
        asked: list[tuple[RateLimitItem, str, str]] = [(PER_PRINCIPAL, "who", who)]
        if principal:
            asked.append((PER_BUSINESS, "business", principal.business))
        if route in PER_ROUTE:
            asked.append((PER_ROUTE[route], route, who))
        return all([await self._window.hit(limit, *names) for limit, *names in asked])


def _network(address: str) -> str:
    """Whoever has one address of IPv6 has 2^64 of them (RFC 6177): these count as one."""
    try:
        known = ip_address(address)
    except ValueError:  # no address, as where a client is on a socket in a folder
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(IPv6Address(int(known) >> 64 << 64))
    return address
