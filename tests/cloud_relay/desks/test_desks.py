"""Desks are opened when somebody comes or something waits, by one process at a time, and closed when they are idle."""

import asyncio
import gc
import threading
from pathlib import Path
from sqlite3 import ProgrammingError
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from cloud_relay.composition import Relay, composed
from cloud_relay.desks import open_desk
from cloud_relay.desks.holds import LASTS, desk_id
from cloud_relay.desks.mirror import Mirror, remove_copy
from cloud_relay.desks.open_desk import OpenDesk
from cloud_relay.errors import ConflictError, ElsewhereError, NotFoundError, SignInError
from cloud_relay.identity.principal import Principal
from cloud_relay.settings import Settings
from cloud_relay.tables import Desk, DeskRow
from conversation.english import sentences as english
from conversation.spanish import sentences as spanish
from sync.afterwards import Afterwards
from sync.link import Link
from sync.rows import State
from sync.standin import StandIn
from sync.standin.faults import Kind
from tests.cloud_relay.conftest import Watch
from tests.cloud_relay.desks.conftest import come_to_an_end, look_around, say, shown, signed_in

A_NOTE = "Add a note to job 42 that the valve is stuck."


async def test_who_comes_several_times_at_once_finds_one_desk(relay: Relay) -> None:
    rosa = await signed_in(relay)

    async def come() -> int:
        async with relay.desks.at(rosa) as desk:
            return id(desk)

    assert len(set(await asyncio.gather(*(come() for _ in range(5))))) == 1
    gc.collect()
    assert len(relay.desks._locks) == 0


async def test_nobody_who_has_not_signed_in_has_one(relay: Relay) -> None:
    with pytest.raises(SignInError, match="sign in first"):
        async with relay.desks.at(Principal("person", "nobody", "nowhere", "")):
            pass


async def test_an_idle_one_is_closed_and_opens_again_as_it_was(relay: Relay, watch: Watch) -> None:
    rosa = await signed_in(relay)
    async with relay.desks.at(rosa) as desk:
        answer = await say(relay, desk, A_NOTE)
        assert answer.to
        await come_to_an_end(desk)
        watch.forward(hours=2)
        await look_around(relay)
        assert not desk.over.is_set()  # somebody is at it
    await look_around(relay)
    assert not desk.over.is_set()  # and was until now
    watch.forward(hours=1)
    await look_around(relay)
    assert desk.over.is_set()
    assert working_copies(relay) == []
    [command] = answer.to.saved
    assert (await relay.desks.command(rosa, command)).state is State.DONE
    with pytest.raises(NotFoundError):
        await relay.desks.command(rosa, uuid4())
    async with relay.desks.at(rosa) as again:
        assert [row.id for row in again.desk.outbox.rows()] == [str(command) for command in answer.to.saved]


async def test_what_waits_keeps_it_open(relay: Relay, watch: Watch, no_faults: StandIn) -> None:
    rosa = await signed_in(relay)
    async with relay.desks.at(rosa) as desk:
        no_faults.fault(Kind.DOWN)
        await say(relay, desk, A_NOTE)
    watch.forward(hours=3)
    await look_around(relay)
    assert not desk.over.is_set()


