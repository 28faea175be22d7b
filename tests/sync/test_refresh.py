"""Reading the business anew from a server that may show only part of it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from erp import Instruction, Part
from erp.job_crew import JobAddNote
from erp.job_progress import JobSetStatus
from erp.job_status import OPEN
from sync.account import Account
from sync.cache import Cache
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.errors import LostAnswerError
from sync.families import FAMILIES
from sync.outbox import Outbox
from sync.projection import Records
from sync.reading import Reader
from sync.refresh import Refresher, refresh
from sync.rows import Origin
from sync.standin import PRACTICE, PRACTICE_PASSWORD, Face, Kind, Seed, StandIn
from sync.standin.planting import row_id
from sync.store import Store
from tests.sync.units import Saying

Delivering = Callable[[Instruction], Awaitable[None]]


@pytest.fixture
def cache(store: Store) -> Cache:
    return Cache(store)


@pytest.fixture
def published(tmp_path: Path) -> Iterator[StandIn]:
    with StandIn.start(tmp_path / "hero365.db", face=Face.PUBLISHED) as running:
        yield running


@pytest.fixture
async def refresher(cache: Cache, hero365: Hero365Client) -> Refresher:
    """Of a cache that has just been filled."""
    refresher = Refresher(cache, hero365)
    await refresher.catch_up()
    return refresher


@pytest.fixture
async def delivery(outbox: Outbox, hero365: Hero365Client, refresher: Refresher, origin: Origin) -> Delivering:
    """Says a command and delivers it."""
    rosa = replace(origin, user=hero365.account.user_id, business=hero365.account.business_id)

    async def delivered(instruction: Instruction) -> None:
        outbox.enqueue([instruction], rosa)
        assert await Delivery(outbox, hero365, on_outcome=refresher.take).drain() is None

    return delivered


async def test_the_whole_practice_business_is_read(cache: Cache, hero365: Hero365Client) -> None:
    seed = Seed.load(PRACTICE)
    await refresh(cache, hero365)
    snapshot = cache.snapshot()
    assert {customer.name for customer in snapshot.customers} == {contact.name for contact in seed.contacts}
    assert {job.full_number for job in snapshot.jobs} == {job.full_number for job in seed.jobs}
    assert {project.number for project in snapshot.projects} == {project.number for project in seed.projects}
    assert {(part.sku, part.on_hand) for part in snapshot.parts} == {(part.sku, part.on_hand) for part in seed.parts}
    assert (snapshot.technician, snapshot.time_zone) == (seed.technician, seed.time_zone)
    assert "edit_jobs" in snapshot.permissions
    assert {(estimate.number, estimate.customer, estimate.total) for estimate in snapshot.estimates} == {
        (estimate.number, estimate.customer, estimate.total) for estimate in seed.estimates
    }
    assert {(invoice.number, invoice.customer, invoice.balance_due) for invoice in snapshot.invoices} == {
        (invoice.number, invoice.customer, invoice.balance_due) for invoice in seed.invoices
    }
    assert snapshot.businesses == (seed.business.name,)
    assert set(snapshot.as_of) == set(FAMILIES)


async def test_jobs_know_their_customer_their_time_and_who_does_them(cache: Cache, hero365: Hero365Client) -> None:
    seed = Seed.load(PRACTICE)
    await refresh(cache, hero365)
    snapshot = cache.snapshot()
    for planned in seed.jobs:
        job = snapshot.job(planned.number)
        assert job is not None
        assert (job.title, job.status, job.customer) == (planned.title, planned.status, planned.customer)
        assert (seed.technician in job.assigned_to) == (seed.technician in planned.assigned_to)
        assert (job.scheduled_start is None) == (planned.scheduled_start is None)
        if planned.customer:
            customer = snapshot.customer(planned.customer)
            assert customer is not None
            assert customer.ref == job.customer_ref


async def test_projects_are_read_one_by_one_within_bounds_and_each_once(
    cache: Cache, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hero365's lists show no numbers, and some have none: whoever has many would wait for all of them, each time."""
    monkeypatch.setattr("sync.reading._MOST_PROJECTS_ALONE", 3)
    asked: list[str] = []

    class Numberless(Hero365Client):
        async def ask(self, method: str, path: str, **content: Any) -> Any:
            answered = await super().ask(method, path, **content)
            if path.startswith("/projects/"):
                asked.append(path)
                answered["project_number"] = None
            return answered

    async with Numberless(account) as hero365:
        readings = []
        for _ in range(4):
            await refresh(cache, hero365, ["projects"])
            readings.append(len(asked))
    count = len(Seed.load(PRACTICE).projects)
    assert count > 3
    assert readings[0] == 3
    assert readings[1:] == [min(3 * reading, count) for reading in (2, 3, 4)]
    assert len(set(asked)) == len(asked)


