"""What was refused is told once, also where the unit was switched off in between."""

from pathlib import Path
from uuid import uuid4

from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.unit import Unit, opened
from models.recognition import Transcript
from sync.account import Account
from sync.rows import State


async def told(unit: Unit) -> str:
    """What is told next, and was heard."""
    async with unit.news() as news:
        return news


async def test_what_was_refused_before_a_start_is_told_after_it_and_then_no_more(tmp_path: Path) -> None:
    places = Places(tmp_path)
    async with practising(places):
        async with opened(places) as unit:
            await unit.refresh()
            said = Transcript("put job 42 on hold", "test", 1.0, accepted=True)
            [saved] = unit.assistant.take(said, uuid4()).saved
            row = unit.outbox.get(str(saved.id))
            unit.outbox.move(row, State.REJECTED, {State.PENDING}, reason="It is locked.")
        async with opened(places) as unit:
            assert "It is locked." in await told(unit)
            assert await told(unit) == ""
        async with opened(places) as unit:
            assert await told(unit) == ""


async def test_what_was_refused_for_another_business_is_told_when_the_person_works_for_that_again(
    tmp_path: Path,
) -> None:
    places = Places(tmp_path)
    async with practising(places):
        north = Account.load(places.account)
        async with opened(places) as unit:
            await unit.refresh()
            [saved] = unit.assistant.take(Transcript("put job 42 on hold", "test", 1.0, accepted=True), uuid4()).saved
            row = unit.outbox.get(str(saved.id))
            unit.outbox.move(row, State.REJECTED, {State.PENDING}, reason="It is locked.")
        north.model_copy(update={"business_id": str(uuid4()), "business_name": "Southside"}).save(places.account)
        async with opened(places) as unit:
            assert await told(unit) == ""
        north.save(places.account)
        async with opened(places) as unit:
            assert "It is locked." in await told(unit)


async def test_what_was_said_meanwhile_is_told_though_the_old_reason_was_heard(tmp_path: Path) -> None:
    places = Places(tmp_path)
    async with practising(places), opened(places) as unit:
        await unit.refresh()
        [saved] = unit.assistant.take(Transcript("put job 42 on hold", "test", 1.0, accepted=True), uuid4()).saved
        row = unit.outbox.get(str(saved.id))
        first = unit.outbox.move(row, State.REJECTED, {State.PENDING}, reason="It is locked.")
        again = unit.outbox.retry(first.id)
        second = unit.outbox.move(again, State.REJECTED, {State.PENDING}, reason="It is gone.")
        unit.outbox.told([first])
        assert unit.outbox.untold(unit.account.user_id, unit.account.business_id) == [second]