class TestTwoProcesses:
    """Of one relay."""

    async def test_one_that_is_used_elsewhere_is_not_to_be_had(self, relay: Relay, another: Relay) -> None:
        rosa = await signed_in(relay)
        async with relay.desks.at(rosa) as desk:
            with pytest.raises(ElsewhereError):
                async with another.desks.at(rosa):
                    pass
            await look_around(relay)
            assert not desk.over.is_set()

    async def test_one_that_nobody_uses_is_handed_over_with_the_conversation(
        self, relay: Relay, another: Relay
    ) -> None:
        rosa, turn = await signed_in(relay), uuid4()
        async with relay.desks.at(rosa) as desk:
            asked = await say(relay, desk, "Cancel job 42.", turn)
        assert asked.to
        assert asked.to.asks

        async def come() -> str:
            async with another.desks.at(rosa) as there:
                assert there.desk.assistant.answer_to(turn) == asked.to
                return (await say(another, there, "no")).text

        coming = asyncio.create_task(come())
        while not desk.over.is_set():
            await look_around(relay)
        assert await coming == english.NOT_SAVED

    async def test_what_was_being_sent_when_its_process_died_is_looked_up_and_not_sent_again(
        self, relay: Relay, another: Relay, watch: Watch, hero365: StandIn
    ) -> None:
        rosa = await signed_in(relay)
        async with relay.desks.at(rosa) as desk:
            answer = await say(relay, desk, A_NOTE)
            await come_to_an_end(desk)
        assert answer.to
        [command] = answer.to.saved
        await relay.desks._close(desk.hold.desk)
        await as_if_killed_before_the_answer(relay, desk.hold.desk)
        await look_around(another)
        there = another.desks._open[desk.hold.desk]
        await come_to_an_end(there)
        assert there.desk.outbox.get(str(command)).state is State.DONE
        assert arrived(hero365, command) == 1

    async def test_one_that_was_taken_over_is_let_go_of_at_once(
        self, relay: Relay, another: Relay, watch: Watch
    ) -> None:
        rosa = await signed_in(relay)
        async with relay.desks.at(rosa) as desk:
            watch.forward(seconds=LASTS.total_seconds() + 1)  # it was frozen meanwhile
            async with another.desks.at(rosa) as there:
                assert (await say(relay, desk, "Put job 42 on hold.")).text == english.UNSAVED
                await look_around(relay)
                assert desk.over.is_set()
                assert there.desk.outbox.rows() == []

    async def test_a_login_elsewhere_reaches_whoever_is_at_it(self, relay: Relay, another: Relay) -> None:
        rosa = await signed_in(relay)
        async with relay.desks.at(rosa) as desk:
            _, newer = await shown(another, language="es")
            await look_around(relay)
            assert desk.desk.client.account.access_token == newer.access_token
            assert (await say(relay, desk, "")).text == spanish.NOT_UNDERSTOOD


class TestALogin:
    """Changes while its desk is in use."""

    async def test_another_token_is_delivered_under(self, relay: Relay) -> None:
        rosa, account = await shown(relay)
        async with relay.desks.at(rosa) as desk:
            newer = account.model_copy(update={"access_token": SecretStr("newer")})
            await relay.desks.introduce(newer)
            assert desk.desk.client.account == desk.desk.account == newer
            assert relay.desks.logins.opened(desk.login.kept) == newer

    async def test_another_language_is_spoken_and_what_was_asked_is_asked_no_more(self, relay: Relay) -> None:
        rosa = await signed_in(relay)
        async with relay.desks.at(rosa) as desk:
            assert (await say(relay, desk, "Cancel job 42.")).to
            await relay.desks.speak(rosa, "es")
            assert not desk.desk.assistant.is_asking
            answer = await say(relay, desk, "recuérdame a las nueve llamar a la oficina")
            assert answer.text.startswith("Desde aquí no puedo recordártelo")

    async def test_a_permission_that_was_taken_away_is_gone(self, relay: Relay) -> None:
        rosa, account = await shown(relay)
        async with relay.desks.at(rosa) as desk:
            await relay.desks.introduce(account.model_copy(update={"permissions": frozenset({"view_jobs"})}))
            answer = await say(relay, desk, A_NOTE)
            assert answer.to
            assert (answer.to.outcome, answer.to.saved) == ("refused", ())

    async def test_one_that_has_ended_is_asked_for_and_commands_wait(
        self, relay: Relay, watch: Watch, no_faults: StandIn
    ) -> None:
        rosa = await signed_in(relay)
        async with relay.desks.at(rosa) as desk:
            no_faults.fault(Kind.EXPIRED)
            answer = await say(relay, desk, A_NOTE)
            assert english.SIGN_IN_AGAIN in answer.text
            assert desk.desk.delivery.link is Link.SIGN_IN_NEEDED
            assert answer.to
            [command] = answer.to.saved
        watch.forward(hours=2)
        for _ in range(2):  # it is not held for ever, nor taken up again in vain
            await look_around(relay)
            assert relay.desks._open == {}
        no_faults.clear_faults()
        await shown(relay)
        await look_around(relay)
        there = relay.desks._open[desk.hold.desk]
        await come_to_an_end(there)
        assert arrived(no_faults, command) == 1


