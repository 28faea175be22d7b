"""The seed file and the practice business."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import get_args

import httpx
import pytest
from pydantic import BaseModel

from sync.standin import PRACTICE, Seed, SeedError, StandIn, email_of
from sync.standin.jobs.rules import TRANSITIONS

DOCUMENTED = Path(__file__).parents[3] / "docs" / "seed-file.md"

SignIn = Callable[..., httpx.Client]
MINIMAL = '{"now": "2026-03-02T08:30:00-06:00", "time_zone": "America/Chicago", "technician": "Rosa Delgado", %s}'


def test_a_moved_seed_keeps_its_local_hours_over_a_change_of_clocks() -> None:
    seed = Seed.load(PRACTICE)
    summer = seed.moved_to(date(2026, 7, 1))
    assert summer.now == datetime.fromisoformat("2026-07-01T08:30:00-05:00")
    starts = {job.number: job.scheduled_start for job in summer.jobs}
    assert starts["42"] == datetime.fromisoformat("2026-07-01T09:00")
    assert starts["104"] == datetime.fromisoformat("2026-07-02T10:00")
    assert starts["88"] is None


def test_the_days_schedule_holds_what_the_seed_has_for_its_day(tmp_path: Path, sign_in: SignIn) -> None:
    with StandIn.start(tmp_path / "hero365.db", day=date(2026, 7, 1)) as stand_in:
        day = sign_in(stand_in).get("/jobs/schedule/daily", params={"date": "2026-07-01T00:00:00-05:00"}).json()
    assert [(job["job_number"], job["scheduled_start"]) for job in day["jobs"]] == [
        ("JOB-000456", "2026-07-01T12:30:00Z"),
        ("JOB-000042", "2026-07-01T14:00:00Z"),
        ("JOB-000057", "2026-07-01T16:30:00Z"),
        ("JOB-000230", "2026-07-01T19:00:00Z"),
    ]


def test_a_business_may_have_nothing_yet(tmp_path: Path, sign_in: SignIn) -> None:
    path = tmp_path / "seed.json"
    path.write_text(MINIMAL % '"businesses": [{"name": "Old Shop"}, {"name": "New Shop", "current": true}]')
    with StandIn.start(tmp_path / "hero365.db", path) as stand_in:
        owner = sign_in(stand_in, "owner@example.com").get("/business-context/current").json()
        assert [b["business_name"] for b in owner["available_businesses"]] == ["New Shop", "Old Shop"]
        assert sign_in(stand_in).get("/jobs").json()["jobs"] == []


def test_a_reference_to_nobody_is_named(tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    path.write_text(
        MINIMAL % '"businesses": [{"name": "Shop"}], "projects": [{"number": "1", "name": "P", "customer": "Nobody"}]'
    )
    with pytest.raises(SeedError, match="Nobody"):
        Seed.load(path)


def test_a_time_zone_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    path.write_text((MINIMAL % '"businesses": [{"name": "Shop"}]').replace("America/Chicago", "Mars/Base"))
    with pytest.raises(SeedError, match="Mars/Base"):
        Seed.load(path)


@pytest.mark.parametrize(("name", "email"), [("Rosa Delgado", "rosa.delgado"), ("Sean O'Brien", "sean.obrien")])
def test_an_address_is_made_of_the_name(name: str, email: str) -> None:
    assert email_of(name) == f"{email}@example.com"


def test_the_practice_business_has_work_in_every_state_that_is_practised() -> None:
    seed = Seed.load(PRACTICE)
    statuses = {job.status for job in seed.jobs}
    assert statuses <= TRANSITIONS.keys()
    assert statuses >= {"draft", "quoted", "scheduled", "in_progress", "on_hold", "completed"}
    for numbers in ([job.number for job in seed.jobs], [part.name for part in seed.parts]):
        assert len(set(numbers)) == len(numbers)


def test_the_documented_file_is_one_and_names_every_field() -> None:
    [example] = re.findall(r"```json\n(.*?)```", DOCUMENTED.read_text(), re.DOTALL)
    written = json.loads(example)
    Seed.model_validate(written)
    assert written.keys() == Seed.model_fields.keys()
    for name, field in Seed.model_fields.items():
        [record] = [kind for kind in get_args(field.annotation) if issubclass(kind, BaseModel)] or [None]
        if record:
            assert written[name][0].keys() == record.model_fields.keys()


def test_parts_come_from_their_suppliers_at_cost(tmp_path: Path, sign_in: SignIn) -> None:
    path = tmp_path / "seed.json"
    elbow = {"name": "Elbow", "sku": "E", "price": "2", "cost": "1", "supplier": "Lakeshore"}
    parts = json.dumps([elbow, {"name": "Tee", "sku": "T", "price": "3"}])
    path.write_text(MINIMAL % f'"businesses": [{{"name": "Shop"}}], "parts": {parts}')
    with StandIn.start(tmp_path / "hero365.db", path) as stand_in:
        owner = sign_in(stand_in, "owner@example.com")
        suppliers = {row["id"]: row["name"] for row in owner.get("/suppliers/").json()["suppliers"]}
        products = owner.get("/products").json()["products"]
    told = {part["name"]: (part["unit_cost"], suppliers[part["primary_supplier_id"]]) for part in products}
    assert told == {"Elbow": (1, "Lakeshore"), "Tee": (3, "Parts supplier")}
