"""Scheduling in the contract's face: what is planned takes time, what is left is offered."""

from typing import Any

import httpx
import pytest

from sync.standin import StandIn
from sync.standin.planting import row_id

ROSA, MARCUS = row_id("user", "Rosa Delgado"), row_id("user", "Marcus Reed")


@pytest.fixture
def wanted() -> dict[str, Any]:
    """Two hours of a Monday between eight and noon."""
    window = {"start_time": "2026-03-02T08:00:00-06:00", "end_time": "2026-03-02T12:00:00-06:00"}
    return {"job_type": "service", "estimated_duration_hours": 2, "preferred_date_range": window}


def test_a_slot_names_who_is_free(rosa: httpx.Client, wanted: dict[str, Any]) -> None:
    slots = rosa.post("/scheduling/available-slots", json=wanted).json()["available_slots"]
    assert [slot["start_time"] for slot in slots] == [f"2026-03-02T{hour}:00:00Z" for hour in (14, 15, 16)]
    free = [{person["user_id"]: person["name"] for person in slot["available_technicians"]} for slot in slots]
    assert all(who[MARCUS] == "Marcus Reed" for who in free)
    assert not any(ROSA in who for who in free)  # she is at jobs 42 and 57


def test_there_is_no_slot_where_the_work_does_not_fit(rosa: httpx.Client, wanted: dict[str, Any]) -> None:
    found = rosa.post("/scheduling/available-slots", json=wanted | {"estimated_duration_hours": 5}).json()
    assert (found["available_slots"], found["total_slots_found"]) == ([], 0)


def check(client: httpx.Client, start: str, end: str) -> dict[str, Any]:
    body = {"user_ids": [ROSA], "start_datetime": start, "end_datetime": end}
    [person] = client.post("/scheduling/availability/check", json=body).json()["user_availability"]
    return dict(person)


def test_a_job_takes_the_time_of_whoever_it_is_assigned_to(rosa: httpx.Client) -> None:
    morning = check(rosa, "2026-03-02T08:00:00-06:00", "2026-03-02T12:00:00-06:00")
    assert (morning["is_available"], morning["total_available_hours"]) == (False, 0.5)
    assert morning["available_slots"] == [{"start": "2026-03-02T17:00:00Z", "end": "2026-03-02T17:30:00Z"}]
    assert check(rosa, "2026-03-02T20:00:00-06:00", "2026-03-02T21:00:00-06:00")["is_available"]


def test_days_off_are_asked_for_listed_and_no_working_time(stand_in: StandIn, rosa: httpx.Client) -> None:
    body = {
        "time_off_type": "vacation",
        "start_date": "2031-03-10",
        "end_date": "2031-03-11",
        "reason": "trip cmd:9f70",
    }
    made = rosa.post(f"/scheduling/users/{ROSA}/time-off", json=body).json()["time_off_request"]
    assert (made["status"], made["duration_days"]) == ("pending", 2)
    assert rosa.get("/scheduling/time-off", params={"user_id": ROSA}).json() == [made]
    assert [effect.table for effect in stand_in.journal() if effect.command == "9f70"] == ["time_off"]
    off = check(rosa, "2031-03-11T23:00:00-06:00", "2031-03-11T23:30:00-06:00")
    assert (off["is_available"], off["unavailable_reason"]) == (False, "Time off")
    assert check(rosa, "2031-03-12T00:00:00-06:00", "2031-03-12T01:00:00-06:00")["is_available"]


def test_days_off_do_not_end_before_they_begin(rosa: httpx.Client) -> None:
    body = {"time_off_type": "vacation", "start_date": "2031-03-11", "end_date": "2031-03-10"}
    assert rosa.post(f"/scheduling/users/{ROSA}/time-off", json=body).status_code == 422


def test_an_event_is_listed_on_its_day_and_takes_time(rosa: httpx.Client) -> None:
    body = {"title": "Training", "start_datetime": "2031-04-01T09:00:00", "end_datetime": "2031-04-01T10:00:00"}
    path = f"/scheduling/users/{ROSA}/calendar/events"
    made = rosa.post(path, json=body).json()["event"]
    day, next_day = ({"start_date": f"2031-04-0{day}", "end_date": f"2031-04-0{day}"} for day in (1, 2))
    assert rosa.get(path, params=day).json() == [made]
    assert rosa.get(path, params=next_day).json() == []
    assert check(rosa, "2031-04-01T09:30:00Z", "2031-04-01T11:00:00Z")["unavailable_reason"] == "Training"


def test_the_calendars_of_others_are_not_a_technicians(rosa: httpx.Client) -> None:
    refused = rosa.get("/scheduling/time-off", params={"user_id": MARCUS})
    said = "Failed to get time off requests: Insufficient permissions"
    assert (refused.status_code, refused.json()["detail"]) == (422, said)


def test_the_team_is_summed_up(rosa: httpx.Client) -> None:
    days = {"start_date": "2026-03-02", "end_date": "2026-03-02"}
    summary = rosa.get("/scheduling/availability/team-summary", params=days).json()
    assert (summary["total_team_members"], summary["available_members"]) == (4, 3)
    assert summary["members_with_limited_availability"] == 1


def test_where_somebody_is_is_kept(stand_in: StandIn, rosa: httpx.Client) -> None:
    place = {"latitude": 41.75, "longitude": -88.25, "accuracy_meters": 20, "timestamp": "2031-03-03T09:00:00Z"}
    for status in ("traveling", "arrived"):
        body = {"user_id": ROSA, "location": place, "status": status}
        assert rosa.post("/scheduling/real-time/update-location", json=body).status_code == 204
    told = [(effect.op, effect.changed) for effect in stand_in.journal() if effect.table == "locations"]
    assert told == [("insert", []), ("update", ["status"])]
