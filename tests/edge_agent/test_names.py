"""Hero365 has no field for what people call things: the unit is taught."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from pydantic import SecretStr
from typer.testing import CliRunner

from assistant.learnt_names import LearntNames
from conversation.decision import Decision, Outcome
from conversation.learnt import Chosen, Misheard
from edge_agent.cli.app import app
from edge_agent.settings import Places
from erp import Member, Part, Snapshot
from sync.account import Account
from sync.cache import Cache
from sync.errors import AccountError
from sync.store import Store

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = Places(tmp_path)
    places.account.write_text("{}")  # somebody is signed in: this is no practice
    with Store.open(places.database) as store:
        Cache(store).replace(parts=[Part("p1", '1/2" elbow')], team=[Member("u2", "u2", "employee")])
    return places


def run(places: Places, *arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(app, ["names", *arguments, "--state", str(places.folder)])


def snapshot(places: Places) -> Snapshot:
    with Store.open(places.database) as store:
        return Cache(store).snapshot()


def test_a_part_is_called_in_other_ways_too(places: Places) -> None:
    assert run(places, "part", '1/2" elbow', "half inch elbow", "half elbow").exit_code == 0
    assert run(places, "part", '1/2" elbow', "codo de media", "--language", "es").exit_code == 0
    part = snapshot(places).parts[0]
    assert part.spoken_as == {"en": ("half inch elbow", "half elbow"), "es": ("codo de media",)}
    assert (part.called("en"), part.called("es")) == ("half inch elbow", "codo de media")
    assert "half inch elbow; half elbow" in run(places, "list").output


def test_what_was_taught_is_forgotten(places: Places) -> None:
    run(places, "part", '1/2" elbow', "half elbow")
    run(places, "part", '1/2" elbow')
    assert snapshot(places).parts[0].spoken_as == {}


@pytest.mark.parametrize("way", ["the usual elbow", "The Usual Elbow", "half inch elbow"])
def test_two_parts_are_not_called_the_same(places: Places, way: str) -> None:
    with Store.open(places.database) as store:
        Cache(store).replace(parts=[Part("p1", '1/2" elbow'), Part("p2", "PVC tee")])
    run(places, "part", '1/2" elbow', "the usual elbow")
    refused = run(places, "part", "PVC tee", "tee", way)
    assert str(refused.exception) == (
        f"'1/2\" elbow' is called {way!r} already; choose another way of saying 'PVC tee'."
    )
    assert [part.spoken_as for part in snapshot(places).parts if part.name == "PVC tee"] == [{}]
    assert run(places, "part", '1/2" elbow', "the usual elbow", "elbow").exit_code == 0  # it keeps its own


@pytest.mark.parametrize("nothing", ["", " ", "?!"])
def test_a_name_that_nobody_can_say_is_refused(places: Places, nothing: str) -> None:
    refused = run(places, "part", '1/2" elbow', "half elbow", nothing)
    assert str(refused.exception) == f"Nobody can say {nothing!r}; write it with letters or figures."
    assert snapshot(places).parts[0].spoken_as == {}


def test_what_is_taught_anew_takes_the_place_of_what_was(places: Places) -> None:
    run(places, "part", '1/2" elbow', "half elbow")
    run(places, "part", '1/2" elbow', "small elbow")
    assert snapshot(places).parts[0].spoken_as == {"en": ("small elbow",)}
    assert "take the place of all that was taught" in " ".join(run(places, "part", "--help").output.split())


def test_a_colleague_gets_a_name(places: Places) -> None:
    assert "(no name yet)" in run(places, "list").output
    assert run(places, "colleague", "u2", "Marcus Reed").exit_code == 0
    assert snapshot(places).member("Marcus Reed") == Member("u2", "Marcus Reed", "employee")


def signed_in(person: str) -> Account:
    return Account(
        url="http://127.0.0.1:1/v1",
        language="es",
        email=f"{person}@example.com",
        user_id=person,
        full_name=person,
        business_id="b1",
        business_name="Northside Plumbing",
        time_zone="America/Chicago",
        access_token=SecretStr("a"),
        refresh_token=SecretStr("r"),
    )


def test_a_spanish_speaking_person_reads_them_in_spanish(places: Places) -> None:
    signed_in("rosa").save(places.account)
    taught(places, "rosa", MARIA)
    listed = run(places, "list").output + run(places, "learnt").output
    assert all(word in listed for word in ("en Hero365", "colega", "(aún sin nombre)", "se oyó", "cliente"))


def test_names_are_listed_while_the_agent_runs(places: Places) -> None:
    with Store.open(places.database):
        ran = run(places, "list")
    assert ran.exit_code == 0, ran.exception
    assert "(no name yet)" in ran.output


def test_a_unit_that_was_not_used_yet_has_no_names_and_gets_no_database(tmp_path: Path) -> None:
    assert run(Places(tmp_path), "list").exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_whom_and_what_nobody_knows_cannot_be_called(places: Places) -> None:
    for arguments in (("part", "gizmo", "thing"), ("colleague", "u9", "Marcus Reed")):
        ran = run(places, *arguments)
        assert isinstance(ran.exception, AccountError)


MARIA = Chosen(Misheard("customers", "maria garsia"), "Maria Garcia")
PARK = Chosen(Misheard("customers", "linda bark"), "Linda Park")


def taught(places: Places, person: str, *chosen: Chosen) -> None:
    """What somebody chose, kept as the agent keeps it."""
    who = signed_in(person)
    with Store.open(places.database) as store:
        Cache(store).introduce(who)
        LearntNames(store, who, NOW).take(Decision(Outcome.ANSWERED, chosen=chosen), NOW)


def test_what_was_learnt_of_each_person_is_listed_and_forgotten(places: Places) -> None:
    taught(places, "rosa", MARIA, PARK)
    taught(places, "sam", MARIA)
    listed = run(places, "learnt").output
    assert all(word in listed for word in ("maria garsia", "Maria Garcia", "linda bark", "rosa", "sam", "2026-11-26"))
    assert run(places, "forget-learnt", "Maria Garsia").output == "Forgotten: 2.\n"
    listed = run(places, "learnt").output
    assert "maria garsia" not in listed
    assert "linda bark" in listed
    assert run(places, "forget-learnt").output == "Forgotten: 1.\n"
    assert "linda bark" not in run(places, "learnt").output
    assert snapshot(places).parts  # nothing else is forgotten


def test_what_was_learnt_is_listed_while_the_agent_runs_and_where_there_is_nothing(
    places: Places, tmp_path: Path
) -> None:
    with Store.open(places.database):
        assert run(places, "learnt").exit_code == 0
    unused = Places(tmp_path / "unused")
    unused.folder.mkdir()
    assert run(unused, "learnt").exit_code == 0


def test_what_was_learnt_is_exported_with_all_that_is_kept(places: Places) -> None:
    taught(places, "rosa", MARIA)
    ran = CliRunner().invoke(app, ["data", "export", "--state", str(places.folder)])
    (line,) = (line for line in ran.output.splitlines() if "maria garsia" in line)
    assert json.loads(line)["kind"] == "setting"
