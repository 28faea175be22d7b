"""Signing in, keeping the token alive, and telling what never left from what may have arrived."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from pydantic import SecretStr

from sync.account import Account
from sync.answers import RefusedError, Verdict
from sync.client import Hero365Client
from sync.errors import AccountError, LostAnswerError, NotSentError, SignInError, WrongBusinessError
from sync.standin import PRACTICE_PASSWORD, Kind, StandIn
from sync.transport import ask, connected

ROSA = "rosa.delgado@example.com"
ZONE = "America/Chicago"
SPENT = SecretStr("spent")


def nobody_listening() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/v1"


@contextmanager
def answering(status: int, headers: dict[str, str], page: bytes) -> Iterator[str]:
    """Something in Hero365's place that answers everything alike; gives its address."""

    class Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.do_GET()

        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(page))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as portal:
        serving = threading.Thread(target=portal.serve_forever)
        serving.start()
        try:
            yield f"http://127.0.0.1:{portal.server_port}/v1"
        finally:
            portal.shutdown()
            serving.join()


async def test_a_cookie_that_one_person_was_given_is_not_shown_for_another() -> None:
    page = b'{"access_token": "x"}'
    with answering(200, {"Content-Type": "application/json", "Set-Cookie": "access_token=rosas; Path=/"}, page) as url:
        async with connected(url) as http:
            await ask(http, "GET", "/users/me", token=SPENT.get_secret_value())
            assert "Cookie" not in http.build_request("GET", "/users/me").headers


def keeping(kept: list[Account]) -> Callable[[Account], None]:
    return kept.append


async def test_who_signs_in_may_say_what_they_speak(hero365_server: StandIn, account: Account) -> None:
    assert account.language == "en"
    rosa = await Hero365Client.sign_in(hero365_server.url, ROSA, PRACTICE_PASSWORD, time_zone=ZONE, language="es")
    assert rosa.language == "es"


def test_an_account_of_before_languages_speaks_english(tmp_path: Path) -> None:
    path = tmp_path / "account.json"
    known = dict.fromkeys(("url", "email", "user_id", "full_name", "business_id", "business_name"), "x")
    path.write_text(json.dumps(known | {"time_zone": ZONE, "access_token": "x", "refresh_token": "x"}))
    assert Account.load(path).language == "en"


async def test_signing_in_tells_who_where_and_with_which_permissions(account: Account) -> None:
    assert (account.full_name, account.business_name) == ("Rosa Delgado", "Northside Heating and Plumbing")
    assert {"view_jobs", "edit_jobs", "edit_contacts"} <= account.permissions
    assert account.expires is not None


async def test_a_wrong_password_is_said_so(hero365_server: StandIn) -> None:
    with pytest.raises(SignInError, match="e-mail address and password"):
        await Hero365Client.sign_in(hero365_server.url, ROSA, f"not {PRACTICE_PASSWORD}", time_zone=ZONE)


async def test_signing_in_where_nobody_listens_was_not_sent() -> None:
    with pytest.raises(NotSentError):
        await Hero365Client.sign_in(nobody_listening(), ROSA, PRACTICE_PASSWORD, time_zone=ZONE)


async def test_an_expired_token_is_renewed_and_the_request_repeated(
    hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.EXPIRED, times=1, path="/jobs")
    assert "jobs" in await hero365.ask("GET", "/jobs")


@pytest.mark.parametrize("fault", [{"kind": Kind.DROP}, {"kind": Kind.ERROR, "status": 502}])
async def test_where_the_token_is_not_renewed_nothing_was_sent(
    fault: dict[str, Any], hero365: Hero365Client, hero365_server: StandIn
) -> None:
    """The request was turned away; of the renewal nothing has to be known."""
    hero365_server.fault(Kind.EXPIRED, times=1, path="/jobs")
    for path in ("/business-context/refresh-token", "/auth/refresh"):
        hero365_server.fault(**fault, times=1, path=path)
    with pytest.raises(NotSentError):
        await hero365.ask("GET", "/jobs")


async def test_a_token_that_cannot_be_prolonged_is_replaced_and_kept(account: Account) -> None:
    kept: list[Account] = []
    async with Hero365Client(account.model_copy(update={"access_token": SPENT}), save=keeping(kept)) as client:
        await client.ask("GET", "/jobs")
    assert kept == [client.account]
    assert kept[0].access_token != SPENT
    assert kept[0].refresh_token != account.refresh_token


