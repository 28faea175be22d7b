"""Contacts in the contract's face: what is noted and set of them is stored, and can be read."""

from typing import Any

import httpx
import pytest

from sync.standin import StandIn


@pytest.fixture
def contact(rosa: httpx.Client, request: pytest.FixtureRequest) -> dict[str, Any]:
    """A lead of this test's own."""
    body = {"contact_type": "lead", "first_name": "Ann", "email": f"{request.node.name}@example.com".replace("[", ".")}
    made: dict[str, Any] = rosa.post("/contacts", json=body | {"email": body["email"].replace("]", "")}).json()
    return made


def test_a_call_is_noted_and_read_the_latest_first(
    stand_in: StandIn, rosa: httpx.Client, contact: dict[str, Any]
) -> None:
    path = f"/contacts/{contact['id']}"
    for said in ("Asked for a quote cmd:9f32", "Took the quote"):
        made = rosa.post(f"{path}/interactions", json={"type": "call", "description": said, "outcome": "reached"})
        assert made.status_code == 201
    listed = rosa.get(f"{path}/interactions", params={"limit": 1}).json()
    assert ([row["description"] for row in listed["interactions"]], listed["total"]) == (["Took the quote"], 2)
    assert rosa.get(path).json()["last_contacted"]
    told = [(effect.op, effect.command) for effect in stand_in.journal() if effect.row_id == contact["id"]]
    assert told == [("insert", None), ("update", "9f32"), ("update", None)]


def test_where_a_contact_stands_is_set_with_its_history(rosa: httpx.Client, contact: dict[str, Any]) -> None:
    path = f"/contacts/{contact['id']}"
    body = {"relationship_status": "closed_won", "lifecycle_stage": "purchase", "reason": "signed"}
    changed = rosa.put(f"{path}/status", json=body).json()
    assert (changed["old_status"], changed["new_status"]) == ("prospect", "closed_won")
    after = rosa.get(path).json()
    assert (after["relationship_status"], after["lifecycle_stage"]) == ("closed_won", "purchase")
    assert [(entry["to_status"], entry["reason"]) for entry in after["status_history"]] == [("closed_won", "signed")]


def test_a_stage_that_is_not_named_stays(rosa: httpx.Client, contact: dict[str, Any]) -> None:
    changed = rosa.put(f"/contacts/{contact['id']}/status", json={"relationship_status": "dormant"}).json()
    assert changed["new_lifecycle_stage"] == changed["old_lifecycle_stage"] == "interest"


@pytest.mark.parametrize("way", ["convert", "update"])
def test_a_lead_becomes_a_customer(way: str, rosa: httpx.Client, contact: dict[str, Any]) -> None:
    path = f"/contacts/{contact['id']}"
    if way == "convert":
        rosa.post(f"{path}/convert", json={"to_type": "customer"})
    else:
        rosa.put(path, json={"contact_type": "customer"})
    assert rosa.get(path).json()["contact_type"] == "customer"


def test_who_was_contacted_is_marked(rosa: httpx.Client, contact: dict[str, Any]) -> None:
    assert contact["last_contacted"] is None
    assert rosa.post(f"/contacts/{contact['id']}/mark-contacted").json()["last_contacted"]


def test_several_are_changed_at_once_and_counted(rosa: httpx.Client, contact: dict[str, Any]) -> None:
    body = {
        "contact_ids": [contact["id"], "11111111-1111-4111-8111-111111111111"],
        "status": "inactive",
        "priority": "high",
        "tags_to_add": ["gate code"],
        "custom_fields": {"lead": "qualified"},
    }
    assert rosa.post("/contacts/bulk-update", json=body).json()["updated_count"] == 1
    after = rosa.get(f"/contacts/{contact['id']}").json()
    assert (after["status"], after["priority"], after["tags"]) == ("inactive", "high", ["gate code"])
    assert after["custom_fields"] == {"lead": "qualified"}


def test_tags_are_added_replaced_and_removed(rosa: httpx.Client, contact: dict[str, Any]) -> None:
    for operation, tags, expected in (
        ("add", ["b", "a"], ["a", "b"]),
        ("remove", ["a"], ["b"]),
        ("replace", ["c"], ["c"]),
    ):
        body = {"contact_ids": [contact["id"]], "tags": tags, "operation": operation}
        assert rosa.post("/contacts/tags", json=body).json()["updated_count"] == 1
        assert rosa.get(f"/contacts/{contact['id']}").json()["tags"] == expected


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ("none", None),
        ("basic", {"id", "display_name", "email"}),
        ("full", {"id", "display_name", "email", "full_name", "phone", "role", "department", "is_active"}),
    ],
)
def test_the_people_of_a_contact_are_named_as_asked(
    detail: str, told: set[str] | None, rosa: httpx.Client, contact: dict[str, Any]
) -> None:
    shown = rosa.get(f"/contacts/{contact['id']}", params={"include_user_details": detail}).json()["created_by"]
    if told is None:
        assert shown == contact["created_by"]
    else:
        assert (shown.keys(), shown["display_name"]) == (told, "Rosa Delgado")
