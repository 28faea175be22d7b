"""What becomes of estimates and invoices in the contract's face: sent, accepted, converted, changed, paid."""

from typing import Any

import httpx
import pytest

from sync.standin import StandIn
from sync.standin.planting import row_id

MARIA = row_id("contact", "contact-1")
LINE = {"description": "Repair", "quantity": 2, "unit_price": "134.00"}


@pytest.fixture
def estimate(rosa: httpx.Client) -> dict[str, Any]:
    body = {"contact_id": MARIA, "title": "Repipe", "line_items": [LINE], "custom_fields": {"h365_cmd": "made"}}
    made: dict[str, Any] = rosa.post("/estimates", json=body).raise_for_status().json()
    return made


@pytest.fixture
def invoice(rosa: httpx.Client) -> dict[str, Any]:
    """One over 268.00."""
    body = {"contact_id": MARIA, "title": "Water heater", "line_items": [LINE]}
    made: dict[str, Any] = rosa.post("/invoices", json=body).raise_for_status().json()
    return made


def pay(client: httpx.Client, invoice: dict[str, Any], amount: str, **more: str) -> httpx.Response:
    body = {"amount": amount, "payment_method": "check", **more}
    return client.post(f"/invoices/{invoice['id']}/payments", json=body)


def test_an_estimate_is_sent(rosa: httpx.Client, estimate: dict[str, Any]) -> None:
    sent = rosa.patch(f"/estimates/{estimate['id']}/status", json={"status": "sent"}).json()
    assert (sent["status"], bool(sent["sent_date"])) == ("sent", True)
    assert rosa.get(f"/estimates/{estimate['id']}").json() == sent


def test_an_accepted_estimate_is_listed_as_approved_and_becomes_one_invoice(
    stand_in: StandIn, rosa: httpx.Client, estimate: dict[str, Any]
) -> None:
    path = f"/estimates/{estimate['id']}"
    assert rosa.patch(f"{path}/status", json={"status": "accepted"}).json()["status"] == "approved"
    listed = rosa.get("/estimates", params={"estimate_status": "approved"}).json()["estimates"]
    assert estimate["id"] in [row["id"] for row in listed]
    converted = rosa.post(f"{path}/convert-to-invoice").json()
    invoice = rosa.get(f"/invoices/{converted['invoice_id']}").json()
    assert (invoice["estimate_id"], invoice["financial_summary"]["balance_due"]) == (estimate["id"], 268.0)
    assert rosa.get(path).json()["status"] == "converted"
    assert rosa.post(f"{path}/convert-to-invoice").status_code == 400
    assert [effect.command for effect in stand_in.journal() if effect.row_id == invoice["id"]] == [None]


def test_a_draft_cannot_be_converted(rosa: httpx.Client, estimate: dict[str, Any]) -> None:
    refused = rosa.post(f"/estimates/{estimate['id']}/convert-to-invoice")
    assert (refused.status_code, refused.json()["detail"]) == (400, "Estimate cannot be converted in status draft")


def test_a_payment_stands_in_the_invoice_and_the_journal(
    stand_in: StandIn, rosa: httpx.Client, invoice: dict[str, Any]
) -> None:
    made = pay(rosa, invoice, "68.00", reference="cmd-9f52")
    assert (made.status_code, made.json()["amount"]) == (201, "68.00")
    after = rosa.get(f"/invoices/{invoice['id']}").json()
    assert after["status"] == "partially_paid"
    assert [(payment["amount"], payment["reference"]) for payment in after["payments"]] == [("68.00", "cmd-9f52")]
    assert after["financial_summary"]["balance_due"] == 200.0
    told = [(effect.op, effect.command) for effect in stand_in.journal() if effect.row_id == invoice["id"]]
    assert told == [("insert", None), ("update", "9f52")]


def test_the_last_payment_pays_the_invoice_and_no_more_is_taken(rosa: httpx.Client, invoice: dict[str, Any]) -> None:
    for amount in ("0.10", "267.90"):
        assert pay(rosa, invoice, amount).status_code == 201
    after = rosa.get(f"/invoices/{invoice['id']}").json()
    assert (after["status"], after["status_info"]["is_paid"]) == ("paid", True)
    again = pay(rosa, invoice, "1.00")
    assert (again.status_code, again.json()["detail"]) == (400, "Invoice is already fully paid")


def test_more_than_the_balance_is_refused_and_not_stored(rosa: httpx.Client, invoice: dict[str, Any]) -> None:
    refused = pay(rosa, invoice, "268.01")
    said = "Payment amount 268.01 exceeds balance due 268.00"
    assert (refused.status_code, refused.json()["detail"]) == (400, said)
    assert rosa.get(f"/invoices/{invoice['id']}").json()["payments"] == []


def test_a_payment_of_tomorrow_is_none(rosa: httpx.Client, invoice: dict[str, Any]) -> None:
    assert pay(rosa, invoice, "5", payment_date="2080-01-01T00:00:00Z").status_code == 422


def test_everything_that_is_changed_is_stored(
    rosa: httpx.Client, invoice: dict[str, Any], estimate: dict[str, Any]
) -> None:
    changes = {"internal_notes": "Reminded", "custom_fields": {"reminded": "1"}, "line_items": [LINE, LINE]}
    for path in (f"/invoices/{invoice['id']}", f"/estimates/{estimate['id']}"):
        before, after = rosa.get(path).json(), rosa.put(path, json=changes).json()
        assert (after["internal_notes"], after["custom_fields"]) == ("Reminded", {"reminded": "1"})
        assert after["financial_summary"]["total_amount"] == 536.0
        assert after["issue_date"] == before["issue_date"]
        assert rosa.get(path).json() == after


@pytest.mark.parametrize("many", ["estimates", "invoices"])
def test_a_search_finds_by_name_number_and_status(many: str, rosa: httpx.Client) -> None:
    whole = rosa.get(f"/{many}").json()[many]
    one = whole[-1]
    number = one[f"{many[:-1]}_number"]
    assert [row["id"] for row in rosa.post(f"/{many}/search", json={"search_term": number}).json()[many]] == [one["id"]]
    by_client = rosa.post(f"/{many}/search", json={"search_term": one["client_name"], "status": one["status"]}).json()
    wanted = [row["id"] for row in whole if (row["client_name"], row["status"]) == (one["client_name"], one["status"])]
    assert [row["id"] for row in by_client[many]] == wanted
