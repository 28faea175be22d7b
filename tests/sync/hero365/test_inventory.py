"""Parts are set aside, taken and ordered. Of a movement of stock nobody can see whether it arrived."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from erp import Command
from erp.stock_changes import InventoryAdjust, InventoryReorder, InventoryReserve
from sync.client import Hero365Client
from sync.rows import QueuedCommand, State
from sync.standin import Effect, Kind, StandIn
from sync.standin.planting import row_id

Delivering = Callable[..., Awaitable[QueuedCommand]]
Effects = Callable[[QueuedCommand], Awaitable[list[Effect]]]

JOB = row_id("job", "42")
ELBOW, TAPE, WAX_RING, REFRIGERANT = (row_id("product", sku) for sku in ("CE-050", "TT-100", "WR-001", "REF-410"))


async def part(product: str, hero365: Hero365Client) -> dict[str, Any]:
    return dict(await hero365.ask("GET", f"/products/{product}"))


def reserve(quantity: str = "2") -> InventoryReserve:
    return InventoryReserve(part="1/2 inch copper elbow", quantity=quantity, job="42")


async def test_parts_are_set_aside_for_a_job(deliver: Delivering, effects: Effects, hero365: Hero365Client) -> None:
    before = (await part(ELBOW, hero365))["quantity_reserved"]
    done = await deliver(reserve(), part=ELBOW, job=JOB)
    assert done.state is State.DONE
    assert (await part(ELBOW, hero365))["quantity_reserved"] == before + 2
    assert len(await effects(done)) == 1


async def test_more_than_there_is_cannot_be_set_aside(deliver: Delivering) -> None:
    refused = await deliver(reserve("500"), part=ELBOW, job=JOB)
    assert (refused.state, refused.reason.partition(".")[0]) == (State.REJECTED, "Insufficient available stock")


async def test_what_was_used_is_taken_off(deliver: Delivering, hero365: Hero365Client) -> None:
    before = (await part(ELBOW, hero365))["quantity_on_hand"]
    done = await deliver(InventoryAdjust(part="elbow", quantity="-2.5", reason="bent"), part=ELBOW)
    assert done.state is State.DONE
    assert (await part(ELBOW, hero365))["quantity_on_hand"] == before - 2.5


async def test_of_a_movement_whose_answer_is_lost_a_person_is_asked(
    deliver: Delivering, effects: Effects, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="POST", path="/products")
    unknown = await deliver(reserve(), part=ELBOW, job=JOB)
    assert (unknown.state, "I don't know whether" in unknown.reason) == (State.UNKNOWN, True)
    assert len(await effects(unknown)) == 1


async def test_a_part_is_ordered_from_its_supplier_once(
    deliver: Delivering, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="POST", path="/purchase-orders")
    ordered = await deliver(InventoryReorder(part="elbow", quantity="10"), part=ELBOW)
    assert ordered.state is State.DONE, ordered.reason
    supplier = (await part(ELBOW, hero365))["primary_supplier_id"]
    listed = await hero365.ask("GET", "/purchase-orders/", params={"supplier_id": supplier})
    [order] = [order for order in listed["purchase_orders"] if order["reference_number"] == f"cmd:{ordered.id}"]
    assert (order["id"], order["po_number"]) == (ordered.outcome["id"], ordered.outcome["number"])
    assert (order["line_items"][0]["quantity"], order["status"]) == (10, "draft")


async def test_a_page_of_orders_that_is_not_full_is_the_last_whatever_hero365_says(
    deliver: Delivering, hero365: Hero365Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, pages = hero365.ask, []

    async def endless(method: str, path: str, **content: Any) -> Any:
        answer = await ask(method, path, **content)
        if (method, path) != ("GET", "/purchase-orders/"):
            return answer
        pages.append(content["params"]["page"])
        assert set(pages) == {1}
        return answer | {"has_next": True}

    monkeypatch.setattr(hero365, "ask", endless)
    ordered = await deliver(InventoryReorder(part="elbow", quantity="10"), part=ELBOW)
    assert ordered.state is State.DONE, ordered.reason


async def test_how_many_are_ordered_has_to_be_known(deliver: Delivering, hero365: Hero365Client) -> None:
    usual = (await part(ELBOW, hero365))["reorder_quantity"]
    answered = await deliver(InventoryReorder(part="elbow"), part=ELBOW)
    if usual:
        assert answered.state is State.DONE
    else:
        assert answered.state is State.REJECTED
        assert answered.reason == ("Hero365 does not say how many of 1/2 inch copper elbow are ordered; say how many.")


@pytest.mark.parametrize(
    "command",
    [InventoryAdjust(part="elbow", quantity="-2"), InventoryReorder(part="elbow", quantity="10")],
    ids=lambda command: command.spec.name,
)
async def test_what_the_published_server_cannot_do_is_kept(
    command: Command, deliver: Delivering, owner: Hero365Client
) -> None:
    kept = await deliver(command, to=owner, part=ELBOW)
    assert (kept.state, kept.reason) == (State.PENDING, "Hero365 failed with error 500.")


async def test_the_published_server_can_set_aside(deliver: Delivering, owner: Hero365Client) -> None:
    assert (await deliver(reserve(), to=owner, part=ELBOW, job=JOB)).state is State.DONE
