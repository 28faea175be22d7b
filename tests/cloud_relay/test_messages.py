"""What the gateway takes, and shows to whom."""

import asyncio
from dataclasses import dataclass

import httpx
import pytest

from cloud_relay.composition import composed
from cloud_relay.identity.principal import Principal
from cloud_relay.messages import policy
from cloud_relay.settings import Settings
from sync.messages import Message, MessageState
from sync.standin import StandIn
from tests.cloud_relay.conftest import Running, Watch, bearer, running_at
from tests.cloud_relay.messages import message
from tests.cloud_relay.test_sign_in import OWNER


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody of a business who sends messages and asks about them."""

    http: httpx.AsyncClient
    header: dict[str, str]
    business: str

    async def post(self, message: Message) -> httpx.Response:
        document = message.model_dump(mode="json", exclude_none=True)
        return await self.http.post("/v1/messages", json=document, headers=self.header)

    async def get(self, message: Message) -> httpx.Response:
        return await self.http.get(f"/v1/messages/{message.id}", headers=self.header)


@pytest.fixture
async def unit(running: Running) -> Asking:
    header = await running.unit(OWNER)
    return Asking(running.http, header, (await running.http.get("/v1/me", headers=header)).json()["business"])


@pytest.fixture
def stranger(running: Running) -> Asking:
    """Of another business, with a token as good as any."""
    elsewhere = Principal("person", "somebody", "another", "Somebody", permissions=frozenset({"view_contacts"}))
    token, _ = running.relay.tokens.issue(elsewhere, now=running.now())
    return Asking(running.http, bearer(token), "another")


async def test_a_message_is_taken_once(unit: Asking) -> None:
    text = message(unit.business)
    assert [(await unit.post(text)).status_code for _ in range(3)] == [201, 200, 200]
    state = MessageState.model_validate((await unit.get(text)).json())
    assert state.message == text


async def test_many_at_once_with_one_id_are_one(unit: Asking) -> None:
    text = message(unit.business)
    answers = await asyncio.gather(*(unit.post(text) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [*7 * [200], 201]


async def test_another_message_under_the_same_id_is_refused(unit: Asking) -> None:
    text = message(unit.business)
    await unit.post(text)
    other = await unit.post(text.model_copy(update={"text": "Something else."}))
    assert (other.status_code, other.json()) == (409, {"detail": "Another message has this id."})


async def test_nobody_sends_in_the_name_of_another_business(unit: Asking) -> None:
    assert (await unit.post(message("another"))).status_code == 403


async def test_people_need_the_permission_that_they_need_by_voice(running: Running, unit: Asking) -> None:
    text = message(unit.business)
    await unit.post(text)
    for permissions, status in ((frozenset[str](), 403), (frozenset({"view_contacts"}), 200)):
        viewer = Principal("person", "vera", unit.business, "Vera", role="viewer", permissions=permissions)
        vera = Asking(running.http, bearer(running.relay.tokens.issue(viewer, now=running.now())[0]), unit.business)
        for answer in (await vera.post(text), await vera.get(text)):
            assert answer.status_code == status
            assert status == 200 or '"view_contacts"' in answer.json()["detail"]


async def test_nobody_sees_another_businesss_messages(unit: Asking, stranger: Asking) -> None:
    text = message(unit.business)
    await unit.post(text)
    assert (await stranger.get(text)).status_code == 404
    taken = await stranger.post(text.model_copy(update={"business": "another"}))
    assert (taken.status_code, taken.json()) == (409, {"detail": "Another message has this id."})


async def test_what_cannot_be_sent_has_failed_at_once(settings: Settings, watch: Watch, hero365: StandIn) -> None:
    async with (
        composed(settings.model_copy(update={"resend": None}), watch) as relay,
        running_at(relay, hero365) as running,
    ):
        header = await running.unit(OWNER)
        business = (await running.http.get("/v1/me", headers=header)).json()["business"]
        answer = await Asking(running.http, header, business).post(message(business, channel="email"))
    assert answer.status_code == 201
    assert (answer.json()["status"], answer.json()["reason"]) == ("failed", policy.NO_CARRIER["email"])


async def test_whoever_wants_no_more_has_it_told_at_once(running: Running, unit: Asking) -> None:
    text = message(unit.business)
    await running.relay.opt_outs.note(str(text.recipient.phone), "stop", now=running.now())
    assert (await unit.post(text)).json()["reason"] == policy.OPTED_OUT


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": 1601 * "x"},
        {"channel": "pigeon"},
        {"recipient": {"name": "Maria", "phone": "555"}},
        {"x": 1},
        {"expires": "2030-01-01T00:00:00"},
        {"said_at": "2026-11-25T18:00:00"},
    ],
    ids=str,
)
async def test_what_is_no_message_is_refused(unit: Asking, wrong: dict[str, object]) -> None:
    document = message(unit.business).model_dump(mode="json", exclude_none=True) | wrong
    assert (await unit.http.post("/v1/messages", json=document, headers=unit.header)).status_code == 422