async def test_of_the_team_those_are_known_whose_names_were_told(
    cache: Cache, account: Account, hero365_server: StandIn
) -> None:
    """Hero365 shows who works here by their ids."""
    seed = Seed.load(PRACTICE)
    told = {row_id("user", colleague.name): colleague.name for colleague in seed.team}
    async with Hero365Client(account.model_copy(update={"colleagues": told})) as hero365:
        await refresh(cache, hero365)
    snapshot = cache.snapshot()
    assert {(member.name, member.role) for member in snapshot.team} == {
        (colleague.name, colleague.role) for colleague in seed.team
    }
    assigned = {name for job in seed.jobs for name in job.assigned_to}
    assert {name for job in snapshot.jobs for name in job.assigned_to} == assigned


async def test_reading_again_changes_nothing(cache: Cache, hero365: Hero365Client) -> None:
    await refresh(cache, hero365)
    before = cache.snapshot()
    await refresh(cache, hero365)
    after = cache.snapshot()
    assert (after.customers, after.jobs, after.projects, after.parts) == (
        before.customers,
        before.jobs,
        before.projects,
        before.parts,
    )


async def test_a_server_that_cannot_show_its_parts_leaves_the_old_ones_and_their_age(
    cache: Cache, published: StandIn
) -> None:
    """The published server fails on every list of products."""
    elbow = Part("seed", "copper elbow")
    cache.replace(parts=[elbow])
    age = cache.snapshot().as_of["parts"]
    account = await Hero365Client.sign_in(
        published.url, "rosa.delgado@example.com", PRACTICE_PASSWORD, time_zone="America/Chicago"
    )
    async with Hero365Client(account) as hero365:
        await refresh(cache, hero365)
    snapshot = cache.snapshot()
    assert snapshot.jobs
    assert snapshot.parts == (elbow,)
    assert snapshot.as_of["parts"] == age


