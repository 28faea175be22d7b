"""By what a gateway knows the agents of its own workers, and whether it does."""

from enum import Enum, auto
from uuid import uuid4

import httpx

from cloud_relay.errors import SettingsError
from cloud_relay.identity.principal import Principal
from cloud_relay.identity.tokens import issued
from cloud_relay.settings import Settings, signing_key


def worker_token(key: str) -> str:
    """By which the gateway knows an agent of ours."""
    token, _ = issued(key, Principal("worker", uuid4().hex, "", "worker"))
    return token


class Admission(Enum):
    """How a gateway stands to the agents of this machine."""

    LET_IN = auto()
    TURNED_AWAY = auto()
    NOT_REACHED = auto()


async def tried(settings: Settings) -> Admission:
    """Asks the gateway once."""
    headers = {"Authorization": f"Bearer {worker_token(signing_key(settings))}"}
    try:
        async with httpx.AsyncClient(timeout=10) as http:
            answer = await http.get(f"{str(settings.gateway).rstrip('/')}/v1/me", headers=headers)
    except httpx.HTTPError:
        return Admission.NOT_REACHED
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        return Admission.TURNED_AWAY
    return Admission.LET_IN if answer.is_success else Admission.NOT_REACHED


async def require_admission(settings: Settings) -> bool:
    """Whether the gateway was reached; it may be started later.

    Raises:
        SettingsError: it knows no agent of this machine.
    """
    admission = await tried(settings)
    if admission is Admission.TURNED_AWAY:
        raise SettingsError(turned_away(settings))
    return admission is Admission.LET_IN


def turned_away(settings: Settings) -> str:
    """What is said where the gateway knows no agent of this machine."""
    return f"The gateway at {settings.gateway} knows no worker of this machine: set the gateway's HERO365_RELAY_SECRET."
