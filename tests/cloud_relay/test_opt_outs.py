"""Who wants no more messages gets none, in whichever way they have said so."""

from datetime import UTC, datetime

import httpx
import pytest

from cloud_relay.identity.principal import Principal
from cloud_relay.messages import policy
from cloud_relay.messages.stop_words import wants_again, wants_no_more
from tests.cloud_relay.conftest import Running, bearer
from tests.cloud_relay.messages import MARIA, message
from tests.cloud_relay.test_escalations import stranger
from tests.cloud_relay.test_keys import business_of, made
from tests.cloud_relay.test_sign_in import ROSA


@pytest.mark.parametrize(
    "answer",
    [
        "STOP", "stop.", "Stop please.", "Please STOP!!", "quit", "End", "revoke", "opt out", "Opt-out.", "OPTOUT",
        "cancel", " Unsubscribe ", "stop texting me", "Stop sending me these messages, thank you", "no more texts",
        "remove me from the list", "alto", "Basta, por favor", "baja", "no más mensajes",
    ],
)  # fmt: skip
def test_these_revoke(answer: str) -> None:
    assert wants_no_more(answer)
    assert not wants_again(answer)


@pytest.mark.parametrize(
    "answer",
    ["", "please", "Please stop by at nine", "Cancel my appointment", "the end of the day is fine", "don't stop",
     "start", "Is this the stop?", "para el lunes", "no more heat since yesterday"],
)  # fmt: skip
def test_these_do_not(answer: str) -> None:
    assert not wants_no_more(answer)


@pytest.mark.parametrize(("answer", "wants"), [("START", True), ("Unstop.", True), ("yes please", False)])
def test_what_takes_it_back_is_one_word(answer: str, wants: bool) -> None:
    assert wants_again(answer) is wants


async def say(running: Running, header: dict[str, str], path: str = "", **said: object) -> httpx.Response:
    return await running.http.post(f"/v1/opt-outs{path}", json={"address": MARIA.phone, **said}, headers=header)


async def test_what_a_customer_said_by_phone_holds_for_that_business_until_it_is_taken_back(running: Running) -> None:
    rosa = await running.person(ROSA)
    theirs, others = message(await business_of(running, rosa)), message("another-business")
    for _ in range(2):
        assert (await say(running, rosa, words="told me on the phone")).status_code == 204
    relay = running.relay
    for each, goes in ((theirs, False), (others, True)):
        assert await relay.opt_outs.has(str(each.recipient.phone), each.business) is not goes
    sent = await running.http.post("/v1/messages", json=theirs.model_dump(mode="json", exclude_none=True), headers=rosa)
    assert sent.json()["reason"] == policy.OPTED_OUT
    await say(running, stranger(running), "/lift")
    assert await relay.opt_outs.has(str(MARIA.phone), theirs.business)
    assert (await say(running, rosa, "/lift")).status_code == 204
    assert not await relay.opt_outs.has(str(MARIA.phone), theirs.business)


async def test_an_address_of_an_email_is_taken_in_any_case(running: Running) -> None:
    rosa = await running.person(ROSA)
    assert (await say(running, rosa, address="Maria.Garcia@Example.com")).status_code == 204
    assert await running.relay.opt_outs.has(str(MARIA.email), await business_of(running, rosa))


@pytest.mark.parametrize("wrong", [{"address": "555"}, {"address": "maria"}, {"words": 101 * "x"}, {"x": 1}], ids=str)
async def test_what_is_no_opt_out_is_refused(running: Running, wrong: dict[str, object]) -> None:
    answer = await say(running, await running.person(ROSA), **wrong)
    assert answer.status_code == 422
    assert "555" not in answer.text


async def test_it_takes_a_person_who_may_see_customers(running: Running) -> None:
    rosa = await running.person(ROSA)
    viewer = Principal("person", "vera", await business_of(running, rosa), "Vera", role="viewer")
    vera = bearer(running.relay.tokens.issue(viewer, now=datetime.now(UTC))[0])
    service = bearer((await made(running, "messages", business=viewer.business)).key)
    for header in (vera, service, await running.unit("owner@example.com")):
        assert (await say(running, header)).status_code == 403
