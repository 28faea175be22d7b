"""Days off are asked for, where Hero365 takes the question."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from erp.appointments import ScheduleTimeOff
from sync.attempt import Rejected, Unavailable, Yes, send
from sync.client import Hero365Client
from sync.hero365 import MAPPINGS
from sync.hero365.mapping import Task
from sync.standin import PRACTICE_PASSWORD, Face, StandIn

ROSA = "rosa.delgado@example.com"
OFF = MAPPINGS["schedule.time_off"]


def days_off(hero365: Hero365Client, **slots: str) -> Task:
    command = ScheduleTimeOff(date="2031-03-10", **slots)
    account = hero365.account
    return Task(str(uuid4()), 1, command, {}, account.business_id, ZoneInfo(account.time_zone), "E7K")


@pytest.mark.parametrize(("slots", "end"), [({}, "2031-03-10"), ({"end_date": "2031-03-12"}, "2031-03-12")])
async def test_days_off_are_asked_for_with_the_last_of_them(
    hero365: Hero365Client, slots: dict[str, str], end: str
) -> None:
    task = days_off(hero365, reason="family", **slots)
    assert isinstance(await send(task, OFF, hero365, attempts=0), Yes)
    listed = await hero365.ask("GET", "/scheduling/time-off", params={"user_id": hero365.account.user_id})
    held = next(request for request in listed if task.marker in (request["notes"] or ""))
    assert (held["start_date"], held["end_date"], held["reason"]) == ("2031-03-10", end, "family")


async def test_what_hero365_says_is_wrong_is_refused(hero365: Hero365Client) -> None:
    assert isinstance(await send(days_off(hero365, reason="x" * 501), OFF, hero365, attempts=0), Rejected)


class TestPublished:
    @pytest.fixture
    async def published(self, tmp_path: Path) -> AsyncIterator[Hero365Client]:
        with StandIn.start(tmp_path / "hero365.db", day="today", face=Face.PUBLISHED) as server:
            account = await Hero365Client.sign_in(server.url, ROSA, PRACTICE_PASSWORD, time_zone="America/Chicago")
            async with Hero365Client(account) as client:
                yield client

    async def test_no_server_that_was_published_takes_it_and_that_is_learnt(self, published: Hero365Client) -> None:
        assert isinstance(await send(days_off(published), OFF, published, attempts=0), Unavailable)


def test_its_outcome_cannot_be_looked_up() -> None:
    assert not OFF.decidable
