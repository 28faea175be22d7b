"""News from delivery is told once, and waited for no longer than it is worth."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from assistant.outcomes import Outcomes
from sync.link import Link
from sync.rows import Origin, QueuedCommand, State

ORIGIN = Origin("rosa", "north", "America/Chicago", UUID(int=1), "mark job 42 complete", "phrase", datetime.now(UTC))
LONG = 30.0
"""Seconds that no test takes: what is waited for comes."""


def command(name: str, state: State = State.DONE) -> QueuedCommand:
    return QueuedCommand(1, name, "job.set_status", {}, {}, name, (), ORIGIN, state)


@pytest.fixture
def outcomes() -> Outcomes:
    return Outcomes("rosa", "north")


def all_untold(outcomes: Outcomes) -> list[str]:
    """Tells everything."""
    names = []
    while rows := outcomes.untold():
        names += [row.id for row in rows]
        outcomes.told(rows)
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
    assert outcomes.untold() == outcomes.untold() == [command("a")]


async def test_what_came_while_something_else_was_told_of_it_is_news(outcomes: Outcomes) -> None:
    outcomes.take(command("a", State.REJECTED))
    refused = await outcomes.of(["a"], LONG)
    outcomes.take(command("a", State.DONE))
    outcomes.told(refused)
    assert outcomes.untold() == [command("a", State.DONE)]


async def test_all_of_a_turn_or_nothing(outcomes: Outcomes) -> None:
    outcomes.take(command("a"))
    assert await outcomes.of(["a", "b"], within_s=0) == []
    assert all_untold(outcomes) == ["a"]


@pytest.mark.parametrize("link", [Link.OFFLINE, Link.SIGN_IN_NEEDED, Link.WRONG_BUSINESS])
async def test_without_a_connection_nothing_is_waited_for(outcomes: Outcomes, link: Link) -> None:
    outcomes.take_link(link)
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


async def test_nor_do_those_that_arrived_push_out_what_was_refused(outcomes: Outcomes) -> None:
    outcomes.take(command("refused", State.REJECTED))
    for number in range(50):
        outcomes.take(replace(command(str(number)), seq=number))
    assert all_untold(outcomes) == [*map(str, range(31, 50)), "refused"]


async def test_what_hero365_took_otherwise_than_it_was_said_is_not_told_as_one_of_many(outcomes: Outcomes) -> None:
    outcomes.take(replace(command("noted"), reason="Hero365 did not keep the note."))
    for name in "abcd":
        outcomes.take(command(name))
    assert [row.id for row in outcomes.untold()] == ["a", "b", "c", "d"]
    outcomes.told(outcomes.untold())
    assert all_untold(outcomes) == ["noted"]


async def test_few_that_have_arrived_are_told_one_by_one_and_many_together(outcomes: Outcomes) -> None:
    for name in "abc":
        outcomes.take(command(name))
    assert [row.id for row in outcomes.untold()] == ["a"]
    outcomes.take(command("refused", State.REJECTED))
    outcomes.take(command("d"))
    assert [row.id for row in outcomes.untold()] == ["a", "b", "c", "d"]
    outcomes.told(outcomes.untold())
    assert all_untold(outcomes) == ["refused"]


@pytest.mark.parametrize("link", [Link.OFFLINE, Link.SIGN_IN_NEEDED, Link.WRONG_BUSINESS])
async def test_that_hero365_is_not_reached_is_told_once_and_that_it_is_again(outcomes: Outcomes, link: Link) -> None:
    outcomes.take_link(link)
    assert (outcomes.trouble, outcomes.is_back) == (link, False)
    outcomes.told_link(link)
    assert (outcomes.trouble, outcomes.is_back) == (None, False)
    outcomes.take_link(Link.ONLINE)
    assert (outcomes.trouble, outcomes.is_back) == (None, True)
    outcomes.told_link(Link.ONLINE)
    assert (outcomes.trouble, outcomes.is_back) == (None, False)


async def test_a_connection_that_comes_and_goes_unnoticed_is_not_spoken_of(outcomes: Outcomes) -> None:
    outcomes.take_link(Link.OFFLINE)
    outcomes.take_link(Link.ONLINE)
    assert (outcomes.trouble, outcomes.is_back) == (None, False)
    outcomes.take_link(Link.OFFLINE)
    outcomes.told_link(Link.OFFLINE)
    outcomes.take_link(Link.ONLINE)
    outcomes.take_link(Link.OFFLINE)
    assert (outcomes.trouble, outcomes.is_back) == (None, False)


async def test_another_trouble_is_told(outcomes: Outcomes) -> None:
    outcomes.take_link(Link.OFFLINE)
    outcomes.told_link(Link.OFFLINE)
    outcomes.take_link(Link.SIGN_IN_NEEDED)
    assert outcomes.trouble is Link.SIGN_IN_NEEDED


def test_what_somebody_else_said_is_told_to_them(outcomes: Outcomes) -> None:
    theirs = command("theirs", State.REJECTED)
    outcomes.take(replace(theirs, origin=replace(ORIGIN, user="marcus")))
    assert outcomes.untold() == []


def test_what_the_person_said_for_another_business_is_told_there(outcomes: Outcomes) -> None:
    elsewhere = command("a", State.REJECTED)
    outcomes.take(replace(elsewhere, origin=replace(ORIGIN, business="south")))
    assert all_untold(outcomes) == []
