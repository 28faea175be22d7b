"""The Hero365 client: signs in, keeps the token alive, and tells what never left from what may have arrived."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self

import httpx
from pydantic import BaseModel, SecretStr, ValidationError

from erp import Language
from erp.sentences import in_each
from sync.account import Account
from sync.answers import UNEXPECTED, RefusedError, Verdict
from sync.clock import Clock
from sync.errors import AccountError, LostAnswerError, NotSentError, SignInError, WrongBusinessError
from sync.transport import ask, connected

_log = logging.getLogger(__name__)

_RENEW_BEFORE = timedelta(hours=6)
"""How long before its end a token, which lives a day, is renewed."""
_RENEWAL_PAUSE = 300.0
"""Seconds between renewals ahead of time: with a wrong clock every token looks old."""
_NOT_UNDERSTOOD = in_each(
    "Hero365 answered something that this unit doesn't understand.",
    "Hero365 contestó algo que esta unidad no entiende.",
)

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """The time, as Hero365 told it in the header of an answer."""

    date: datetime
    elapsed: float
    """Seconds since the start of the machine when it came."""


class _Tokens(BaseModel):
    """What a renewal answers."""

    access_token: SecretStr
    refresh_token: SecretStr | None = None


class _User(BaseModel):
    id: str
    user_metadata: Document | None = None


class _SignedIn(BaseModel):
    """What signing in answers."""

    access_token: SecretStr
    refresh_token: SecretStr
    user: _User


class Hero365Client:
    """Requests in the name of one account. To be used in an ``async with``."""

    def __init__(
        self, account: Account, *, save: Callable[[Account], None] = lambda _: None, clock: Clock | None = None
    ) -> None:
        """`save` is called with the account whenever its tokens have changed.

        Raises:
            NotSentError: the account's address is none, or the environment's proxy cannot be used.
        """
        self.account = account
        self.told: Told | None = None
        """The time, as Hero365 last told it."""
        self._clock = clock or Clock()
        self._save = save
        self._saving = asyncio.Lock()
        self._http = connected(account.url)
        self._http.event_hooks["response"].append(self._hear_time)
        self._renewing = asyncio.Lock()
        self._renewals: set[asyncio.Task[None]] = set()
        self._renew_again_at = 0.0

    @classmethod
    async def sign_in(
        cls, url: str, email: str, password: str, *, time_zone: str, language: Language = "en"
    ) -> Account:
        """Signs a person in, for the business that Hero365 acts for when they ask.

        Raises:
            SignInError: e-mail or password is wrong (an outage of the server can look the same).
            NotSentError, LostAnswerError, RefusedError: Hero365 was not reached, or failed.
        """
        async with connected(url) as http:
            try:
                signed_in = await ask(http, "POST", "/auth/signin", json={"email": email, "password": password})
            except RefusedError as error:
                if error.verdict is not Verdict.AUTH:
                    raise
                raise SignInError("Hero365 does not accept this e-mail address and password.") from error
            try:
                person = _SignedIn.model_validate(signed_in)
            except ValidationError as error:
                raise LostAnswerError(_NOT_UNDERSTOOD) from error
            token = person.access_token.get_secret_value()
            context = await ask(http, "GET", "/business-context/current", token=token)
        acting = _acting_business(context)
        return Account(
            url=url,
            email=email,
            user_id=person.user.id,
            full_name=(person.user.user_metadata or {}).get("full_name") or email,
            business_id=acting["business_id"],
            business_name=acting["business_name"],
            time_zone=time_zone,
            language=language,
            permissions=acting["permissions"],
            businesses=acting["businesses"],
            access_token=person.access_token,
            refresh_token=person.refresh_token,
        )

    async def check_business(self) -> None:
        """Makes sure that Hero365 acts for the account's business, and learns what the person may do there.

        Raises:
            WrongBusinessError: it acts for another one.
            SignInError, NotSentError, LostAnswerError, RefusedError: as `ask`.
        """
        acting = _acting_business(await self.ask("GET", "/business-context/current"))
        if acting["business_id"] != self.account.business_id:
            raise WrongBusinessError(
                in_each(
                    f"Hero365 now acts for {acting['business_name']}, "
                    f"and this unit works for {self.account.business_name}.",
                    f"Hero365 actúa ahora para {acting['business_name']}, "
                    f"y esta unidad trabaja para {self.account.business_name}.",
                )
            )
        await self._keep(permissions=acting["permissions"], businesses=acting["businesses"])

    async def ask(
        self, method: str, path: str, *, json: Document | None = None, params: Mapping[str, str | int] | None = None
    ) -> Any:
        """The body of a 2xx answer.

        Raises:
            NotSentError: nobody was reached; nothing was done.
            LostAnswerError: the request may have been carried out.
            SignInError: the person has to sign in again; nothing was done.
            RefusedError: any other answer, with its verdict.
        """
        await self._renew_ahead_of_time()
        token = self._token
        try:
            return await ask(self._http, method, path, json=json, params=params, token=token)
        except RefusedError as error:
            if error.verdict is not Verdict.AUTH:
                raise
        try:
            await self._renew(token)
        except (LostAnswerError, RefusedError) as error:  # of the renewal, and not of what was asked
            raise NotSentError(error.sentence) from error
        try:
            return await ask(self._http, method, path, json=json, params=params, token=self._token)
        except RefusedError as error:
            if error.verdict is not Verdict.AUTH:
                raise
            # The token is good: it is the look-up of the membership that fails, and says the same.
            raise RefusedError(Verdict.BUSY, error.answer) from error

    async def close(self) -> None:
        """Closes the connections, once a renewal that was begun has come to its end."""
        if self._renewals:
            await asyncio.wait(self._renewals)
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def _token(self) -> str:
        return self.account.access_token.get_secret_value()

    async def _renew_ahead_of_time(self) -> None:
        expires = self.account.expires
        if expires is None or datetime.now(UTC) < expires - _RENEW_BEFORE or time.monotonic() < self._renew_again_at:
            return
        self._renew_again_at = time.monotonic() + _RENEWAL_PAUSE
        try:
            await self._renew(self._token)
        except (SignInError, RefusedError, LostAnswerError) as error:
            # The clock may be wrong and the token good: the request itself will tell.
            _log.info("token not renewed ahead of time", extra={"error": type(error).__name__})

    async def _renew(self, refused: str) -> None:
        """Gets another token in the place of the one that was refused.

        It comes to its end though whoever waits for it is cancelled: a refresh token is spent with the asking, and only
        the password helps where the answer to that is not kept.
        """
        renewal = asyncio.create_task(self._renewed(refused))
        self._renewals.add(renewal)
        renewal.add_done_callback(self._renewals.discard)
        await asyncio.shield(renewal)

    async def _renewed(self, refused: str) -> None:
        """By whichever way is still open."""
        async with self._renewing:
            if self._token != refused:  # somebody else did, meanwhile
                return
            try:
                answered = await ask(self._http, "POST", "/business-context/refresh-token", token=refused)
            except RefusedError:
                answered = await self._refresh()
            try:
                renewed = _Tokens.model_validate(answered)
            except ValidationError as error:
                raise LostAnswerError(_NOT_UNDERSTOOD) from error
            refresh_token = renewed.refresh_token or self.account.refresh_token
            await self._keep(access_token=renewed.access_token, refresh_token=refresh_token)
            _log.info("token renewed")

    async def _refresh(self) -> Any:
        """Spends the refresh token, which works once."""
        spent = {"refresh_token": self.account.refresh_token.get_secret_value()}
        try:
            return await ask(self._http, "POST", "/auth/refresh", json=spent)
        except RefusedError as error:
            if error.verdict is not Verdict.AUTH:
                raise
            raise SignInError(
                in_each(
                    "Hero365 wants you to sign in again; run `hero365-edge login`.",
                    "Hero365 pide que inicies sesión otra vez con `hero365-edge login`.",
                )
            ) from error

    async def _hear_time(self, response: httpx.Response) -> None:
        """Of an answer that only Hero365 itself can give; the network's sign-in page has a time of its own."""
        is_own = response.is_success and "Authorization" in response.request.headers
        if is_own and response.headers.get("content-type", "").startswith("application/json"):
            try:
                date = parsedate_to_datetime(response.headers["date"])
                self.told = Told(date if date.tzinfo else date.replace(tzinfo=UTC), self._clock.elapsed())
            except (KeyError, ValueError):  # it does not say
                return

    async def _keep(self, **changed: object) -> None:
        account = self.account.model_copy(update=changed)
        if account == self.account:
            return
        self.account = account
        try:
            async with self._saving:  # the newest last, whoever comes first
                await asyncio.to_thread(self._save, self.account)
        except AccountError as error:  # it goes on with what it has in memory
            _log.error("account not kept", extra={"error": str(error)})


def _acting_business(context: Document) -> Document:
    """The membership that decides which business requests act in, the first, whatever the token says; with the names
    of all."""
    try:
        memberships = context["available_businesses"] or []
        if not memberships:
            raise WrongBusinessError(
                in_each(
                    "This person belongs to no business in Hero365.",
                    "Esta persona no pertenece a ninguna empresa en Hero365.",
                )
            )
        first = memberships[0]
        return {
            "business_id": first["business_id"],
            "business_name": first["business_name"],
            "permissions": frozenset(map(str, first["permissions"])),
            "businesses": tuple(str(membership["business_name"]) for membership in memberships),
        }
    except UNEXPECTED as error:
        raise LostAnswerError(_NOT_UNDERSTOOD) from error
