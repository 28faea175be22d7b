"""Customers who want to be called back, and the people who call them."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from cloud_relay.forgetting import CALLBACKS, forget
from cloud_relay.gateway.pages import MOST
from cloud_relay.identity.principal import Principal
from cloud_relay.office.callback import Callback, Window
from tests.cloud_relay.conftest import NOON, Running, Watch, bearer
from tests.cloud_relay.test_escalations import stranger
from tests.cloud_relay.test_keys import business_of, made
from tests.cloud_relay.test_sign_in import OWNER, ROSA

HOUR = timedelta(hours=1)


@pytest.fixture
async def rosa(running: Running) -> dict[str, str]:
    return await running.person(ROSA)


@pytest.fixture
async def business(running: Running, rosa: dict[str, str]) -> str:
    return await business_of(running, rosa)


@pytest.fixture
async def phones(running: Running, business: str) -> dict[str, str]:
    return bearer((await made(running, "callbacks", business=business)).key)


@pytest.fixture
async def owner(running: Running) -> dict[str, str]:
    return await running.person(OWNER)


@pytest.fixture
def other(running: Running) -> dict[str, str]:
    """Somebody of another business."""
    return stranger(running)


@pytest.fixture
def noon(watch: Watch, owner: Any, other: Any, phones: Any) -> datetime:
    """Noon in Chicago, tomorrow: after the tokens were made, whose beginning is judged by the real time."""
    watch.now = watch.now.replace(hour=NOON.hour, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return watch.now


def wanted(business: str, window: Window, **changes: Any) -> Callback:
    given = {
        "id": uuid4(), "business": business, "number": "+13125550101", "name": "Maria Garcia",
        "reason": "The heat is off.", "window": window, "language": "en",
    }  # fmt: skip
    return Callback.model_validate(given | changes)


async def ask(running: Running, callback: Callback, who: dict[str, str]) -> Any:
    document = callback.model_dump(mode="json", exclude_none=True)
    return await running.http.post("/v1/callbacks", json=document, headers=who)


async def say(running: Running, callback: Callback, what: str, who: dict[str, str], **said: Any) -> Any:
    return await running.http.post(f"/v1/callbacks/{callback.id}/{what}", json=said, headers=who)


async def listed(running: Running, who: dict[str, str], query: str = "") -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = (await running.http.get(f"/v1/callbacks{query}", headers=who)).json()
    return answer


@pytest.fixture
async def callback(noon: datetime, running: Running, business: str, phones: dict[str, str]) -> Callback:
    """What a phone system took down, for the next hour."""
    callback = wanted(business, Window(begins=noon, ends=noon + HOUR))
    assert (await ask(running, callback, phones)).status_code == 201
    return callback


async def test_a_callback_is_taken_down_once(
    noon: datetime, running: Running, business: str, phones: dict[str, str], rosa: dict[str, str]
) -> None:
    callback = wanted(business, Window(begins=noon, ends=noon + HOUR))
    answers = await asyncio.gather(*(ask(running, callback, phones) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    [shown] = await listed(running, rosa)
    assert (shown["stage"], shown["verify"], shown["asked_by"]) == ("open", False, "phones")
    assert Callback.model_validate(shown["callback"]) == callback


async def test_another_one_under_the_same_id_is_refused(
    running: Running, callback: Callback, phones: dict[str, str]
) -> None:
    other = await ask(running, callback.model_copy(update={"number": "+13125550102"}), phones)
    assert (other.status_code, other.json()) == (409, {"detail": "Another callback has this id."})


async def test_at_night_the_next_morning_is_offered(
    noon: datetime, running: Running, business: str, phones: dict[str, str]
) -> None:
    late = wanted(business, Window(begins=noon + 10 * HOUR, ends=noon + 11 * HOUR))
    window = Window.model_validate((await ask(running, late, phones)).json()["window"])
    assert timedelta(hours=18) <= window.begins - noon <= timedelta(hours=22)


async def test_one_person_calls_and_says_what_came_of_it(
    running: Running, callback: Callback, rosa: dict[str, str], owner: dict[str, str], phones: dict[str, str]
) -> None:
    taken = (await say(running, callback, "take", rosa)).json()
    assert (taken["stage"], taken["taken_by"]) == ("taken", "Rosa Delgado")
    assert (await say(running, callback, "take", rosa)).json() == taken
    late = await say(running, callback, "take", owner)
    assert (late.status_code, late.json()) == (409, {"detail": "Rosa Delgado has taken it already."})
    done = await say(running, callback, "done", rosa, outcome="reached")
    assert (done.json()["stage"], done.json()["outcome"]) == ("done", "reached")
    assert (await say(running, callback, "done", rosa, outcome="reached")).json() == done.json()
    assert (await say(running, callback, "done", owner, outcome="not_wanted")).status_code == 409
    assert (await say(running, callback, "take", owner)).json() == {"detail": "This callback is done."}
    assert await listed(running, rosa) == []
    assert len(await listed(running, rosa, "?stage=done")) == 1
    shown = await running.http.get(f"/v1/callbacks/{callback.id}", headers=phones)
    assert shown.json()["outcome"] == "reached"


async def test_only_whoever_has_taken_it_says_what_came_of_the_call(
    running: Running, callback: Callback, rosa: dict[str, str], owner: dict[str, str]
) -> None:
    early = await say(running, callback, "done", rosa, outcome="reached")
    said = {"detail": "Nobody has taken this callback; whoever calls takes it first."}
    assert (early.status_code, early.json()) == (409, said)
    await say(running, callback, "take", rosa)
    other = await say(running, callback, "done", owner, outcome="not_reached")
    assert (other.status_code, other.json()) == (
        409,
        {"detail": "Rosa Delgado has taken it, and says what came of it."},
    )
    assert (await say(running, callback, "done", owner, outcome="not_wanted")).json()["stage"] == "done"


async def test_one_whose_window_is_over_is_verified_before_anybody_counts_on_it(
    running: Running, watch: Watch, callback: Callback, rosa: dict[str, str]
) -> None:
    watch.forward(hours=1)
    [shown] = await listed(running, rosa)
    assert (shown["stage"], shown["verify"]) == ("open", True)
    again = {"begins": watch.now.isoformat(), "ends": (watch.now + HOUR).isoformat()}
    verified = (await say(running, callback, "verify", rosa, **again)).json()
    assert not verified["verify"]
    assert Window.model_validate(verified["window"]) == Window.model_validate(again)
    await say(running, callback, "done", rosa, outcome="not_wanted")
    assert (await say(running, callback, "verify", rosa, **again)).status_code == 409


async def test_however_many_wait_all_are_listed_a_page_at_a_time(
    noon: datetime, running: Running, business: str, rosa: dict[str, str], other: dict[str, str]
) -> None:
    somebody = Principal("service", "phones", business, "phones")
    waiting = [wanted(business, Window(begins=noon, ends=noon + HOUR)) for _ in range(MOST)]
    waiting.append(wanted(business, Window(begins=noon + HOUR, ends=noon + 2 * HOUR)))
    for each in waiting:
        await running.relay.callbacks.take_down(each, somebody)
    first = await running.http.get("/v1/callbacks?stage=open", headers=rosa)
    onward = first.links["next"]["url"]
    second = await running.http.get(onward, headers=rosa)
    ids = [shown["callback"]["id"] for shown in first.json() + second.json()]
    assert sorted(ids) == sorted(str(each.id) for each in waiting)
    assert ids[-1] == str(waiting[-1].id)
    assert "next" not in second.links
    assert (await running.http.get(onward, headers=other)).status_code == 404


async def test_one_that_came_late_is_offered_what_lies_ahead(
    noon: datetime, running: Running, business: str, phones: dict[str, str]
) -> None:
    late = wanted(business, Window(begins=noon - 3 * HOUR, ends=noon - 2 * HOUR))
    window = Window.model_validate((await ask(running, late, phones)).json()["window"])
    assert window == Window(begins=noon, ends=noon + HOUR)


async def test_nobody_of_another_business_sees_or_changes_it(
    running: Running, callback: Callback, other: dict[str, str]
) -> None:
    assert await listed(running, other) == []
    assert (await running.http.get(f"/v1/callbacks/{callback.id}", headers=other)).status_code == 404
    window = callback.window.model_dump(mode="json")
    for what, said in (("take", {}), ("done", {"outcome": "reached"}), ("verify", window)):
        assert (await say(running, callback, what, other, **said)).status_code == 404
    assert (await ask(running, callback, other)).status_code == 403
    assert (await ask(running, callback.model_copy(update={"business": "another"}), other)).status_code == 409


async def test_people_who_may_not_see_customers_see_none_of_it(
    running: Running, business: str, callback: Callback
) -> None:
    viewer = Principal("person", "vera", business, "Vera", role="viewer")
    vera = bearer(running.relay.tokens.issue(viewer, now=datetime.now(UTC))[0])
    window = callback.window.model_dump(mode="json")
    answers = [
        await ask(running, callback, vera),
        await running.http.get("/v1/callbacks", headers=vera),
        await running.http.get(f"/v1/callbacks/{callback.id}", headers=vera),
        await say(running, callback, "take", vera),
        await say(running, callback, "done", vera, outcome="reached"),
        await say(running, callback, "verify", vera, **window),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert '"view_contacts"' in answers[0].json()["detail"]


async def test_a_service_takes_down_and_does_nothing_else(
    running: Running, callback: Callback, phones: dict[str, str]
) -> None:
    assert (await running.http.get("/v1/callbacks", headers=phones)).status_code == 403
    assert (await say(running, callback, "take", phones)).status_code == 403


@pytest.mark.parametrize("wrong", [{"number": "555"}, {"reason": 501 * "x"}, {"x": 1}, {"business": ""}], ids=str)
async def test_what_is_no_callback_is_refused(
    noon: datetime, running: Running, phones: dict[str, str], wrong: dict[str, Any]
) -> None:
    callback = wanted("northside", Window(begins=noon, ends=noon + HOUR))
    document = callback.model_dump(mode="json", exclude_none=True) | wrong
    assert (await running.http.post("/v1/callbacks", json=document, headers=phones)).status_code == 422


async def test_a_window_ends_after_it_begins(noon: datetime, running: Running, phones: dict[str, str]) -> None:
    callback = wanted("northside", Window(begins=noon, ends=noon + HOUR)).model_dump(mode="json", exclude_none=True)
    for ends in (noon, noon + timedelta(days=15)):
        callback["window"]["ends"] = ends.isoformat()
        assert (await running.http.post("/v1/callbacks", json=callback, headers=phones)).status_code == 422


async def test_it_is_forgotten_in_time(
    running: Running, watch: Watch, callback: Callback, rosa: dict[str, str]
) -> None:
    await forget(running.relay.database, running.now() + CALLBACKS)
    assert len(await listed(running, rosa)) == 1
    await forget(running.relay.database, running.now() + 1.1 * CALLBACKS)
    assert await listed(running, rosa) == []
