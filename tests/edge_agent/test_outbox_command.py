"""What a person sees of the queue on the command line, and decides about it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import Result
from pydantic import SecretStr
from typer.testing import CliRunner

from edge_agent.cli.app import app
from edge_agent.people import People
from edge_agent.settings import Places
from erp import Instruction, Job
from erp.contacts import ContactCreate
from erp.job_progress import JobSetStatus
from erp.jobs import JobSchedule
from erp.relations import ContactCallNote
from sync.account import Account
from sync.cache import Cache
from sync.operations import Operations
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand, State
from sync.store import Store
from sync.timing import Timing

LINDA = ContactCreate(customer="Linda Park", phone="3125550147")


class Unit:
    """A unit's folder with commands in it."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def run(self, *arguments: str) -> Result:
        return CliRunner(env={"COLUMNS": "160"}).invoke(app, ["outbox", *arguments, "--state", str(self.places.folder)])

    def listed(self, *only: str) -> list[str]:
        """Each command as it is listed, in one line."""
        lines: list[str] = []
        for line in self.run("list", *only).output.splitlines():
            if line.startswith("  "):
                lines[-1] += f" {line}"
            else:
                lines.append(line)
        return [" ".join(line.split()) for line in lines]

    def row(self, command_id: str) -> QueuedCommand:
        with Store.open(self.places.database, read_only=True) as store:
            return Outbox(store).get(command_id)


def account(user: str) -> Account:
    return Account(
        url="http://127.0.0.1:1/v1",
        email=f"{user}@example.com",
        user_id=user,
        full_name=user.capitalize(),
        business_id="north",
        business_name="Northside Plumbing",
        time_zone="America/Chicago",
        access_token=SecretStr("a"),
        refresh_token=SecretStr("r"),
    )


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    """It works for Rosa."""
    People(Places(tmp_path)).sign_in(account("rosa"))
    return Unit(Places(tmp_path))


