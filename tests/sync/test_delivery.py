"""Delivery brings each command to Hero365 once in effect, through whatever the network and the server do."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from erp.invoicing import EstimateCreate, InvoiceCreate
from sync.account import Account
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.errors import DiskFullError
from sync.hero365 import MAPPINGS
from sync.link import Link
from sync.numbering import device_code
from sync.rows import QueuedCommand, State
from sync.standin import PRACTICE_PASSWORD, VIEWER_EMAIL, Face, Kind, StandIn
from tests.sync.units import AT_ONCE, Unit, effects

ROSA = "rosa.delgado@example.com"
ZONE = "America/Chicago"


async def test_a_new_customer_a_job_for_them_and_its_time_arrive_in_order(
    unit: Unit, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    customer = unit.new_customer(unit.phone)
    job = unit.new_job(customer=str(customer.id))
    unit.save([customer, job, unit.schedule("2026-11-27T09:00", job.id)])
    assert await unit.delivery.drain() is None

    assert [(row.command, row.state) for row in unit.told] == [
        ("contact.create", "done"),
        ("job.create", "done"),
        ("job.schedule", "done"),
    ]
    held = await hero365.ask("GET", f"/jobs/{unit.told[1].outcome['id']}")
    assert held["job_number"] == unit.told[1].outcome["number"] == f"{device_code(unit.outbox.store)}-9001"
    assert held["contact"]["phone"] == unit.phone
    assert (held["scheduled_start"], held["scheduled_end"]) == ("2026-11-27T15:00:00Z", "2026-11-27T17:00:00Z")
    assert effects(hero365_server, customer, job) == [("contacts", "insert"), ("jobs", "insert")]


async def test_an_invoice_and_an_estimate_arrive_under_numbers_of_the_unit(unit: Unit, hero365: Hero365Client) -> None:
    customer = unit.new_customer(unit.phone)
    job = unit.new_job(customer=str(customer.id))
    invoice = unit.say(InvoiceCreate(job="9001", amount="268.50", title="Leaking tap"), job=str(job.id))
    estimate = unit.say(EstimateCreate(customer="Bo Li"), customer=str(customer.id))
    rows = unit.save([customer, job, invoice, estimate])
    assert await unit.delivery.drain() is None

    code = device_code(unit.outbox.store)
    numbers = {row.command: row.outcome.get("number") for row in unit.told}
    assert numbers["invoice.create"] == f"{code}-I{rows[2].seq}"
    assert numbers["estimate.create"] == f"{code}-Q{rows[3].seq}"
    bill = next(row.outcome["id"] for row in unit.told if row.command == "invoice.create")
    held = await hero365.ask("GET", f"/invoices/{bill}")
    assert held["financial_summary"]["total_amount"] == 268.5
    assert held["job_id"] == unit.outbox.get(str(job.id)).outcome["id"]


async def test_without_a_network_everything_waits_and_then_goes(unit: Unit, hero365_server: StandIn) -> None:
    hero365_server.fault(Kind.DOWN)
    [row] = unit.save([unit.new_customer(unit.phone)])
    for _ in range(3):
        assert await unit.delivery.drain() is not None
    assert unit.outbox.get(row.id) == row  # nothing was tried, nothing is counted
    assert unit.links == [Link.OFFLINE]
    hero365_server.clear_faults()
    await unit.settle()
    assert unit.links == [Link.OFFLINE, Link.ONLINE]
    assert [one.state for one in unit.told] == [State.DONE]


async def test_a_session_that_ended_parks_the_queue_and_drops_nothing(
    unit: Unit, account: Account, hero365_server: StandIn
) -> None:
    customer = unit.new_customer(unit.phone)
    [row] = unit.save([customer])
    broken = {"access_token": type(account.access_token)("x"), "refresh_token": type(account.refresh_token)("x")}
    async with Hero365Client(account.model_copy(update=broken)) as signed_out:
        waiting = Delivery(unit.outbox, signed_out, on_link=unit.links.append, timing=AT_ONCE)
        assert await waiting.drain() is not None
    assert unit.links == [Link.SIGN_IN_NEEDED]
    assert unit.outbox.get(row.id) == row
    async with Hero365Client(account) as signed_in:
        await unit.settle(Delivery(unit.outbox, signed_in, timing=AT_ONCE))
    assert unit.outbox.get(row.id).state is State.DONE
    assert effects(hero365_server, customer) == [("contacts", "insert")]


async def test_nothing_goes_to_another_business(unit: Unit, account: Account) -> None:
    elsewhere = account.model_copy(update={"business_id": str(uuid4())})
    [row] = unit.save([unit.new_customer(unit.phone)], replace(unit.origin, business=elsewhere.business_id))
    async with Hero365Client(elsewhere) as hero365:
        delivery = Delivery(unit.outbox, hero365, on_link=unit.links.append, timing=AT_ONCE)
        assert await delivery.drain() is not None
    assert unit.links == [Link.WRONG_BUSINESS]
    assert unit.outbox.get(row.id) == row


async def test_what_a_colleague_said_stays_as_it_is_and_holds_up_nobody(unit: Unit) -> None:
    """Whoever is signed in, it is no reason of the command's own."""
    job = unit.new_job()
    unit.save([job])
    [theirs] = unit.save([unit.set_status("cancelled", job.id)], replace(unit.origin, user="sam"))
    [own] = unit.save([unit.set_status("scheduled", job.id)])
    await unit.settle()
    assert unit.outbox.get(own.id).state is State.DONE
    assert unit.outbox.get(theirs.id) == theirs


