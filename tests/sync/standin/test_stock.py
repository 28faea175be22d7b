"""Stock and orders in the contract's face: taken, reserved, ordered again."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sync.standin import OWNER_EMAIL, Face, StandIn
from sync.standin.planting import row_id

JOB = row_id("job", "42")


def part(client: httpx.Client, sku: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/products/{row_id('product', sku)}").json()
    return found


def adjust(client: httpx.Client, sku: str, change: float, **more: str) -> httpx.Response:
    product = row_id("product", sku)
    body = {"product_id": product, "quantity_change": change, "adjustment_reason": "used on the job", **more}
    return client.post(f"/products/{product}/adjust-stock", json=body)


def reserve(client: httpx.Client, sku: str, quantity: float, **more: str) -> httpx.Response:
    body = {"quantity": quantity, "reference_id": JOB, "reference_type": "job", **more}
    return client.post(f"/products/{row_id('product', sku)}/reserve", json=body)


def commands(stand_in: StandIn, sku: str) -> list[str | None]:
    return [effect.command for effect in stand_in.journal() if effect.row_id == row_id("product", sku)]


def test_what_is_used_is_taken_off_and_the_command_told(stand_in: StandIn, rosa: httpx.Client) -> None:
    answer = adjust(rosa, "CE-050", -2, reference_number="cmd:9f61").json()
    assert (answer["quantity_before"], answer["quantity_after"], answer["quantity_change"]) == (31, 29, -2)
    assert part(rosa, "CE-050")["quantity_on_hand"] == 29
    assert commands(stand_in, "CE-050") == ["9f61"]


def test_stock_does_not_go_below_nothing(rosa: httpx.Client) -> None:
    refused = adjust(rosa, "REF-410", -3)
    assert (refused.status_code, refused.json()["detail"]) == (400, "Insufficient stock. Current: 2, Change: -3")
    assert part(rosa, "REF-410")["quantity_on_hand"] == 2


@pytest.mark.parametrize("change", [0, "nothing"])
def test_a_change_is_a_number_other_than_nought(change: Any, rosa: httpx.Client) -> None:
    assert adjust(rosa, "REF-410", change).status_code == 422


def test_what_is_reserved_is_not_available_to_others(stand_in: StandIn, rosa: httpx.Client) -> None:
    assert reserve(rosa, "BV-075", 4, notes="cmd:9f60").json()["quantity_after"] == 2
    refused = reserve(rosa, "BV-075", 3)
    said = "Insufficient available stock. Available: 2, Requested: 3.0"
    assert (refused.status_code, refused.json()["detail"]) == (400, said)
    stock = part(rosa, "BV-075")
    assert (stock["quantity_on_hand"], stock["quantity_reserved"], stock["quantity_available"]) == (6, 4, 2)
    assert commands(stand_in, "BV-075") == ["9f60"]


def test_what_has_run_out_or_low_is_to_be_ordered_again(rosa: httpx.Client) -> None:
    suggested = rosa.get("/products/reorder/suggestions").json()
    wanted = {row["sku"]: (row["priority"], row["suggested_quantity"]) for row in suggested["suggestions"]}
    assert wanted["FLT-16201"] == ("high", "24.0")
    assert wanted["CAP-455"] == ("medium", "10.0")
    assert "TT-12" not in wanted
    assert suggested["total_items"] == len(wanted)


def test_an_order_is_made_with_the_parts_own_supplier_and_is_found(stand_in: StandIn, rosa: httpx.Client) -> None:
    elbow = part(rosa, "CE-075")
    line = {"product_id": elbow["id"], "quantity": 10, "unit_cost": elbow["unit_cost"]}
    body = {"supplier_id": elbow["primary_supplier_id"], "line_items": [line], "reference_number": "cmd:9f62"}
    made = rosa.post("/purchase-orders/", json=body)
    assert made.status_code == 201
    order = made.json()
    assert (order["status"], order["total_amount"]) == ("draft", 10 * elbow["unit_cost"])
    assert (
        order
        in rosa.get("/purchase-orders/", params={"supplier_id": elbow["primary_supplier_id"]}).json()["purchase_orders"]
    )
    assert rosa.get(f"/purchase-orders/{order['id']}").json() == order
    assert [effect.command for effect in stand_in.journal() if effect.row_id == order["id"]] == ["9f62"]


def test_an_order_needs_a_supplier_that_is_known(rosa: httpx.Client) -> None:
    line = {"product_id": part(rosa, "CE-075")["id"], "quantity": 10, "unit_cost": 1}
    assert rosa.post("/purchase-orders/", json={"supplier_id": JOB, "line_items": [line]}).status_code == 404


def test_the_people_of_the_business_are_listed_by_id_role_and_trade(rosa: httpx.Client) -> None:
    business_id = rosa.get("/business-context/current").json()["current_business_id"]
    people = {row["user_id"]: row for row in rosa.get(f"/businesses/{business_id}/members").json()}
    marcus = people[row_id("user", "Marcus Reed")]
    assert (marcus["role"], marcus["job_title"], marcus["is_active"]) == ("employee", "heating", True)
    assert rosa.get(f"/businesses/{JOB}/members").status_code == 403


def test_a_business_tells_its_people_where_it_is(rosa: httpx.Client) -> None:
    business_id = rosa.get("/business-context/current").json()["current_business_id"]
    detail = rosa.get(f"/businesses/{business_id}").json()
    assert (detail["business"]["timezone"], detail["user_membership"]["role"]) == ("America/Chicago", "employee")
    assert rosa.get(f"/businesses/{JOB}").status_code == 403


@pytest.mark.parametrize(
    "path", ["/suppliers/", "/purchase-orders/", f"/businesses/{JOB}", f"/businesses/{JOB}/members"]
)
def test_what_was_never_measured_fails_on_the_measured_faces(
    path: str, measured: StandIn, sign_in: Callable[..., httpx.Client]
) -> None:
    assert sign_in(measured, OWNER_EMAIL).get(path).status_code == 500


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with StandIn.start(tmp_path_factory.mktemp("measured") / "hero365.db", face=Face.REPAIRED) as running:
        yield running
