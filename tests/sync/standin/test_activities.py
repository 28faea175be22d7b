"""Activities in the contract's face: what is stored can be read, and whoever carries a command id is told by it."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sync.standin import VIEWER_EMAIL, StandIn
from sync.standin.planting import row_id

MARIA, THOMAS = row_id("contact", "contact-1"), row_id("contact", "contact-2")
ROSA = row_id("user", "Rosa Delgado")


@pytest.fixture
def remind(rosa: httpx.Client) -> Callable[..., dict[str, Any]]:
    """Makes a reminder of Maria's."""

    def made(**fields: Any) -> dict[str, Any]:
        body = {"contact_id": MARIA, "activity_type": "reminder", "title": "Call Maria"} | fields
        answer: dict[str, Any] = rosa.post("/activities", json=body).raise_for_status().json()
        return answer

    return made


def test_a_reminder_is_read_as_it_was_answered(rosa: httpx.Client, remind: Callable[..., dict[str, Any]]) -> None:
    made = remind(due_date="2031-03-05T15:00:00-06:00", metadata={"h365_cmd": "c1"})
    assert made["due_date"] == "2031-03-05T21:00:00Z"
    assert rosa.get(f"/activities/{made['id']}").json() == made


def test_a_reminder_needs_no_date(remind: Callable[..., dict[str, Any]]) -> None:
    assert (remind()["due_date"], remind()["is_overdue"]) == (None, False)


def test_the_journal_tells_the_command_of_a_reminder(
    stand_in: StandIn, rosa: httpx.Client, remind: Callable[..., dict[str, Any]]
) -> None:
    made = remind(metadata={"h365_cmd": "c2"})
    rosa.put(f"/activities/{made['id']}", json={"status": "completed", "notes": "done cmd:c3"})
    told = [(effect.op, effect.command) for effect in stand_in.journal() if effect.row_id == made["id"]]
    assert told == [("insert", "c2"), ("update", "c3")]


def test_a_reminder_comes_up_when_its_time_has_come(rosa: httpx.Client, remind: Callable[..., dict[str, Any]]) -> None:
    past, future = ({"reminder_time": f"{year}-03-05T14:30:00Z", "message": "Call"} for year in (2020, 2080))
    due, later = remind(reminders=[past]), remind(reminders=[future])
    pending = [reminder["activity_id"] for reminder in rosa.get("/activities/reminders/pending").json()]
    assert due["id"] in pending
    assert later["id"] not in pending
    rosa.put(f"/activities/{due['id']}", json={"status": "completed"})
    assert due["id"] not in [row["activity_id"] for row in rosa.get("/activities/reminders/pending").json()]


def test_the_timeline_of_a_contact_has_its_activities_the_latest_first(
    rosa: httpx.Client, remind: Callable[..., dict[str, Any]]
) -> None:
    made = [remind(contact_id=THOMAS, due_date=f"203{year}-03-05T15:00:00Z") for year in range(3)]
    timeline = rosa.post("/activities/timeline", json={"contact_id": THOMAS}, params={"limit": 2}).json()
    assert [entry["id"] for entry in timeline["timeline_entries"]] == [made[2]["id"], made[1]["id"]]
    assert (timeline["total_count"], timeline["has_more"]) == (3, True)


def test_what_is_assigned_to_somebody_is_found(rosa: httpx.Client, remind: Callable[..., dict[str, Any]]) -> None:
    mine, nobodys = remind(assigned_to=ROSA), remind()
    assigned = [row["id"] for row in rosa.get("/activities/user/assigned", params={"limit": 1000}).json()["activities"]]
    assert mine["id"] in assigned
    assert nobodys["id"] not in assigned


def test_every_filter_of_the_search_acts(rosa: httpx.Client, remind: Callable[..., dict[str, Any]]) -> None:
    made = remind(title="Ask about the flue", tags=["warranty"], priority="high")
    wanted: list[dict[str, Any]] = [{"search_term": "FLUE"}, {"tags": ["warranty"]}, {"priorities": ["high"]}]
    for filters in wanted:
        assert [row["id"] for row in rosa.post("/activities/search", json=filters).json()["activities"]] == [made["id"]]
    assert rosa.post("/activities/search", json=wanted[0] | {"statuses": ["completed"]}).json()["activities"] == []


def test_several_are_changed_at_once_and_unknown_ones_are_counted(
    rosa: httpx.Client, remind: Callable[..., dict[str, Any]]
) -> None:
    made = remind()
    body = {"activity_ids": [made["id"], MARIA], "status": "cancelled"}
    answer = rosa.post("/activities/bulk-update", json=body).json()
    assert (answer["success_count"], answer["error_count"]) == (1, 1)
    assert rosa.get(f"/activities/{made['id']}").json()["status"] == "cancelled"


def test_a_viewer_reads_and_does_not_write(
    stand_in: StandIn, sign_in: Callable[..., httpx.Client], remind: Callable[..., dict[str, Any]]
) -> None:
    viewer, made = sign_in(stand_in, VIEWER_EMAIL), remind()
    assert viewer.get(f"/activities/{made['id']}").status_code == 200
    assert viewer.put(f"/activities/{made['id']}", json={"status": "completed"}).status_code == 403
