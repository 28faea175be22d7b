"""A visit that is moved to another hour stays on its day."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from conversation.dialogue import Dialogue
from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from erp import Job, Language, Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")


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


@pytest.mark.parametrize(
    ("language", "said", "hour"),
    [
        ("en", ["move job 88", "at ten"], 10),
        ("en", ["move job 88", "um, at ten, please"], 10),
        ("es", ["mueve el trabajo 88", "a las diez"], 10),
        ("es", ["mueve el trabajo 88", "eh a las diez por favor"], 10),
        ("es", ["mueve el trabajo 88", "que sea a las diez"], 10),
    ],
)
def test_so_does_one_whose_hour_is_the_answer_to_a_question(
    language: Language, said: list[str], hour: int, planned: Snapshot, now: datetime
) -> None:
    dialogue, understanding = Dialogue(), Understanding(planned, TONGUES[language])
    [instruction] = [dialogue.hear(words, understanding, now, TURN) for words in said][-1].instructions
    assert instruction.command.model_dump()["when"] == f"{(now + timedelta(days=2)).date().isoformat()}T{hour}:00"


@pytest.mark.parametrize(
    ("now_is", "answer", "reply"),
    [
        ("2026-11-25T08:00", "at nine", "Job 43 is saved for today at 9 a.m."),
        ("2026-11-25T11:00", "at nine", "Job 43 is saved for tomorrow at 9 a.m."),
        ("2026-11-25T11:00", "at five", "Job 43 is saved for today at 5 p.m."),
        ("2026-11-25T20:00", "five", "Job 43 is saved for tomorrow at 5 p.m."),
    ],
)
def test_an_hour_alone_is_the_next_one_and_its_day_is_said(
    now_is: str, answer: str, reply: str, understanding: Understanding, now: datetime
) -> None:
    at, dialogue = datetime.fromisoformat(now_is).replace(tzinfo=now.tzinfo), Dialogue()
    dialogue.hear("schedule job 43", understanding, at, TURN)
    assert dialogue.hear(answer, understanding, at, TURN).reply == reply


@pytest.mark.parametrize(
    ("language", "said", "reply"),
    [
        ("en", "move job 88 to monday", "The new time of job 88 is saved: Monday, November 30, still at 9 a.m."),
        ("en", "move job 88 to monday at ten", "The new time of job 88 is saved: Monday, November 30 at 10 a.m."),
        ("en", "move job 88 to monday morning", "The new time of job 88 is saved: Monday, November 30 in the morning."),
        ("en", "schedule job 43 for monday", "Job 43 is saved for Monday, November 30."),
        (
            "es",
            "mueve el trabajo 88 al lunes",
            "La nueva hora del trabajo 88 queda guardada: el lunes 30, igual que antes a las 9 a.m.",
        ),
    ],
)
def test_the_hour_that_holds_is_said(
    language: Language, said: str, reply: str, planned: Snapshot, now: datetime
) -> None:
    decision = Dialogue().hear(said, Understanding(planned, TONGUES[language]), now, TURN)
    assert decision.reply == reply
    if "still" in reply or "igual" in reply:
        assert [instruction.command.model_dump()["when"] for instruction in decision.instructions] == ["2026-11-30"]


def test_an_hour_of_today_that_is_over_cannot_be_kept(planned: Snapshot, now: datetime) -> None:
    decision = Dialogue().hear("move job 88 to today", Understanding(planned, TONGUES["en"]), now, TURN)
    assert decision.reply == "Today at 9 a.m. is in the past. Say a later time."


def test_what_follows_in_the_same_breath_knows_the_hour(planned: Snapshot, now: datetime) -> None:
    said = "move job 88 to monday and what do i have on monday"
    decision = Dialogue().hear(said, Understanding(planned, TONGUES["en"]), now, TURN)
    assert "9 a.m." in decision.reply.partition("still at 9 a.m.")[2]