async def test_what_the_refresh_token_was_spent_for_is_kept_though_whoever_waited_is_gone(account: Account) -> None:
    kept: list[Account] = []
    stale = account.model_copy(update={"access_token": SPENT})
    async with Hero365Client(stale, save=keeping(kept)) as hero365:
        asking = asyncio.create_task(hero365.ask("GET", "/users/me"))

        async def gone(response: httpx.Response) -> None:
            if response.request.url.path.endswith("/auth/refresh"):
                asking.cancel()

        hero365._http.event_hooks["response"].insert(0, gone)
        with pytest.raises(asyncio.CancelledError):
            await asking
    assert kept[0].refresh_token != account.refresh_token
    async with Hero365Client(kept[0]) as again:
        await again.ask("GET", "/users/me")


async def test_many_requests_at_once_spend_the_refresh_token_once(account: Account) -> None:
    kept: list[Account] = []
    async with Hero365Client(account.model_copy(update={"access_token": SPENT}), save=keeping(kept)) as client:
        await asyncio.gather(*(client.ask("GET", "/jobs") for _ in range(5)))
    assert len(kept) == 1


async def test_without_any_token_that_works_the_person_has_to_sign_in(account: Account) -> None:
    stale = account.model_copy(update={"access_token": SPENT, "refresh_token": SPENT})
    async with Hero365Client(stale) as client:
        with pytest.raises(SignInError, match="sign in again"):
            await client.ask("GET", "/jobs")
        assert client.account == stale


async def test_a_good_token_that_is_still_refused_is_the_servers_trouble(
    hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.EXPIRED, path="/jobs")
    with pytest.raises(RefusedError) as refused:
        await hero365.ask("GET", "/jobs")
    assert refused.value.verdict is Verdict.BUSY


async def test_where_nobody_listens_nothing_was_sent(account: Account, hero365_server: StandIn) -> None:
    hero365_server.fault(Kind.DOWN)
    async with Hero365Client(account) as client:
        with pytest.raises(NotSentError):
            await client.ask("GET", "/jobs")
        hero365_server.clear_faults()
        assert "jobs" in await client.ask("GET", "/jobs")


