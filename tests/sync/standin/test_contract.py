"""The contract's face: what the measured server cannot do, done as the published types promise."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from sync.standin import OWNER_EMAIL, VIEWER_EMAIL, StandIn

LINE = {"description": "Repair", "quantity": 2, "unit_price": "134.00"}


@pytest.fixture
def maria(rosa: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = rosa.post("/contacts/search", json={"search_term": "Garcia"}).json()["contacts"][0]
    return found


def test_an_invoice_for_a_job_is_stored_and_listed(rosa: httpx.Client, maria: dict[str, Any]) -> None:
    job_id = rosa.post("/jobs/search", json={"search_term": "JOB-000042"}).json()["jobs"][0]["id"]
    body = {"contact_id": maria["id"], "title": "Water heater", "line_items": [LINE], "job_id": job_id}
    made = rosa.post("/invoices", json=body | {"invoice_number": "E7K-I1", "custom_fields": {"h365_cmd": "c1"}})
    assert made.status_code == 201
    assert made.json()["financial_summary"]["amount_due"] == 268.0
    [listed] = rosa.get("/invoices", params={"job_id": job_id}).json()["invoices"]
    assert (listed["invoice_number"], listed["custom_fields"]) == ("E7K-I1", {"h365_cmd": "c1"})
    assert listed["financial_summary"]["balance_due"] == 268.0
    again = rosa.post("/invoices", json=body | {"invoice_number": "E7K-I1"})
    assert (again.status_code, again.json()["detail"]) == (400, "Invoice number 'E7K-I1' already exists")


def test_an_estimate_gets_the_next_number(rosa: httpx.Client, maria: dict[str, Any]) -> None:
    expected = rosa.get("/estimates/next-number").json()["next_number"]
    made = rosa.post("/estimates", json={"contact_id": maria["id"], "title": "Repipe", "line_items": [LINE]})
    assert (made.status_code, made.json()["estimate_number"], made.json()["status"]) == (201, expected, "draft")
    assert rosa.get(f"/estimates/{made.json()['id']}").json() == made.json()


def test_discounts_and_tax_make_the_total(rosa: httpx.Client, maria: dict[str, Any]) -> None:
    line = LINE | {"discount_type": "percentage", "discount_value": 10, "tax_rate": 5}
    body = {"contact_id": maria["id"], "title": "Repair", "line_items": [line]}
    summary = rosa.post("/estimates", json=body).json()["financial_summary"]
    assert summary["subtotal"] == pytest.approx(241.20)
    assert summary["total_amount"] == pytest.approx(241.20 * 1.05)


def test_an_estimate_is_valid_into_the_future(rosa: httpx.Client, maria: dict[str, Any]) -> None:
    today = datetime.now(UTC).date()
    body = {"contact_id": maria["id"], "title": "Repair", "line_items": [LINE]}
    assert rosa.post("/estimates", json=body | {"valid_until_date": str(today)}).status_code == 422
    made = rosa.post("/estimates", json=body | {"valid_until_date": str(today + timedelta(days=30))})
    assert made.json()["status_info"]["days_until_expiry"] in (29, 30)  # midnight may have passed


def test_a_part_is_found_with_its_stock_and_price(rosa: httpx.Client) -> None:
    [part] = rosa.post("/products/search", json={"search_term": "45/5 MFD"}).json()["products"]
    assert (part["name"], part["quantity_available"], part["unit_price"]) == ("45/5 MFD capacitor", 4, 22.4)
    assert rosa.get(f"/products/{part['id']}").json() == part


def test_a_project_changes_its_status(rosa: httpx.Client) -> None:
    [project] = rosa.post("/projects/search", json={"search": "repipe"}).json()["projects"]
    changed = rosa.put(f"/projects/{project['id']}", json={"status": "completed"})
    assert (changed.status_code, changed.json()["status"]) == (200, "completed")


def test_jobs_are_put_into_a_project_once(rosa: httpx.Client) -> None:
    [project] = rosa.post("/projects/search", json={"search": "remodel"}).json()["projects"]
    job_id = rosa.post("/jobs/search", json={"search_term": "JOB-000115"}).json()["jobs"][0]["id"]
    said = [rosa.post(f"/projects/{project['id']}/jobs", json={"job_ids": [job_id]}).json()["message"] for _ in "ab"]
    assert said == [f"Successfully assigned {count} jobs to project" for count in (1, 0)]
    assert [job["id"] for job in rosa.get(f"/projects/{project['id']}/jobs").json()] == [job_id]


def test_the_figures_of_projects_add_up(rosa: httpx.Client) -> None:
    statistics = rosa.get("/projects/analytics/statistics").json()
    projects = rosa.get("/projects").json()["projects"]
    assert statistics["total_projects"] == sum(statistics["by_status"].values()) == len(projects)
    days = {"start_date": "2020-01-01", "end_date": "2035-12-31"}
    summary = rosa.get("/projects/analytics/budget-summary", params=days).json()
    assert (summary["total_budget"], summary["project_count"]) == ("53300.00", len(projects))
    none = rosa.get("/projects/analytics/budget-summary", params=days | {"end_date": "2020-01-02"}).json()
    assert (none["total_budget"], none["project_count"]) == ("0.00", 0)


def test_the_workload_counts_the_jobs_of_a_person(rosa: httpx.Client) -> None:
    user_id = rosa.get("/users/me").json()["id"]
    load = rosa.get(f"/jobs/workload/{user_id}", params={"target_user_id": user_id}).json()
    jobs = [job for job in rosa.get("/jobs").json()["jobs"] if user_id in job["assigned_to"]]
    assert load["total_assigned_jobs"] == len(jobs)
    assert load["jobs_in_progress"] == sum(job["status"] == "in_progress" for job in jobs)


def test_who_may_only_look_changes_nothing(stand_in: StandIn, sign_in: Any, maria: dict[str, Any]) -> None:
    viewer, before = sign_in(stand_in, VIEWER_EMAIL), stand_in.journal()
    assert viewer.get("/jobs").status_code == 200
    sale = {"contact_id": maria["id"], "title": "x", "line_items": [LINE]}
    refused = [viewer.post(path, json=sale) for path in ("/invoices", "/estimates")]
    assert [answer.status_code for answer in refused] == [403, 403]
    assert stand_in.journal() == before


def test_the_owner_acts_in_the_same_business(stand_in: StandIn, sign_in: Any, rosa: httpx.Client) -> None:
    current = [client.get("/business-context/current").json() for client in (sign_in(stand_in, OWNER_EMAIL), rosa)]
    assert current[0]["current_business_id"] == current[1]["current_business_id"]
