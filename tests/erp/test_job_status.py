"""Hero365's legal moves of a job."""

from typing import get_args

import pytest

from erp.job_status import STATUS_VERBS, STATUS_WORDS, TRANSITIONS, JobStatus, explain_illegal, is_legal

STATUSES = get_args(JobStatus)

LEGAL = {
    "draft": "quoted scheduled cancelled",
    "quoted": "scheduled draft cancelled",
    "scheduled": "in_progress on_hold cancelled",
    "in_progress": "completed on_hold cancelled",
    "on_hold": "in_progress scheduled cancelled",
    "completed": "invoiced",
    "invoiced": "paid",
    "cancelled": "",
    "paid": "",
}


@pytest.mark.parametrize("current", STATUSES)
@pytest.mark.parametrize("wanted", STATUSES)
def test_the_legal_moves(current: str, wanted: str) -> None:
    assert is_legal(current, wanted) == (wanted in LEGAL[current].split())


def test_every_status_is_in_the_table_and_can_be_said() -> None:
    assert set(TRANSITIONS) == set(STATUSES) == set(STATUS_WORDS["en"].values()) == set(STATUS_WORDS["es"].values())
    assert set(STATUS_VERBS["en"].values()) == set(STATUS_VERBS["es"].values()) <= set(STATUSES)


@pytest.mark.parametrize(
    ("current", "wanted", "said"),
    [
        ("completed", "completed", "Job 7 is already completed."),
        ("draft", "in_progress", "Job 7 is a draft. It has to be scheduled before it can be started."),
        ("draft", "completed", "Job 7 is a draft. It has to be scheduled and started before it can be completed."),
        ("on_hold", "completed", "Job 7 is on hold. It has to be started before it can be completed."),
        (
            "draft",
            "paid",
            "Job 7 is a draft. It has to be scheduled, started, completed and invoiced before it can be paid.",
        ),
        ("completed", "in_progress", "Job 7 is completed. It can only be invoiced now."),
        ("scheduled", "draft", "Job 7 is scheduled. It can only be cancelled, started or put on hold now."),
        ("cancelled", "in_progress", "Job 7 is cancelled, and that is final."),
    ],
)
def test_what_is_illegal_is_explained(current: str, wanted: str, said: str) -> None:
    assert explain_illegal("7", current, wanted)["en"] == said


@pytest.mark.parametrize("current", STATUSES)
@pytest.mark.parametrize("wanted", STATUSES)
def test_every_illegal_move_has_a_sentence(current: str, wanted: str) -> None:
    if not is_legal(current, wanted):
        assert explain_illegal("7", current, wanted)["en"].startswith("Job 7 is ")
