"""A command that was sent before a person decided about it may have arrived: it is looked for as it was sent."""

from dataclasses import replace

import pytest

from erp import Instruction
from erp.payments import PaymentRecord
from sync.answers import Answer, RefusedError, Verdict
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.hero365 import MAPPINGS
from sync.hero365.mapping import Absent, CommandMapping, Finding, Found, Task
from sync.hero365.payments import RecordPayment
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand, State
from sync.standin import Kind, StandIn
from tests.sync.units import AT_ONCE, Saying, Unit, effects

GONE = RefusedError(Verdict.MISSING, Answer(404, {"detail": "Job not found not found"}))
FAILED = RefusedError(Verdict.UNCLEAR, Answer(500, {"detail": "Internal server error"}))
CANNOT = RefusedError(Verdict.INCAPABLE, Answer(500, {"detail": "'str' object has no attribute 'value'"}))


class Refusing(CommandMapping):
    """Statuses that Hero365 refuses, though it may store them."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.held: list[str] = []
        self.stores = True
        self.refuses: RefusedError | None = GONE
        self.unseen: RefusedError | None = None
        self.ours = True

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        self.sent.append(task.command.status)
        if self.stores:
            self.held.append(task.command.status)
        if self.refuses:
            raise self.refuses
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        if self.unseen:
            raise self.unseen
        return Found(task.refs["job"], ours=self.ours) if task.command.status in self.held else Absent()


@pytest.fixture
def statuses(monkeypatch: pytest.MonkeyPatch) -> Refusing:
    mapping = Refusing()
    monkeypatch.setitem(MAPPINGS, "job.set_status", mapping)  # type: ignore[arg-type] # a dict, in truth
    return mapping


@pytest.fixture
async def refused(
    outbox: Outbox, statuses: Refusing, mine: Origin, delivery: Delivery, set_status: Saying
) -> QueuedCommand:
    """Wrongly: it was stored."""
    [row] = outbox.enqueue([set_status("completed", "job-1")], mine)
    await delivery.drain()
    refused = outbox.get(row.id)
    assert refused.state is State.REJECTED
    return refused


# Changed since


async def test_what_had_arrived_is_not_sent_again_as_something_else(
    outbox: Outbox, statuses: Refusing, refused: QueuedCommand, delivery: Delivery, told: list[QueuedCommand]
) -> None:
    outbox.edit(refused.id, status="on_hold")
    await delivery.drain()
    found = outbox.get(refused.id)
    assert statuses.sent == ["completed"]
    assert (found.state, found.slots["status"], found.outcome) == (State.DONE, "completed", {"id": "job-1"})
    assert found.reason_in("en").startswith("Hero365 had taken it as it was said first")
    assert found.reason_in("es").startswith("Hero365 ya lo había recibido como se dijo primero")
    assert [slots["status"] for slots in outbox.edits(refused.id)] == ["completed", "on_hold"]
    assert told[-1] == found


async def test_what_had_not_arrived_goes_as_it_was_changed(
    outbox: Outbox, statuses: Refusing, refused: QueuedCommand, delivery: Delivery
) -> None:
    statuses.held.clear()
    statuses.refuses = None
    outbox.edit(refused.id, status="on_hold")
    await delivery.drain()
    done = outbox.get(refused.id)
    assert (done.state, done.slots["status"], done.reason) == (State.DONE, "on_hold", "")
    assert statuses.sent == ["completed", "on_hold"]


async def test_what_somebody_else_may_have_made_so_keeps_no_change_back(
    outbox: Outbox, statuses: Refusing, refused: QueuedCommand, delivery: Delivery
) -> None:
    statuses.ours, statuses.refuses = False, None
    outbox.edit(refused.id, status="on_hold")
    await delivery.drain()
    assert outbox.get(refused.id).slots["status"] == "on_hold"
    assert statuses.sent == ["completed", "on_hold"]


async def test_however_often_it_was_changed_it_is_looked_for_as_it_was_sent(
    outbox: Outbox, statuses: Refusing, refused: QueuedCommand, delivery: Delivery
) -> None:
    outbox.edit(refused.id, status="on_hold")
    outbox.edit(refused.id, status="scheduled")
    await delivery.drain()
    assert outbox.get(refused.id).slots["status"] == "completed"
    assert statuses.sent == ["completed"]


async def test_it_is_what_was_sent_last_that_is_looked_for(
    outbox: Outbox, statuses: Refusing, refused: QueuedCommand, delivery: Delivery
) -> None:
    statuses.held.clear()
    for status in ("on_hold", "scheduled"):
        outbox.edit(refused.id, status=status)
        await delivery.drain()
    assert outbox.get(refused.id).slots["status"] == "on_hold"
    assert statuses.sent == ["completed", "on_hold"]


async def test_nothing_is_sent_while_it_cannot_be_looked_for(
    outbox: Outbox, statuses: Refusing, refused: QueuedCommand, hero365: Hero365Client
) -> None:
    patient = Delivery(outbox, hero365, timing=replace(AT_ONCE, first_wait=1000, longest_wait=1000))
    statuses.unseen = FAILED
    outbox.edit(refused.id, status="on_hold")
    assert await patient.drain() is not None
    assert outbox.get(refused.id).state is State.PENDING
    assert statuses.sent == ["completed"]


async def test_a_payment_that_was_stored_and_refused_is_there_once_though_its_amount_was_changed(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = await unit.hero365.ask("GET", "/invoices", params={"limit": 100})
    invoice = next(one for one in listed["invoices"] if one["financial_summary"]["balance_due"] > 100)
    pay = MAPPINGS["payment.record"]

    async def stores_and_refuses(self: RecordPayment, task: Task, hero365: Hero365Client) -> None:
        await send(self, task, hero365)
        raise RefusedError(Verdict.MISSING, Answer(404, {"detail": "Payment not found"}))

    send = type(pay).send
    monkeypatch.setattr(RecordPayment, "send", stores_and_refuses)
    row = unit.save([paid(unit, "50", invoice["id"])])[0]
    await unit.settle()
    assert unit.outbox.get(row.id).state is State.REJECTED
    unit.outbox.edit(row.id, amount="60")
    await unit.settle()
    held = await unit.hero365.ask("GET", f"/invoices/{invoice['id']}")
    assert [payment["amount"] for payment in held["payments"] if row.id in str(payment["reference"])] == ["50"]
    assert unit.outbox.get(row.id).slots["amount"] == "50"


def paid(unit: Unit, amount: str, invoice: str) -> Instruction:
    return unit.say(PaymentRecord(invoice="1", amount=amount, method="cash"), invoice=invoice)


async def test_a_customer_with_a_wrong_number_does_not_become_whoever_has_that_number(
    unit: Unit, hero365_server: StandIn
) -> None:
    hers, his = unit.phone, f"{unit.phone[:-4]}{(int(unit.phone[-4:]) + 1) % 10**4:04}"
    await unit.hero365.ask("POST", "/contacts", json={"contact_type": "customer", "first_name": "Ann", "phone": hers})
    customer = unit.new_customer(hers)
    [row] = unit.save([customer])
    hero365_server.fault(Kind.ERROR, times=1, method="POST", path="/contacts", status=503)
    patient = Delivery(unit.outbox, unit.hero365, timing=replace(AT_ONCE, first_wait=1000, longest_wait=1000))
    assert await patient.drain() is not None
    unit.outbox.edit(row.id, phone=his)
    await unit.settle()
    made = await unit.hero365.ask("GET", f"/contacts/{unit.outbox.get(row.id).outcome['id']}")
    assert (made["phone"], made["first_name"]) == (his, "Bo")
    assert effects(hero365_server, customer) == [("contacts", "insert")]


# Not shown


async def test_what_hero365_cannot_show_is_asked_about_and_never_sent_again(
    outbox: Outbox,
    statuses: Refusing,
    mine: Origin,
    delivery: Delivery,
    set_status: Saying,
    told: list[QueuedCommand],
) -> None:
    statuses.refuses, statuses.unseen = None, CANNOT
    [row] = outbox.enqueue([set_status("completed", "job-1")], mine)
    await delivery.drain()
    asking = outbox.get(row.id)
    assert (asking.state, asking.asks) == (State.UNKNOWN, True)
    assert asking.reason.startswith("I don't know whether Hero365 has taken this.")
    assert told[-1] == asking
    statuses.unseen = None
    outbox.retry(row.id)
    await delivery.drain()
    assert outbox.get(row.id).state is State.DONE
    assert statuses.sent == ["completed"]


async def test_what_was_sent_is_looked_for_though_its_like_is_kept(
    outbox: Outbox, statuses: Refusing, mine: Origin, hero365: Hero365Client, set_status: Saying
) -> None:
    statuses.refuses, statuses.stores = CANNOT, False
    statuses.held.append("on_hold")
    kept, arrived = outbox.enqueue([set_status("completed", "job-1"), set_status("on_hold", "job-2")], mine)
    outbox.move(arrived, State.UNKNOWN, {State.PENDING})
    await Delivery(outbox, hero365, timing=replace(AT_ONCE, unavailable=1000), at_once=1).drain()
    assert [outbox.get(row.id).state for row in (kept, arrived)] == [State.PENDING, State.DONE]


@pytest.mark.parametrize("unseen", [FAILED, CANNOT])
async def test_that_it_is_not_there_is_believed_of_who_has_looked(
    unseen: RefusedError, outbox: Outbox, statuses: Refusing, mine: Origin, delivery: Delivery, set_status: Saying
) -> None:
    statuses.refuses, statuses.unseen, statuses.stores = None, unseen, False
    [row] = outbox.enqueue([set_status("completed", "job-1")], mine)
    await delivery.drain()
    statuses.stores = True
    outbox.settle(row.id, arrived=False)
    await delivery.drain()
    assert statuses.sent == ["completed", "completed"]
    assert outbox.get(row.id).asks
    outbox.settle(row.id, arrived=True)
    assert outbox.get(row.id).state is State.DONE


async def test_unless_hero365_shows_it(
    outbox: Outbox, statuses: Refusing, mine: Origin, delivery: Delivery, set_status: Saying
) -> None:
    statuses.refuses, statuses.unseen = None, FAILED
    [row] = outbox.enqueue([set_status("completed", "job-1")], mine)
    await delivery.drain()
    statuses.unseen = None
    outbox.settle(row.id, arrived=False)
    await delivery.drain()
    assert outbox.get(row.id).state is State.DONE
    assert statuses.sent == ["completed"]
