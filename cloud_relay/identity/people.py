"""People are who Hero365 says they are: its tokens are not ours to check, so it is asked."""

import logging
import re
from typing import Annotated, Any, TypeVar

import httpx
from pydantic import AfterValidator, BaseModel, SecretStr, ValidationError

from cloud_relay.errors import ForbiddenError, SignInError, UpstreamError
from cloud_relay.identity.principal import Principal
from sync.account import Account
from sync.answers import RefusedError, Verdict
from sync.errors import LostAnswerError, NotSentError
from sync.times import a_time_zone
from sync.transport import ask

_log = logging.getLogger(__name__)

_TOKEN = re.compile("[!-~]+")
"""A header takes nothing else."""
_NOT_KNOWN = "Hero365 does not know this token; sign in there again."
_NOT_REACHED = "Hero365 can't be reached; try again."


class _Membership(BaseModel):
    business_id: str
    business_name: str
    role: str
    permissions: list[str] = []


class _User(BaseModel):
    full_name: str | None = None
    email: str = ""


class _Context(BaseModel):
    user_id: str
    available_businesses: list[_Membership]


class _Business(BaseModel):
    timezone: Annotated[str, AfterValidator(a_time_zone)] | None = None


class _Detail(BaseModel):
    business: _Business


_Answer = TypeVar("_Answer", bound=BaseModel)


async def whoever_shows(
    shown: SecretStr, business: str | None, hero365: httpx.AsyncClient, *, time_zone: str
) -> tuple[Principal, Account]:
    """The person whose Hero365 token that is, in one of their businesses, and their login there: with the business's
    time zone, or that one where Hero365 tells none.

    Hero365 lets its writes land in the first of them, whatever it was told to switch to, and so does the relay.

    Raises:
        SignInError: Hero365 does not know the token.
        ForbiddenError: the person is not in that business, or it is not the one that Hero365 acts for.
        UpstreamError: Hero365 was not reached, or failed.
    """
    token = shown.get_secret_value()
    if not _TOKEN.fullmatch(token):
        raise SignInError(_NOT_KNOWN)
    context = _understood(_Context, await _asked(hero365, "/business-context/current", token))
    if not context.available_businesses:
        raise ForbiddenError("This person belongs to no business at Hero365.")
    acting = context.available_businesses[0]
    if business is not None and business != acting.business_id:
        if business in {membership.business_id for membership in context.available_businesses}:
            raise ForbiddenError(f"Hero365 acts for {acting.business_name}; it cannot be made to act for another one.")
        raise ForbiddenError("This person does not belong to that business.")
    user = _understood(_User, await _asked(hero365, "/users/me", token))
    zone = await _zone_of(acting.business_id, hero365, token)
    principal = Principal(
        kind="person",
        id=context.user_id,
        business=acting.business_id,
        name=user.full_name or "",
        role=acting.role,
        permissions=frozenset(acting.permissions),
    )
    login = Account(
        url=str(hero365.base_url).rstrip("/"),
        email=user.email,
        user_id=context.user_id,
        full_name=user.full_name or user.email,
        business_id=acting.business_id,
        business_name=acting.business_name,
        time_zone=zone or time_zone,
        permissions=principal.permissions,
        businesses=tuple(membership.business_name for membership in context.available_businesses),
        access_token=shown,
        refresh_token=SecretStr(""),
    )
    return principal, login


async def _zone_of(business: str, hero365: httpx.AsyncClient, token: str) -> str | None:
    """Where a business is, as far as Hero365 tells it: nobody is kept out where it does not."""
    try:
        return _Detail.model_validate(
            await ask(hero365, "GET", f"/businesses/{business}", token=token)
        ).business.timezone
    except (RefusedError, NotSentError, LostAnswerError, ValidationError) as error:
        _log.info("no time zone of a business", extra={"error": type(error).__name__})
        return None


async def _asked(hero365: httpx.AsyncClient, path: str, token: str) -> Any:
    try:
        return await ask(hero365, "GET", path, token=token)
    except RefusedError as error:
        if error.verdict is Verdict.AUTH:
            raise SignInError(_NOT_KNOWN) from error
        raise UpstreamError(_NOT_REACHED) from error
    except (NotSentError, LostAnswerError) as error:
        raise UpstreamError(_NOT_REACHED) from error


def _understood(kind: type[_Answer], answered: Any) -> _Answer:
    try:
        return kind.model_validate(answered)
    except ValidationError as error:
        raise UpstreamError("Hero365 answered something that the relay doesn't understand.") from error
