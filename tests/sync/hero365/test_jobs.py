"""A job is moved, given to somebody and noted about, whatever Hero365 can do of it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from erp import Command
from erp.job_crew import JobAddNote, JobAssign
from erp.job_progress import JobSetStatus
from erp.job_status import explain_illegal
from erp.jobs import JobReschedule, JobSchedule
from erp.lengths import MARK, NOTES, STATUS_NOTE
from erp.sentences import english
from sync.attempt import Done, Doubtful, Rejected, Unavailable, Yes, send
from sync.client import Hero365Client
from sync.errors import ImpossibleError
from sync.hero365 import MAPPINGS
from sync.hero365.mapping import Absent, Found, Overtaken, Task
from sync.standin import Effect, Kind, StandIn

DRAFT, SCHEDULED, IN_PROGRESS = "JOB-000088", "JOB-000057", "JOB-000456"

Record = dict[str, Any]


async def job_called(full_number: str, hero365: Hero365Client) -> Record:
    found = await hero365.ask("POST", "/jobs/search", json={"search_term": full_number})
    return dict(await hero365.ask("GET", f"/jobs/{found['jobs'][0]['id']}"))


async def new_job(hero365: Hero365Client) -> Record:
    """A draft of its own for the test."""
    address = {"street_address": "5 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60502"}
    body = {"title": "Leaking tap", "job_type": "service", "job_address": address}
    return dict(await hero365.ask("POST", "/jobs", json=body))


async def read(job: Record, hero365: Hero365Client) -> Record:
    return dict(await hero365.ask("GET", f"/jobs/{job['id']}"))


def task(command: Command, job: Record, hero365: Hero365Client, **refs: str) -> Task:
    account = hero365.account
    return Task(
        str(uuid4()), 1, command, {"job": job["id"], **refs}, account.business_id, ZoneInfo(account.time_zone), "E7K"
    )


async def tried(task: Task, hero365: Hero365Client) -> tuple[Task, Any]:
    mapping = MAPPINGS[task.command.spec.name]
    if not task.progress:
        task = replace(task, progress={"observed": await mapping.observe(task, hero365)})
    return task, await send(task, mapping, hero365, attempts=0)


async def found(task: Task, hero365: Hero365Client) -> Any:
    return await MAPPINGS[task.command.spec.name].find(task, hero365)


async def carried(task: Task, hero365: Hero365Client) -> Found:
    """Sent and looked up, as where nothing goes wrong."""
    task, sent = await tried(task, hero365)
    assert isinstance(sent, Yes), sent
    held = await found(task, hero365)
    assert isinstance(held, Found), held
    return held


async def effects(task: Task, server: StandIn) -> list[Effect]:
    journal = await asyncio.to_thread(server.journal)
    return [effect for effect in journal if effect.command == task.id]


def status(to: str, **more: str) -> JobSetStatus:
    return JobSetStatus.model_validate({"job": "57", "status": to, **more})


# Status


async def test_what_was_noted_with_a_status_stands_in_the_jobs_history(hero365: Hero365Client) -> None:
    job = await new_job(hero365)
    assert (await carried(task(status("cancelled", note="nobody was home"), job, hero365), hero365)).note == ""
    assert "nobody was home" in (await read(job, hero365))["internal_notes"]


async def test_a_published_server_moves_a_job_in_bulk(owner: Hero365Client, published: StandIn) -> None:
    job = await job_called(SCHEDULED, owner)
    moved = task(status("in_progress"), job, owner)
    assert (await carried(moved, owner)).id == job["id"]
    held = await read(job, owner)
    assert (held["status"], moved.marker in held["tags"]) == ("in_progress", True)
    assert len(await effects(moved, published)) == 1


async def test_a_note_that_a_published_server_does_not_take_is_told(owner: Hero365Client) -> None:
    job = await job_called(IN_PROGRESS, owner)
    held = await carried(task(status("on_hold", note="waiting for a valve"), job, owner), owner)
    assert english(held.note) == "Hero365 has the status, but took no note with it."


async def test_the_rules_hold_in_bulk_too(owner: Hero365Client) -> None:
    job = await job_called(DRAFT, owner)
    with pytest.raises(ImpossibleError, match=r"Job 57 is a draft\. It has to be scheduled"):
        await tried(task(status("completed"), job, owner), owner)
    assert (await read(job, owner))["status"] == "draft"


async def test_a_yes_that_stored_nothing_is_made_good_in_bulk(hero365: Hero365Client, hero365_server: StandIn) -> None:
    job = await new_job(hero365)
    hero365_server.fault(Kind.NO_STORE, times=1, method="PATCH", path="/jobs")
    await carried(task(status("scheduled"), job, hero365), hero365)
    assert (await read(job, hero365))["status"] == "scheduled"


async def test_a_move_in_bulk_behind_a_lost_answer_happens_once(owner: Hero365Client, published: StandIn) -> None:
    job = await job_called("JOB-000230", owner)
    published.fault(Kind.LOSE_ANSWER, times=1, method="POST", path="/jobs/bulk-update")
    moved, sent = await tried(task(status("on_hold"), job, owner), owner)
    assert isinstance(sent, Doubtful)
    assert isinstance(await found(moved, owner), Found)
    assert len(await effects(moved, published)) == 1


async def test_a_job_moved_in_bulk_that_went_on_since_is_known_by_its_tag(owner: Hero365Client) -> None:
    job = await job_called("JOB-000104", owner)
    moved, _ = await tried(task(status("on_hold"), job, owner), owner)
    await carried(task(status("scheduled"), job, owner), owner)
    assert isinstance(await found(moved, owner), Found)


# Assignment


async def colleague(hero365: Hero365Client) -> str:
    """Hero365's id of somebody who has a job in the practice business."""
    return str((await job_called(SCHEDULED, hero365))["assigned_to"][0])


