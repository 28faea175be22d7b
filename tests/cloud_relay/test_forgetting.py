"""What has served its purpose is not kept for ever."""

from sqlalchemy import func, select

from cloud_relay.database import Base
from cloud_relay.forgetting import MESSAGES, REPORTS, REQUESTS, forget
from cloud_relay.tables import CarrierReport, CustomerMessage, EnrolmentCode, Request
from tests.cloud_relay.conftest import Running
from tests.cloud_relay.messages import message
from tests.cloud_relay.test_sending import UNIT
from tests.cloud_relay.test_sign_in import OWNER


async def many(running: Running, table: type[Base]) -> int:
    async with running.relay.sessions() as session:
        return (await session.scalar(select(func.count()).select_from(table))) or 0


async def test_requests_are_forgotten_in_time(running: Running) -> None:
    await running.person(OWNER)
    await forget(running.relay.sessions, running.now() + REQUESTS)
    assert await many(running, Request) == 1
    await forget(running.relay.sessions, running.now() + 1.1 * REQUESTS)
    assert await many(running, Request) == 0


async def test_a_code_is_forgotten_when_it_is_good_for_nothing_more(running: Running) -> None:
    owner = await running.person(OWNER)
    codes = [(await running.http.post("/v1/devices/codes", headers=owner)).json()["code"] for _ in range(2)]
    await running.http.post("/v1/devices/enrol", json={"code": codes[0], "name": "Van 3"})
    await forget(running.relay.sessions, running.now())
    assert await many(running, EnrolmentCode) == 1
    assert (await running.http.post("/v1/devices/enrol", json={"code": codes[1], "name": "Van 4"})).status_code == 201


async def test_a_message_is_kept_as_long_as_somebody_may_ask_about_it(running: Running) -> None:
    settled, waiting = message(), message()
    for each in (settled, waiting):
        await running.relay.book.take(each, UNIT, now=running.now())
    await running.relay.book.sent(settled.id, "SM1")
    await forget(running.relay.sessions, running.now() + MESSAGES)
    assert await many(running, CustomerMessage) == 2
    await forget(running.relay.sessions, running.now() + 1.1 * MESSAGES)
    async with running.relay.sessions() as session:
        assert list(await session.scalars(select(CustomerMessage.id))) == [waiting.id]


async def test_a_report_about_nothing_of_ours_is_forgotten(running: Running) -> None:
    await running.relay.book.reported("SM9", "delivered", None, now=running.now())
    await forget(running.relay.sessions, running.now() + 1.1 * REPORTS)
    assert await many(running, CarrierReport) == 0
