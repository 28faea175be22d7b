"""Faults on demand: what a client sees, and what reached the database all the same."""

import contextlib
import threading
from typing import Any
from uuid import uuid4

import httpx
import pytest

from sync.answers import Answer, Verdict, classify
from sync.standin import Effect, Kind, StandIn

Body = dict[str, Any]


@pytest.fixture
def new_job() -> Body:
    """A job with a number of its own."""
    number = f"E7K-{uuid4().hex[:6]}"
    return {
        "title": "No hot water",
        "job_type": "service",
        "job_address": {"street_address": "1 Elm", "city": "Elgin", "state": "IL", "postal_code": "60120"},
        "job_number": number,
        "custom_fields": {"h365_cmd": f"command-{number}"},
    }


def effects(stand_in: StandIn, job: Body) -> list[Effect]:
    """What was done to the job."""
    return [effect for effect in stand_in.journal() if effect.number == job["job_number"]]


def test_down_refuses_connections_and_cuts_the_open_ones(stand_in: StandIn, rosa: httpx.Client) -> None:
    assert rosa.get("/jobs").status_code == 200
    stand_in.fault(Kind.DOWN)
    with pytest.raises(httpx.TransportError):  # the connection that was kept open
        rosa.get("/jobs")
    with pytest.raises(httpx.ConnectError):
        rosa.get("/jobs")
    stand_in.clear_faults()
    assert rosa.get("/jobs").status_code == 200


def test_down_cuts_a_request_that_is_waiting(stand_in: StandIn, rosa: httpx.Client) -> None:
    stand_in.fault(Kind.SLOW, times=1, seconds=60)
    outcome: list[Exception] = []

    def ask() -> None:
        try:
            rosa.get("/jobs", timeout=60)
        except httpx.TransportError as error:
            outcome.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    while stand_in.faults():  # until the request has met it
        pass
    stand_in.fault(Kind.DOWN)
    asking.join()
    assert len(outcome) == 1


def test_a_lost_answer_was_done_once(stand_in: StandIn, rosa: httpx.Client, new_job: Body) -> None:
    stand_in.fault(Kind.LOSE_ANSWER, times=1, method="POST", path="/jobs")
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        rosa.post("/jobs", json=new_job)
    again = rosa.post("/jobs", json=new_job)
    assert (again.status_code, again.json()["detail"]) == (400, f"Job number '{new_job['job_number']}' already exists")
    assert [effect.op for effect in effects(stand_in, new_job)] == ["insert"]


@pytest.mark.parametrize("kind", [Kind.DROP, Kind.ERROR, Kind.BROKEN])
def test_what_was_stopped_before_the_work_was_not_done(
    kind: Kind, stand_in: StandIn, rosa: httpx.Client, new_job: Body
) -> None:
    stand_in.fault(kind, times=1)
    with contextlib.suppress(httpx.RemoteProtocolError, httpx.ReadError):
        assert rosa.post("/jobs", json=new_job).status_code == 500
    assert effects(stand_in, new_job) == []
    assert rosa.post("/jobs", json=new_job).status_code == 201


def test_a_slow_request_is_done_after_the_client_gave_up(stand_in: StandIn, rosa: httpx.Client, new_job: Body) -> None:
    stand_in.fault(Kind.SLOW, times=1, seconds=0.3)
    with pytest.raises(httpx.ReadTimeout):
        rosa.post("/jobs", json=new_job, timeout=0.05)
    while not effects(stand_in, new_job):
        pass
    assert [effect.op for effect in effects(stand_in, new_job)] == ["insert"]


def test_what_a_proxy_has_given_up_is_done_afterwards(stand_in: StandIn, rosa: httpx.Client, new_job: Body) -> None:
    stand_in.fault(Kind.GIVEN_UP, times=1, method="POST", path="/jobs")
    assert rosa.post("/jobs", json=new_job).status_code == 504
    assert effects(stand_in, new_job) == []
    for _ in range(2):
        stand_in.finish()
        assert [effect.op for effect in effects(stand_in, new_job)] == ["insert"]


def test_an_answer_of_422_after_the_work_has_no_input(stand_in: StandIn, rosa: httpx.Client, new_job: Body) -> None:
    stand_in.fault(Kind.LATE_422, times=1)
    answer = rosa.post("/jobs", json=new_job)
    assert answer.status_code == 422
    assert "input" not in answer.json()["error"]["details"][0]
    assert [effect.op for effect in effects(stand_in, new_job)] == ["insert"]


def test_nothing_is_stored_behind_a_200_with_the_old_values(
    stand_in: StandIn, rosa: httpx.Client, new_job: Body
) -> None:
    path = f"/jobs/{rosa.post('/jobs', json=new_job).json()['id']}"
    stand_in.fault(Kind.NO_STORE, times=1, method="PATCH")
    answer = rosa.patch(f"{path}/status", json={"status": "scheduled"})
    assert (answer.status_code, answer.json()["status"]) == (200, "draft")
    assert rosa.get(path).json()["status"] == "draft"
    assert [effect.op for effect in effects(stand_in, new_job)] == ["insert"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/jobs", 400), ("/contacts", 400), ("/business-context/current", 401), ("/users/me", 401)],
)
def test_an_expired_token_is_answered_in_the_routes_own_way(
    path: str, status: int, stand_in: StandIn, rosa: httpx.Client
) -> None:
    stand_in.fault(Kind.EXPIRED, times=1)
    assert rosa.get(path).status_code == status
    assert rosa.get(path).status_code == 200


def test_a_proxy_in_front_answers_with_its_own_status(stand_in: StandIn, rosa: httpx.Client) -> None:
    stand_in.fault(Kind.ERROR, times=1, status=503)
    assert rosa.get("/jobs").status_code == 503


def test_a_server_that_cannot_do_something_stumbles_over_its_own_code(stand_in: StandIn, rosa: httpx.Client) -> None:
    stand_in.fault(Kind.BROKEN, times=1)
    answer = rosa.get("/jobs")
    assert answer.status_code == 500
    assert classify(Answer(500, answer.json()), "/jobs") is Verdict.INCAPABLE


def test_a_fault_meets_only_its_requests_and_only_so_often(stand_in: StandIn, rosa: httpx.Client) -> None:
    stand_in.fault(Kind.ERROR, times=2, method="GET", path="/contacts")
    asked = [rosa.get("/jobs"), rosa.post("/contacts/search", json={}), *(rosa.get("/contacts") for _ in range(3))]
    assert [answer.status_code for answer in asked] == [200, 200, 500, 500, 200]


def test_faults_are_cleared(stand_in: StandIn, rosa: httpx.Client) -> None:
    stand_in.fault(Kind.ERROR)
    assert rosa.get("/jobs").status_code == 500
    stand_in.clear_faults()
    assert rosa.get("/jobs").status_code == 200


def test_the_journal_names_command_and_changed_columns(stand_in: StandIn, rosa: httpx.Client, new_job: Body) -> None:
    path = f"/jobs/{rosa.post('/jobs', json=new_job).json()['id']}"
    for body in ({"status": "scheduled", "notes": "by voice cmd:9f31"}, {"status": "in_progress"}):
        rosa.patch(f"{path}/status", json=body)
    told = [(effect.table, effect.op, effect.command, effect.changed) for effect in effects(stand_in, new_job)]
    assert told == [
        ("jobs", "insert", new_job["custom_fields"]["h365_cmd"], []),
        ("jobs", "update", "9f31", ["internal_notes", "status"]),
        ("jobs", "update", None, ["actual_start", "status"]),
    ]
