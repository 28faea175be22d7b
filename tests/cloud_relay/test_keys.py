"""Services come in by keys, which may a few things each."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from cloud_relay.identity.keys import MadeKey
from cloud_relay.identity.principal import Grant
from cloud_relay.tables import ServiceKey
from tests.cloud_relay.conftest import Running, bearer
from tests.cloud_relay.messages import message
from tests.cloud_relay.test_sign_in import OWNER, ROSA


async def made(running: Running, *permissions: Grant, business: str | None = None) -> MadeKey:
    """A key of that business; of the machine where none is named."""
    return await running.relay.keys.make(
        "phones", frozenset(permissions), business=business, made_by="somebody", now=running.now()
    )


async def business_of(running: Running, header: dict[str, str]) -> str:
    business: str = (await running.http.get("/v1/me", headers=header)).json()["business"]
    return business


async def asked_for(running: Running, who: dict[str, str]) -> Any:
    body = {"name": "phones", "permissions": ["changes", "callbacks"]}
    return await running.http.post("/v1/keys", json=body, headers=who)


async def test_a_key_is_made_shown_once_and_revoked(running: Running) -> None:
    owner = await running.person(OWNER)
    shown = (await asked_for(running, owner)).json()
    phones = bearer(shown["key"])
    me = (await running.http.get("/v1/me", headers=phones)).json()
    assert (me["kind"], me["id"], me["name"], me["permissions"]) == (
        "service", shown["id"], "phones", ["callbacks", "changes"],
    )  # fmt: skip
    assert me["business"] == await business_of(running, owner)
    [listed] = (await running.http.get("/v1/keys", headers=owner)).json()
    assert listed["id"] == shown["id"]
    assert shown["key"] not in str(listed)
    assert (await running.http.delete(f"/v1/keys/{shown['id']}", headers=owner)).status_code == 204
    assert (await running.http.get("/v1/me", headers=phones)).status_code == 401
    assert (await running.http.get("/v1/keys", headers=owner)).json() == []
    assert (await running.http.delete(f"/v1/keys/{shown['id']}", headers=owner)).status_code == 404


async def test_the_store_holds_nothing_that_opens(running: Running) -> None:
    key = await made(running, "changes")
    async with running.relay.database() as session:
        row = (await session.scalars(select(ServiceKey))).one()
    held = [str(value) for name, value in vars(row).items() if not name.startswith("_")]
    assert not [value for value in held if key.key in value or key.webhook_secret in value]
    for value in held:
        assert (await running.http.get("/v1/me", headers=bearer(f"hrk_{value}"))).status_code == 401


async def test_technicians_units_and_services_make_no_keys(running: Running) -> None:
    for who in (await running.person(ROSA), await running.unit(OWNER), bearer((await made(running, "changes")).key)):
        assert (await asked_for(running, who)).status_code == 403
        assert (await running.http.get("/v1/keys", headers=who)).status_code == 403
        assert (await running.http.delete(f"/v1/keys/{uuid4()}", headers=who)).status_code == 403


async def test_the_keys_of_others_are_not_seen_and_not_revoked(running: Running) -> None:
    owner = await running.person(OWNER)
    others = [await made(running, "changes", business="another"), await made(running, "changes")]
    assert (await running.http.get("/v1/keys", headers=owner)).json() == []
    for key in others:
        assert (await running.http.delete(f"/v1/keys/{key.id}", headers=owner)).status_code == 404
        assert (await running.http.get("/v1/me", headers=bearer(key.key))).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"permissions": []}, {"permissions": ["everything"]}, {"name": ""}, {"x": 1}], ids=str
)
async def test_a_key_may_something_that_has_a_name(running: Running, wrong: dict[str, Any]) -> None:
    body = {"name": "phones", "permissions": ["changes"]} | wrong
    assert (await running.http.post("/v1/keys", json=body, headers=await running.person(OWNER))).status_code == 422


async def test_a_key_may_what_it_names(running: Running) -> None:
    business = await business_of(running, await running.person(OWNER))
    telling = bearer((await made(running, "changes", business=business)).key)
    change = {"business": business, "record": "job"}
    text = message(business).model_dump(mode="json", exclude_none=True)
    assert (await running.http.post("/v1/changes", json=change, headers=telling)).status_code == 202
    refused = await running.http.post("/v1/messages", json=text, headers=telling)
    assert (refused.status_code, refused.json()["detail"]) == (403, 'This key lacks the permission "messages".')


async def test_a_key_of_a_business_acts_for_no_other_and_one_of_the_machine_for_all(running: Running) -> None:
    theirs, machines = await made(running, "changes", business="one"), await made(running, "changes")
    change = {"business": "another", "record": "job"}
    told = [await running.http.post("/v1/changes", json=change, headers=bearer(key.key)) for key in (theirs, machines)]
    assert [answer.status_code for answer in told] == [403, 202]


async def test_a_service_does_nothing_but_what_is_for_services(running: Running) -> None:
    """Each route of the relay, with a key that may nothing of it."""
    key = bearer((await made(running)).key)
    schema = (await running.http.get("/openapi.json")).json()["paths"]
    for path, methods in schema.items():
        for method in methods:
            if path in OPEN:
                continue
            asked = path.replace("{", "").replace("}", "")
            asked = "/".join(str(UUID(int=0)) if part.endswith("_id") else part for part in asked.split("/"))
            without = await running.http.request(method, asked, json={})
            assert without.status_code == 401, (method, path)
            if path != "/v1/me":
                assert (await running.http.request(method, asked, json={}, headers=key)).status_code == 403, path


OPEN = {
    "/v1/sign-in", "/v1/devices/enrol", "/healthz",
    "/v1/webhooks/twilio/status", "/v1/webhooks/twilio/inbound", "/v1/webhooks/resend",
    "/v1/webhooks/hero365",
}  # fmt: skip
"""By these somebody comes in, or carriers report, who sign what they say."""
