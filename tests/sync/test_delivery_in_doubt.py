"""What may have arrived takes effect once: it is looked up before anything is sent again."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from erp.invoicing import EstimateCreate, InvoiceCreate
from erp.payments import PaymentRecord
from sync.answers import Answer, RefusedError, Verdict
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.hero365 import MAPPINGS
from sync.numbering import new_device_code
from sync.rows import State
from sync.standin import Kind, StandIn
from sync.timing import Timing
from tests.sync.units import AT_ONCE, Unit, effects, of_job

FAULTS = [
    (Kind.LOSE_ANSWER, {}),
    (Kind.DROP, {}),
    (Kind.ERROR, {}),
    (Kind.ERROR, {"status": 502}),
    (Kind.ERROR, {"status": 503}),
    (Kind.LATE_422, {}),
    (Kind.NO_STORE, {}),
    (Kind.EXPIRED, {}),
]
WRITES = [("POST", "/contacts"), ("POST", "/jobs"), ("PUT", "/jobs/"), ("PATCH", "/jobs/"), ("POST", "/invoices")]


class OnceAtOnce(Timing):
    """What fails is tried again at once, and then not for long."""

    def wait(self, failures: int) -> float:
        return 1000.0 if failures else 0.0


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_happens_to_one_request_each_command_takes_effect_once(
    unit: Unit, fault: tuple[Kind, dict[str, float]], write: tuple[str, str], hero365_server: StandIn
) -> None:
    kind, details = fault
    method, path = write
    customer = unit.new_customer(unit.phone)
    job = unit.new_job(customer=str(customer.id))
    planned = unit.schedule("2026-11-27T09:00", job.id)
    moved = unit.set_status("on_hold", job.id)
    billed = unit.say(InvoiceCreate(job="9001", amount="100"), job=str(job.id))
    unit.save([customer, job, planned, moved, billed])
    await asyncio.to_thread(lambda: hero365_server.fault(kind, times=1, method=method, path=path, **details))
    await unit.settle()

    assert [row.state for row in unit.outbox.rows()] == [State.DONE] * 5
    assert await asyncio.to_thread(hero365_server.faults) == []  # it was met
    assert effects(hero365_server, customer, job, moved, billed) == [
        ("contacts", "insert"),
        ("jobs", "insert"),
        ("jobs", "update"),
        ("invoices", "insert"),
    ]
    changes = [effect.changed for effect in of_job(hero365_server, unit.outbox.get(str(job.id)).outcome["id"])]
    # A time that is sent again changes nothing. The first status comes with the time, since the job was a draft.
    # A status leaves its mark in the notes, or in a tag where it had to be set in bulk.
    assert [set(change) - {"internal_notes", "tags"} for change in changes if change] == [
        {"scheduled_end", "scheduled_start"},
        {"status"},
        {"status"},
    ]


async def test_a_job_of_unknown_fate_is_known_by_its_number_though_the_unit_has_another_code_by_now(
    unit: Unit, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    job = unit.new_job()
    [row] = unit.save([job])
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="POST", path="/jobs")
    hero365_server.fault(Kind.ERROR, times=1, method="POST", path="/jobs/search", status=502)
    impatient = Delivery(unit.outbox, hero365, timing=replace(AT_ONCE, first_wait=1000, longest_wait=1000))
    assert await impatient.drain() is not None
    assert unit.outbox.get(row.id).state is State.UNKNOWN
    new_device_code(unit.store)
    await unit.settle()
    assert unit.outbox.get(row.id).state is State.DONE
    assert effects(hero365_server, job) == [("jobs", "insert")]


async def test_after_a_yes_nothing_is_sent_again_while_it_cannot_be_looked_up(
    unit: Unit, hero365_server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cannot(*_: object) -> None:
        raise RefusedError(Verdict.INCAPABLE, Answer(500, {"detail": "object has no attribute 'search'"}))

    job = unit.new_job()
    [row] = unit.save([job])
    monkeypatch.setattr(type(MAPPINGS["job.create"]), "find", cannot)
    patient = replace(AT_ONCE, first_wait=1000, longest_wait=1000)
    for _ in range(3):
        await Delivery(unit.outbox, unit.hero365, timing=patient).drain()  # each knows nothing of the one before
    assert unit.outbox.get(row.id).state is State.UNKNOWN
    monkeypatch.undo()
    await unit.settle()
    assert unit.outbox.get(row.id).state is State.DONE
    assert effects(hero365_server, job) == [("jobs", "insert")]


@pytest.mark.parametrize("fate", [State.PENDING, State.UNKNOWN])
async def test_a_time_that_somebody_moved_meanwhile_is_not_overwritten(
    fate: State, unit: Unit, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    job = unit.new_job()
    unit.save([job])
    await unit.settle()
    made = unit.outbox.get(str(job.id)).outcome["id"]
    [row] = unit.save([unit.schedule("2026-11-27T09:00", job.id)])
    hero365_server.fault(Kind.ERROR, times=1, method="PUT", status=503)
    held_back = Delivery(unit.outbox, hero365, timing=replace(AT_ONCE, first_wait=1000, longest_wait=1000))
    assert await held_back.drain() is not None
    theirs = {"scheduled_start": "2031-01-01T09:00:00Z", "scheduled_end": "2031-01-01T10:00:00Z"}
    await hero365.ask("PUT", f"/jobs/{made}", json=theirs)
    unit.outbox.move(unit.outbox.get(row.id), fate, {State.PENDING})
    await unit.settle()
    refused = unit.outbox.get(row.id)
    assert (refused.state, refused.reason) == (
        State.REJECTED,
        "Somebody has given job 9001 another time meanwhile.",
    )
    unit.outbox.retry(row.id)  # the person insists
    await unit.settle()
    assert unit.outbox.get(row.id).state is State.DONE


async def test_absence_right_after_a_lost_answer_proves_nothing(
    unit: Unit, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    job = unit.new_job()
    moved = unit.set_status("scheduled", job.id)
    unit.save([job, moved])
    hero365_server.fault(Kind.DROP, times=1, method="PATCH")
    patient = Delivery(unit.outbox, hero365, timing=replace(AT_ONCE, first_wait=1000, longest_wait=1000, doubt=1000))
    assert await patient.drain() is not None
    row = unit.outbox.get(str(moved.id))
    assert (row.state, row.reason) == (State.UNKNOWN, "It may have arrived; Hero365 does not show it yet.")
    await unit.settle()
    assert effects(hero365_server, moved) == [("jobs", "update")]


async def test_nor_does_it_where_a_proxy_gave_up_and_the_server_is_still_at_work(
    unit: Unit, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    customer = unit.new_customer(unit.phone)
    billed = unit.say(InvoiceCreate(customer="Bo Li", amount="100"), customer=str(customer.id))
    unit.save([customer, billed])
    await unit.settle()
    paid = unit.say(PaymentRecord(invoice="9001", amount="60", method="check"), invoice=unit.told[-1].outcome["id"])
    [row] = unit.save([paid])
    hero365_server.fault(Kind.GIVEN_UP, times=1, method="POST", path="/invoices")
    patient = Delivery(unit.outbox, hero365, timing=replace(AT_ONCE, first_wait=1000, longest_wait=1000, doubt=1000))
    await patient.drain()
    row = unit.outbox.get(row.id)
    assert (row.state, row.reason) == (State.UNKNOWN, "It may have arrived; Hero365 does not show it yet.")
    hero365_server.finish()
    await unit.settle()
    assert unit.outbox.get(row.id).state is State.DONE
    assert effects(hero365_server, paid) == [("invoices", "update")]


async def test_nor_does_it_of_an_estimate_whose_number_the_server_drops(
    unit: Unit, hero365: Hero365Client, hero365_server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not refuse the second of two."""
    ask = hero365.ask

    async def dropping(method: str, path: str, **content: Any) -> Any:
        if (method, path) == ("POST", "/estimates"):
            del content["json"]["estimate_number"]
        return await ask(method, path, **content)

    monkeypatch.setattr(hero365, "ask", dropping)
    customer = unit.new_customer(unit.phone)
    offered = unit.say(EstimateCreate(customer="Bo Li", amount="100", number="9002"), customer=str(customer.id))
    unit.save([customer, offered])
    hero365_server.fault(Kind.GIVEN_UP, times=1, method="POST", path="/estimates")
    await Delivery(unit.outbox, hero365, timing=OnceAtOnce(doubt=1000)).drain()
    hero365_server.finish()
    await unit.settle()
    assert unit.outbox.get(str(offered.id)).state is State.DONE
    assert effects(hero365_server, offered) == [("estimates", "insert")]


