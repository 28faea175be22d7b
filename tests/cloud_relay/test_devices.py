"""Units join by a code and are removed by people who may."""

from uuid import uuid4

from tests.cloud_relay.conftest import Running, Watch
from tests.cloud_relay.test_sign_in import OWNER, ROSA


async def test_a_code_signs_one_unit_in(running: Running) -> None:
    owner = await running.person(OWNER)
    code = (await running.http.post("/v1/devices/codes", headers=owner)).json()["code"]
    enrol = {"code": code.lower().replace("-", " "), "name": "Van 3"}
    first = await running.http.post("/v1/devices/enrol", json=enrol)
    assert first.status_code == 201
    again = await running.http.post("/v1/devices/enrol", json=enrol)
    assert (again.status_code, again.json()["detail"]) == (
        401,
        "This code is wrong, too old, or was used; ask the office for a new one.",
    )
    listed = (await running.http.get("/v1/devices", headers=owner)).json()
    assert [(unit["id"], unit["name"]) for unit in listed] == [(first.json()["id"], "Van 3")]


async def test_a_code_gets_old(running: Running, watch: Watch) -> None:
    code = (await running.http.post("/v1/devices/codes", headers=await running.person(OWNER))).json()["code"]
    watch.forward(minutes=15)
    assert (await running.http.post("/v1/devices/enrol", json={"code": code, "name": "Van 3"})).status_code == 401


async def test_a_technician_adds_and_removes_no_units(running: Running) -> None:
    rosa = await running.person(ROSA)
    assert (await running.http.post("/v1/devices/codes", headers=rosa)).status_code == 403
    assert (await running.http.delete(f"/v1/devices/{uuid4()}", headers=rosa)).status_code == 403


async def test_a_unit_enrols_no_units(running: Running) -> None:
    unit = await running.unit(OWNER)
    assert (await running.http.post("/v1/devices/codes", headers=unit)).status_code == 403


async def test_a_removed_unit_is_out_at_once(running: Running) -> None:
    owner, unit = await running.person(OWNER), await running.unit(OWNER)
    me = (await running.http.get("/v1/me", headers=unit)).json()
    assert (me["kind"], me["name"]) == ("device", "Van 3")
    assert (await running.http.delete(f"/v1/devices/{me['id']}", headers=owner)).status_code == 204
    assert (await running.http.get("/v1/me", headers=unit)).status_code == 401
    assert (await running.http.delete(f"/v1/devices/{me['id']}", headers=owner)).status_code == 404
