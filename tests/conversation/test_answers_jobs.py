"""What is answered about jobs, days and the team. It is Wednesday at eleven; Rosa Delgado asks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from conversation.answers import answer
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from erp import Command, Job, Member, Slots, Snapshot
from erp.job_questions import JobNotes, JobRead, JobSearch
from erp.scheduling import ScheduleFreeSlots, ScheduleToday, ScheduleWeek, ScheduleWhoIsAvailable


@pytest.fixture(scope="module")
def staffed(business: Snapshot) -> Snapshot:
    team = (Member("rosa", "Rosa Delgado"), Member("sam", "Sam Reed"), Member("lea", "Lea Kim"))
    return replace(business, team=team)


@pytest.mark.parametrize(
    ("command", "slots", "said"),
    [
        (
            JobRead,
            {"job": "42"},
            "Job 42, Water heater, for Maria Garcia, is in progress; it is set for today at 9 a.m.; at 12 Oak Street, "
            "Aurora; assigned to Rosa Delgado; it comes to 268 dollars.",
        ),
        (
            JobRead,
            {"job": "43"},
            "Job 43, Drain cleaning, for Oakwood Apartments, is a draft; at 100 Lake Drive, Aurora.",
        ),
        (
            JobSearch,
            {"customer": "Ann Bauer"},
            "2 jobs for Ann Bauer: job 12, Leaking faucet, scheduled, today at 1 p.m.; job 456, Repipe, a draft.",
        ),
        (
            JobSearch,
            {"assignee": "Sam Reed", "status": "scheduled"},
            "1 job scheduled assigned to Sam Reed: job 45, Sump pump, for Zoë Alvarez, today at 3 p.m.",
        ),
        (
            JobSearch,
            {"status": "in_progress", "when": "2026-11-25/morning"},
            "1 job in progress for this morning: job 42, Water heater, for Maria Garcia, today at 9 a.m.",
        ),
        (
            JobSearch,
            {"when": "2026-11-25T14:30"},
            "1 job for today at 2:30 p.m.: job 12, Leaking faucet, for Ann Bauer, scheduled, today at 1 p.m.",
        ),
        (JobSearch, {"priority": "urgent"}, "I know of no jobs of urgent priority."),
        (JobSearch, {"when": "2026-11-26T09:00"}, "I know of no jobs for tomorrow at 9 a.m."),
        (ScheduleWeek, {}, "You have 2 jobs this week: today job 42 at 9 a.m. and job 12 at 1 p.m."),
        (ScheduleWeek, {"date": "2026-12-02"}, "You have nothing scheduled next week."),
        (ScheduleWeek, {"date": "2026-12-09"}, "You have nothing scheduled in the week of Monday, December 7."),
        (ScheduleFreeSlots, {}, "You are free today: from now to 1 p.m.; from 3 p.m. to 5 p.m."),
        (ScheduleFreeSlots, {"duration": "150"}, "You have no free time for 2 hours and 30 minutes today."),
        (ScheduleFreeSlots, {"date": "2026-11-26"}, "You are free all day tomorrow."),
        (
            ScheduleWhoIsAvailable,
            {"when": "2026-11-25T15:30"},
            "Free today at 3:30 p.m.: Rosa Delgado; Lea Kim. Busy: Sam Reed, job 45.",
        ),
        (
            ScheduleWhoIsAvailable,
            {"when": "2026-11-25"},
            "Free today: Lea Kim. Busy: Rosa Delgado, 2 jobs; Sam Reed, job 45.",
        ),
        (
            ScheduleWhoIsAvailable,
            {"when": "2026-11-26/morning"},
            "Free tomorrow morning: Rosa Delgado; Sam Reed; Lea Kim.",
        ),
    ],
)
def test_in_english(command: type[Command], slots: Slots, said: str, staffed: Snapshot, now: datetime) -> None:
    assert answer(command, slots, staffed, now, ENGLISH) == said


@pytest.mark.parametrize(
    ("command", "slots", "said"),
    [
        (
            JobRead,
            {"job": "42"},
            "El trabajo 42, Water heater, para Maria Garcia, está en progreso; es hoy a las 9 a.m.; en 12 Oak Street, "
            "Aurora; lo tiene Rosa Delgado; son 268 dólares.",
        ),
        (
            JobSearch,
            {"customer": "Ann Bauer"},
            "2 trabajos para Ann Bauer: el trabajo 12, Leaking faucet, agendado, hoy a la 1 p.m.; "
            "el trabajo 456, Repipe, en borrador.",
        ),
        (
            JobSearch,
            {"assignee": "Sam Reed", "status": "scheduled"},
            "1 trabajo agendado de Sam Reed: el trabajo 45, Sump pump, para Zoë Alvarez, hoy a las 3 p.m.",
        ),
        (JobSearch, {"priority": "urgent"}, "No hay trabajos de prioridad urgente."),
        (ScheduleWeek, {}, "Tienes 2 trabajos esta semana: hoy el trabajo 42 a las 9 a.m. y el trabajo 12 a la 1 p.m."),
        (ScheduleWeek, {"date": "2026-12-02"}, "No tienes nada agendado la próxima semana."),
        (
            ScheduleWeek,
            {"date": "2026-12-09"},
            "No tienes nada agendado en la semana que empieza el lunes 7 de diciembre.",
        ),
        (ScheduleFreeSlots, {}, "Estás libre hoy: de aquí a la 1 p.m.; de las 3 p.m. a las 5 p.m."),
        (ScheduleFreeSlots, {"duration": "150"}, "No tienes ningún hueco de 2 horas y 30 minutos hoy."),
        (ScheduleFreeSlots, {"date": "2026-11-26"}, "Estás libre todo el día mañana."),
        (
            ScheduleWhoIsAvailable,
            {"when": "2026-11-25T15:30"},
            "Libres hoy a las 3:30 p.m.: Rosa Delgado; Lea Kim. Ocupados: Sam Reed, trabajo 45.",
        ),
        (
            ScheduleWhoIsAvailable,
            {"when": "2026-11-26/morning"},
            "Libres mañana por la mañana: Rosa Delgado; Sam Reed; Lea Kim.",
        ),
    ],
)
def test_in_spanish(command: type[Command], slots: Slots, said: str, staffed: Snapshot, now: datetime) -> None:
    assert answer(command, slots, staffed, now, SPANISH) == said


def test_times_are_told_as_the_clocks_of_the_business_show_them(staffed: Snapshot, now: datetime) -> None:
    in_utc = [
        replace(job, scheduled_start=job.scheduled_start and job.scheduled_start.astimezone(UTC))
        for job in staffed.jobs
    ]
    elsewhere = replace(staffed, jobs=tuple(in_utc))
    assert answer(ScheduleFreeSlots, {}, elsewhere, now, ENGLISH) == (
        "You are free today: from now to 1 p.m.; from 3 p.m. to 5 p.m."
    )


def days_of(snapshot: Snapshot, *starts: datetime) -> Snapshot:
    """One job of Rosa's for each of these times, and no other."""
    jobs = tuple(
        Job(
            f"j{number}",
            str(number),
            str(number),
            "Leak",
            "scheduled",
            scheduled_start=at,
            assigned_to=("Rosa Delgado",),
        )
        for number, at in enumerate(starts, start=1)
    )
    return replace(snapshot, jobs=jobs)


