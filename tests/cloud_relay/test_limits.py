"""Whoever asks too often waits, also on connections and with many addresses."""

from uuid import uuid4

import pytest
from limits import parse
from limits.aio.storage import MemoryStorage
from websockets.asyncio.client import connect

from cloud_relay.gateway.limits import PER_ROUTE, Limiter
from tests.cloud_relay.conftest import Running, Watch
from tests.cloud_relay.test_presence import beat, closed, connection
from tests.cloud_relay.test_sign_in import OWNER

ENROL = "/v1/devices/enrol"
AGENT, PRESENCE = "/v1/sessions/{session_id}/agent", "/v1/presence"


@pytest.fixture
def five_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of sixty a minute, which a busy machine may not come to."""
    for route in (AGENT, PRESENCE):
        assert route in PER_ROUTE
        monkeypatch.setitem(PER_ROUTE, route, parse("5/hour"))


@pytest.mark.parametrize(
    ("other", "is_allowed"),
    [
        ("2001:db8:1:2:ffff::1", False),
        ("2001:db8:1:3::1", True),
        ("::ffff:192.0.2.1", True),
        ("192.0.2.2", True),
        ("", True),
    ],
)
async def test_a_network_of_ipv6_counts_as_one_address(other: str, is_allowed: bool) -> None:
    limiter = Limiter(MemoryStorage())
    assert all([await limiter.allows(ENROL, f"2001:db8:1:2::{number}", None) for number in range(10)])
    assert await limiter.allows(ENROL, other, None) is is_allowed


async def test_addresses_of_ipv4_count_one_by_one_also_where_they_are_written_in_ipv6() -> None:
    limiter = Limiter(MemoryStorage())
    assert all([await limiter.allows(ENROL, f"::ffff:192.0.2.{number}", None) for number in range(20)])


async def test_whoever_tries_tokens_at_the_line_of_agents_is_slowed_down(
    running: Running, five_an_hour: None, caplog: pytest.LogCaptureFixture
) -> None:
    url = running.http.base_url.copy_with(scheme="ws", path=f"/v1/sessions/{uuid4()}/agent")
    codes = []
    for _ in range(6):
        async with connect(str(url), additional_headers={"Authorization": "Bearer of.x.y"}, proxy=None) as socket:
            codes.append(await closed(socket))
    assert codes == [*5 * [4401], 4429]
    assert len([record for record in caplog.records if "turned away" in record.message]) == 5


async def test_a_unit_that_beats_without_end_is_cut_off(running: Running, watch: Watch) -> None:
    async with connection(running, await running.unit(OWNER)) as unit:
        for _ in range(31):
            await beat(unit)
        assert await closed(unit) == 4429


async def test_a_unit_that_connects_without_end_waits(running: Running, five_an_hour: None) -> None:
    header = await running.unit(OWNER)
    for _ in range(5):
        async with connection(running, header):
            pass
    async with connection(running, header) as socket:
        assert await closed(socket) == 4429
