"""`hero365-edge relay`, against the gateway."""

import asyncio
from pathlib import Path

import pytest
from click.testing import Result
from pydantic import SecretStr
from typer.testing import CliRunner

from edge_agent.cli.app import app
from edge_agent.settings import Places
from sync.account import Account
from sync.relay import Relay
from sync.store import Store
from tests.cloud_relay.conftest import Running
from tests.cloud_relay.test_presence import units
from tests.cloud_relay.test_sign_in import OWNER


async def ran(places: Places, *arguments: str) -> Result:
    """Beside the gateway, which lives in this loop."""
    runner = CliRunner(env={"COLUMNS": "160"})
    return await asyncio.to_thread(
        runner.invoke, app, ["relay", *arguments, "--state", str(places.folder)], catch_exceptions=True
    )


@pytest.fixture
async def places(tmp_path: Path, running: Running) -> Places:
    """The folder of a unit that works for the owner's business."""
    business = (await running.http.get("/v1/me", headers=await running.person(OWNER))).json()["business"]
    places = Places(tmp_path / "unit")
    signed_in(business).save(places.account)
    return places


def signed_in(business: str) -> Account:
    return Account(
        url="http://127.0.0.1:9", email="rosa@example.com", user_id="rosa", full_name="Rosa Delgado",
        business_id=business, business_name="Northside", time_zone="America/Chicago",
        access_token=SecretStr("a"), refresh_token=SecretStr("b"),
    )  # fmt: skip


async def code(running: Running) -> str:
    made = await running.http.post("/v1/devices/codes", headers=await running.person(OWNER))
    text: str = made.raise_for_status().json()["code"]
    return text


async def test_a_unit_joins_shows_and_leaves(running: Running, places: Places) -> None:
    url = str(running.http.base_url)
    joined = await ran(places, "join", url, await code(running), "--name", "Van 3")
    assert (joined.exit_code, joined.output) == (0, f"Van 3 belongs to the relay at {url}.\n")
    assert oct(places.relay.stat().st_mode)[-3:] == "600"
    known = Relay.load(places.relay)
    assert known is not None
    header = {"Authorization": f"Bearer {known.token.get_secret_value()}"}
    assert (await running.http.get("/v1/me", headers=header)).json()["name"] == "Van 3"
    assert (await ran(places, "show")).output == f"{known.url}\n"
    assert (await ran(places, "leave")).exit_code == 0
    assert not places.relay.exists()
    assert (await running.http.get("/v1/me", headers=header)).status_code == 401
    assert await units(running) == []


async def test_a_wrong_code_changes_nothing(running: Running, places: Places) -> None:
    wrong = await ran(places, "join", str(running.http.base_url), "ABCD-2345")
    assert "This code is wrong, too old, or was used" in str(wrong.exception)
    assert not places.relay.exists()


async def test_a_unit_joins_no_other_business(running: Running, places: Places) -> None:
    signed_in("another").save(places.account)
    refused = await ran(places, "join", str(running.http.base_url), await code(running))
    assert "This code is for another business" in str(refused.exception)
    assert not places.relay.exists()
    assert await units(running) == []


async def test_it_is_not_joined_beside_a_running_agent(running: Running, places: Places) -> None:
    with Store.open(places.database):
        refused = await ran(places, "join", str(running.http.base_url), await code(running))
    assert refused.exit_code == 1
    assert not places.relay.exists()


@pytest.mark.parametrize("url", ["http://relay.example.com", "relay.example.com", "ftp://127.0.0.1"])
async def test_without_tls_only_this_machine_is_spoken_to(places: Places, url: str) -> None:
    refused = await ran(places, "join", url, "ABCD-2345")
    assert str(refused.exception) == f"{url} is no relay's address; it begins with https://."


async def test_a_file_that_cannot_be_used_does_not_keep_a_unit(places: Places) -> None:
    places.relay.write_text("{")
    left = await ran(places, "leave")
    assert left.exit_code == 0
    assert "The relay was not told: the unit's file did not say which it is." in left.output
    assert not places.relay.exists()


async def test_a_relay_that_is_away_does_not_keep_a_unit(running: Running, places: Places) -> None:
    Relay(url="http://127.0.0.1:9", token=SecretStr("x")).save(places.relay)
    left = await ran(places, "leave")
    assert left.exit_code == 0
    assert "Somebody there should remove this unit." in left.output
    assert not places.relay.exists()