async def test_a_job_is_the_assignees_alone(hero365: Hero365Client, hero365_server: StandIn) -> None:
    job, sam = await new_job(hero365), await colleague(hero365)
    assigned = task(JobAssign(job="57", assignee="Rosa Delgado"), job, hero365, assignee=sam)
    assert await found(assigned, hero365) == Absent()
    await carried(assigned, hero365)
    assert (await read(job, hero365))["assigned_to"] == [sam]


async def test_who_speaks_is_known_where_the_team_is_not(hero365: Hero365Client) -> None:
    job = await new_job(hero365)
    await carried(task(JobAssign(job="57", assignee="Rosa Delgado"), job, hero365), hero365)
    assert (await read(job, hero365))["assigned_to"] == [hero365.account.user_id]


async def test_a_published_server_assigns_in_bulk(owner: Hero365Client, published: StandIn) -> None:
    job, rosa = await job_called(DRAFT, owner), await colleague(owner)
    assigned = task(JobAssign(job="88", assignee="Rosa Delgado"), job, owner, assignee=rosa)
    await carried(assigned, owner)
    assert (await read(job, owner))["assigned_to"] == [rosa]
    assert len(await effects(assigned, published)) == 1


async def test_an_assignment_that_was_not_stored_is_made_good_in_bulk(
    hero365: Hero365Client, hero365_server: StandIn
) -> None:
    job, rosa = await new_job(hero365), await colleague(hero365)
    hero365_server.fault(Kind.NO_STORE, times=1, method="PATCH", path="/jobs")
    await carried(task(JobAssign(job="57", assignee="Rosa Delgado"), job, hero365, assignee=rosa), hero365)
    assert (await read(job, hero365))["assigned_to"] == [rosa]


async def test_an_assignment_behind_a_lost_answer_is_found(hero365: Hero365Client, hero365_server: StandIn) -> None:
    job, rosa = await new_job(hero365), await colleague(hero365)
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="PATCH", path="/jobs")
    assigned, sent = await tried(task(JobAssign(job="57", assignee="Rosa"), job, hero365, assignee=rosa), hero365)
    assert isinstance(sent, Doubtful)
    assert isinstance(await found(assigned, hero365), Found)


async def test_what_somebody_else_assigned_meanwhile_is_left(hero365: Hero365Client) -> None:
    job, rosa = await new_job(hero365), await colleague(hero365)
    wanted = task(JobAssign(job="57", assignee="Ann"), job, hero365, assignee=str(uuid4()))
    wanted = replace(wanted, progress={"observed": await MAPPINGS["job.assign"].observe(wanted, hero365)})
    await hero365.ask("PATCH", f"/jobs/{job['id']}/assign", json={"user_ids": [rosa], "replace_existing": True})
    assert isinstance(await found(wanted, hero365), Overtaken)


# Notes


def note(words: str) -> JobAddNote:
    return JobAddNote(job="57", note=words)