async def test_a_reminder_is_not_promised_since_nobody_would_keep_it(relay: Relay) -> None:
    rosa = await signed_in(relay)
    async with relay.desks.at(rosa) as desk:
        answer = await say(relay, desk, "Remind me at nine to call the office.")
        assert answer.text.startswith("I can't remind you from here")
        assert desk.desk.outbox.rows() == []


async def test_while_one_is_opened_the_others_are_held_on(
    relay: Relay, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa, account = await shown(relay)
    async with relay.desks.at(rosa) as desk:
        blocked, go_on = threading.Event(), threading.Event()
        opened: Any = Mirror.opened

        def slowly(*given: Any) -> Mirror:
            blocked.set()
            go_on.wait(60)
            return opened(*given)

        monkeypatch.setattr(Mirror, "opened", slowly)
        await relay.desks.introduce(account.model_copy(update={"user_id": "waiting"}))
        await mark_as_waiting(relay, desk_id(account.business_id, "waiting"))
        await relay.desks._take_over()
        await asyncio.to_thread(blocked.wait, 60)
        watch.forward(seconds=LASTS.total_seconds() - 1)
        await relay.desks._hold_on()
        watch.forward(seconds=LASTS.total_seconds() - 1)
        assert await relay.desks.holds.take(desk.hold.desk, now=watch()) is not None  # by the same process
        go_on.set()
        await asyncio.gather(*relay.desks._beside.values())


async def test_one_that_cannot_be_opened_is_tried_again_later_and_keeps_no_other_back(relay: Relay) -> None:
    _, account = await shown(relay)
    broken = desk_id("north", "broken")
    await relay.desks.holds.keep(broken, "north", "broken", b"of another secret", now=relay.clock())
    await relay.desks.introduce(account)
    theirs = desk_id(account.business_id, account.user_id)
    for desk in (broken, theirs):
        await mark_as_waiting(relay, desk)
    await look_around(relay)
    assert set(relay.desks._open) == {theirs}
    assert broken not in await relay.desks.holds.left_alone(now=relay.clock(), but=relay.desks._not_before)


class TestCutOff:
    """Whoever opens or closes one may be cut off, as where an agent is gone meanwhile."""

    async def test_what_was_opened_for_nobody_is_closed(self, relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
        rosa = await signed_in(relay)
        opened: Any = Mirror.opened
        begun, go_on, made = threading.Event(), threading.Event(), list[Mirror]()

        def slowly(*given: Any) -> Mirror:
            begun.set()
            go_on.wait(60)
            made.append(opened(*given))
            return made[-1]

        monkeypatch.setattr(Mirror, "opened", slowly)
        coming = asyncio.create_task(come(relay, rosa))
        await asyncio.to_thread(begun.wait, 60)
        coming.cancel()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await coming
        assert working_copies(relay) == []
        with pytest.raises(ProgrammingError, match="closed"):
            made[0].store.rows("SELECT 1")
        assert (await come(relay, rosa)).hold.turn == 2  # the hold was let go of

    async def test_one_that_is_being_closed_is_waited_for(self, relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
        rosa = await signed_in(relay)
        begun, go_on = threading.Event(), threading.Event()

        def slowly(path: Path) -> None:
            begun.set()
            go_on.wait(60)
            remove_copy(path)

        monkeypatch.setattr(open_desk, "remove_copy", slowly)
        first = await come(relay, rosa)
        closing = asyncio.create_task(relay.desks._close(first.hold.desk))
        await asyncio.to_thread(begun.wait, 60)
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
        coming = asyncio.create_task(come(relay, rosa))
        assert relay.desks._open == {first.hold.desk: first}
        go_on.set()
        assert await coming is not first
        assert working_copies(relay)


async def test_one_that_hears_of_nothing_any_more_stops_and_is_opened_anew(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(_: Afterwards) -> None:
        raise LookupError("of a mistake")

    rosa = await signed_in(relay)
    with monkeypatch.context() as while_it_dies:
        while_it_dies.setattr(Afterwards, "run", die)
        async with relay.desks.at(rosa) as desk:
            assert desk._work
            async with asyncio.timeout(30):
                await asyncio.wait({desk._work})
            assert desk.is_over
    async with relay.desks.at(rosa) as anew:
        assert anew is not desk
        assert not anew.is_over


async def test_a_relay_that_ends_leaves_no_desk_at_work(settings: Settings, watch: Watch) -> None:
    """It would ask a store that is closed, and leave a connection to nobody."""
    async with composed(settings, watch) as relay:
        desk = await come(relay, await signed_in(relay))
        assert not desk.is_over
    assert desk.is_over
    assert relay.desks._open == {}


async def come(relay: Relay, person: Principal) -> OpenDesk:
    async with relay.desks.at(person) as desk:
        return desk


class TestForgetting:
    """A person asks for it."""

    async def test_all_of_it_is_gone(self, relay: Relay) -> None:
        rosa = await signed_in(relay)
        async with relay.desks.at(rosa) as desk:
            await say(relay, desk, A_NOTE)
            await come_to_an_end(desk)
            with pytest.raises(ConflictError, match="speaking"):
                await relay.desks.forget(rosa)
        assert working_copies(relay)
        await relay.desks.forget(rosa)
        assert working_copies(relay) == []
        await relay.desks.forget(rosa)  # nothing is there any more
        async with relay.database() as session:
            assert (await session.scalars(select(DeskRow.key))).all() == []
            assert (await session.scalars(select(Desk.id))).all() == []
        with pytest.raises(SignInError):
            async with relay.desks.at(rosa):
                pass

    async def test_what_is_on_its_way_stays(self, relay: Relay, no_faults: StandIn) -> None:
        rosa = await signed_in(relay)
        async with relay.desks.at(rosa) as desk:
            no_faults.fault(Kind.DOWN)
            await say(relay, desk, A_NOTE)
        with pytest.raises(ConflictError, match="still on its way"):
            await relay.desks.forget(rosa)
        no_faults.clear_faults()
        async with relay.desks.at(rosa) as desk:
            await come_to_an_end(desk)
        await relay.desks.forget(rosa)


def working_copies(relay: Relay) -> list[str]:
    return [file.name for file in relay.desks.folder.iterdir() if ".db" in file.name]


async def mark_as_waiting(relay: Relay, desk: UUID) -> None:
    async with relay.database.begin() as session:
        await session.execute(update(Desk).where(Desk.id == desk).values(waits=True))


async def as_if_killed_before_the_answer(relay: Relay, desk: UUID) -> None:
    """The one command of a desk is being sent, as far as the store knows."""
    async with relay.database.begin() as session:
        row = await session.scalar(select(DeskRow).where(DeskRow.desk == desk, DeskRow.kind == "outbox"))
        assert row
        row.row = {**row.row, "state": "in_flight", "settled": None, "settled_at": None, "outcome": "{}"}
    await mark_as_waiting(relay, desk)


def arrived(hero365: StandIn, command: UUID) -> int:
    """How often Hero365 has carried a command out."""
    return sum(effect.command == str(command) for effect in hero365.journal())
