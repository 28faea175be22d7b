"""What has served its purpose is not kept for ever."""

import asyncio
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import func, select, update

from cloud_relay.database import Base
from cloud_relay.desks.holds import desk_id
from cloud_relay.forgetting import DESKS, LOGINS, MESSAGES, REPORTS, REQUESTS, SESSIONS, forget
from cloud_relay.identity.principal import Principal
from cloud_relay.sessions.book import SessionBook
from cloud_relay.sessions.kinds import AgentType, Status
from cloud_relay.tables import CarrierReport, CustomerMessage, Desk, DeskRow, EnrolmentCode, Request, VoiceSession
from tests.cloud_relay.conftest import Running
from tests.cloud_relay.messages import message
from tests.cloud_relay.test_sending import UNIT
from tests.cloud_relay.test_sign_in import OWNER


async def many(running: Running, table: type[Base]) -> int:
    async with running.relay.database() as session:
        return (await session.scalar(select(func.count()).select_from(table))) or 0


async def test_requests_are_forgotten_in_time(running: Running) -> None:
    await running.person(OWNER)
    async with asyncio.timeout(10):
        while await many(running, Request) == 0:  # it is noted behind its answer
            await running.http.get("/healthz")
    await forget(running.relay.database, running.now() + REQUESTS)
    assert await many(running, Request) == 1
    await forget(running.relay.database, running.now() + 1.1 * REQUESTS)
    assert await many(running, Request) == 0


async def test_a_code_is_forgotten_when_it_is_good_for_nothing_more(running: Running) -> None:
    owner = await running.person(OWNER)
    codes = [(await running.http.post("/v1/devices/codes", headers=owner)).json()["code"] for _ in range(2)]
    await running.http.post("/v1/devices/enrol", json={"code": codes[0], "name": "Van 3"})
    await forget(running.relay.database, running.now())
    assert await many(running, EnrolmentCode) == 1
    assert (await running.http.post("/v1/devices/enrol", json={"code": codes[1], "name": "Van 4"})).status_code == 201


async def test_a_message_is_kept_as_long_as_somebody_may_ask_about_it(running: Running) -> None:
    settled, waiting = message(), message()
    for each in (settled, waiting):
        await running.relay.book.take(each, UNIT, now=running.now())
    await running.relay.book.sent(settled.id, "SM1")
    await forget(running.relay.database, running.now() + MESSAGES)
    assert await many(running, CustomerMessage) == 2
    await forget(running.relay.database, running.now() + 1.1 * MESSAGES)
    async with running.relay.database() as session:
        assert list(await session.scalars(select(CustomerMessage.id))) == [waiting.id]


async def test_a_report_about_nothing_of_ours_is_forgotten(running: Running) -> None:
    await running.relay.reports.take("SM9", "delivered", None, now=running.now())
    await forget(running.relay.database, running.now() + 1.1 * REPORTS)
    assert await many(running, CarrierReport) == 0


class TestADesk:
    """Of somebody who does not come any more."""

    ROSA = Principal("person", "rosa", "north", "Rosa Delgado")

    async def made(self, running: Running) -> None:
        desk = desk_id(self.ROSA.business, self.ROSA.id)
        await running.relay.desks.holds.keep(desk, "north", "rosa", b"sealed", now=running.now())
        async with running.relay.database.begin() as session:
            session.add(DeskRow(desk=desk, kind="settings", key="language", row={"name": "language", "value": "en"}))

    async def login(self, running: Running) -> bytes | None:
        return await running.relay.desks.holds.account(desk_id(self.ROSA.business, self.ROSA.id))

    async def test_its_login_goes_first(self, running: Running) -> None:
        await self.made(running)
        await forget(running.relay.database, running.now() + LOGINS)
        assert await self.login(running) == b"sealed"
        await forget(running.relay.database, running.now() + 1.1 * LOGINS)
        assert await self.login(running) is None
        assert await many(running, DeskRow) == 1

    async def test_then_all_of_it(self, running: Running) -> None:
        await self.made(running)
        await forget(running.relay.database, running.now() + DESKS)
        assert await many(running, Desk) == 1
        await forget(running.relay.database, running.now() + 1.1 * DESKS)
        assert (await many(running, Desk), await many(running, DeskRow)) == (0, 0)

    async def test_where_something_waits_it_stays_with_its_login(self, running: Running) -> None:
        await self.made(running)
        async with running.relay.database.begin() as session:
            await session.execute(update(Desk).values(waits=True))
        await forget(running.relay.database, running.now() + 3 * DESKS)
        assert await self.login(running) == b"sealed"

    async def test_where_somebody_works_on_it_it_stays(self, running: Running) -> None:
        await self.made(running)
        later = running.now() + 2 * DESKS
        desk = desk_id(self.ROSA.business, self.ROSA.id)
        assert await running.relay.desks.holds.take(desk, now=later)
        await forget(running.relay.database, later)
        assert await self.login(running) == b"sealed"

    async def test_a_person_may_ask_for_it_themselves(self, running: Running) -> None:
        who = await running.person(OWNER)
        assert (await running.http.delete("/v1/me/desk", headers=who)).status_code == 204
        assert await many(running, Desk) == 0
        assert (await running.http.delete("/v1/me/desk", headers=await running.unit(OWNER))).status_code == 403


async def test_a_spoken_session_is_forgotten_in_time(running: Running) -> None:
    book = SessionBook(running.relay.database, 10)
    for _ in range(2):  # the second ends the first
        await book.start(TestADesk.ROSA, AgentType.INTERNAL, timedelta(hours=1), uuid4(), now=running.now())
    await forget(running.relay.database, running.now() + SESSIONS)
    assert await many(running, VoiceSession) == 2
    await forget(running.relay.database, running.now() + 1.1 * SESSIONS)
    async with running.relay.database() as session:
        assert list(await session.scalars(select(VoiceSession.status))) == [Status.CONNECTING]
