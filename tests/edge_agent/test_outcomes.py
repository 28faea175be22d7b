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


def all_untold(outcomes: Outcomes) -> list[str]:
    """Tells everything."""
    names = []
    while row := outcomes.untold():
        names.append(row.id)
        outcomes.told([row])
    return names


async def test_what_came_at_once_is_the_reply_and_is_not_told_again(outcomes: Outcomes) -> None:
    outcomes.take(command("a"))
    reply = await outcomes.of(["a"], LONG)
    assert [row.id for row in reply] == ["a"]
    outcomes.told(reply)
    assert all_untold(outcomes) == []


async def test_what_could_not_be_told_is_news_still(outcomes: Outcomes) -> None:
    outcomes.take(command("a"))
    await outcomes.of(["a"], LONG)
    assert outcomes.untold() == outcomes.untold() == command("a")


async def test_what_came_while_something_else_was_told_of_it_is_news(outcomes: Outcomes) -> None:
    outcomes.take(command("a", State.REJECTED))
    refused = await outcomes.of(["a"], LONG)
    outcomes.take(command("a", State.DONE))
    outcomes.told(refused)
    assert outcomes.untold() == command("a", State.DONE)


async def test_all_of_a_turn_or_nothing(outcomes: Outcomes) -> None:
    outcomes.take(command("a"))
    assert await outcomes.of(["a", "b"], within_s=0) == []
    assert all_untold(outcomes) == ["a"]


@pytest.mark.parametrize("link", [Link.OFFLINE, Link.SIGN_IN_NEEDED, Link.WRONG_BUSINESS])
async def test_without_a_connection_nothing_is_waited_for(outcomes: Outcomes, link: Link) -> None:
    outcomes.take_link(link, "")
    assert await outcomes.of(["a"], LONG) == []


async def test_what_is_on_its_way_is_no_news(outcomes: Outcomes) -> None:
    outcomes.take(command("a", State.UNKNOWN))
    assert all_untold(outcomes) == []


async def test_what_a_person_has_to_decide_is_news(outcomes: Outcomes) -> None:
    outcomes.take(replace(command("a", State.UNKNOWN), asks=True))
    assert all_untold(outcomes) == ["a"]


async def test_what_the_server_does_not_take_is_news(outcomes: Outcomes) -> None:
    outcomes.take(command("a", State.PENDING), kept=True)
    assert all_untold(outcomes) == ["a"]


async def test_what_may_have_arrived_is_never_told_to_be_kept(outcomes: Outcomes) -> None:
    outcomes.take(command("a", State.UNKNOWN), kept=True)
    assert all_untold(outcomes) == []


async def test_after_a_week_away_only_the_latest_are_told(outcomes: Outcomes) -> None:
    for number in range(50):
        outcomes.take(replace(command(str(number)), seq=number))
    assert all_untold(outcomes) == [str(number) for number in range(30, 50)]
