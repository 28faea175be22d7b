"""What the status shows of a unit at a glance."""

import json
from pathlib import Path

from pydantic import SecretStr
from typer.testing import CliRunner

from edge_agent.cli.app import app
from edge_agent.settings import Places
from sync.account import Account
from sync.operations import Operations
from sync.store import Store
from sync.timing import Timing

URL = "http://127.0.0.1:1/v1"


def test_the_status_says_what_the_server_does_not_take(tmp_path: Path) -> None:
    places = Places(tmp_path)
    known = dict.fromkeys(("user_id", "full_name", "business_id", "business_name"), "x")
    secrets = {"access_token": SecretStr("x"), "refresh_token": SecretStr("x")}
    Account(url=URL, email="rosa@example.com", time_zone="America/Chicago", **known, **secrets).save(places.account)
    with Store.open(places.database) as store:
        operations = Operations(store, URL, Timing())
        operations.refuses("invoice.create", "Hero365 failed with error 500.")
        operations.works("job.create")
    shown = CliRunner().invoke(app, ["status", "--json", "--state", str(tmp_path)])
    assert json.loads(shown.output)["unavailable"] == {"invoice.create": "Hero365 failed with error 500."}
    shown = CliRunner().invoke(app, ["status", "--state", str(tmp_path)])
    assert "invoice.create is kept here, for Hero365 does not take it now" in shown.output