@pytest.mark.parametrize("kind", [Kind.LOSE_ANSWER, Kind.DROP])
async def test_a_connection_that_breaks_leaves_open_what_was_done(
    kind: Kind, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(kind, times=1, path="/jobs")
    with pytest.raises(LostAnswerError):
        await hero365.ask("GET", "/jobs")


@pytest.mark.parametrize(("status", "verdict"), [(500, Verdict.UNCLEAR), (502, Verdict.UNCLEAR), (503, Verdict.BUSY)])
async def test_other_answers_come_with_their_verdict(
    status: int, verdict: Verdict, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.ERROR, times=1, path="/jobs", status=status)
    with pytest.raises(RefusedError) as refused:
        await hero365.ask("GET", "/jobs")
    assert refused.value.verdict is verdict


async def test_a_network_that_wants_a_sign_in_is_not_hero365(account: Account) -> None:
    with answering(302, {"Location": "http://portal.example/"}, b"") as url:
        async with Hero365Client(account.model_copy(update={"url": url})) as client:
            with pytest.raises(NotSentError, match="sign-in"):
                await client.ask("GET", "/jobs")


async def test_a_page_in_the_place_of_an_answer_proves_nothing(account: Account) -> None:
    with answering(200, {"Content-Type": "text/html"}, b"<h1>Welcome to the hotel</h1>") as url:
        async with Hero365Client(account.model_copy(update={"url": url})) as client:
            with pytest.raises(LostAnswerError):
                await client.ask("GET", "/jobs")


async def test_nor_does_an_answer_that_cannot_be_unpacked(account: Account) -> None:
    garbled = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    with answering(200, garbled, b"<h1>Welcome to the hotel</h1>") as url:
        async with Hero365Client(account.model_copy(update={"url": url})) as client:
            with pytest.raises(LostAnswerError):
                await client.ask("GET", "/jobs")


@pytest.mark.parametrize("page", [b"{}", b"[]", b'{"access_token": null}'])
async def test_a_renewal_without_a_token_leaves_open_who_answered(account: Account, page: bytes) -> None:
    """Something that says yes to everything, to a renewal as well."""
    old = jwt.encode({"exp": datetime.now(UTC) - timedelta(hours=1)}, "nobody's key, of thirty two bytes")
    with answering(200, {"Content-Type": "application/json"}, page) as url:
        expired = account.model_copy(update={"url": url, "access_token": SecretStr(old)})
        async with Hero365Client(expired) as client:
            with pytest.raises(LostAnswerError):
                await client.check_business()
            assert client.account.access_token == expired.access_token


async def test_something_that_says_yes_to_everything_signs_nobody_in() -> None:
    with answering(200, {"Content-Type": "application/json"}, b"{}") as url, pytest.raises(LostAnswerError):
        await Hero365Client.sign_in(url, ROSA, PRACTICE_PASSWORD, time_zone=ZONE)


@pytest.mark.parametrize("permissions", ["null", "7"])
async def test_a_business_in_another_shape_is_not_understood(account: Account, permissions: str) -> None:
    context = f'{{"available_businesses": [{{"business_id": "{account.business_id}", "business_name": "N", '
    page = f'{context}"permissions": {permissions}}}]}}'.encode()
    with answering(200, {"Content-Type": "application/json"}, page) as url:
        async with Hero365Client(account.model_copy(update={"url": url})) as client:
            with pytest.raises(LostAnswerError):
                await client.check_business()


async def test_a_time_without_a_zone_is_hero365s_own(account: Account) -> None:
    page = {"Content-Type": "application/json", "Date": "Wed, 01 Jan 2020 00:00:00 -0000"}
    with answering(200, page, b"{}") as url:
        async with Hero365Client(account.model_copy(update={"url": url})) as client:
            await client.ask("GET", "/jobs")
            assert client.told is not None
            assert client.told.date.utcoffset() == timedelta()


async def test_the_business_is_checked_and_the_permissions_are_learned(account: Account) -> None:
    kept: list[Account] = []
    async with Hero365Client(account.model_copy(update={"permissions": frozenset()}), save=keeping(kept)) as client:
        await client.check_business()
    assert [each.permissions for each in kept] == [account.permissions]


async def test_another_business_is_not_worked_for(account: Account) -> None:
    elsewhere = account.model_copy(update={"business_id": "another", "business_name": "Southside Plumbing"})
    async with Hero365Client(elsewhere) as client:
        with pytest.raises(WrongBusinessError, match=r"Northside Heating and Plumbing.*Southside Plumbing"):
            await client.check_business()


async def test_the_account_file_is_its_owners_alone(account: Account, tmp_path: Path) -> None:
    path = tmp_path / "unit" / "account.json"
    account.save(path)
    account.save(path)
    assert Account.load(path) == account
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["account.json"]


async def test_tokens_are_not_shown(account: Account) -> None:
    assert account.access_token.get_secret_value() not in repr(account)
    assert account.refresh_token.get_secret_value() not in repr(account)


def test_an_account_file_that_is_missing_or_none_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(AccountError, match="Nobody is signed in"):
        Account.load(tmp_path / "account.json")
    (tmp_path / "account.json").write_text("{}", encoding="utf-8")
    with pytest.raises(AccountError, match="no account file"):
        Account.load(tmp_path / "account.json")


async def test_an_account_of_no_known_time_zone_is_said_so_by_its_name(account: Account, tmp_path: Path) -> None:
    account.model_copy(update={"time_zone": "Mars/Olympus"}).save(tmp_path / "account.json")
    with pytest.raises(AccountError, match=r"no account file \('Mars/Olympus' is no time zone.*login` again\.$"):
        Account.load(tmp_path / "account.json")


async def test_hero365_tells_the_time_with_what_only_it_can_answer(account: Account) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    async with Hero365Client(account) as client:
        assert client.told is None
        await client.check_business()
        assert client.told is not None
        assert before < client.told.date <= datetime.now(UTC)


async def test_the_time_of_a_sign_in_page_is_not_believed(account: Account) -> None:
    with answering(200, {"Content-Type": "text/html", "Date": "Wed, 01 Jan 2020 00:00:00 GMT"}, b"<html>") as url:
        async with Hero365Client(account.model_copy(update={"url": url})) as client:
            with pytest.raises(LostAnswerError):
                await client.ask("GET", "/jobs")
            assert client.told is None


async def test_the_account_that_changed_last_is_kept_last(account: Account) -> None:
    """A refresh token works once: an older one on disk would be a spent one."""
    kept: list[str] = []
    first_is_slow, second_came = threading.Event(), threading.Event()

    def save(changed: Account) -> None:
        if changed.full_name == "first" and not first_is_slow.is_set():
            first_is_slow.set()
            second_came.wait(timeout=0.2)  # the second would overtake here, if it could
        kept.append(changed.full_name)
        second_came.set()

    async with Hero365Client(account, save=save) as client:
        await asyncio.gather(client._keep(full_name="first"), client._keep(full_name="second"))
    assert kept[-1] == "second"
