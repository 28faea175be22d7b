"""Somebody asks for a person, and one person takes it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cloud_relay.desks.own_service import OwnService
from cloud_relay.forgetting import ESCALATIONS, forget
from cloud_relay.gateway.pages import MOST
from cloud_relay.identity.principal import Principal
from cloud_relay.office.escalations import Escalations
from cloud_relay.units.bus import RedisBus
from sync.answers import RefusedError, Verdict
from sync.escalations import Escalation, EscalationState
from sync.signals import Escalated, FromRelay
from tests.cloud_relay.conftest import NOON, Running, bearer
from tests.cloud_relay.test_keys import business_of, made
from tests.cloud_relay.test_presence import beat, connection, until
from tests.cloud_relay.test_sign_in import OWNER, ROSA


def escalation(business: str, **changes: Any) -> Escalation:
    given = {
        "id": uuid4(), "business": business, "reason": "stuck", "mode": "assist", "summary": "The boiler is cold.",
        "job": "job-42", "language": "en", "said_at": NOON,
    }  # fmt: skip
    return Escalation.model_validate(given | changes)


async def ask(running: Running, asked: Escalation, who: dict[str, str]) -> Any:
    document = asked.model_dump(mode="json", exclude_none=True)
    return await running.http.post("/v1/escalations", json=document, headers=who)


async def say(running: Running, asked: Escalation, what: str, who: dict[str, str]) -> Any:
    return await running.http.post(f"/v1/escalations/{asked.id}/{what}", headers=who)


def stranger(running: Running, kind: Any = "person") -> dict[str, str]:
    """Of another business, with a token as good as any."""
    principal = Principal(kind, "somebody", "another", "Somebody", "owner", frozenset({"view_contacts"}))
    return bearer(running.relay.tokens.issue(principal, now=running.now())[0])


@pytest.fixture
async def unit(running: Running) -> dict[str, str]:
    return await running.unit(OWNER)


@pytest.fixture
async def asked(running: Running, unit: dict[str, str]) -> Escalation:
    """What a unit has asked for."""
    asked = escalation(await business_of(running, unit))
    assert (await ask(running, asked, unit)).status_code == 201
    return asked


async def test_a_request_is_taken_in_once(running: Running, unit: dict[str, str]) -> None:
    asked = escalation(await business_of(running, unit))
    answers = await asyncio.gather(*(ask(running, asked, unit) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    [listed] = (await running.http.get("/v1/escalations", headers=await running.person(ROSA))).json()
    assert (listed["stage"], listed["asked_by"], listed["escalation"]["summary"]) == ("open", "Van 3", asked.summary)


async def test_another_request_under_the_same_id_is_refused(
    running: Running, unit: dict[str, str], asked: Escalation
) -> None:
    other = await ask(running, asked.model_copy(update={"mode": "hand-off"}), unit)
    assert (other.status_code, other.json()) == (409, {"detail": "Another request has this id."})


async def test_one_person_takes_it_and_it_ends(running: Running, unit: dict[str, str], asked: Escalation) -> None:
    rosa, owner = await running.person(ROSA), await running.person(OWNER)
    taken = await say(running, asked, "take", rosa)
    assert (taken.json()["stage"], taken.json()["taken_by"]) == ("taken", "Rosa Delgado")
    assert (await say(running, asked, "take", rosa)).json() == taken.json()
    late = await say(running, asked, "take", owner)
    assert (late.status_code, late.json()) == (409, {"detail": "Rosa Delgado has taken it already."})
    shown = (await running.http.get(f"/v1/escalations/{asked.id}", headers=unit)).json()
    assert shown == taken.json()
    ended = await say(running, asked, "end", unit)
    assert (ended.json()["stage"], ended.json()["ended_at"] is not None) == ("ended", True)
    assert (await say(running, asked, "end", owner)).json() == ended.json()
    assert (await say(running, asked, "take", rosa)).json() == {"detail": "This request is over."}
    assert (await running.http.get("/v1/escalations", headers=owner)).json() == []
    assert len((await running.http.get("/v1/escalations?stage=ended", headers=owner)).json()) == 1


async def test_however_many_there_are_all_are_listed_the_newest_first(running: Running) -> None:
    rosa = await running.person(ROSA)
    somebody = Principal("service", "phones", await business_of(running, rosa), "phones")
    asked = [escalation(somebody.business) for _ in range(MOST + 1)]
    for number, each in enumerate(asked):  # some at the same moment
        await running.relay.escalations.take_in(each, somebody, now=running.now() + timedelta(minutes=number // 3))
    first = await running.http.get("/v1/escalations", headers=rosa)
    second = await running.http.get(first.links["next"]["url"], headers=rosa)
    shown = [EscalationState.model_validate(each) for each in first.json() + second.json()]
    assert {each.escalation.id for each in shown} == {each.id for each in asked}
    assert len(shown) == len(asked)
    assert [each.asked_at for each in shown] == sorted((each.asked_at for each in shown), reverse=True)
    assert "next" not in second.links


async def test_who_works_for_two_businesses_hears_at_one_what_was_asked_there(running: Running) -> None:
    rosa = Principal("person", "rosa", "north", "Rosa")
    asked = escalation("north")
    await running.relay.escalations.take_in(asked, rosa, now=running.now())
    await running.relay.escalations.take(asked.id, Principal("person", "olga", "north", "Olga"), now=running.now())
    told = [
        await running.relay.escalations.taken_lately(replace(rosa, business=business), now=running.now())
        for business in ("north", "south")
    ]
    assert [[signal.id for signal in signals] for signals in told] == [[asked.id], []]


async def test_of_many_who_take_it_one_has_it(running: Running, asked: Escalation) -> None:
    people = [await running.person(email) for email in (ROSA, OWNER)]
    taken = await asyncio.gather(*(say(running, asked, "take", who) for who in people))
    assert sorted(answer.status_code for answer in taken) == [200, 409]


async def test_the_units_of_the_business_hear_of_it(running: Running, unit: dict[str, str]) -> None:
    business = await business_of(running, unit)
    asked = escalation(business)
    async with connection(running, unit) as socket:
        await beat(socket)
        await until(running, lambda device: device.seen_at is not None)
        await ask(running, escalation("another"), bearer((await made(running, "escalations")).key))
        await ask(running, asked, unit)
        await say(running, asked, "take", await running.person(ROSA))
        heard = [FromRelay.validate_json(await socket.recv()) for _ in range(2)]
    assert heard == [
        Escalated(business=business, id=asked.id, stage="open"),
        Escalated(business=business, id=asked.id, stage="taken", taken_by="Rosa Delgado"),
    ]


async def test_a_request_that_is_repeated_is_told_again(running: Running, asked: Escalation) -> None:
    """Redis may have been away the first time."""
    relay, rosa = running.relay, Principal("person", "rosa", asked.business, "Rosa Delgado")
    async with relay.bus.listening(asked.business) as told:
        for _ in range(2):
            await relay.escalations.take_in(asked, rosa, now=running.now())
            await relay.escalations.take(asked.id, rosa, now=running.now())
        stages = [told.get_nowait() for _ in range(4)]
    assert [signal.stage for signal in stages if isinstance(signal, Escalated)] == ["open", "taken", "taken", "taken"]


async def test_nobody_of_another_business_sees_takes_or_ends_it(running: Running, asked: Escalation) -> None:
    who = stranger(running)
    assert (await running.http.get("/v1/escalations", headers=who)).json() == []
    assert (await running.http.get(f"/v1/escalations/{asked.id}", headers=who)).status_code == 404
    assert {(await say(running, asked, what, who)).status_code for what in ("take", "end")} == {404}
    assert (await ask(running, asked, who)).status_code == 403
    elsewhere = await ask(running, asked.model_copy(update={"business": "another"}), who)
    assert (elsewhere.status_code, elsewhere.json()) == (409, {"detail": "Another request has this id."})


async def test_a_unit_takes_nothing_and_ends_what_it_asked_for_only(
    running: Running, unit: dict[str, str], asked: Escalation
) -> None:
    other = await running.unit(OWNER)
    assert (await say(running, asked, "take", unit)).status_code == 403
    assert (await say(running, asked, "end", other)).status_code == 403


async def test_what_is_kept_is_taken_where_nobody_can_be_told(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    bus = RedisBus("redis://127.0.0.1:9/0")
    books, rosa = Escalations(running.relay.database, bus), Principal("person", "rosa", "northside", "Rosa Delgado")
    asked = escalation("northside")
    state, is_new = await books.take_in(asked, rosa, now=running.now())
    assert (state.stage, is_new) == ("open", True)
    assert (await books.take(asked.id, rosa, now=running.now())).stage == "taken"
    assert (await books.end(asked.id, rosa, now=running.now())).stage == "ended"
    assert [record.message for record in caplog.records] == 3 * ["nobody was told how a request stands"]
    await bus.close()


async def test_whoever_speaks_to_the_relay_itself_asks_in_the_same_way(running: Running) -> None:
    rosa, relay = await running.person(ROSA), running.relay
    asked = escalation(await business_of(running, rosa))
    person = Principal("person", "rosa", asked.business, "Rosa Delgado")
    own = OwnService(relay.book, relay.sending, relay.escalations, person, relay.clock)
    assert await own.find_escalation(str(asked.id)) is None
    held = await own.escalate(asked)
    assert await own.escalate(asked) == held == await own.find_escalation(str(asked.id))
    [listed] = (await running.http.get("/v1/escalations", headers=rosa)).json()
    assert listed["asked_by"] == "Rosa Delgado"
    with pytest.raises(RefusedError) as refused:
        await own.escalate(asked.model_copy(update={"mode": "hand-off"}))
    assert refused.value.verdict is Verdict.RULE


@pytest.mark.parametrize(
    "wrong", [{"mode": "shout"}, {"reason": "because"}, {"summary": 501 * "x"}, {"x": 1}, {"business": ""}], ids=str
)
async def test_what_is_no_request_is_refused(running: Running, unit: dict[str, str], wrong: dict[str, Any]) -> None:
    document = escalation("northside").model_dump(mode="json", exclude_none=True) | wrong
    assert (await running.http.post("/v1/escalations", json=document, headers=unit)).status_code == 422


async def test_it_is_forgotten_in_time(running: Running, unit: dict[str, str], asked: Escalation) -> None:
    await forget(running.relay.database, running.now() + ESCALATIONS)
    assert (await ask(running, asked, unit)).status_code == 200
    await forget(running.relay.database, running.now() + 1.1 * ESCALATIONS)
    assert (await ask(running, asked, unit)).status_code == 201