def test_a_week_is_told_day_by_day_and_without_what_is_over(staffed: Snapshot, now: datetime) -> None:
    nine = now.replace(hour=9)
    starts = [
        nine + timedelta(days=ahead, hours=hour) for ahead, hour in [(-1, 0), (0, 0), (2, 1), (2, 3), (4, 0), (5, 0)]
    ]
    assert answer(ScheduleWeek, {}, days_of(staffed, *starts), now, ENGLISH) == (
        "You have 4 jobs this week: today job 2 at 9 a.m.; Friday job 3 at 10 a.m. and job 4 at noon; Sunday job 5"
        " at 9 a.m."
    )
    assert answer(ScheduleWeek, {"date": "2026-12-01"}, days_of(staffed, *starts), now, ENGLISH) == (
        "You have 1 job next week: Monday, November 30 job 6 at 9 a.m."
    )


def test_all_of_up_to_six_visits_are_told(staffed: Snapshot, now: datetime) -> None:
    busy = days_of(staffed, *(now.replace(hour=hour) for hour in range(8, 14)))
    said = answer(ScheduleToday, {}, busy, now, ENGLISH)
    assert [f"job {number}," in said for number in range(1, 7)] == [True] * 6
    assert "other" not in said


def test_of_many_things_some_are_told(staffed: Snapshot, now: datetime) -> None:
    busy = days_of(staffed, *(now.replace(hour=hour) for hour in range(8, 15)))
    assert answer(ScheduleToday, {}, busy, now, ENGLISH).endswith("at 1 p.m. job 6, Leak; and 1 other.")
    assert answer(JobSearch, {"assignee": "Rosa Delgado"}, busy, now, ENGLISH).endswith("and 4 others.")


