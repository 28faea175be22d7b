"""What the unit keeps can be taken along, and be wiped; what was not delivered is not lost by mistake."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import Result
from pydantic import SecretStr
from typer.testing import CliRunner

from edge_agent.cli.app import app
from edge_agent.cli.options import practice_places
from edge_agent.people import People
from edge_agent.settings import Places
from erp import Customer, Instruction
from erp.contacts import ContactCreate
from sync.account import Account
from sync.cache import Cache
from sync.errors import OutboxError, StoreBusyError, StoreUnreadableError
from sync.outbox import Outbox
from sync.relay import Relay
from sync.rows import Origin
from sync.store import Store


def run(places: Places, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["data", *arguments, "--state", str(places.folder)])


def new_customer() -> Instruction:
    return Instruction(uuid4(), ContactCreate(customer="Bo Li", phone="5125550101"), {})


def origin() -> Origin:
    return Origin("rosa", "north", "America/Chicago", uuid4(), "add Bo Li", "typed", datetime.now(UTC))


def account() -> Account:
    return Account(
        url="http://127.0.0.1:1/v1",
        email="rosa@example.com",
        user_id="rosa",
        full_name="Rosa Delgado",
        business_id="north",
        business_name="Northside Plumbing",
        time_zone="America/Chicago",
        access_token=SecretStr("secret"),
        refresh_token=SecretStr("secret"),
    )


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A unit with one customer, and one command that waits."""
    places = Places(tmp_path)
    with Store.open(places.database) as store:
        Cache(store).replace(customers=[Customer("c1", "Maria Garcia", phone="+13125550101")])
        Outbox(store).enqueue([new_customer()], origin())
    places.account.write_text('{"access_token": "secret"}')
    return places


def test_all_that_is_kept_is_exported_line_by_line(places: Places) -> None:
    lines = [json.loads(line) for line in run(places, "export").output.splitlines()]
    kinds = [line["kind"] for line in lines]
    assert (kinds.count("command"), kinds.count("record")) == (1, 1)
    assert lines[0]["slots"] == {"customer": "Bo Li", "phone": "5125550101"}
    assert next(line for line in lines if line["kind"] == "record")["name"] == "Maria Garcia"


def test_who_has_signed_in_and_what_was_said_before_a_change_is_exported_too(places: Places) -> None:
    people = People(places)
    people.sign_in(account())
    people.give_pin("4711")
    with Store.open(places.database) as store:
        outbox = Outbox(store)
        outbox.edit(outbox.rows()[0].id, phone="5125550102")
    output = run(places, "export").output
    lines = [json.loads(line) for line in output.splitlines()]
    [person] = [line for line in lines if line["kind"] == "person"]
    [command] = [line for line in lines if line["kind"] == "command"]
    assert (person["full_name"], person["email"]) == ("Rosa Delgado", "rosa@example.com")
    assert [said["phone"] for said in command["said_before"]] == ["5125550101"]
    assert "secret" not in output
    assert "argon2" not in output


def test_no_token_is_exported(places: Places) -> None:
    assert "secret" not in run(places, "export").output


def test_a_unit_with_undelivered_commands_is_not_wiped_by_mistake(places: Places) -> None:
    ran = run(places, "wipe", "--yes")
    assert isinstance(ran.exception, OutboxError)
    assert "not reached Hero365: 1." in str(ran.exception)
    assert places.database.exists()
    assert places.account.exists()


def test_nor_is_one_that_only_practises(tmp_path: Path) -> None:
    practice = practice_places(Places(tmp_path))
    with Store.open(practice.database) as store:
        Outbox(store).enqueue([new_customer()], origin())
    ran = run(Places(tmp_path), "wipe", "--yes")
    assert "not reached Hero365: 1." in str(ran.exception)
    assert practice.database.exists()
    assert run(Places(tmp_path), "wipe", "--yes", "--even-undelivered").exit_code == 0
    assert not practice.database.exists()


def test_a_unit_is_wiped_of_everything_that_is_its_own(places: Places) -> None:
    foreign = places.folder / "holiday.jpg"
    foreign.write_text("not ours")
    places.replies.mkdir()
    ran = run(places, "wipe", "--yes", "--even-undelivered")
    assert ran.exit_code == 0
    assert list(places.folder.iterdir()) == [foreign]
    told = " ".join(ran.output.split())
    assert all(name in told for name in ("hero365.db", "account.json", "replies", "left alone: 1."))


def test_a_token_that_a_power_cut_left_half_written_is_wiped_too(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr(os, "fsync", cut)
        relay = Relay(url="https://relay.example", token=SecretStr("secret"))
        for save, path in ((account().save, places.account), (relay.save, places.relay)):
            with pytest.raises(KeyboardInterrupt):
                save(path)
    left = [path for path in places.folder.iterdir() if path.name.startswith(".")]
    assert len(left) == 2
    assert run(places, "wipe", "--yes", "--even-undelivered").exit_code == 0
    assert not any(path.exists() for path in left)


def test_what_is_no_units_folder_is_left_alone(tmp_path: Path) -> None:
    for name in ("demo", "people", "practice"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.txt").write_text("mine")
    ran = run(Places(tmp_path), "wipe", "--yes", "--even-undelivered")
    assert isinstance(ran.exception, StoreUnreadableError)
    assert str(ran.exception) == f"{tmp_path} is no unit's folder, so nothing was deleted in it."
    assert len(list(tmp_path.glob("*/mine.txt"))) == 3


def test_a_unit_that_only_practised_is_wiped(tmp_path: Path) -> None:
    practice = tmp_path / "practice" / "shipped-1"
    practice.mkdir(parents=True)
    (practice / "practice.db").touch()
    assert run(Places(tmp_path), "wipe", "--yes").exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_wiped_without_a_yes(places: Places) -> None:
    ran = CliRunner().invoke(app, ["data", "wipe", "--even-undelivered", "--state", str(places.folder)], input="n\n")
    assert ran.exit_code != 0
    assert places.database.exists()


def test_what_is_said_while_it_is_asked_is_not_wiped(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(places.database) as store:
        outbox = Outbox(store)
        outbox.cancel(outbox.rows()[0].id)

    def thinks(*_: object) -> bool:
        with Store.open(places.database) as store:
            Outbox(store).enqueue([new_customer()], origin())
        return True

    monkeypatch.setattr("edge_agent.cli.data.confirmed", thinks)
    ran = run(places, "wipe")
    assert isinstance(ran.exception, OutboxError)
    assert places.database.exists()


def test_nothing_is_wiped_while_the_agent_runs(places: Places) -> None:
    with Store.open(places.database):
        ran = run(places, "wipe", "--yes", "--even-undelivered")
    assert isinstance(ran.exception, StoreBusyError)
    assert places.database.exists()


def test_where_nothing_is_kept_nothing_is_wiped(tmp_path: Path) -> None:
    assert "There is nothing" in run(Places(tmp_path / "none"), "wipe", "--yes").output
