"""One process at a time works on a desk."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from cloud_relay.desks.holds import LASTS, Holds, desk_id
from cloud_relay.desks.mirror import Hold
from tests.cloud_relay.conftest import Watch
from tests.cloud_relay.desks.conftest import RelayStore

JUST_NOT = LASTS - timedelta(seconds=1)


@pytest.fixture
def mine(relay_store: RelayStore) -> Holds:
    return Holds(relay_store.sessions)


@pytest.fixture
def anothers(relay_store: RelayStore) -> Holds:
    return Holds(relay_store.sessions)


@pytest.fixture
async def held(mine: Holds, watch: Watch) -> Hold:
    desk = desk_id("north", "rosa")
    await mine.keep(desk, "north", "rosa", b"sealed", now=watch())
    hold = await mine.take(desk, now=watch())
    assert hold
    return hold


async def test_what_somebody_holds_nobody_else_gets(held: Hold, anothers: Holds, watch: Watch) -> None:
    watch.forward(seconds=JUST_NOT.total_seconds())
    assert await anothers.take(held.desk, now=watch()) is None


async def test_of_many_who_ask_at_once_one_gets_it(mine: Holds, relay_store: RelayStore, watch: Watch) -> None:
    desk = desk_id("north", "ann")
    await mine.keep(desk, "north", "ann", b"sealed", now=watch())
    asking = [Holds(relay_store.sessions).take(desk, now=watch()) for _ in range(8)]
    assert sum(hold is not None for hold in await asyncio.gather(*asking)) == 1


async def test_who_renews_it_keeps_it(held: Hold, mine: Holds, anothers: Holds, watch: Watch) -> None:
    for _ in range(3):
        watch.forward(seconds=JUST_NOT.total_seconds())
        assert held.desk in await mine.renew([held], now=watch())
    assert await anothers.take(held.desk, now=watch()) is None


async def test_who_falls_silent_is_taken_over_and_gets_nothing_back(
    held: Hold, mine: Holds, anothers: Holds, watch: Watch
) -> None:
    watch.forward(seconds=LASTS.total_seconds() + 1)
    taken = await anothers.take(held.desk, now=watch())
    assert taken
    assert taken.turn == held.turn + 1
    assert await mine.renew([held], now=watch()) == {}
    assert not await mine.has(held)
    await mine.release(held, now=watch(), seen_at=watch())  # changes nothing
    assert await anothers.has(taken)
    assert await mine.take(held.desk, now=watch()) is None


async def test_who_holds_it_hears_that_it_is_wanted_and_lets_go(
    held: Hold, mine: Holds, anothers: Holds, watch: Watch
) -> None:
    assert await mine.renew([held], now=watch()) == {held.desk: False}
    await anothers.take(held.desk, now=watch())
    assert await mine.renew([held], now=watch()) == {held.desk: True}
    await mine.release(held, now=watch(), seen_at=watch())
    taken = await anothers.take(held.desk, now=watch())
    assert taken
    assert await anothers.renew([taken], now=watch()) == {held.desk: False}


async def test_a_login_at_another_process_is_heard_of(held: Hold, mine: Holds, anothers: Holds, watch: Watch) -> None:
    await mine.keep(held.desk, "north", "rosa", b"newer", now=watch())
    assert await mine.renew([held], now=watch()) == {held.desk: False}
    await anothers.keep(held.desk, "north", "rosa", b"newest", now=watch())
    assert await mine.renew([held], now=watch()) == {held.desk: True}
    assert await mine.account(held.desk) == b"newest"


async def test_who_signs_in_twice_at_once_has_one_desk(mine: Holds, watch: Watch) -> None:
    desk = desk_id("north", "twice")
    await asyncio.gather(*(mine.keep(desk, "north", "twice", b"sealed", now=watch()) for _ in range(6)))
    assert await mine.account(desk) == b"sealed"


async def test_only_what_its_holder_still_has_is_forgotten(
    held: Hold, mine: Holds, anothers: Holds, watch: Watch
) -> None:
    watch.forward(seconds=LASTS.total_seconds() + 1)
    taken = await anothers.take(held.desk, now=watch())
    assert taken
    assert not await mine.forget(held)
    assert await anothers.forget(taken)
    assert not await mine.knows(held.desk)


async def test_nobody_known_has_no_desk(mine: Holds, watch: Watch) -> None:
    assert await mine.take(uuid4(), now=watch()) is None
    assert await mine.account(uuid4()) is None
