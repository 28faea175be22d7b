"""What the status shows of a unit at a glance."""

import asyncio
import json
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from edge_agent.checks import checks
from edge_agent.cli.app import app
from edge_agent.settings import Places
from edge_agent.unit import opened
from erp import Language
from erp.sentences import in_each
from sync.account import Account
from sync.cache import Cache
from sync.operations import Operations
from sync.standin import PRACTICE_PASSWORD, StandIn
from sync.store import Store
from sync.timing import Timing

URL = "http://127.0.0.1:1/v1"


def signed_in(folder: Path, language: Language = "en") -> Places:
    places = Places(folder)
    known = dict.fromkeys(("user_id", "full_name", "business_id", "business_name"), "x")
    secrets = {"access_token": SecretStr("x"), "refresh_token": SecretStr("x")}
    account = Account(
        url=URL, email="rosa@example.com", time_zone="America/Chicago", language=language, **known, **secrets
    )
    account.save(places.account)
    return places


def test_the_status_says_what_the_server_does_not_take(tmp_path: Path) -> None:
    places = signed_in(tmp_path)
    with Store.open(places.database) as store:
        operations = Operations(store, URL, Timing())
        operations.refuses("invoice.create", "Hero365 failed with error 500.")
        operations.works("job.create")
    shown = CliRunner().invoke(app, ["status", "--json", "--state", str(tmp_path)])
    assert json.loads(shown.output)["unavailable"] == {"invoice.create": "Hero365 failed with error 500."}
    shown = CliRunner().invoke(app, ["status", "--state", str(tmp_path)])
    assert "invoice.create is kept here for now: Hero365 failed with error 500." in shown.output


def test_the_status_speaks_the_language_of_whoever_is_signed_in(tmp_path: Path) -> None:
    places = signed_in(tmp_path, language="es")
    with Store.open(places.database) as store:
        failed = in_each("Hero365 failed with error 500.", "Hero365 falló con el error 500.")
        Operations(store, URL, Timing()).refuses("invoice.create", failed)
    shown = CliRunner().invoke(app, ["status", "--state", str(tmp_path)])
    assert shown.output.splitlines() == [
        f"Sesión: rosa@example.com en x ({URL})",
        "Las horas son de America/Chicago; `hero365-edge login --time-zone NAME` la cambia.",
        "Cola: vacía",
        "invoice.create se queda aquí por ahora: Hero365 falló con el error 500.",
    ]


async def open_and_close(places: Places) -> None:
    async with opened(places):
        pass


def test_a_file_that_connects_to_no_relay_is_told_of_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    places = signed_in(tmp_path)
    places.relay.write_text('{"url": "https://relay.example.com"}')
    asyncio.run(open_and_close(places))
    assert [record.getMessage() for record in caplog.records if record.name == "edge_agent.unit"] == ["no relay"]
    wrong = f"{places.relay} connects to no relay (it has no token)"
    shown = CliRunner().invoke(app, ["status", "--state", str(tmp_path)])
    assert wrong in shown.output.replace("\n", "")
    as_json = json.loads(CliRunner().invoke(app, ["status", "--json", "--state", str(tmp_path)]).output)
    assert (as_json["relay"], as_json["relay_trouble"].startswith(wrong)) == (None, True)
    told = next(check for check in checks(places) if check.name == "message service")
    assert (told.passed, told.optional, told.says.startswith(wrong)) == (False, True, True)


def test_whoever_signs_in_is_told_in_which_zone_times_are_meant_and_how_to_change_it(tmp_path: Path) -> None:
    with StandIn.start(tmp_path / "standin.db") as stand_in:
        known = ["--email", "rosa.delgado@example.com", "--password", PRACTICE_PASSWORD, "--url", stand_in.url]
        unit = ["--state", str(tmp_path / "unit")]
        told = CliRunner().invoke(app, ["login", *known, *unit], env={"TZ": "America/Denver"})
        chosen = CliRunner().invoke(app, ["login", *known, *unit, "--time-zone", "America/Chicago"])
    another = "`hero365-edge login --time-zone NAME` changes it."
    assert f"the zone of this machine; {another}" in told.output
    assert f"Times are meant in America/Chicago, as you said; {another}" in chosen.output


def test_whoever_signs_in_has_the_records_of_the_business_at_once(tmp_path: Path) -> None:
    places = Places(tmp_path / "unit")
    with StandIn.start(tmp_path / "standin.db") as stand_in:
        known = ["--email", "rosa.delgado@example.com", "--password", PRACTICE_PASSWORD, "--url", stand_in.url]
        CliRunner().invoke(app, ["login", *known, "--time-zone", "America/Chicago", "--state", str(tmp_path / "unit")])
    with Store.open(places.database) as store:
        shown = Cache(store).snapshot()
    assert shown.job("42")
    assert shown.was_read("jobs")


def test_whoever_signs_in_again_speaks_what_they_spoke_before_unless_they_say_otherwise(tmp_path: Path) -> None:
    places = Places(tmp_path / "unit")
    with StandIn.start(tmp_path / "standin.db") as stand_in:
        known = ["--email", "rosa.delgado@example.com", "--password", PRACTICE_PASSWORD, "--url", stand_in.url]
        login = ["login", *known, "--time-zone", "America/Chicago", "--state", str(tmp_path / "unit")]
        spoken = []
        for said in ([], ["--language", "es"], [], ["--language", "en"]):
            CliRunner().invoke(app, [*login, *said])
            spoken.append(Account.load(places.account).language)
    assert spoken == ["en", "es", "es", "en"]
