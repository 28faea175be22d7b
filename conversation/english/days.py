"""Which day is meant: "friday", "the last friday of the month", "two weeks from monday", "the day after christmas".

A weekday is the next such day, never today. With "next" it is that of the next week, which begins on Monday, since most
Americans call the one of this week "this Friday" or "Friday"; and it is never tomorrow, which they call so. Others mean
the nearest one: so the date is named of every day beyond this week. "Friday after next" is a week later.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from conversation.clock import (
    days_ahead,
    months_until,
    next_date,
    next_nth_day,
    next_weekday,
    not_tomorrow,
    weekday_of_next_week,
)
from conversation.holidays import next_holiday

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# fmt: off
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)
# fmt: on
_HOLIDAYS = {
    "new year eve": ("new year", -1),
    "new year(?: day)?": ("new year", 0),
    "m l k day": ("martin luther king", 0),
    "martin luther king(?: junior)? day": ("martin luther king", 0),
    "valentines? day": ("valentine", 0),
    "presidents? day": ("presidents", 0),
    "saint patricks? day": ("saint patrick", 0),
    "good friday": ("easter", -2),
    "easter monday": ("easter", 1),
    "easter(?: sunday)?": ("easter", 0),
    "mothers? day": ("mothers", 0),
    "memorial day": ("memorial", 0),
    "juneteenth": ("juneteenth", 0),
    "fathers? day": ("fathers", 0),
    "independence day": ("independence", 0),
    "labor day": ("labor", 0),
    "columbus day": ("columbus", 0),
    "halloween": ("halloween", 0),
    "veterans? day": ("veterans", 0),
    "thanksgiving(?: day)?": ("thanksgiving", 0),
    "black friday": ("thanksgiving", 1),
    "(?:christmas|xmas) eve": ("christmas", -1),
    "(?:christmas|xmas)(?: day)?": ("christmas", 0),
}  # fmt: skip
"""What is said, without the "'s" in it, to the feast and how many days behind it that is."""

WEEKDAY, _MONTH = "|".join(WEEKDAYS), "|".join(MONTHS)
_COUNT, _UNIT, _NTH = r"an?|\d{1,3}", "day|week|month|year", r"\d+(?:st|nd|rd|th)"
_AHEAD = rf"in (?P<in>{_COUNT}) (?P<in_unit>{_UNIT})s?(?: time)?|(?P<hence>{_COUNT}) (?P<hence_unit>{_UNIT})s? from now"
_BEHIND = rf"(?P<count>{_COUNT}) (?P<unit>{_UNIT})s? from "
_NAMED = "(?P<named>(?:the )?day after tomorrow|today|tomorrow)"
_FEAST = rf"(?:the )?(?:day (?P<beside>before|after) )?(?P<holiday>{'|'.join(_HOLIDAYS)})"
_OF_THE_MONTH = (
    rf"(?:the )?(?P<nth>last|{_NTH}) (?:(?P<nth_day>day|{WEEKDAY}) )?(?:of|in) (?P<in_month>(?:the|this|next) month)"
    rf"|(?:the )?(?P<nth_of>last|{_NTH}) (?P<nth_weekday>day|{WEEKDAY}) (?:of|in) (?P<of_month>{_MONTH})"
)
_YEAR = r"(?: (?P<{}>202[5-9]))?"
"""Those of this decade: "2030" behind a date is half past eight in the evening."""
_DATE = (
    rf"(?:(?P<on>{WEEKDAY}) )?(?:(?P<month>{_MONTH}) (?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?{_YEAR.format('year')}"
    rf"|(?:the )?(?P<day_first>\d\d?)(?:st|nd|rd|th)(?: (?:of )?(?P<month_last>{_MONTH}){_YEAR.format('year_last')})?)"
    rf"|(?P<cardinal>\d\d?) of (?P<month_behind>{_MONTH})|the (?P<plain>\d\d?)(?= at )"
)
_WEEK = "(?:of |in )?(?:(?P<next_week>next week)|(?P<after>the week after next)|this week)|(?P<after_next>after next)"
_OF_THE_WEEK = rf"(?:(?:this |the )?coming |this |(?P<next>next ))?(?P<weekday>{WEEKDAY})(?: (?:{_WEEK}))?"
DAY = re.compile(rf"\b(?:{_AHEAD}|(?:{_BEHIND})?(?:{_NAMED}|{_FEAST}|{_OF_THE_MONTH}|{_DATE}|{_OF_THE_WEEK}))\b")
WEEKS = {"next week": 1, "the next week": 1, "the week after next": 2}
WEEK_OF = re.compile(r"(?:the )?week (?:of|(?P<behind>after)) (?P<day>(?!on ).+)")
DAY_ALONE = re.compile(r"(?:on )?(?:the )?([1-9]|[12]\d|3[01])")
SAID_OTHERWISE = (
    (re.compile(rf"\b(next week|this week|the week after next)(?: on)? ({WEEKDAY})\b"), r"\2 \1"),
    (re.compile(rf"\b(next month|this month)(?: on)? the ({_NTH})\b"), r"the \2 of \1"),
    (re.compile(rf"\b({_MONTH}) the ({_NTH})\b"), r"\1 \2"),
)
"""Days said the other way about."""
WORDS = frozenset((*WEEKDAYS, *MONTHS)) | {
    "day", "days", "week", "weeks", "month", "months", "year", "years", "time", "from", "now", "today", "tomorrow",
    "before", "after", "last", "the", "an", "in", "of", "on", "this", "next", "coming",
    "new", "eve", "l", "k", "martin", "luther", "king", "junior", "valentine", "valentines", "president", "presidents",
    "saint", "patrick", "patricks", "good", "easter", "mother", "mothers", "memorial", "juneteenth", "father",
    "fathers", "independence", "labor", "columbus", "halloween", "veteran", "veterans", "thanksgiving", "black",
    "christmas", "xmas",
}  # fmt: skip
"""All that these are said with, but figures."""


def meant(said: re.Match[str], today: date) -> date | None:
    """The day that `DAY` has found; None for one that cannot be, "Friday the seventh" that is a Monday."""
    for count, unit in (("in", "in_unit"), ("hence", "hence_unit")):
        if said[count]:
            return days_ahead(today, one_or(said[count]), said[unit])
    day = _weekday(said, today) if said["weekday"] else _dated(said, today)
    return days_ahead(day, one_or(said["count"]), said["unit"]) if day and said["count"] else day


def one_or(number: str) -> int:
    """A number, or the article that stands for one."""
    return 1 if number in {"a", "an"} else int(number)


def _dated(said: re.Match[str], today: date) -> date | None:
    if named := said["named"]:
        return today + timedelta(days={"today": 0, "tomorrow": 1}.get(named, 2))
    if said["holiday"]:
        name, behind = next(feast for words, feast in _HOLIDAYS.items() if re.fullmatch(words, said["holiday"]))
        return next_holiday(name, behind + {None: 0, "before": -1, "after": 1}[said["beside"]], today)
    if nth := said["nth"] or said["nth_of"]:
        weekday = said["nth_day"] or said["nth_weekday"]
        return next_nth_day(
            -1 if nth == "last" else int(nth[:-2]),
            WEEKDAYS.index(weekday) if weekday in WEEKDAYS else None,
            _months(said["in_month"] or said["of_month"], today),
            today,
        )
    return _day_of_month(said, today)


def _months(said: str, today: date) -> Iterable[int]:
    """Those it may lie in: "of the month", once its day is over, is of the next one."""
    if said in MONTHS:
        return months_until(MONTHS.index(said) + 1, today)
    return {"the month": (0, 1), "this month": (0,), "next month": (1,)}[said]


def _day_of_month(said: re.Match[str], today: date) -> date | None:
    month = said["month"] or said["month_last"] or said["month_behind"]
    number = said["day"] or said["day_first"] or said["cardinal"] or said["plain"]
    day = next_date(int(number), MONTHS.index(month) + 1 if month else None, today)
    if day and (year := said["year"] or said["year_last"]):
        day = next_date(int(number), day.month, max(today, date(int(year), 1, 1)))
        day = day if day and day.year == int(year) else None
    if day is None or (said["on"] and WEEKDAYS[day.weekday()] != said["on"]):
        return None
    return day


def _weekday(said: re.Match[str], today: date) -> date:
    weekday = WEEKDAYS.index(said["weekday"])
    if said["next_week"]:
        return weekday_of_next_week(weekday, today)
    if said["after"]:
        return weekday_of_next_week(weekday, today) + timedelta(weeks=1)
    if said["after_next"]:
        return not_tomorrow(weekday_of_next_week(weekday, today), today) + timedelta(weeks=1)
    if said["next"]:
        return not_tomorrow(weekday_of_next_week(weekday, today), today)
    return next_weekday(weekday, today)