async def test_a_note_is_added_to_those_that_are_there(hero365: Hero365Client, hero365_server: StandIn) -> None:
    job = await new_job(hero365)
    await hero365.ask("PUT", f"/jobs/{job['id']}", json={"notes": "Dog in the yard."})
    noted = task(note("the gate code is 4471"), job, hero365)
    await carried(noted, hero365)
    lines = (await read(job, hero365))["notes"].splitlines()
    assert lines == ["Dog in the yard.", f"the gate code is 4471 [{noted.marker}]"]
    assert len(await effects(noted, hero365_server)) == 1


async def test_a_note_behind_a_lost_answer_is_found(hero365: Hero365Client, hero365_server: StandIn) -> None:
    job = await new_job(hero365)
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="PUT", path="/jobs")
    noted, sent = await tried(task(note("bring a ladder"), job, hero365), hero365)
    assert isinstance(sent, Doubtful)
    assert isinstance(await found(noted, hero365), Found)


async def test_a_note_that_was_not_stored_is_not_found(hero365: Hero365Client, hero365_server: StandIn) -> None:
    job = await new_job(hero365)
    hero365_server.fault(Kind.NO_STORE, times=1, method="PUT", path="/jobs")
    noted, sent = await tried(task(note("bring a ladder"), job, hero365), hero365)
    assert isinstance(sent, Yes)
    assert await found(noted, hero365) == Absent()


async def test_the_longest_notes_that_are_taken_from_people_are_taken_by_hero365(hero365: Hero365Client) -> None:
    job = await new_job(hero365)
    _, sent = await tried(task(note("x" * (NOTES - MARK)), job, hero365), hero365)
    assert isinstance(sent, Yes)
    held = JobSetStatus(job="57", status="scheduled", note="x" * STATUS_NOTE)
    _, sent = await tried(task(held, job, hero365), hero365)
    assert isinstance(sent, Yes)


async def test_a_note_is_not_squeezed_into_notes_that_are_full(hero365: Hero365Client) -> None:
    job = await new_job(hero365)
    await hero365.ask("PUT", f"/jobs/{job['id']}", json={"notes": "x" * 1990})
    with pytest.raises(ImpossibleError, match="The notes of job 57 are full"):
        await tried(task(note("bring a ladder"), job, hero365), hero365)


async def test_a_published_server_takes_no_note_and_that_is_learnt(owner: Hero365Client) -> None:
    job = await job_called(DRAFT, owner)
    _, sent = await tried(task(note("bring a ladder"), job, owner), owner)
    assert isinstance(sent, Unavailable)


# Times


@pytest.mark.parametrize("command", [JobSchedule, JobReschedule])
async def test_a_visit_is_as_long_as_was_said(
    hero365: Hero365Client, command: Callable[..., JobSchedule | JobReschedule]
) -> None:
    job = await new_job(hero365)
    await carried(task(command(job="57", when="2031-02-03T09:00", duration="45"), job, hero365), hero365)
    held = await read(job, hero365)
    assert (held["scheduled_start"], held["scheduled_end"]) == ("2031-02-03T15:00:00Z", "2031-02-03T15:45:00Z")


async def test_a_visit_that_is_moved_to_another_day_keeps_its_hour_and_its_length(hero365: Hero365Client) -> None:
    job = await new_job(hero365)
    await carried(task(JobSchedule(job="57", when="2031-02-03T09:00", duration="45"), job, hero365), hero365)
    moved = task(JobReschedule(job="57", when="2031-02-07"), job, hero365)
    await carried(moved, hero365)
    held = await read(job, hero365)
    assert (held["scheduled_start"], held["scheduled_end"]) == ("2031-02-07T15:00:00Z", "2031-02-07T15:45:00Z")


async def test_a_published_server_takes_no_time_and_that_is_learnt(owner: Hero365Client) -> None:
    job = await job_called(DRAFT, owner)
    _, sent = await tried(task(JobSchedule(job="88", when="2031-02-03T09:00"), job, owner), owner)
    assert isinstance(sent, Unavailable)


async def test_a_job_that_is_over_is_refused_in_plain_words(hero365: Hero365Client) -> None:
    job = await new_job(hero365)
    await carried(task(status("cancelled"), job, hero365), hero365)
    _, sent = await tried(task(status("scheduled"), job, hero365), hero365)
    assert sent == Rejected(explain_illegal("57", "cancelled", "scheduled"))


async def test_what_hero365_holds_already_is_done(hero365: Hero365Client, hero365_server: StandIn) -> None:
    job = await new_job(hero365)
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="PATCH", path="/jobs")
    moved, _ = await tried(task(status("scheduled"), job, hero365), hero365)
    _, again = await tried(moved, hero365)
    assert isinstance(again, Done)
