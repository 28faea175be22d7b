"""What is kept of a login is readable for nobody who has the store alone."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from pydantic import SecretStr

from cloud_relay.composition import Relay, composed
from cloud_relay.desks.holds import Holds, desk_id
from cloud_relay.desks.logins import KeptLogin, Logins
from cloud_relay.errors import SettingsError
from cloud_relay.settings import Settings
from sync import client
from sync.account import Account
from sync.rows import State
from sync.standin import PRACTICE_PASSWORD, StandIn
from sync.standin.faults import Kind
from tests.cloud_relay.conftest import Watch, hero365_token
from tests.cloud_relay.desks.conftest import ROSA, RelayStore, come_to_an_end, say, shown

ACCOUNT = Account(
    url="https://hero365.example/v1",
    email=ROSA,
    user_id="rosa",
    full_name="Rosa Delgado",
    business_id="north",
    business_name="Northside",
    time_zone="America/Chicago",
    access_token=SecretStr("the.access.token"),
    refresh_token=SecretStr("the-refresh-token"),
)


def test_a_login_comes_back_as_it_was() -> None:
    logins = Logins("a key of the tests, and of no other")
    sealed = logins.sealed(ACCOUNT)
    assert logins.opened(sealed) == ACCOUNT
    for word in (ROSA, "Rosa", "the.access.token", "the-refresh-token", "Northside"):
        assert word.encode() not in sealed


def test_under_another_secret_it_says_so() -> None:
    sealed = Logins("a key of the tests, and of no other").sealed(ACCOUNT)
    with pytest.raises(SettingsError, match="HERO365_RELAY_SECRET"):
        Logins("another one").opened(sealed)


async def test_the_store_shows_neither_token_nor_name(relay: Relay, tmp_path: Path) -> None:
    _, account = await shown(relay)
    token = account.access_token.get_secret_value()
    async with relay.database() as session:
        connection = await session.connection()
        shown_by = [
            "".join(map(repr, (await connection.exec_driver_sql("SELECT * FROM desks")).all())),
            *await asyncio.to_thread(files, tmp_path),
        ]
    for everything in shown_by:
        for word in (token, token.split(".")[2], ROSA, "Rosa Delgado"):
            assert word not in everything


def files(folder: Path) -> list[str]:
    """All that is on the disk of the relay's database, where that is SQLite."""
    return [path.read_bytes().decode(errors="replace") for path in folder.rglob("relay.db*")]


async def test_a_renewed_login_is_kept_but_not_over_a_newer_one(relay_store: RelayStore, watch: Watch) -> None:
    logins, hold = Logins("a key of the tests"), await relay_store.desk(watch)
    holds = Holds(relay_store.sessions)
    login = KeptLogin(relay_store.engine, logins, hold, b"sealed")
    renewed = ACCOUNT.model_copy(update={"access_token": SecretStr("renewed")})
    login.save(renewed)
    assert logins.opened(await holds.account(hold.desk) or b"") == renewed
    newer = logins.sealed(ACCOUNT)
    await holds.keep(hold.desk, "north", "rosa", newer, now=watch())
    login.save(renewed.model_copy(update={"access_token": SecretStr("renewed again")}))
    assert await holds.account(hold.desk) == newer


async def test_a_relay_with_another_secret_asks_to_sign_in_again_and_that_mends_it(
    relay: Relay, settings: Settings, watch: Watch
) -> None:
    person, account = await shown(relay)
    changed = settings.model_copy(update={"secret": SecretStr("another secret, of 32 bytes or more")})
    async with composed(changed, watch) as other:
        with pytest.raises(SettingsError, match="HERO365_RELAY_SECRET"):
            await other.desks.language(person)
        await other.desks.introduce(account)
        assert await other.desks.language(person) == "en"
    assert await relay.desks.holds.knows(desk_id(person.business, person.id))


class TestADeskThatOutlivesItsToken:
    """A token of Hero365 is good for a day. What is said where no way to renew it is left: test_desks.py."""

    async def kept(self, relay: Relay, desk: UUID) -> Account:
        return relay.desks.logins.opened(await relay.desks.holds.account(desk) or b"")

    async def test_it_is_renewed_long_before_its_end_for_whichever_process_has_the_desk_next(
        self, relay: Relay, another: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person, account = await shown(relay)
        assert account.expires
        while hero365_token(account.url, ROSA) == account.access_token.get_secret_value():
            pass  # those of one second are the same
        monkeypatch.setattr(client, "_RENEW_BEFORE", timedelta(hours=25))  # the end has come as near as that
        async with relay.desks.at(person) as desk:
            renewed = await self.kept(relay, desk.hold.desk)
        assert renewed.access_token != account.access_token
        monkeypatch.undo()
        await relay.desks._close(desk.hold.desk)
        async with another.desks.at(person) as there:
            assert there.desk.client.account.access_token == renewed.access_token

    async def test_where_its_end_has_come_the_refresh_token_renews_it_and_the_next_one_is_kept(
        self, relay: Relay, no_faults: StandIn
    ) -> None:
        person, account = await shown(relay)
        async with httpx.AsyncClient(base_url=account.url, trust_env=False) as http:
            given = (await http.post("/auth/signin", json={"email": ROSA, "password": PRACTICE_PASSWORD})).json()
        spent = SecretStr(given["refresh_token"])
        await relay.desks.introduce(account.model_copy(update={"refresh_token": spent}))
        no_faults.fault(Kind.EXPIRED, path="/business-context", times=2)  # the token, and the main way to renew it
        async with relay.desks.at(person) as desk:
            answer = await say(relay, desk, "Add a note to job 42 that the valve is stuck.")
            assert answer.to
            await come_to_an_end(desk)
            assert desk.desk.outbox.get(str(answer.to.saved[0])).state is State.DONE
            renewed = await self.kept(relay, desk.hold.desk)
        assert renewed.refresh_token not in {spent, SecretStr("")}
