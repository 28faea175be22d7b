"""When something is meant to happen. It is Wednesday, the twenty fifth of November 2026, eleven o'clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.english.times import parse_date, parse_duration, parse_when, spoken_date, spoken_when

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
    ("in the morning at four forty in the evening", "2026-11-26T04:40"),
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
    ("april third by midnight a m", "2027-04-04T00:00"),
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
IN_OTHER_WORDS = [
    ("now", "2026-11-25T11:00"),
    ("right now", "2026-11-25T11:00"),
    ("right this minute", "2026-11-25T11:00"),
    ("first thing tomorrow", "2026-11-26/morning"),
    ("tomorrow first thing", "2026-11-26/morning"),
    ("first thing on tuesday", "2026-12-01/morning"),
    ("first thing monday morning", "2026-11-30/morning"),
    ("bright and early monday", "2026-11-30/morning"),
    ("early tomorrow", "2026-11-26/morning"),
    ("early next tuesday", "2026-12-01/morning"),
    ("tomorrow early", "2026-11-26/morning"),
    ("early monday morning at six", "2026-11-30T06:00"),
    ("late friday afternoon", "2026-11-27/afternoon"),
    ("the morning of the third", "2026-12-03/morning"),
    ("mid morning tomorrow", "2026-11-26/morning"),
    ("tomorrow in the a.m.", "2026-11-26/morning"),
    ("monday pm", "2026-11-30/afternoon"),
    ("9 in the a.m. tomorrow", "2026-11-26T09:00"),
    ("monday mornin at seven", "2026-11-30T07:00"),
    ("tomorrow after lunch", "2026-11-26/afternoon"),
    ("friday right after lunch", "2026-11-27/afternoon"),
    ("tomorrow before lunch", "2026-11-26/morning"),
    ("wednesday at ten of the morning", "2026-12-02T10:00"),
    ("anytime tomorrow", "2026-11-26"),
    ("sometime friday afternoon", "2026-11-27/afternoon"),
    ("later today", "2026-11-25"),
    ("later today at five", "2026-11-25T17:00"),
    ("later tomorrow at three", "2026-11-26T15:00"),
    ("tomorrow's", "2026-11-26"),
    ("tonight's", "2026-11-25/evening"),
    ("a quarter past one", "2026-11-25T13:15"),
    ("a quarter to five", "2026-11-25T16:45"),
    ("fifteen to nine tomorrow", "2026-11-26T08:45"),
    ("ten till nine tomorrow", "2026-11-26T08:50"),
    ("eight minutes to nine tomorrow", "2026-11-26T08:52"),
    ("thursday at ten of two", "2026-11-26T13:50"),
    ("quarter of two tomorrow", "2026-11-26T13:45"),
    ("seven on the dot monday", "2026-11-30T07:00"),
    ("nine thirty sharp", "2026-11-26T09:30"),
    ("noonish tomorrow", "2026-11-26T12:00"),
    ("wednesday around three ish", "2026-12-02T15:00"),
    ("twelve noon friday", "2026-11-27T12:00"),
    ("twelve midnight friday", "2026-11-28T00:00"),
    ("fourteen hundred hours", "2026-11-25T14:00"),
    ("nine am slot on monday", "2026-11-30T09:00"),
    ("half an hour from now", "2026-11-25T11:30"),
    ("two hours from now", "2026-11-25T13:00"),
    ("in half hour", "2026-11-25T11:30"),
    ("in a quarter hour", "2026-11-25T11:15"),
    ("in a couple of hours", "2026-11-25T13:00"),
    ("in about an hour", "2026-11-25T12:00"),
]
OTHER_DAYS = [
    ("next week on friday", "2026-12-04"),
    ("next week monday at two", "2026-11-30T14:00"),
    ("friday of next week at nine", "2026-12-04T09:00"),
    ("friday of this week", "2026-11-27"),
    ("this coming friday", "2026-11-27"),
    ("the week after next on monday", "2026-12-07"),
    ("monday the week after next", "2026-12-07"),
    ("two weeks from today", "2026-12-09"),
    ("two weeks from today at ten", "2026-12-09T10:00"),
    ("three weeks from monday at nine", "2026-12-21T09:00"),
    ("a couple of days from now", "2026-11-27"),
    ("in two weeks at ten", "2026-12-09T10:00"),
    ("in two weeks' time", "2026-12-09"),
    ("in six months", "2027-05-25"),
    ("in a year", "2027-11-25"),
    ("the first of the month", "2026-12-01"),
    ("the last day of the month at one", "2026-11-30T13:00"),
    ("the last friday of the month", "2026-11-27"),
    ("the second tuesday of the month", "2026-12-08"),
    ("the first monday of next month", "2026-12-07"),
    ("the third thursday in december at ten", "2026-12-17T10:00"),
    ("the twelfth of next month at eleven", "2026-12-12T11:00"),
    ("next month on the second", "2026-12-02"),
    ("the thirtieth of this month", "2026-11-30"),
    ("fifteen of june", "2027-06-15"),
    ("monday the fourteenth at seven", "2026-12-14T07:00"),
    ("the ten at two", "2026-12-10T14:00"),
    ("december 4, 2026", "2026-12-04"),
    ("december fourth at 2026", "2026-12-04T20:26"),
    ("march fifth twenty twenty seven at nine", "2027-03-05T09:00"),
    ("christmas eve", "2026-12-24"),
    ("the day after christmas at ten", "2026-12-26T10:00"),
    ("the day before thanksgiving", "2026-11-25"),
    ("black friday", "2026-11-27"),
    ("new year's day", "2027-01-01"),
    ("new year's eve", "2026-12-31"),
    ("good friday", "2027-03-26"),
    ("mlk day", "2027-01-18"),
    ("valentine's day", "2027-02-14"),
    ("the fourth of july", "2027-07-04"),
]


@pytest.mark.parametrize(("said", "when"), [*WHEN, *IN_OTHER_WORDS, *OTHER_DAYS])
def test_what_is_said_is_a_time(said: str, when: str) -> None:
    assert parse_when(said, NOW) == when


@pytest.mark.parametrize(
    "said",
    ["", "elvis", "tomorrow elvis", "nine ninety", "the thirty second", "february thirtieth", "at twenty five", "soon"],
)
def test_what_is_no_time(said: str) -> None:
    assert parse_when(said, NOW) is None


@pytest.mark.parametrize(
    "said",
    [
        "next week", "this week", "yesterday", "the day after", "later", "early", "late today", "lunch", "december",
        "friday after three", "tomorrow before ten", "nine to five", "ten to fifteen",
        "monday from ten to twelve", "from nine to eleven",
        "tomorrow morning or afternoon",  "in half a day", "fourteen at eleven",
        "a couple", "another ten", "am", "till friday", "the week after on monday",
        "the first of this month", "december fourth twenty twenty five", "2 hours",
    ],
)  # fmt: skip
def test_what_is_not_clear_is_no_time(said: str) -> None:
    assert parse_when(said, NOW) is None


@pytest.mark.parametrize(
    "said",
    ["friday at", "friday the", "friday at nine on", "tomorrow at for", "the", "on the", "at", "the morning for", "in",
     "nine in the", "the fourth of"],
)  # fmt: skip
def test_a_time_does_not_end_in_a_word_that_waits_for_more(said: str) -> None:
    assert parse_when(said, NOW) is parse_date(said, NOW) is None


@pytest.mark.parametrize("said", ["the friday", "on friday", "for friday", "by friday"])
def test_a_word_may_lead_to_a_time(said: str) -> None:
    assert parse_when(said, NOW) == parse_date(said, NOW) == "2026-11-27"


def test_the_last_friday_of_the_month_once_it_is_over_is_the_next_months() -> None:
    assert parse_when("the last friday of the month", datetime.fromisoformat("2026-11-28T11:00")) == "2026-12-25"


def test_a_month_without_that_day_has_its_last_one() -> None:
    assert parse_when("in three months", datetime.fromisoformat("2026-11-30T11:00")) == "2027-02-28"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-11-25"),
        ("on friday", "2026-11-27"),
        ("for the third", "2026-12-03"),
        ("twenty two", "2026-12-22"),
        ("the ten", "2026-12-10"),
        ("thirty two", None),
        ("zero", None),
        ("next week", "2026-11-30"),
        ("the next week", "2026-11-30"),
        ("next week's", "2026-11-30"),
        ("the week after next", "2026-12-07"),
        ("the week of the tenth", "2026-12-07"),
        ("the week of december fourth", "2026-11-30"),
        ("the week after thanksgiving", "2026-11-30"),
        ("monday's", "2026-11-30"),
        ("in two weeks", "2026-12-09"),
        ("the last friday of the month", "2026-11-27"),
        ("now", None),
        ("at nine", None),
        ("soon", None),
    ],
)
def test_dates(said: str, day: str | None) -> None:
    assert parse_date(said, NOW) == day


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("half an hour", 30), ("half hour", 30), ("a half hour", 30), ("a quarter hour", 15),
        ("quarter of an hour", 15),
        ("three quarters of an hour", 45), ("an hour", 60), ("about an hour", 60), ("another hour", 60),
        ("another half hour", 30), ("another thirty minutes", 30), ("twenty more minutes", 20), ("two hours more", 120),
        ("hour and a half", 90), ("an hour and a half", 90), ("an hour and a quarter", 75), ("an hour fifteen", 75),
        ("an hour and three quarters", 105), ("an hour and forty five", 105), ("two hours and thirty minutes", 150),
        ("two hours thirty", 150), ("two hours and half", 150), ("two and a half hours", 150),
        ("two and a quarter hours", 135), ("a couple of hours", 120), ("a couple minutes", 2), ("1.5 hrs", 90),
        ("45 min", 45), ("half a day", 240), ("a half day", 240), ("a full day", 480), ("ninety", 90),
    ],
)  # fmt: skip
def test_lengths_of_time(said: str, minutes: int) -> None:
    assert parse_duration(said) == str(minutes)


@pytest.mark.parametrize(
    "said",
    ["hour", "hours", "ten to fifteen minutes", "fifteen or twenty minutes", "an hour or so", "a day", "an hour and"],
)
def test_what_is_no_length_of_time(said: str) -> None:
    assert parse_duration(said) is None


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