def test_nobody_is_free_where_all_have_jobs(staffed: Snapshot, now: datetime) -> None:
    alone = replace(days_of(staffed, now), team=())
    assert answer(ScheduleWhoIsAvailable, {"when": "2026-11-25T11:30"}, alone, now, ENGLISH) == (
        "Nobody is free today at 11:30 a.m."
    )


def test_an_old_answer_says_its_age(staffed: Snapshot, now: datetime) -> None:
    old = replace(staffed, as_of={"jobs": now - timedelta(hours=3)})
    assert answer(JobSearch, {"priority": "urgent"}, old, now, ENGLISH) == (
        "I know of no jobs of urgent priority, as of 3 hours ago."
    )
    assert "as of 3 hours ago: from now to" in answer(ScheduleFreeSlots, {}, old, now, ENGLISH)


@pytest.mark.parametrize(
    ("tongue", "slots", "reply"),
    [
        (
            ENGLISH,
            {"assignee": "Marcus Reed", "when": "2026-11-25"},
            "I know of no jobs assigned to Marcus Reed for today.",
        ),
        (SPANISH, {"assignee": "Marcus Reed", "when": "2026-11-25"}, "No hay trabajos de Marcus Reed para hoy."),
        (ENGLISH, {"status": "on_hold"}, "I know of no jobs on hold."),
        (SPANISH, {"status": "cancelled"}, "No hay trabajos cancelados."),
    ],
)
def test_what_was_looked_for_follows_in_one_phrase(
    tongue: Tongue, slots: Slots, reply: str, business: Snapshot, now: datetime
) -> None:
    assert answer(JobSearch, slots, business, now, tongue) == reply


class TestNotes:
    """What is noted about job 42, a line each, the latest last."""

    @pytest.mark.parametrize(
        ("tongue", "notes", "is_read", "said"),
        [
            (
                ENGLISH,
                "Dog in the yard.\n2026-11-24: waits for a part\nthe valve leaks\ncode 4471",
                True,
                "Notes on job 42: code 4471; the valve leaks; November 24: waits for a part; and 1 other.",
            ),
            (
                SPANISH,
                "hay perro\ngotea la válvula\nclave 4471\nlleva escalera\nfalta un codo",
                True,
                "Notas del trabajo 42: falta un codo; lleva escalera; clave 4471; y 2 más.",
            ),
            (ENGLISH, "", True, "There are no notes on job 42."),
            (SPANISH, "", True, "El trabajo 42 no tiene notas."),
            (ENGLISH, "", False, "I have not been able to read the notes of job 42 in Hero365 yet."),
            (
                SPANISH,
                "gotea la válvula",
                False,
                "Notas del trabajo 42: gotea la válvula."
                " Todavía no he podido leer las notas del trabajo 42 en Hero365.",
            ),
        ],
    )
    def test_they_are_told_the_latest_first_and_a_few(
        self, tongue: Tongue, notes: str, is_read: bool, said: str, business: Snapshot
    ) -> None:
        jobs = tuple(
            replace(job, notes=notes, notes_read=is_read) if job.number == "42" else job for job in business.jobs
        )
        now = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
        assert answer(JobNotes, {"job": "42"}, replace(business, jobs=jobs), now, tongue) == said
