"""What a person decides reaches the outbox, whichever process has it open."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from edge_agent import decisions
from edge_agent.decisions import Cancel, Decision, Edit, Retry, Settle, decide
from edge_agent.door import ask_at, door_of
from edge_agent.unit import Unit
from erp import Instruction, Invoice
from erp.contacts import ContactCreate
from erp.job_progress import JobSetStatus
from erp.jobs import JobCreate, JobSchedule
from erp.payments import PaymentRecord
from sync.cache import Cache
from sync.errors import EditError, OutboxError, OwnerError, StoreBusyError
from sync.outbox import Outbox
from sync.rows import Origin, State
from sync.store import Store

ORIGIN = Origin("rosa", "north", "America/Chicago", UUID(int=1), "words", "typed", datetime.now(UTC))


def customer() -> Instruction:
    return Instruction(uuid4(), ContactCreate(customer="Bo Li", phone="5125550101"), {})


def a_job_and_its_end() -> tuple[Instruction, Instruction]:
    where = {"street": "18 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60505"}
    job = Instruction(uuid4(), JobCreate(customer="Bo Li", number="9001", title="Job", **where), {"customer": "c1"})
    return job, Instruction(uuid4(), JobSetStatus(job="9001", status="completed"), {"job": str(job.id)})


def payment(amount: str) -> Instruction:
    return Instruction(uuid4(), PaymentRecord(invoice="104", amount=amount, method="cash"), {"invoice": "i104"})


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "hero365.db"


def saved(database: Path, *instructions: Instruction) -> list[str]:
    with Store.open(database) as store:
        return [row.id for row in Outbox(store).enqueue(instructions, ORIGIN)]


def test_what_went_with_a_cancelled_command_is_told(database: Path) -> None:
    job, done = a_job_and_its_end()
    saved(database, job, done, customer())
    told = decide(database, Cancel(command_id=str(job.id), user="rosa"))
    assert [(row.id, row.state) for row in told] == [
        (str(job.id), State.CANCELLED),
        (str(done.id), State.CANCELLED),
    ]


def test_of_one_that_may_have_arrived_all_the_same_nothing_else_went(database: Path) -> None:
    job, done = a_job_and_its_end()
    saved(database, job, done)
    with Store.open(database) as store:
        outbox = Outbox(store)
        outbox.move(outbox.get(str(job.id)), State.UNKNOWN, {State.PENDING}, asks=True)
    assert [row.id for row in decide(database, Cancel(command_id=str(job.id), user="rosa"))] == [str(job.id)]


@pytest.mark.parametrize("slot", ["command_id", "self", "colour"])
def test_a_slot_that_no_command_has_is_refused(database: Path, slot: str) -> None:
    (command,) = saved(database, customer())
    with pytest.raises(EditError, match=f"has no {slot}"):
        decide(database, Edit(command_id=command, slots={slot: "x"}, user="rosa"))


def test_what_is_due_bounds_a_changed_payment_as_it_does_a_spoken_one(database: Path) -> None:
    """Of 460 dollars 60 are paid before it; what it said itself until now does not count, nor what a colleague said,
    for whom the unit worked last."""
    with Store.open(database) as store:
        store.set(user_id="marcus")
        Outbox(store).enqueue([payment("300")], replace(ORIGIN, user="marcus"))
        bill = Invoice("i104", "104", "INV-000104", "sent", "Lakeside", None, Decimal(460), Decimal(460))
        Cache(store).replace(invoices=[bill])
    _, command, _ = saved(database, payment("60"), payment("100"), payment("300"))

    def change(amount: str) -> None:
        decide(database, Edit(command_id=command, slots={"amount": amount}, user="rosa"))

    with pytest.raises(EditError, match=r"Only 400 dollars is due on invoice 104\."):
        change("5000")
    with Store.open(database) as store:
        assert (Outbox(store).get(command).slots["amount"], Outbox(store).edits(command)) == ("100", [])
    change("400")
    with Store.open(database) as store:
        assert Outbox(store).get(command).slots["amount"] == "400"


def test_a_time_that_is_over_is_no_change_either(database: Path) -> None:
    visit = Instruction(uuid4(), JobSchedule(job="42", when="2031-01-01T09:00"), {"job": "j42"})
    saved(database, visit)
    with pytest.raises(EditError, match="past"):
        decide(database, Edit(command_id=str(visit.id), slots={"when": "2021-01-01T09:00"}, user="rosa"))


def test_a_process_that_answers_nobody_is_waited_for_and_then_named(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (command,) = saved(database, customer())
    monkeypatch.setattr(decisions, "_WAITED_FOR_S", 0)
    with Store.open(database), pytest.raises(StoreBusyError, match="in use by process"):
        decide(database, Cancel(command_id=command, user="rosa"))


def test_one_that_ends_meanwhile_is_followed(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (command,) = saved(database, customer())
    store = Store.open(database)
    monkeypatch.setattr(decisions.time, "sleep", lambda _: store.close())
    assert decide(database, Cancel(command_id=command, user="rosa"))[0].state is State.CANCELLED


async def test_a_unit_answers_for_its_outbox(unit: Unit) -> None:
    user, path = unit.account.user_id, unit.outbox.store.path
    (row,) = unit.outbox.enqueue([customer()], replace(ORIGIN, user=user))
    (cancelled,) = await asyncio.to_thread(decide, path, Cancel(command_id=row.id[:8], user=user))
    assert (cancelled.id, unit.outbox.get(row.id).state) == (row.id, State.CANCELLED)
    with pytest.raises(OutboxError, match="does not ask whether it has arrived"):
        await asyncio.to_thread(decide, path, Settle(command_id=row.id, user=user, arrived=True))


DECISIONS = [
    Cancel,
    Retry,
    partial(Edit, slots={"customer": "Bo Lee"}),
    partial(Settle, arrived=True),
]


@pytest.mark.parametrize("decision", DECISIONS)
def test_nobody_decides_about_what_somebody_else_has_said(database: Path, decision: Callable[..., Decision]) -> None:
    (command,) = saved(database, customer())
    with pytest.raises(OwnerError, match="Somebody else said this command"):
        decide(database, decision(command_id=command, user="marcus"))
    with Store.open(database, read_only=True) as store:
        assert Outbox(store).get(command).state is State.PENDING


@pytest.mark.parametrize("user", ["rosa", "marcus"])
async def test_nor_through_the_door_of_a_unit_that_works_for_another(unit: Unit, user: str) -> None:
    (row,) = unit.outbox.enqueue([customer()], ORIGIN)
    with pytest.raises(OutboxError, match="Somebody else said this command"):
        await asyncio.to_thread(decide, unit.outbox.store.path, Cancel(command_id=row.id, user=user))
    assert unit.outbox.get(row.id).state is State.PENDING


async def test_nobody_is_asked_to_decide_what_was_decided(unit: Unit) -> None:
    user, business = unit.account.user_id, unit.account.business_id
    (row,) = unit.outbox.enqueue([customer()], replace(ORIGIN, user=user, business=business))
    asking = unit.outbox.move(row, State.UNKNOWN, {State.PENDING}, asks=True)
    unit.outcomes.take(asking)
    assert unit.outcomes.untold()
    settled = Settle(command_id=row.id, user=user, arrived=True)
    await asyncio.to_thread(decide, unit.outbox.store.path, settled)
    assert not unit.outcomes.untold()


@pytest.mark.parametrize("request_line", [b"", b"{}", b'{"kind": "paint", "command_id": "5f"}', b"\xff\xfe"])
async def test_what_another_version_asks_is_refused_in_a_sentence(unit: Unit, request_line: bytes) -> None:
    answer = await asyncio.to_thread(ask_at, door_of(unit.outbox.store.path), request_line)
    assert answer is not None
    assert b"does not know what was asked" in answer
