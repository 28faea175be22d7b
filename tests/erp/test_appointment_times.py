"""A spoken time as two moments in the zone where it was said."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from erp.calendar import USUAL_LENGTH, appointment

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2026-11-26T09:00", "2026-11-26T09:00:00-06:00", "2026-11-26T11:00:00-06:00"),
        ("2026-07-01T23:30", "2026-07-01T23:30:00-05:00", "2026-07-02T01:30:00-05:00"),
        ("2026-11-26", "2026-11-26T08:00:00-06:00", "2026-11-26T17:00:00-06:00"),
        ("2026-11-26/morning", "2026-11-26T08:00:00-06:00", "2026-11-26T12:00:00-06:00"),
        ("2026-11-26/afternoon", "2026-11-26T12:00:00-06:00", "2026-11-26T17:00:00-06:00"),
        ("2026-11-26/evening", "2026-11-26T17:00:00-06:00", "2026-11-26T20:00:00-06:00"),
    ],
)
def test_both_ends_carry_the_offset_of_the_place(when: str, start: str, end: str) -> None:
    assert appointment(when, CHICAGO) == (datetime.fromisoformat(start), datetime.fromisoformat(end))
    assert [moment.isoformat() for moment in appointment(when, CHICAGO)] == [start, end]


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2026-11-26T09:00", "2026-11-26T09:00:00-06:00", "2026-11-26T09:45:00-06:00"),
        ("2026-11-26/afternoon", "2026-11-26T12:00:00-06:00", "2026-11-26T12:45:00-06:00"),
        ("2026-11-26", "2026-11-26T08:00:00-06:00", "2026-11-26T08:45:00-06:00"),
    ],
)
def test_a_length_that_was_said_counts_from_the_beginning(when: str, start: str, end: str) -> None:
    known = [datetime(2026, 11, 25, 8, tzinfo=CHICAGO), datetime(2026, 11, 25, 17, tzinfo=CHICAGO)]
    assert [moment.isoformat() for moment in appointment(when, CHICAGO, known, "45")] == [start, end]


def test_who_was_told_a_day_and_is_given_an_hour_gets_a_visit_of_the_usual_length() -> None:
    for when in ("2026-11-25", "2026-11-25/morning"):
        planned = appointment(when, CHICAGO)
        start, end = appointment("2026-11-27T10:00", CHICAGO, planned)
        assert end - start == USUAL_LENGTH


@pytest.mark.parametrize(
    ("planned", "start", "end"),
    [
        (("2026-11-25T09:00", "2026-11-25T10:30"), "2026-11-27T09:00", "2026-11-27T10:30"),
        (("2026-11-25T13:15", None), "2026-11-27T13:15", "2026-11-27T15:15"),
        (("2026-11-25T08:00", "2026-11-25T12:00"), "2026-11-27T08:00", "2026-11-27T12:00"),
        (("2026-11-25T08:00", "2026-11-25T17:00"), "2026-11-27T08:00", "2026-11-27T17:00"),
        (("2026-07-01T09:00", "2026-07-01T10:00"), "2026-11-27T09:00", "2026-11-27T10:00"),
        ((None, None), "2026-11-27T08:00", "2026-11-27T17:00"),
    ],
)
def test_a_visit_that_is_moved_to_another_day_keeps_its_hour(
    planned: tuple[str | None, str | None], start: str, end: str
) -> None:
    before = [datetime.fromisoformat(time).replace(tzinfo=CHICAGO) if time else None for time in planned]
    moved = appointment("2026-11-27", CHICAGO, before)
    assert [f"{moment:%Y-%m-%dT%H:%M}" for moment in moved] == [start, end]


def test_an_hour_that_was_kept_is_kept_again() -> None:
    before = [datetime(2026, 11, 25, 9, tzinfo=CHICAGO), datetime(2026, 11, 25, 10, tzinfo=CHICAGO)]
    moved = appointment("2026-11-27", CHICAGO, before)
    assert appointment("2026-11-27", CHICAGO, moved) == moved


def test_a_part_of_the_day_or_a_length_that_is_said_counts() -> None:
    before = [datetime(2026, 11, 25, 9, tzinfo=CHICAGO), datetime(2026, 11, 25, 10, tzinfo=CHICAGO)]
    assert appointment("2026-11-27/afternoon", CHICAGO, before).start.hour == 12
    start, end = appointment("2026-11-27", CHICAGO, before, "45")
    assert (start.hour, (end - start).total_seconds()) == (9, 45 * 60)
