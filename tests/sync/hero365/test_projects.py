"""Projects are made, moved on and given people, each once, whatever Hero365 and the network do."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from erp.project_changes import ProjectAssign, ProjectCreate, ProjectUpdate
from sync.client import Hero365Client
from sync.rows import QueuedCommand, State
from sync.standin import Effect, Kind, StandIn
from sync.standin.planting import row_id

Delivering = Callable[..., Awaitable[QueuedCommand]]
Effects = Callable[[QueuedCommand], Awaitable[list[Effect]]]
Record = dict[str, Any]


@pytest.fixture
async def project(hero365: Hero365Client) -> Record:
    """One in planning, with a note, of the test's own."""
    body = {
        "name": "Mill Road repipe",
        "description": "Whole house",
        "project_type": "renovation",
        "status": "planning",
        "priority": "medium",
        "start_date": "2031-03-03T09:00:00Z",
        "client_name": "Maria Garcia",
        "notes": "Gate code 12",
    }
    return dict(await hero365.ask("POST", "/projects", json=body))


async def read(project: str, hero365: Hero365Client) -> Record:
    return dict(await hero365.ask("GET", f"/projects/{project}"))


def new(number: str, title: str = "Boiler room", **more: str) -> ProjectCreate:
    return ProjectCreate.model_validate({"title": title, "customer": "Maria Garcia", "number": number, **more})


async def test_a_project_has_the_number_that_was_said_and_its_budget(
    deliver: Delivering, maria: str, hero365: Hero365Client
) -> None:
    made = await deliver(new("9004", amount="9000.50"), customer=maria)
    assert (made.state, made.outcome["number"][3:]) == (State.DONE, "-P9004")
    held = await read(made.outcome["id"], hero365)
    assert (held["name"], held["client_name"], held["client_id"]) == ("Boiler room", "Maria Garcia", maria)
    assert float(held["estimated_budget"]) == 9000.5


async def test_a_project_begins_when_it_was_said_however_the_clock_stands_now(
    deliver: Delivering, maria: str, hero365: Hero365Client
) -> None:
    made = await deliver(new("9005"), customer=maria)
    assert (await read(made.outcome["id"], hero365))["start_date"] == f"{made.origin.said_at:%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize("kind", [Kind.LOSE_ANSWER, Kind.LATE_422, Kind.DROP, Kind.NO_STORE])
async def test_a_project_is_made_once(
    kind: Kind, deliver: Delivering, effects: Effects, maria: str, hero365_server: StandIn
) -> None:
    hero365_server.fault(kind, times=1, method="POST", path="/projects")
    made = await deliver(new(f"91{list(Kind).index(kind):02}"), customer=maria)
    assert made.state is State.DONE
    assert len(await effects(made)) == 1


@pytest.mark.parametrize("title", ["Repipe, 3/4 (whole house)", "100% new", 'The "old" mill'])
async def test_a_name_that_cannot_be_searched_for_as_it_is_is_found(
    title: str, deliver: Delivering, maria: str, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="POST", path="/projects")
    made = await deliver(new(f"92{len(title)}", title), customer=maria)
    assert made.state is State.DONE, made.reason


async def test_a_number_that_is_somebody_elses_is_not_taken_for_ours(
    deliver: Delivering, maria: str, hero365: Hero365Client
) -> None:
    first, second = await deliver(new("9301"), customer=maria), await deliver(new("9301"), customer=maria)
    assert (first.state, second.state) == (State.DONE, State.DONE)
    assert first.outcome["id"] != second.outcome["id"]
    assert second.outcome["number"].endswith("-P9301")


async def test_a_status_and_a_note_are_written_and_old_notes_stay(
    deliver: Delivering, project: Record, hero365: Hero365Client
) -> None:
    changed = await deliver(ProjectUpdate(project="7", status="active", note="Pipe arrived"), project=project["id"])
    assert changed.state is State.DONE
    held = await read(project["id"], hero365)
    assert (held["status"], held["notes"]) == ("active", f"Gate code 12\nPipe arrived [cmd:{changed.id}]")


async def test_a_note_whose_answer_is_lost_is_written_once(
    deliver: Delivering, project: Record, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="PUT", path="/projects")
    assert (await deliver(ProjectUpdate(project="7", note="Pipe arrived"), project=project["id"])).state is State.DONE
    assert (await read(project["id"], hero365))["notes"].count("Pipe arrived") == 1


async def test_a_status_that_was_not_stored_is_sent_again(
    deliver: Delivering, project: Record, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.NO_STORE, times=1, method="PUT", path="/projects")
    assert (await deliver(ProjectUpdate(project="7", status="on_hold"), project=project["id"])).state is State.DONE
    assert (await read(project["id"], hero365))["status"] == "on_hold"


async def test_notes_that_are_full_are_said(deliver: Delivering, project: Record, hero365: Hero365Client) -> None:
    await hero365.ask("PUT", f"/projects/{project['id']}", json={"notes": "x" * 1990})
    full = await deliver(ProjectUpdate(project="7", note="Pipe arrived"), project=project["id"])
    assert (full.state, full.reason) == (
        State.REJECTED,
        "The notes of project 7 are full. Make room in Hero365 first.",
    )


async def test_somebody_joins_those_who_are_there(deliver: Delivering, project: Record, hero365: Hero365Client) -> None:
    people = ("6a1d5c2e-0000-4000-8000-000000000001", hero365.account.user_id)
    for person in people:
        done = await deliver(ProjectAssign(project="7", assignee="somebody"), project=project["id"], assignee=person)
        assert done.state is State.DONE
    assert set((await read(project["id"], hero365))["team_members"]) == set(people)


async def test_a_published_server_makes_projects_and_gives_them_people_and_cannot_change_them(
    deliver: Delivering, owner: Hero365Client
) -> None:
    there = row_id("project", "7")
    assert (await deliver(new("9401"), to=owner, customer=row_id("contact", "contact-1"))).state is State.DONE
    joined = await deliver(ProjectAssign(project="7", assignee="x"), to=owner, project=there, assignee="x")
    assert joined.state is State.DONE
    kept = await deliver(ProjectUpdate(project="7", status="on_hold"), to=owner, project=there)
    assert (kept.state, kept.reason) == (State.PENDING, "Hero365 failed with error 500.")