@pytest.fixture(params=["en"])
def ids(unit: Unit, request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """A command that waits, one that Hero365 refused, and one of which only a person can say whether it arrived."""
    said_at = datetime(2026, 3, 2, 20, 15, tzinfo=UTC)
    origin = Origin("rosa", "north", "America/Chicago", uuid4(), "words", "typed", said_at)
    said = {
        "waiting": Instruction(uuid4(), ContactCreate(customer="Bo Li", phone="5125550101"), {}),
        "refused": Instruction(uuid4(), JobSchedule(job="42", when="2031-01-01T09:00"), {"job": "j42"}),
        "doubtful": Instruction(uuid4(), JobSchedule(job="57", when="2031-01-01T10:00"), {"job": "j57"}),
    }
    rosa = account("rosa").model_copy(update={"full_name": "Rosa Delgado", "language": request.param})
    People(unit.places).sign_in(rosa)
    with Store.open(unit.places.database) as store:
        cache = Cache(store)
        cache.introduce(rosa)
        cache.replace(jobs=[Job("j57", "57", "JOB-000057", "Filter", "scheduled", "Maria Garcia")])
        cache.snapshot()
        outbox = Outbox(store)
        outbox.enqueue(list(said.values()), origin)
        for name, state, columns in (("refused", State.REJECTED, {}), ("doubtful", State.UNKNOWN, {"asks": 1})):
            row = outbox.get(str(said[name].id))
            outbox.move(row, state, {State.PENDING}, reason="The office said no.", **columns)
    yield {name: str(instruction.id) for name, instruction in said.items()}


def test_only_those_in_one_state_are_listed(unit: Unit, ids: dict[str, str]) -> None:
    def listed(*only: str) -> set[str]:
        return {json.loads(line)["id"] for line in unit.run("list", *only, "--json").output.splitlines()}

    assert listed() == set(ids.values())
    assert listed("--only", "rejected") == {ids["refused"]}


def test_a_state_that_is_none_is_refused(unit: Unit, ids: dict[str, str]) -> None:
    ran = unit.run("list", "--only", "lost")
    assert ran.exit_code == 2
    assert "'lost' is none of pending" in " ".join(ran.output.replace("│", " ").split())


def test_a_refused_command_is_changed_and_sent(unit: Unit, ids: dict[str, str]) -> None:
    ran = unit.run("edit", ids["refused"][:8], "when=2031-01-02T10:30")
    job = f"A new time for job 42 ({ids['refused'][:8]})"
    assert ran.output == f"{job}: waits. Job 42 is saved for Thursday, January 2 at 10:30 a.m.\n"
    row = unit.row(ids["refused"])
    assert (row.slots["when"], row.state, row.reason) == ("2031-01-02T10:30", State.PENDING, "")


@pytest.mark.parametrize("change", ["when", "when=", "=2031-01-02", ""])
def test_a_change_has_a_slot_and_a_value(unit: Unit, ids: dict[str, str], change: str) -> None:
    ran = unit.run("edit", ids["refused"], change)
    assert ran.exit_code == 2
    assert unit.row(ids["refused"]).state is State.REJECTED


@pytest.mark.parametrize("change", ["when=tomorrow", "colour=red", "job=57"])
def test_a_change_that_the_command_does_not_take_changes_nothing(unit: Unit, ids: dict[str, str], change: str) -> None:
    before = unit.row(ids["refused"])
    assert unit.run("edit", ids["refused"], change).exit_code != 0
    assert unit.row(ids["refused"]) == before


@pytest.mark.parametrize(("seen", "state"), [("--arrived", State.DONE), ("--not-arrived", State.PENDING)])
def test_a_person_says_whether_a_command_has_arrived(unit: Unit, ids: dict[str, str], seen: str, state: State) -> None:
    assert unit.run("settle", ids["doubtful"], seen).exit_code == 0
    assert unit.row(ids["doubtful"]).state is state


def test_what_nobody_asked_about_is_not_settled(unit: Unit, ids: dict[str, str]) -> None:
    assert unit.run("settle", ids["waiting"], "--arrived").exit_code != 0
    assert unit.row(ids["waiting"]).state is State.PENDING


def test_it_has_to_be_said_what_was_seen(unit: Unit, ids: dict[str, str]) -> None:
    assert unit.run("settle", ids["doubtful"]).exit_code == 2
    assert unit.row(ids["doubtful"]).state is State.UNKNOWN


def test_a_command_that_waits_is_taken_back(unit: Unit, ids: dict[str, str]) -> None:
    told = f"The new customer Bo Li ({ids['waiting'][:8]}): taken back.\n"
    assert unit.run("cancel", ids["waiting"]).output == told
    assert unit.row(ids["waiting"]).state is State.CANCELLED


def test_of_one_that_may_have_arrived_that_is_said_too(unit: Unit, ids: dict[str, str]) -> None:
    told = f"A new time for job 57 ({ids['doubtful'][:8]}): taken back. Hero365 may have taken it all the same.\n"
    assert unit.run("cancel", ids["doubtful"]).output == told


@pytest.mark.parametrize(
    ("decision", "name"),
    [
        (["cancel"], "waiting"),
        (["retry"], "refused"),
        (["edit", "when=2031-01-02T10:30"], "refused"),
        (["settle", "--arrived"], "doubtful"),
    ],
)
def test_what_somebody_has_said_waits_for_them_whoever_the_unit_works_for(
    unit: Unit, ids: dict[str, str], decision: list[str], name: str
) -> None:
    before = unit.row(ids[name])
    people = People(unit.places)
    people.give_pin("4711")
    people.sign_in(account("marcus"))
    verb, *how = decision
    refused = unit.run(verb, ids[name], *how)
    assert refused.exit_code == 1
    assert "hero365-edge people switch" in str(refused.exception)
    assert unit.row(ids[name]) == before
    assert ids[name][:8] in unit.run("list").output

    people.switch("rosa", "4711")
    assert unit.run(verb, ids[name], *how).exit_code == 0


def test_where_nobody_is_signed_in_nobody_decides(unit: Unit, ids: dict[str, str]) -> None:
    People(unit.places).forget("rosa")
    refused = unit.run("cancel", ids["waiting"])
    assert "Nobody is signed in on this unit" in str(refused.exception)
    assert unit.row(ids["waiting"]).state is State.PENDING


def test_each_command_is_told_in_words(unit: Unit, ids: dict[str, str]) -> None:
    assert unit.listed() == [
        f"{ids['waiting'][:8]} waits Add Bo Li as a new customer, phone (512) 555-0101? Yes."
        " For Bo Li, said Monday, March 2 at 2:15 p.m."
        " It waits for the connection, and is sent as soon as the unit runs and has one.",
        f"{ids['refused'][:8]} refused Job 42 is saved for Wednesday, January 1 at 9 a.m."
        " Said Monday, March 2 at 2:15 p.m. The office said no.",
        f"{ids['doubtful'][:8]} you decide Job 57 is saved for Wednesday, January 1 at 10 a.m."
        " For Maria Garcia, said Monday, March 2 at 2:15 p.m. The office said no.",
        "What was refused, or asks you: `hero365-edge outbox retry ID` sends it again, `edit` changes it, `settle` says"
        " whether it arrived, `cancel` takes it back.",
    ]


@pytest.mark.parametrize("ids", ["es"], indirect=True)
def test_each_command_is_told_in_the_words_of_whoever_is_signed_in(unit: Unit, ids: dict[str, str]) -> None:
    assert unit.listed("--only", "pending") == [
        f"{ids['waiting'][:8]} espera ¿Agrego a Bo Li como cliente nuevo, teléfono (512) 555-0101? Sí."
        " Para Bo Li, dicho el lunes 2 de marzo a las 2:15 p.m."
        " Espera la conexión: se envía en cuanto la unidad funcione y la tenga."
    ]


def test_a_colleagues_command_waits_for_the_colleague(unit: Unit, ids: dict[str, str]) -> None:
    marcus = Account.load(unit.places.account).model_copy(update={"user_id": "marcus", "full_name": "Marcus Reed"})
    marcus.save(unit.places.account)
    (waiting,) = unit.listed("--only", "pending")
    assert "said Monday, March 2 at 2:15 p.m., by Rosa Delgado" in waiting
    assert "It goes under the login of Rosa Delgado only, once the unit works for them again." in waiting


def test_what_was_said_for_another_business_waits_until_the_unit_is_signed_in_there(
    unit: Unit, ids: dict[str, str]
) -> None:
    Account.load(unit.places.account).model_copy(update={"business_id": "south"}).save(unit.places.account)
    (waiting,) = unit.listed("--only", "pending")
    assert waiting.endswith("This was said for another business; it waits until the unit is signed in there.")


def test_what_waits_behind_another_says_so(unit: Unit, ids: dict[str, str]) -> None:
    origin = unit.row(ids["waiting"]).origin
    later = Instruction(uuid4(), JobSchedule(job="57", when="2031-01-03T09:00"), {"job": "j57"})
    with Store.open(unit.places.database) as store:
        Outbox(store).enqueue([later], origin)
    *_, behind = unit.listed("--only", "pending")
    assert f"after what was said before about the same: a new time for job 57 ({ids['doubtful'][:8]})." in behind


def test_what_waits_behind_another_says_so_under_whichever_name_the_record_was_meant(
    unit: Unit, ids: dict[str, str]
) -> None:
    origin = unit.row(ids["waiting"]).origin
    with Store.open(unit.places.database) as store:
        outbox = Outbox(store)
        (made,) = outbox.enqueue([Instruction(uuid4(), LINDA)], origin)
        first = Instruction(uuid4(), ContactCallNote(customer="Linda Park", note="call her"), {"customer": made.id})
        then = Instruction(uuid4(), ContactCallNote(customer="Linda Park", note="call again"), {"customer": "c99"})
        outbox.enqueue([first, then], origin)
        outbox.move(made, State.DONE, {State.PENDING}, outcome={"id": "c99"})
    *_, behind = unit.listed("--only", "pending")
    assert (
        f"It goes after what was said before about the same: the note about Linda Park ({str(first.id)[:8]})" in behind
    )


def test_what_builds_on_something_refused_says_so_before_the_unit_runs(unit: Unit, ids: dict[str, str]) -> None:
    origin = unit.row(ids["waiting"]).origin
    with Store.open(unit.places.database) as store:
        outbox = Outbox(store)
        (made,) = outbox.enqueue([Instruction(uuid4(), LINDA)], origin)
        note = Instruction(uuid4(), ContactCallNote(customer="Linda Park", note="call her"), {"customer": made.id})
        outbox.enqueue([note], origin)
        outbox.move(made, State.REJECTED, {State.PENDING}, reason="The office said no.")
    *_, orphan = unit.listed("--only", "pending")
    assert "It builds on a customer that Hero365 refused." in orphan


def test_what_is_kept_here_holds_up_its_like_alone(unit: Unit, ids: dict[str, str]) -> None:
    origin = unit.row(ids["waiting"]).origin
    later = Instruction(uuid4(), JobSchedule(job="57", when="2031-01-03T09:00"), {"job": "j57"})
    other = Instruction(uuid4(), JobSetStatus(job="57", status="in_progress"), {"job": "j57"})
    with Store.open(unit.places.database) as store:
        Outbox(store).enqueue([later, other], origin)
        Operations(store, "https://hero365", Timing()).refuses("job.schedule", "It failed.")
    _, held, free = unit.listed("--only", "pending")
    assert f"({ids['doubtful'][:8]})" in held
    assert "It waits for the connection" in free


def test_what_a_command_said_before_is_shown(unit: Unit, ids: dict[str, str]) -> None:
    unit.run("edit", ids["refused"], "when=2031-01-02T10:30")
    assert json.loads(unit.run("show", ids["refused"]).output)["said_before"] == [
        {"job": "42", "when": "2031-01-01T09:00"}
    ]


def test_everything_is_exported(unit: Unit, ids: dict[str, str]) -> None:
    lines = [json.loads(line) for line in unit.run("export").output.splitlines()]
    assert {line["id"] for line in lines} == set(ids.values())
    assert {line["reason"] for line in lines} == {"", "The office said no."}