async def test_a_customer_is_not_sent_again_while_the_server_may_be_at_work_on_the_first(
    unit: Unit, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    """It looks whether it has one before it stores: of two at the same time it may store both."""
    customer = unit.new_customer(unit.phone)
    [row] = unit.save([customer])
    hero365_server.fault(Kind.GIVEN_UP, times=1, method="POST", path="/contacts")
    await Delivery(unit.outbox, hero365, timing=OnceAtOnce(doubt=1000)).drain()
    assert unit.outbox.get(row.id).state is State.UNKNOWN
    assert effects(hero365_server, customer) == []
    hero365_server.finish()
    await unit.settle()
    assert effects(hero365_server, customer) == [("contacts", "insert")]


async def test_nor_does_it_after_a_start_of_the_unit_since(
    unit: Unit, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    """Hero365 may be at work on the request still, which was not started with the unit."""
    job = unit.new_job()
    moved = unit.set_status("scheduled", job.id)
    unit.save([job, moved])
    hero365_server.fault(Kind.DROP, times=1, method="PATCH")
    timing = replace(AT_ONCE, first_wait=1000, longest_wait=1000, doubt=1000)
    for _ in range(2):
        await Delivery(unit.outbox, hero365, timing=timing).drain()
    row = unit.outbox.get(str(moved.id))
    assert (row.state, row.reason) == (State.UNKNOWN, "It may have arrived; Hero365 does not show it yet.")


async def test_what_was_being_sent_when_the_unit_stopped_is_looked_up_first(
    unit: Unit, hero365_server: StandIn, hero365: Hero365Client
) -> None:
    customer = unit.new_customer(unit.phone)
    [row] = unit.save([customer])
    body = {"contact_type": "customer", "first_name": "Bo", "phone": unit.phone, "custom_fields": {"h365_cmd": row.id}}
    unit.outbox.move(row, State.IN_FLIGHT, {State.PENDING})
    await hero365.ask("POST", "/contacts", json=body)  # it had arrived
    await unit.settle()
    assert unit.outbox.get(row.id).state is State.DONE
    assert effects(hero365_server, customer) == [("contacts", "insert")]