async def test_what_is_against_the_rules_is_refused_with_a_reason_and_can_be_tried_again(unit: Unit) -> None:
    job = unit.new_job()
    too_early = unit.set_status("completed", job.id)
    unit.save([job, too_early, unit.schedule("2026-11-27T09:00", job.id)])
    await unit.settle()
    refused = unit.outbox.get(str(too_early.id))
    assert refused.state is State.REJECTED
    assert refused.reason == ("Job 9001 is a draft. It has to be scheduled and started before it can be completed.")
    assert [row.state for row in unit.told] == ["done", "rejected", "done"]  # it held nothing up

    unit.save([unit.set_status(status, job.id) for status in ("scheduled", "in_progress")])
    await unit.settle()
    unit.outbox.retry(refused.id)
    await unit.settle()
    assert unit.outbox.get(refused.id).state is State.DONE


async def test_the_reason_is_told_in_the_language_that_is_spoken(unit: Unit) -> None:
    job = unit.new_job()
    finished = unit.set_status("completed", job.id)
    unit.save([job, finished])
    await unit.settle()
    refused = unit.outbox.get(str(finished.id))
    assert refused.reason_in("en") == refused.reason
    assert refused.reason_in("es").startswith("El trabajo 9001 está en borrador. Antes de quedar terminado")
    assert unit.outbox.retry(refused.id).reason_in("es") == ""


async def test_what_is_so_already_is_done(unit: Unit, hero365: Hero365Client) -> None:
    job = unit.new_job()
    unit.save([job])
    await unit.settle()
    made = unit.outbox.get(str(job.id)).outcome["id"]
    await hero365.ask("PATCH", f"/jobs/{made}/status", json={"status": "scheduled"})
    [row] = unit.save([unit.set_status("scheduled", job.id)])
    await unit.settle()
    assert unit.outbox.get(row.id).state is State.DONE


async def test_what_builds_on_a_refused_command_waits_and_says_so(unit: Unit) -> None:
    job = unit.new_job(customer=str(uuid4()))  # no such customer
    unit.save([job, unit.schedule("2026-11-27T09:00", job.id)])
    await unit.settle()
    assert [(row.command, row.state, row.reason) for row in unit.told] == [
        ("job.create", "rejected", "Invalid contact ID."),
        ("job.schedule", "pending", "It builds on a job that Hero365 refused."),
    ]


async def test_a_customer_who_existed_is_not_made_twice_and_the_job_is_theirs(
    unit: Unit, hero365: Hero365Client
) -> None:
    known = await hero365.ask(
        "POST", "/contacts", json={"contact_type": "customer", "first_name": "Robert", "phone": unit.phone}
    )
    customer = unit.new_customer(unit.phone)
    job = unit.new_job(customer=str(customer.id))
    made, _ = unit.save([customer, job])
    await unit.settle()
    bound = unit.outbox.get(made.id)
    assert bound.outcome["id"] == known["id"]
    assert bound.reason == "Robert was in your contacts already with that phone number."
    held = await hero365.ask("GET", f"/jobs/{unit.outbox.get(str(job.id)).outcome['id']}")
    assert held["contact_id"] == known["id"]