async def test_an_outage_of_one_family_is_no_error(
    cache: Cache, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    await asyncio.to_thread(lambda: hero365_server.fault(Kind.ERROR, path="/contacts", status=503))
    await refresh(cache, hero365)
    snapshot = cache.snapshot()
    assert snapshot.jobs
    assert snapshot.customers == ()
    assert "customers" not in snapshot.as_of


async def test_a_cut_in_the_middle_keeps_what_was_read(
    cache: Cache, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    await asyncio.to_thread(lambda: hero365_server.fault(Kind.DROP, path="/jobs"))
    with pytest.raises(LostAnswerError):
        await refresh(cache, hero365)
    snapshot = cache.snapshot()
    assert snapshot.customers
    assert snapshot.jobs == ()


async def test_a_family_of_which_no_answer_comes_keeps_no_other_back(
    cache: Cache, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    await asyncio.to_thread(lambda: hero365_server.fault(Kind.DROP, path="/products"))
    with pytest.raises(LostAnswerError):
        await refresh(cache, hero365)
    snapshot = cache.snapshot()
    assert (snapshot.was_read("parts"), bool(snapshot.estimates), bool(snapshot.invoices)) == (False, True, True)


async def test_where_none_comes_of_a_second_one_either_the_others_are_not_asked_for(
    cache: Cache, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    for path in ("/jobs", "/projects"):
        await asyncio.to_thread(lambda path=path: hero365_server.fault(Kind.DROP, path=path))
    with pytest.raises(LostAnswerError):
        await refresh(cache, hero365)
    assert set(cache.snapshot().as_of) == {"customers", "team"}


async def test_nor_does_it_keep_back_a_record_that_is_known_to_have_changed(
    cache: Cache, hero365: Hero365Client, refresher: Refresher, hero365_server: StandIn
) -> None:
    job = next(job for job in cache.snapshot().jobs if job.status == "draft")
    await hero365.ask("PUT", f"/jobs/{job.ref}", json={"title": "Frozen pipe"})
    await asyncio.to_thread(lambda: hero365_server.fault(Kind.DROP, path="/products"))
    refresher.invalidate(hero365.account.business_id, "product")
    refresher.invalidate(hero365.account.business_id, "job", [job.ref])
    with pytest.raises(LostAnswerError):
        await refresher.catch_up()
    assert cache.records().jobs[job.ref].title == "Frozen pipe"


class OddHero365(Hero365Client):
    """A client of a server of which some documents are odd."""

    spoil: Callable[[list[dict[str, Any]]], None]

    async def ask(self, method: str, path: str, **content: Any) -> Any:
        answered = await super().ask(method, path, **content)
        for listed in answered.values() if path in ("/contacts", "/jobs") else ():
            if isinstance(listed, list):
                self.spoil(listed)
        return answered


async def read_spoilt(cache: Cache, account: Account, spoil: Callable[[list[dict[str, Any]]], None]) -> None:
    async with OddHero365(account) as hero365:
        hero365.spoil = spoil
        await refresh(cache, hero365)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda listed: listed[-1].pop("id"), id="lacks something"),
        pytest.param(lambda listed: listed[-1].update(display_name=None, title=None), id="has nothing for a name"),
    ],
)
async def test_one_odd_document_takes_no_others_with_it(
    cache: Cache, account: Account, spoil: Callable[[list[dict[str, Any]]], None]
) -> None:
    await read_spoilt(cache, account, spoil)
    seed, snapshot = Seed.load(PRACTICE), cache.snapshot()
    assert (len(snapshot.customers), len(snapshot.jobs)) == (len(seed.contacts) - 1, len(seed.jobs) - 1)
    assert set(snapshot.as_of) == set(FAMILIES)


async def test_where_all_are_odd_the_old_ones_stay_with_their_age(
    cache: Cache, hero365: Hero365Client, account: Account
) -> None:
    await refresh(cache, hero365)
    before = cache.snapshot()
    await read_spoilt(cache, account, lambda listed: [one.clear() for one in listed] and None)
    after = cache.snapshot()
    assert (after.jobs, after.as_of["jobs"]) == (before.jobs, before.as_of["jobs"])
    assert (after.parts, after.as_of["parts"] > before.as_of["parts"]) == (before.parts, True)


async def test_ways_of_saying_a_part_outlive_a_reading(cache: Cache, hero365: Hero365Client) -> None:
    await refresh(cache, hero365)
    known = cache.snapshot().parts[0]
    cache.teach(parts={known.name: {"en": ("the usual one",)}})
    await refresh(cache, hero365)
    part = cache.snapshot().part(known.name)
    assert part is not None
    assert part.spoken_as == {"en": ("the usual one",)}
    assert part.on_hand == known.on_hand


async def test_of_more_jobs_than_are_kept_the_open_ones_are(hero365: Hero365Client) -> None:
    """Planted in this order, the first are the oldest; three are read in one window, and the open ones searched for."""
    jobs = await Reader(hero365, Records()).family("jobs")
    open_ones = [job.number for job in jobs if job.status in OPEN]
    assert [job.number for job in jobs][: len(open_ones)] == open_ones
    few = await Reader(hero365, Records(), window=len(open_ones)).family("jobs")
    assert {job.number for job in few} == set(open_ones)


async def test_what_we_changed_ourselves_is_read_anew(
    cache: Cache, refresher: Refresher, delivery: Delivering, new_customer: Saying
) -> None:
    """The person was known already, with that phone number and under another name: that is the name from now on."""
    known = cache.snapshot().customers[0]
    said = new_customer(phone=(known.phone or "")[2:])
    await delivery(said)
    age = cache.snapshot().as_of["customers"]
    told: list[tuple[str, Iterable[str]]] = []
    refresher.on_change = lambda *change: told.append(change)
    await refresher.catch_up()
    assert told == [("contact", (known.ref,))]
    snapshot = cache.snapshot()
    assert [customer.name for customer in snapshot.customers if customer.ref == known.ref] == [known.name]
    assert snapshot.as_of["customers"] == age  # no family was read


async def test_a_pushed_update_is_read_at_once(cache: Cache, hero365: Hero365Client, refresher: Refresher) -> None:
    job = next(job for job in cache.snapshot().jobs if job.status == "draft")
    await hero365.ask("PUT", f"/jobs/{job.ref}", json={"title": "Burst pipe"})
    refresher.invalidate("another business", "job", [job.ref])
    refresher.invalidate(hero365.account.business_id, "weather", [job.ref])
    await refresher.catch_up()
    assert cache.records().jobs[job.ref].title == job.title
    refresher.invalidate(hero365.account.business_id, "job", [job.ref])
    await refresher.catch_up()
    assert cache.records().jobs[job.ref].title == "Burst pipe"


async def test_a_pushed_update_without_ids_has_the_family_read(
    cache: Cache, hero365: Hero365Client, refresher: Refresher
) -> None:
    cache.replace(invoices=[], as_of=datetime.now(UTC))
    refresher.invalidate(hero365.account.business_id, "invoice")
    await refresher.catch_up()
    assert cache.snapshot().invoices


@pytest.mark.parametrize("alone", [True, False])
async def test_what_changes_while_it_is_read_is_read_once_more(
    alone: bool, cache: Cache, hero365: Hero365Client, refresher: Refresher, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = next(job for job in cache.snapshot().jobs if job.status == "draft")
    told = [job.ref] if alone else []
    ask, changes = hero365.ask, iter(["Burst pipe"])

    async def overtaken(method: str, path: str, **content: Any) -> Any:
        answer = await ask(method, path, **content)
        if path.startswith("/jobs") and (title := next(changes, None)):
            await ask("PUT", f"/jobs/{job.ref}", json={"title": title})
            refresher.invalidate(hero365.account.business_id, "job", told)
        return answer

    monkeypatch.setattr(hero365, "ask", overtaken)
    refresher.invalidate(hero365.account.business_id, "job", told)
    await refresher.catch_up()
    await refresher.catch_up()
    assert cache.records().jobs[job.ref].title == "Burst pipe"


@pytest.mark.parametrize("alone", [True, False])
async def test_a_pushed_update_that_could_not_be_reached_is_read_when_it_can_be(
    alone: bool, cache: Cache, hero365: Hero365Client, hero365_server: StandIn, refresher: Refresher
) -> None:
    job = next(job for job in cache.snapshot().jobs if job.status == "draft")
    await hero365.ask("PUT", f"/jobs/{job.ref}", json={"title": "Frozen pipe"})
    refresher.invalidate(hero365.account.business_id, "job", [job.ref] if alone else [])
    await asyncio.to_thread(lambda: hero365_server.fault(Kind.DROP, times=1, path="/jobs"))
    with pytest.raises(LostAnswerError):
        await refresher.catch_up()
    await refresher.catch_up()
    assert cache.records().jobs[job.ref].title == "Frozen pipe"


async def test_what_cannot_be_read_by_itself_is_read_with_its_family(cache: Cache, published: StandIn) -> None:
    """The published server lists estimates, and shows none alone."""
    account = await Hero365Client.sign_in(
        published.url, "rosa.delgado@example.com", PRACTICE_PASSWORD, time_zone="America/Chicago"
    )
    async with Hero365Client(account) as hero365:
        refresher = Refresher(cache, hero365)
        await refresher.catch_up()
        estimates = cache.snapshot().estimates
        cache.replace(estimates=[replace(estimates[0], title="?"), *estimates[1:]])
        refresher.invalidate(account.business_id, "estimate", [estimates[0].ref])
        await refresher.catch_up()
        await refresher.catch_up()
    assert cache.snapshot().estimates == estimates


async def test_what_cannot_be_reached_is_read_when_it_can_be(
    cache: Cache, hero365: Hero365Client, hero365_server: StandIn, refresher: Refresher
) -> None:
    job = cache.snapshot().jobs[0]
    cache.replace(jobs=[replace(job, title="?")])
    await asyncio.to_thread(lambda: hero365_server.fault(Kind.DROP, path="/jobs"))
    refresher.invalidate(hero365.account.business_id, "job", [job.ref])
    with pytest.raises(LostAnswerError):
        await refresher.catch_up()
    await asyncio.to_thread(hero365_server.clear_faults)
    await refresher.catch_up()
    assert cache.snapshot().jobs[0].title == job.title


async def test_a_family_that_could_not_be_reached_is_read_at_the_next_look(
    cache: Cache, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    refresher = Refresher(cache, hero365)
    await asyncio.to_thread(lambda: hero365_server.fault(Kind.DROP, path="/invoices"))
    with pytest.raises(LostAnswerError):
        await refresher.catch_up()
    await asyncio.to_thread(hero365_server.clear_faults)
    await refresher.catch_up()
    assert cache.snapshot().invoices


async def test_a_family_that_the_server_cannot_show_is_not_asked_for_at_every_look(
    cache: Cache, published: StandIn
) -> None:
    account = await Hero365Client.sign_in(
        published.url, "rosa.delgado@example.com", PRACTICE_PASSWORD, time_zone="America/Chicago"
    )
    async with Hero365Client(account) as hero365:
        refresher = Refresher(cache, hero365)
        await refresher.catch_up()
        asked: list[str] = []
        ask = hero365.ask

        async def noted(method: str, path: str, **content: Any) -> Any:
            asked.append(path)
            return await ask(method, path, **content)

        hero365.ask = noted  # type: ignore[method-assign] # watched
        await refresher.catch_up()
    assert "parts" not in cache.snapshot().as_of
    assert asked == []


async def test_fresh_families_are_left_alone(cache: Cache, refresher: Refresher) -> None:
    before = cache.snapshot().as_of
    await refresher.catch_up()
    assert cache.snapshot().as_of == before


async def test_a_name_is_in_the_snapshot_as_soon_as_it_was_read(cache: Cache, hero365: Hero365Client) -> None:
    """Nothing lies between a reading and the next snapshot: whoever lays out phrases then has the name."""
    await refresh(cache, hero365)
    before = cache.snapshot()
    person = {"contact_type": "customer", "first_name": "Zora", "last_name": "Quill", "phone": "+16305550177"}
    await hero365.ask("POST", "/contacts", json=person)
    await refresh(cache, hero365, {"customers"})
    after = cache.snapshot()
    assert before.customer("Zora Quill") is None
    assert after.customer("Zora Quill") is not None
    assert after.jobs == before.jobs


class TestNotes:
    """No list shows what is noted about a job."""

    async def test_those_of_the_jobs_at_hand_are_read(self, cache: Cache, hero365: Hero365Client) -> None:
        ref = row_id("job", "42")
        await hero365.ask("PUT", f"/jobs/{ref}", json={"notes": "Dog in the yard."})
        await refresh(cache, hero365)
        read = cache.records().jobs
        assert (read[ref].notes, read[ref].notes_read) == ("Dog in the yard.", True)
        others = [job for job in read.values() if hero365.account.full_name not in job.assigned_to]
        assert others
        assert not any(job.notes_read for job in others)

    async def test_they_stay_when_all_are_listed_again(self, cache: Cache, hero365: Hero365Client) -> None:
        ref = row_id("job", "42")
        await hero365.ask("PUT", f"/jobs/{ref}", json={"notes": "Dog in the yard."})
        await refresh(cache, hero365)
        read = cache.records().jobs[ref]
        await refresh(cache, hero365)
        assert cache.records().jobs[ref] == read

    async def test_they_are_read_again_when_the_job_has_changed_also_where_that_failed_once(
        self, cache: Cache, hero365: Hero365Client, hero365_server: StandIn
    ) -> None:
        ref = row_id("job", "104")
        await refresh(cache, hero365)
        was = cache.records().jobs[ref]
        cache.put("jobs", replace(was, changed_at=datetime(2026, 1, 1, tzinfo=UTC), notes="old"), settled=0)
        hero365_server.fault(Kind.ERROR, times=1, method="GET", path=f"/jobs/{ref}")
        await refresh(cache, hero365)
        assert cache.records().jobs[ref].notes == "old"
        await refresh(cache, hero365)
        assert cache.records().jobs[ref] == was

    async def test_what_was_noted_here_is_read_once_it_has_arrived(
        self, cache: Cache, refresher: Refresher, delivery: Delivering, hero365: Hero365Client, say: Saying
    ) -> None:
        ref = row_id("job", "61")
        await delivery(say(JobAddNote(job="61", note="the valve leaks"), job=ref))
        await refresher.catch_up()
        assert (cache.records().jobs[ref].notes, cache.records().jobs[ref].notes_read) == ("the valve leaks", True)
        await refresh(cache, hero365)
        noted = cache.snapshot().job("61")
        assert noted is not None
        assert noted.notes == "the valve leaks"

    async def test_what_was_noted_with_a_status_is_among_them(
        self, cache: Cache, refresher: Refresher, delivery: Delivering, say: Saying
    ) -> None:
        ref = row_id("job", "57")
        await delivery(say(JobSetStatus(job="57", status="on_hold", note="waits for a part"), job=ref))
        await delivery(say(JobSetStatus(job="57", status="in_progress"), job=ref))
        await refresher.catch_up()
        [line] = cache.records().jobs[ref].notes.splitlines()
        assert line.endswith(": waits for a part")
