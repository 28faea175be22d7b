"""Reading the business anew from a server that may show only part of it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from erp import Part
from sync.cache import Cache
from sync.client import Hero365Client
from sync.errors import LostAnswerError
from sync.refresh import refresh
from sync.standin import PRACTICE, PRACTICE_PASSWORD, Face, Kind, Seed, StandIn
from sync.store import Store


@pytest.fixture
def cache(store: Store) -> Cache:
    return Cache(store)


@pytest.fixture
def published(tmp_path: Path) -> Iterator[StandIn]:
    with StandIn.start(tmp_path / "hero365.db", face=Face.PUBLISHED) as running:
        yield running


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
    assert set(snapshot.as_of) == {"customers", "jobs", "projects", "parts"}


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


async def test_ways_of_saying_a_part_outlive_a_reading(cache: Cache, hero365: Hero365Client) -> None:
    await refresh(cache, hero365)
    known = cache.snapshot().parts[0]
    cache.replace(parts=[Part(known.ref, known.name, spoken=("the usual one",))])
    await refresh(cache, hero365)
    part = cache.snapshot().part(known.name)
    assert part is not None
    assert part.spoken == ("the usual one",)
    assert part.on_hand == known.on_hand
