"""When something is meant to happen. It is Wednesday, the twenty fifth of November 2026, eleven o'clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.english.times import parse_date, parse_when, spoken_date, spoken_when

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=ZoneInfo("America/Chicago"))

WHEN = [
    ("tomorrow at nine", "2026-11-26T09:00"),
    ("tomorrow at nine thirty a m", "2026-11-26T09:30"),
    ("at nine thirty a m", "2026-11-26T09:30"),
    ("at five", "2026-11-25T17:00"),
    ("at ten", "2026-11-26T10:00"),
    ("today at two", "2026-11-25T14:00"),
    ("half past nine", "2026-11-26T09:30"),
    ("quarter to ten tomorrow", "2026-11-26T09:45"),
    ("twenty past eight tomorrow", "2026-11-26T08:20"),
    ("noon", "2026-11-25T12:00"),
    ("friday at noon", "2026-11-27T12:00"),
    ("tomorrow", "2026-11-26"),
    ("the day after tomorrow", "2026-11-27"),
    ("day after tomorrow at eight", "2026-11-27T08:00"),
    ("a week from today", "2026-12-02"),
    ("a week from tomorrow at nine", "2026-12-03T09:00"),
    ("a week from monday", "2026-12-07"),
    ("a week from friday in the morning", "2026-12-04/morning"),
    ("this afternoon at ten past one in the afternoon", "2026-11-25T13:10"),
    ("monday after next", "2026-12-07"),
    ("the friday after next at two", "2026-12-11T14:00"),
    ("monday", "2026-11-30"),
    ("next tuesday", "2026-12-01"),
    ("next wednesday", "2026-12-02"),
    ("next friday at nine", "2026-12-04T09:00"),
    ("this friday", "2026-11-27"),
    ("friday next week", "2026-12-04"),
    ("friday, december 4", "2026-12-04"),
    ("friday the 4th at nine", "2026-12-04T09:00"),
    ("wednesday", "2026-12-02"),
    ("the fifteenth", "2026-12-15"),
    ("the thirty first", "2026-12-31"),
    ("the twenty fifth", "2026-11-25"),
    ("march fifth at two thirty", "2027-03-05T14:30"),
    ("the fifth of march at 2:30 pm", "2027-03-05T14:30"),
    ("february twenty ninth", "2028-02-29"),
    ("this afternoon", "2026-11-25/afternoon"),
    ("tomorrow morning", "2026-11-26/morning"),
    ("in the morning", "2026-11-26/morning"),
    ("friday afternoon at two", "2026-11-27T14:00"),
    ("tomorrow morning at nine", "2026-11-26T09:00"),
    ("at three in the afternoon", "2026-11-25T15:00"),
    ("tonight", "2026-11-25/evening"),
    ("tonight at eight", "2026-11-25T20:00"),
    ("tomorrow at six thirty", "2026-11-26T18:30"),
    ("tomorrow at six thirty a m", "2026-11-26T06:30"),
    ("tomorrow at seven", "2026-11-26T07:00"),
    ("tomorrow at twelve thirty", "2026-11-26T12:30"),
    ("tomorrow at twelve a m", "2026-11-26T00:00"),
    ("monday at 14:30", "2026-11-30T14:30"),
    ("tomorrow at twelve at night", "2026-11-27T00:00"),
    ("tomorrow at quarter to twelve at night", "2026-11-26T23:45"),
    ("tomorrow at half past twelve at night", "2026-11-26T00:30"),
    ("tonight at twelve", "2026-11-26T00:00"),
    ("tonight at midnight", "2026-11-26T00:00"),
    ("midnight", "2026-11-26T00:00"),
    ("today at midnight", "2026-11-26T00:00"),
    ("tomorrow at midnight", "2026-11-27T00:00"),
    ("friday at midnight", "2026-11-28T00:00"),
    ("midnight on friday", "2026-11-28T00:00"),
    ("friday night at midnight", "2026-11-28T00:00"),
    ("december fourth at midnight", "2026-12-05T00:00"),
    ("tomorrow at two at night", "2026-11-26T02:00"),
    ("tomorrow night at twelve", "2026-11-27T00:00"),
    ("tomorrow night at half past twelve", "2026-11-27T00:30"),
    ("tomorrow night at nine", "2026-11-26T21:00"),
    ("friday night at twelve", "2026-11-28T00:00"),
    ("friday night", "2026-11-27/evening"),
    ("tomorrow at nine at night", "2026-11-26T21:00"),
    ("quarter to seven", "2026-11-25T18:45"),
    ("half past six", "2026-11-25T18:30"),
    ("quarter to eight", "2026-11-26T07:45"),
    ("quarter to one", "2026-11-25T12:45"),
    ("in half an hour", "2026-11-25T11:30"),
    ("in an hour and a half", "2026-11-25T12:30"),
    ("in two hours", "2026-11-25T13:00"),
    ("in two days", "2026-11-27"),
    ("in a week", "2026-12-02"),
    ("in two weeks", "2026-12-09"),
    ("in twenty minutes", "2026-11-25T11:20"),
]


@pytest.mark.parametrize(("said", "when"), WHEN)
def test_what_is_said_is_a_time(said: str, when: str) -> None:
    assert parse_when(said, NOW) == when


@pytest.mark.parametrize(
    "said",
    ["", "elvis", "tomorrow elvis", "nine ninety", "the thirty second", "february thirtieth", "at twenty five", "soon"],
)
def test_what_is_no_time(said: str) -> None:
    assert parse_when(said, NOW) is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-11-25"),
        ("on friday", "2026-11-27"),
        ("for the third", "2026-12-03"),
        ("at nine", None),
        ("soon", None),
    ],
)
def test_dates(said: str, day: str | None) -> None:
    assert parse_date(said, NOW) == day


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-25T14:00", "today at 2 p.m."),
        ("2026-11-26T09:00", "tomorrow at 9 a.m."),
        ("2026-11-26T12:00", "tomorrow at noon"),
        ("2026-11-27/morning", "Friday morning"),
        ("2026-11-25/afternoon", "this afternoon"),
        ("2026-11-30/morning", "Monday, November 30 in the morning"),
        ("2027-03-05T14:30", "Friday, March 5 at 2:30 p.m."),
        ("2026-12-02", "Wednesday, December 2"),
        ("2028-03-05", "March 5, 2028"),
    ],
)
def test_a_time_is_said(when: str, said: str) -> None:
    assert spoken_when(when, NOW) == said


def test_without_a_clock_the_date_is_said() -> None:
    assert spoken_when("2026-11-26T09:00", None) == "Thursday, November 26 at 9 a.m."
    assert spoken_date("2026-11-26", None) == "Thursday, November 26"


MINUTES_OF_A_YEAR = st.integers(1, 364 * 24 * 60 - 1)


@given(MINUTES_OF_A_YEAR, st.integers(0, 5 * 365 * 24 * 60))
def test_a_time_that_is_said_is_understood_again(ahead: int, later: int) -> None:
    now = NOW + timedelta(minutes=later)
    when = (now + timedelta(minutes=ahead)).replace(tzinfo=None).isoformat(timespec="minutes")
    assert parse_when(spoken_when(when, now), now) == when


@given(st.integers(0, 364), st.sampled_from(["", "/morning", "/afternoon", "/evening"]))
def test_a_day_that_is_said_is_understood_again(ahead: int, part: str) -> None:
    when = (NOW + timedelta(days=ahead)).date().isoformat() + part
    assert parse_when(spoken_when(when, NOW), NOW) == when


@pytest.mark.parametrize(
    ("today", "said", "day"),
    [
        ("2026-11-26", "next friday", "2026-12-04"),  # said on a Thursday: the other one is tomorrow
        ("2026-11-26", "friday", "2026-11-27"),
        ("2026-11-27", "next friday", "2026-12-04"),
        ("2026-11-23", "next friday", "2026-12-04"),  # said on a Monday: the other one is this Friday
        ("2026-11-28", "next monday", "2026-11-30"),
        ("2026-11-29", "next monday", "2026-12-07"),  # said on a Sunday: the other one is tomorrow
        ("2026-11-29", "next tuesday", "2026-12-01"),
    ],
)
def test_next_is_of_the_week_behind_this_one_and_never_tomorrow(today: str, said: str, day: str) -> None:
    now = datetime.fromisoformat(f"{today}T11:00")
    assert parse_when(said, now) == parse_date(said, now) == day


def test_of_days_beyond_this_week_the_date_is_said() -> None:
    on_thursday = datetime.fromisoformat("2026-11-26T11:00")
    assert spoken_when("2026-12-04", on_thursday) == "Friday, December 4"
    assert spoken_when("2026-11-28", on_thursday) == "Saturday"


def test_a_date_that_is_another_weekday_is_none() -> None:
    assert parse_when("monday december 4", NOW) is None
