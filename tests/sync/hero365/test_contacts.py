"""Contacts are made once, notes about them written once, and where one stands is set where Hero365 takes it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from erp import Command
from erp.contacts import ContactCreate
from erp.relations import ContactCallNote, ContactLeadStatus
from erp.sentences import english
from sync.attempt import Done, Doubtful, Rejected, Unavailable, Yes, look, send
from sync.client import Hero365Client
from sync.documents import customer
from sync.hero365 import MAPPINGS
from sync.hero365.mapping import Absent, Found, Task
from sync.standin import PRACTICE_PASSWORD, Effect, Kind, StandIn

Record = dict[str, Any]
Asking = Callable[..., Task]

_phones = count(5125550000)


@pytest.fixture
async def as_published(published: StandIn) -> AsyncIterator[Hero365Client]:
    account = await Hero365Client.sign_in(
        published.url, "rosa.delgado@example.com", PRACTICE_PASSWORD, time_zone="America/Chicago"
    )
    async with Hero365Client(account) as client:
        yield client


def task(command: Command, hero365: Hero365Client, **refs: str) -> Task:
    account = hero365.account
    said_at = datetime(2026, 11, 26, 3, tzinfo=UTC)  # the evening before, in Chicago
    zone = ZoneInfo(account.time_zone)
    return Task(str(uuid4()), 1, command, refs, account.business_id, zone, "E7K", said_at=said_at)


async def tried(task: Task, hero365: Hero365Client) -> Any:
    return await send(task, MAPPINGS[task.command.spec.name], hero365, attempts=0)


async def held(task: Task, hero365: Hero365Client) -> Any:
    return await MAPPINGS[task.command.spec.name].find(task, hero365)


async def carried(task: Task, hero365: Hero365Client) -> Found:
    """Sent and looked up, as where nothing goes wrong."""
    sent = await tried(task, hero365)
    assert isinstance(sent, Yes), sent
    found = await held(task, hero365)
    assert isinstance(found, Found), found
    return found


async def somebody(hero365: Hero365Client, **fields: object) -> Record:
    """A contact of its own for the test."""
    body = {
        "contact_type": "customer",
        "first_name": "Lea",
        "last_name": "Kim",
        "phone": f"+1{next(_phones)}",
        **fields,
    }
    return dict(await hero365.ask("POST", "/contacts", json=body))


async def read(contact: Record, hero365: Hero365Client) -> Record:
    return dict(await hero365.ask("GET", f"/contacts/{contact['id']}"))


async def effects(task: Task, server: StandIn) -> list[Effect]:
    journal = await asyncio.to_thread(server.journal)
    return [effect for effect in journal if effect.command == task.id]


def note(words: str = "Wants a new boiler") -> ContactCallNote:
    return ContactCallNote(customer="Lea Kim", note=words)


# New contacts


async def test_an_e_mail_address_is_enough(hero365: Hero365Client) -> None:
    address = f"{uuid4().hex}@example.com"
    made = task(ContactCreate(customer="Bo Li", email=address), hero365)
    found = await carried(made, hero365)
    contact = await hero365.ask("GET", f"/contacts/{found.id}")
    assert (contact["email"], contact["phone"], contact["display_name"]) == (address, None, "Bo Li")


async def test_whoever_has_the_e_mail_address_already_is_who_was_meant(hero365: Hero365Client) -> None:
    known = await somebody(hero365, email=f"{uuid4().hex}@example.com")
    again = task(ContactCreate(customer="L. Kim", email=known["email"]), hero365)
    result = await tried(again, hero365)
    assert isinstance(result, Done)
    assert result.found.id == known["id"]
    assert english(result.found.note) == "Lea Kim was in your contacts already with that e-mail address."


async def test_a_contact_whose_answer_was_lost_is_found_by_its_address(
    hero365: Hero365Client, hero365_server: StandIn
) -> None:
    made = task(ContactCreate(customer="Bo Li", email=f"{uuid4().hex}@example.com"), hero365)
    await asyncio.to_thread(lambda: hero365_server.fault(Kind.LOSE_ANSWER, method="POST", path="/contacts", times=1))
    assert isinstance(await tried(made, hero365), Doubtful)
    assert isinstance(await held(made, hero365), Found)
    assert len(await effects(made, hero365_server)) == 1


# Notes


async def test_a_note_stands_behind_those_that_were_there(hero365: Hero365Client) -> None:
    contact = await somebody(hero365, notes="Gate code 4417")
    noted = task(note(), hero365, customer=contact["id"])
    assert (await carried(noted, hero365)).id == contact["id"]
    assert (await read(contact, hero365))["notes"] == (
        f"Gate code 4417\n2026-11-25: Wants a new boiler [{noted.marker}]"
    )


async def test_nobody_hears_what_a_note_is_recognised_by(hero365: Hero365Client) -> None:
    contact = await somebody(hero365)
    await carried(task(note(), hero365, customer=contact["id"]), hero365)
    assert customer(await read(contact, hero365)).notes == "2026-11-25: Wants a new boiler"


async def test_a_note_whose_answer_was_lost_is_not_written_twice(
    hero365: Hero365Client, hero365_server: StandIn
) -> None:
    contact = await somebody(hero365)
    noted = task(note(), hero365, customer=contact["id"])
    await asyncio.to_thread(lambda: hero365_server.fault(Kind.LOSE_ANSWER, method="PUT", path="/contacts", times=1))
    assert isinstance(await tried(noted, hero365), Doubtful)
    assert isinstance(await held(noted, hero365), Found)
    assert (await read(contact, hero365))["notes"].count("Wants a new boiler") == 1


async def test_a_note_that_was_not_stored_is_seen_to_be_missing(
    hero365: Hero365Client, hero365_server: StandIn
) -> None:
    contact = await somebody(hero365)
    noted = task(note(), hero365, customer=contact["id"])
    await asyncio.to_thread(lambda: hero365_server.fault(Kind.NO_STORE, method="PUT", path="/contacts", times=1))
    assert isinstance(await tried(noted, hero365), Yes)
    assert isinstance(await held(noted, hero365), Absent)


async def test_a_published_server_takes_no_note(as_published: Hero365Client) -> None:
    contact = (await as_published.ask("GET", "/contacts"))["contacts"][0]
    noted = task(note(), as_published, customer=contact["id"])
    assert isinstance(await tried(noted, as_published), Unavailable)
    assert isinstance(await held(noted, as_published), Absent)


async def test_a_note_about_nobody_is_refused(hero365: Hero365Client) -> None:
    nobody = task(note(), hero365, customer=str(uuid4()))
    assert isinstance(await tried(nobody, hero365), Doubtful | Rejected)


# Where a customer stands


async def test_where_a_customer_stands_is_seen_in_their_history(hero365: Hero365Client) -> None:
    contact = await somebody(hero365)
    moved = task(ContactLeadStatus(customer="Lea Kim", status="qualified"), hero365, customer=contact["id"])
    assert isinstance(await held(moved, hero365), Absent)
    await carried(moved, hero365)
    assert (await read(contact, hero365))["relationship_status"] == "qualified"


async def test_a_status_that_somebody_else_set_is_not_taken_for_ours(hero365: Hero365Client) -> None:
    contact = await somebody(hero365)
    first = task(ContactLeadStatus(customer="Lea Kim", status="proposal"), hero365, customer=contact["id"])
    await carried(first, hero365)
    other = replace(first, id=str(uuid4()))
    assert await held(other, hero365) == Absent("proposal")


@pytest.mark.parametrize("status", ["prospect", "qualified", "dormant"])
async def test_a_published_server_takes_no_status_and_that_is_said(status: str, as_published: Hero365Client) -> None:
    """It answers like one that refuses just this status."""
    contact = (await as_published.ask("GET", "/contacts"))["contacts"][0]
    command = ContactLeadStatus.model_validate({"customer": "Maria Garcia", "status": status})
    moved = task(command, as_published, customer=contact["id"])
    result = await tried(moved, as_published)
    assert isinstance(result, Unavailable)
    mapping = MAPPINGS["contact.lead_status"]
    assert await look(moved, mapping, as_published, absent=Unavailable("")) == Unavailable("")


async def test_a_customer_who_is_gone_is_said_so_and_holds_up_nothing(hero365: Hero365Client) -> None:
    noted = task(ContactCallNote(customer="Gil Nobody", note="Call back"), hero365, customer=str(uuid4()))
    refused = await tried(noted, hero365)
    assert isinstance(refused, Rejected)
    assert refused.reason == {
        "en": "Gil Nobody is not among the contacts in Hero365 any more.",
        "es": "Gil Nobody ya no está entre los contactos en Hero365.",
    }
    assert await look(noted, MAPPINGS["contact.call_note"], hero365, absent=Doubtful("")) == refused


async def test_an_address_is_the_same_in_capitals(hero365: Hero365Client) -> None:
    made = task(ContactCreate(customer="Una Cole", email="Una.Cole@example.com"), hero365)
    assert isinstance(await tried(made, hero365), Yes)
    assert isinstance(await held(made, hero365), Found)


async def test_an_outage_does_not_make_a_customer_gone(hero365: Hero365Client, hero365_server: StandIn) -> None:
    """Hero365 says of both that there is no such contact."""
    noted = task(ContactCallNote(customer="Gil Nobody", note="Call back"), hero365, customer=str(uuid4()))
    hero365_server.fault(Kind.ERROR, status=500, times=1, method="POST", path="/contacts/search")
    assert isinstance(await tried(noted, hero365), Doubtful)
