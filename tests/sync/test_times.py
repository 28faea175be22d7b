"""A spoken time as two moments in the zone where it was said."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from erp.calendar import USUAL_LENGTH
from sync.times import a_time_zone, appointment

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
    known = [datetime(2026, 11, 25, 9, tzinfo=CHICAGO), datetime(2026, 11, 25, 17, tzinfo=CHICAGO)]
    assert [moment.isoformat() for moment in appointment(when, CHICAGO, known, "45")] == [start, end]


def test_who_was_told_a_day_and_is_given_an_hour_gets_a_visit_of_the_usual_length() -> None:
    for when in ("2026-11-25", "2026-11-25/morning"):
        planned = appointment(when, CHICAGO)
        start, end = appointment("2026-11-27T10:00", CHICAGO, planned)
        assert end - start == USUAL_LENGTH


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "America", "../UTC", "local", "x" * 300])
def test_what_is_no_time_zone_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(ValueError, match="is no time zone; one is America/Chicago"):
        a_time_zone(name)
    assert a_time_zone("America/Chicago") == "America/Chicago"
