"""A visit that is moved to another hour stays on its day."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from erp import Job, Language, Snapshot


@pytest.fixture
def planned(business: Snapshot, now: datetime) -> Snapshot:
    """Job 88 is planned for nine o'clock in two days."""
    start = (now + timedelta(days=2)).replace(hour=9, minute=0)
    job = Job("j88", "88", "JOB-000088", "Boiler", "scheduled", scheduled_start=start)
    return replace(business, jobs=(*business.jobs, job))


@pytest.mark.parametrize(
    ("language", "said", "days", "at"),
    [
        ("en", "move job 88 to three p m", 2, "15:00"),
        ("en", "reschedule job 88 for half past ten", 2, "10:30"),
        ("es", "mueve el trabajo 88 a las tres", 2, "15:00"),
        ("en", "move job 88 to tomorrow at three", 1, "15:00"),
        ("en", "move job 88 to today at three", 0, "15:00"),
        ("es", "mueve el trabajo 88 para mañana a las tres", 1, "15:00"),
    ],
)
def test_only_who_names_a_day_means_another_one(
    language: Language, said: str, days: int, at: str, planned: Snapshot, now: datetime
) -> None:
    understood = Understanding(planned, TONGUES[language]).command(said, now)
    assert understood.slots["when"] == f"{(now + timedelta(days=days)).date().isoformat()}T{at}"


def test_in_half_an_hour_is_today(planned: Snapshot, now: datetime) -> None:
    understood = Understanding(planned, TONGUES["en"]).command("move job 88 to in half an hour", now)
    assert not understood.slots or understood.slots["when"].startswith(now.date().isoformat())


def test_a_day_that_is_over_is_not_gone_back_to(planned: Snapshot, now: datetime) -> None:
    week_later = now + timedelta(days=7)
    understood = Understanding(planned, TONGUES["en"]).command("move job 88 to three p m", week_later)
    assert understood.slots["when"].startswith(week_later.date().isoformat())
