"""News from delivery is told once, and waited for no longer than it is worth."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from edge_agent.outcomes import Outcomes
from sync.link import Link
from sync.rows import Origin, QueuedCommand, State

ORIGIN = Origin("rosa", "north", "America/Chicago", UUID(int=1), "mark job 42 complete", "phrase", datetime.now(UTC))
LONG = 30.0
"""Seconds that no test takes: what is waited for comes."""


def command(name: str, state: State = State.DONE) -> QueuedCommand:
    return QueuedCommand(1, name, "job.set_status", {}, {}, name, (), ORIGIN, state)


@pytest.fixture
def outcomes() -> Outcomes:
    return Outcomes()


async def test_what_came_at_once_is_the_reply_and_is_not_told_again(outcomes: Outcomes) -> None:
    outcomes.take(command("a"))
    assert [row.id for row in await outcomes.of(["a"], LONG)] == ["a"]
    assert list(outcomes.untold()) == []


async def test_all_of_a_turn_or_nothing(outcomes: Outcomes) -> None:
    outcomes.take(command("a"))
    assert await outcomes.of(["a", "b"], within_s=0) == []
    assert [row.id for row in outcomes.untold()] == ["a"]


@pytest.mark.parametrize("link", [Link.OFFLINE, Link.SIGN_IN_NEEDED, Link.WRONG_BUSINESS])
async def test_without_a_connection_nothing_is_waited_for(outcomes: Outcomes, link: Link) -> None:
    outcomes.take_link(link, "")
    assert await outcomes.of(["a"], LONG) == []


async def test_what_is_on_its_way_is_no_news(outcomes: Outcomes) -> None:
    outcomes.take(command("a", State.UNKNOWN))
    assert list(outcomes.untold()) == []


async def test_after_a_week_away_only_the_latest_are_told(outcomes: Outcomes) -> None:
    for number in range(50):
        outcomes.take(replace(command(str(number)), seq=number))
    assert [row.id for row in outcomes.untold()] == [str(number) for number in range(30, 50)]


async def test_who_is_interrupted_goes_on_later(outcomes: Outcomes) -> None:
    for name in ("a", "b", "c"):
        outcomes.take(command(name))
    assert next(outcomes.untold()).id == "a"
    assert [row.id for row in outcomes.untold()] == ["b", "c"]
