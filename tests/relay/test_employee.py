"""An employee speaks to the relay over LiveKit: what they say arrives at Hero365 in their name."""

import asyncio

import pytest

from benchmarks.relay.parts import Parts
from benchmarks.relay.voice import Says
from cloud_relay.phone import Phone
from sync.standin import VIEWER_EMAIL

ROSA = "rosa.delgado@example.com"


async def answered(caller: Phone, says: Says, text: str) -> str:
    """What is said to `text`, in words; where it was not heard clearly, after a yes to what was."""
    said = await _said_to(caller, says, text)
    return await _said_to(caller, says, "Yes.") if "Did you say" in said else said


async def _said_to(caller: Phone, says: Says, text: str) -> str:
    before = len(caller.transcripts)
    ended = await caller.say(says(text))
    told = f"{text!r}; understood so far: {caller.own_words}, said: {caller.transcripts}"
    assert await caller.hears(ended, within=15), f"silence behind {told}"
    await caller.quiet(1.5)
    return " ".join(caller.transcripts[before:])


@pytest.mark.parametrize("store", ["SQLite", "Postgres and Redis"])
async def test_five_commands(store: str, parts: Parts, says: Says) -> None:
    who = await parts.sign_in(ROSA)
    session, caller = await parts.call(who)
    assert await caller.hears(0, within=20), "nobody said hello"
    await caller.quiet()

    assert "on hold" in await answered(caller, says, "Put job forty two on hold.")
    assert "31" in await answered(caller, says, "How many half inch copper elbows do we have?")
    # One that has to be confirmed: nothing is done before the yes.
    assert "Shall I?" in await answered(caller, says, "Cancel job fifty seven.")
    await parts.changed_jobs(1)
    assert "Job 57 is now cancelled" in await answered(caller, says, "Yes.")
    await parts.changed_jobs(2)
    # One that is interrupted: the reply ends, and the next command is heard.
    began = await caller.say(says("What can I say?"))
    assert await caller.hears(began, within=10)
    await asyncio.sleep(1.0)
    assert "456" in await answered(caller, says, "Mark job four hundred fifty six complete.")
    [cut] = [words for words in caller.transcripts if words.startswith("You can say, for instance")]
    assert not cut.rstrip().endswith(".")

    standing = await parts.standing(session, who)
    assert standing["status"] == "active"
    assert standing["function_calls_count"] == 3
    await caller.leave()
    await parts.becomes("inactive", session, who)
    await parts.changed_jobs(3)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    chosen = getattr(request.node, "callspec", None)
    on_postgres = chosen is not None and chosen.params.get("store") == "Postgres and Redis"
    return str(request.getfixturevalue("on_postgres")) if on_postgres else ""


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> dict[str, str]:
    chosen = getattr(request.node, "callspec", None)
    if chosen is None or chosen.params.get("store") != "Postgres and Redis":
        return {}
    return {"HERO365_RELAY_REDIS": request.getfixturevalue("redis")}


async def test_whoever_may_not_is_told_so_and_nothing_is_done(parts: Parts, says: Says) -> None:
    _, caller = await parts.call(await parts.sign_in(VIEWER_EMAIL))
    assert await caller.hears(0, within=20)
    await caller.quiet()
    assert "permission" in await answered(caller, says, "Put job forty two on hold.")
    assert parts.hero365.journal() == []
