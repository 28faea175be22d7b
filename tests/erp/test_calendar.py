"""Days of work: what lies in them, and the room between."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp import Job, Snapshot
from erp.calendar import USUAL_LENGTH, Span, free, jobs_of, jobs_on, planned, span

CHICAGO = ZoneInfo("America/Chicago")
DAY = date(2026, 11, 26)
EARLY = datetime(2026, 11, 26, 6, 0, tzinfo=CHICAGO)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"{DAY}T{clock}").replace(tzinfo=CHICAGO)


def job(number: str, start: str | None, end: str | None = None, *who: str, status: str = "scheduled") -> Job:
    return Job(
        ref=f"job-{number}",
        number=number,
        full_number=f"JOB-{number}",
        title="Leak",
        status=status,
        scheduled_start=at(start) if start else None,
        scheduled_end=at(end) if end else None,
        assigned_to=who,
    )


def day_of(*jobs: Job) -> Snapshot:
    return Snapshot("Rosa", "Northside", "America/Chicago", "9001", jobs=jobs)


def clocks(gaps: list[Span]) -> list[str]:
    return [f"{gap.start:%H:%M}-{gap.end:%H:%M}" for gap in gaps]


@pytest.mark.parametrize(
    ("jobs", "gaps"),
    [
        ((), ["08:00-17:00"]),
        ((job("1", "09:00", "11:00", "Rosa"),), ["08:00-09:00", "11:00-17:00"]),
        ((job("1", "07:00", "09:00", "Rosa"), job("2", "16:00", "19:00", "Rosa")), ["09:00-16:00"]),
        ((job("1", "09:00", "12:00", "Rosa"), job("2", "10:00", "11:00", "Rosa")), ["08:00-09:00", "12:00-17:00"]),
        ((job("1", "09:00", None, "Rosa"),), ["08:00-09:00", "11:00-17:00"]),
        ((job("1", "08:20", "16:45", "Rosa"),), []),
        ((job("1", "09:00", "11:00", "Sam"),), ["08:00-17:00"]),
        ((job("1", "09:00", "11:00"),), ["08:00-09:00", "11:00-17:00"]),
        ((job("1", "09:00", "11:00", "Rosa", status="cancelled"),), ["08:00-17:00"]),
        ((job("1", "08:00", "17:00", "Rosa"),), []),
    ],
    ids=[
        "nothing",
        "one",
        "over the edges",
        "overlapping",
        "usual length",
        "crumbs",
        "Sam's",
        "nobody's",
        "off",
        "full",
    ],
)
def test_what_is_free_lies_between_the_jobs_that_nobody_else_does(jobs: tuple[Job, ...], gaps: list[str]) -> None:
    assert clocks(free(DAY, day_of(*jobs), EARLY)) == gaps


def test_what_is_over_is_not_free() -> None:
    snapshot = day_of(job("1", "13:00", "14:00", "Rosa"))
    assert clocks(free(DAY, snapshot, at("10:10"))) == ["10:10-13:00", "14:00-17:00"]
    assert free(DAY, snapshot, at("18:00")) == []


def test_a_gap_is_as_long_as_is_wanted() -> None:
    snapshot = day_of(job("1", "09:00", "14:00", "Rosa"))
    assert clocks(free(DAY, snapshot, EARLY, shortest=timedelta(hours=2))) == ["14:00-17:00"]


@given(st.lists(st.tuples(st.integers(0, 23 * 60), st.integers(1, 300)), max_size=8))
def test_gaps_and_jobs_never_meet(spans: list[tuple[int, int]]) -> None:
    midnight = at("00:00")
    jobs = [
        Job(
            str(index),
            str(index),
            str(index),
            "Leak",
            "scheduled",
            scheduled_start=midnight + timedelta(minutes=start),
            scheduled_end=midnight + timedelta(minutes=start + length),
            assigned_to=("Rosa",),
        )
        for index, (start, length) in enumerate(spans)
    ]
    gaps = free(DAY, day_of(*jobs), EARLY)
    assert all(at("08:00") <= gap.start < gap.end <= at("17:00") for gap in gaps)
    for gap in gaps:
        for each in jobs:
            busy = planned(each)
            assert busy is not None
            assert busy.end <= gap.start or busy.start >= gap.end


def test_a_day_holds_ones_own_jobs_and_nobodys_in_order() -> None:
    snapshot = day_of(
        job("1", "13:00", None, "Rosa"),
        job("2", "09:00"),
        job("3", "10:00", None, "Sam"),
        job("4", "08:00", None, "Rosa", status="cancelled"),
        job("5", None, None, "Rosa"),
    )
    assert [each.number for each in jobs_on([DAY], snapshot)] == ["2", "1"]
    assert jobs_on([DAY + timedelta(days=1)], snapshot) == []


def test_somebody_is_at_work_while_a_job_of_theirs_goes_on() -> None:
    snapshot = day_of(job("1", "09:00", "11:00", "Sam", "Rosa"))
    assert [each.number for each in jobs_of("Sam", Span(at("10:30"), at("12:30")), snapshot)] == ["1"]
    assert jobs_of("Sam", Span(at("11:00"), at("12:00")), snapshot) == []
    assert jobs_of("Ann", Span(at("10:30"), at("12:30")), snapshot) == []


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2026-11-26T09:00", "09:00", "11:00"),
        ("2026-11-26", "08:00", "17:00"),
        ("2026-11-26/morning", "08:00", "12:00"),
        ("2026-11-26/evening", "17:00", "20:00"),
    ],
)
def test_a_spoken_time_is_a_stretch_of_hours(when: str, start: str, end: str) -> None:
    assert span(when, CHICAGO, USUAL_LENGTH) == Span(at(start), at(end))