async def test_a_number_that_somebody_else_has_is_given_up_and_its_digits_are_kept(
    unit: Unit, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    code = device_code(unit.store)
    address = {"street_address": "1 Elm", "city": "Aurora", "state": "IL", "postal_code": "60502"}
    taken = {"title": "x", "job_type": "service", "job_address": address, "job_number": f"{code}-9001"}
    await hero365.ask("POST", "/jobs", json=taken)
    job = unit.new_job()
    [row] = unit.save([job])
    await unit.settle()
    number = unit.outbox.get(row.id).outcome["number"]
    assert number != f"{code}-9001"
    assert number.endswith("-9001")
    assert device_code(unit.store) == number.partition("-")[0]
    assert effects(hero365_server, job) == [("jobs", "insert")]


async def test_a_server_that_cannot_do_it_is_left_alone_and_the_command_is_kept(unit: Unit, tmp_path: Path) -> None:
    """The published server fails on every new contact, by a defect of its own."""
    with await asyncio.to_thread(StandIn.start, tmp_path / "published.db", face=Face.PUBLISHED) as published:
        account = await Hero365Client.sign_in(published.url, ROSA, PRACTICE_PASSWORD, time_zone=ZONE)
        origin = replace(unit.origin, user=account.user_id, business=account.business_id)
        first, second = unit.save([unit.new_customer(unit.phone), unit.new_customer(unit.phone)], origin)
        async with Hero365Client(account) as hero365:
            delivery = Delivery(unit.outbox, hero365, on_outcome=unit.told.append, timing=AT_ONCE, at_once=1)
            wait = await delivery.drain()
    assert wait is not None
    assert wait > 3000  # an hour, nearly
    kept = unit.outbox.get(second.id)
    assert (kept.state, kept.reason, kept.progress) == (
        State.PENDING,
        "Hero365 failed with error 400.",
        {},
    )  # not tried
    assert [(row.id, row.state, row.reason) for row in unit.told] == [
        (first.id, State.PENDING, "Hero365 failed with error 400.")
    ]


async def test_who_may_not_do_it_is_told_so(unit: Unit, hero365_server: StandIn) -> None:
    viewer = await Hero365Client.sign_in(hero365_server.url, VIEWER_EMAIL, PRACTICE_PASSWORD, time_zone=ZONE)
    [row] = unit.save([unit.new_customer(unit.phone)], replace(unit.origin, user=viewer.user_id))
    async with Hero365Client(viewer) as hero365:
        await unit.settle(Delivery(unit.outbox, hero365, timing=AT_ONCE))
    refused = unit.outbox.get(row.id)
    assert (refused.state, refused.reason) == (
        State.REJECTED,
        "You don't have the permission for that (edit contacts).",
    )


@pytest.mark.parametrize("answer", [{"found": []}, {"jobs": "none"}, {"jobs": [None]}])
async def test_an_answer_in_another_shape_stops_neither_delivery_nor_the_other_commands(
    answer: Any, unit: Unit, hero365: Hero365Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = hero365.ask

    async def odd(method: str, path: str, **content: Any) -> Any:
        return answer if path == "/jobs/search" else await ask(method, path, **content)

    monkeypatch.setattr(hero365, "ask", odd)
    job, customer = unit.save([unit.new_job(), unit.new_customer(unit.phone)])
    slow = replace(AT_ONCE, first_wait=1000, longest_wait=1000)
    assert await Delivery(unit.outbox, hero365, timing=slow).drain() is not None
    assert unit.outbox.get(job.id).state is State.UNKNOWN
    assert unit.outbox.get(customer.id).state is State.DONE
    monkeypatch.undo()
    await unit.settle()
    assert unit.outbox.get(job.id).state is State.DONE


async def test_a_detail_in_another_shape_does_neither(
    unit: Unit, hero365: Hero365Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = hero365.ask

    async def odd(method: str, path: str, **content: Any) -> Any:
        answer = await ask(method, path, **content)
        return answer | {"custom_fields": "{}"} if (method, path[:6]) == ("GET", "/jobs/") else answer

    monkeypatch.setattr(hero365, "ask", odd)
    job, customer = unit.save([unit.new_job(), unit.new_customer(unit.phone)])
    await Delivery(unit.outbox, hero365, timing=replace(AT_ONCE, first_wait=1000, longest_wait=1000)).drain()
    assert unit.outbox.get(job.id).state is State.UNKNOWN
    assert unit.outbox.get(customer.id).state is State.DONE


@pytest.mark.parametrize(("step", "state"), [("observe", State.PENDING), ("find", State.UNKNOWN)])
async def test_what_the_unit_itself_stumbles_over_is_put_off_and_the_others_are_delivered(
    step: str,
    state: State,
    unit: Unit,
    hero365: Hero365Client,
    hero365_server: StandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def stumbles(*_: object) -> None:
        raise RuntimeError("a defect of ours")

    monkeypatch.setattr(type(MAPPINGS["job.create"]), step, stumbles)
    job, customer = unit.save([unit.new_job(), unit.new_customer(unit.phone)])
    await Delivery(unit.outbox, hero365, timing=replace(AT_ONCE, first_wait=1000, longest_wait=1000)).drain()
    put_off = unit.outbox.get(job.id)
    assert put_off.state is state
    assert put_off.reason == "Hero365 answered something that this unit doesn't understand; it will look again."
    assert unit.outbox.get(customer.id).state is State.DONE
    monkeypatch.undo()
    await unit.settle()
    assert unit.outbox.get(job.id).state is State.DONE
    assert [effect.op for effect in hero365_server.journal() if effect.command == job.id] == ["insert"]


async def test_a_full_disk_makes_delivery_wait_and_not_end(
    unit: Unit, hero365: Hero365Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit.save([unit.new_customer(unit.phone)])
    arrived, stop, fills = asyncio.Event(), asyncio.Event(), iter(range(2))
    commit = unit.outbox.move

    def full_twice(*args: Any, **kwargs: Any) -> QueuedCommand:
        if next(fills, None) is not None:
            raise DiskFullError("Nothing was saved: no space is left.")
        return commit(*args, **kwargs)

    monkeypatch.setattr(unit.outbox, "move", full_twice)
    timing = replace(AT_ONCE, longest_pause=0.01)
    delivery = Delivery(unit.outbox, hero365, on_outcome=lambda _: arrived.set(), timing=timing)
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        tasks.create_task(delivery.run(stop))
        await arrived.wait()
        stop.set()
    assert [row.state for row in unit.outbox.rows()] == [State.DONE]


async def test_a_change_costs_two_commits(unit: Unit) -> None:
    """Each waits for the disk: one before it is sent, one when it is seen."""
    job = unit.new_job()
    unit.save([job, unit.schedule("2031-01-02T09:00", job.id)])
    await unit.settle()
    unit.save([unit.schedule("2031-01-03T09:00", job.id)])
    before = unit.store.changes
    await unit.settle()
    assert unit.store.changes - before == 2


async def test_a_cancelled_command_is_not_sent(unit: Unit, hero365_server: StandIn) -> None:
    customer = unit.new_customer(unit.phone)
    [row] = unit.save([customer])
    unit.outbox.cancel(row.id)
    assert await unit.delivery.drain() is None
    assert effects(hero365_server, customer) == []


async def test_it_delivers_what_is_saved_while_it_runs_and_ends_when_it_is_told(
    unit: Unit, hero365: Hero365Client
) -> None:
    arrived = asyncio.Event()
    delivery = Delivery(unit.outbox, hero365, on_outcome=lambda _: arrived.set())
    stop = asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        tasks.create_task(delivery.run(stop))
        await asyncio.to_thread(unit.save, [unit.new_customer(unit.phone)])
        await arrived.wait()
        stop.set()
    assert [row.state for row in unit.outbox.rows()] == [State.DONE]


async def test_a_command_of_another_version_is_refused_and_kept(unit: Unit) -> None:
    [row] = unit.save([unit.set_status("on_hold", uuid4())])
    with unit.store.transaction() as database:
        database.execute("UPDATE outbox SET command = 'job.teleport'")
    await unit.settle()
    assert unit.outbox.get(row.id).state is State.REJECTED
