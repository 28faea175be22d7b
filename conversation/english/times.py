"""When something is meant to happen, as people say it, and how a time is said.

Written forms: ``2026-11-26T09:00``; ``2026-11-26`` where no time was said; ``2026-11-26/morning`` where only that was.
An hour without a.m. or p.m. lies in the working day, 07:00 to 18:59; alone it is the next such hour, today or
tomorrow. A weekday is the next such day, never today. With "next" it is that of the next week, which begins on Monday,
since most Americans call the one of this week "this Friday" or "Friday"; and it is never tomorrow, which they call so.
Others mean the nearest one: so the date is named of every day beyond this week. "Friday after next" is a week later.
"Friday at midnight" is the end of Friday, and said as the time on Saturday that it is.
"""

import re
from datetime import date, datetime, time, timedelta

from conversation.clock import (
    hour_and_minute,
    is_this_week,
    next_date,
    next_weekday,
    not_tomorrow,
    time_of_day,
    weekday_of_next_week,
)
from conversation.english.forms import normal
from conversation.english.numbers import count
from conversation.said_times import Pieces, SaidTimes

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# fmt: off
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)
# fmt: on
DAY_PARTS = {"morning": "morning", "afternoon": "afternoon", "evening": "evening", "night": "evening"}

_WEEKDAY = "|".join(WEEKDAYS)
_MONTH = "|".join(MONTHS)
_DAY = re.compile(
    rf"\b(?:(?P<week>a week) from )?"
    rf"(?:(?P<named>(?:the )?day after tomorrow|today|tomorrow)"
    rf"|(?:(?P<on>{_WEEKDAY}) )?(?:(?P<month>{_MONTH}) (?:the )?(?P<day>\d+)(?:st|nd|rd|th)?"
    rf"|(?:the )?(?P<day_first>\d+)(?:st|nd|rd|th)(?: of)?(?: (?P<month_last>{_MONTH}))?)"
    rf"|(?:this |(?P<next>next )|coming )?(?P<weekday>{_WEEKDAY})"
    rf"(?:(?P<next_week> next week)|(?P<after> after next))?)\b"
)
_PART = re.compile(r"\b(?:(?P<this>this )?(?P<part>morning|afternoon|evening|night)|(?P<tonight>tonight))\b")
_LENGTH = (
    r"(?:(?P<half>half an hour)|(?P<quarters>a|1|3) quarters? of an hour|(?P<minutes>\d+) minutes?"
    r"|(?P<halves>\d+) and a half hours"
    r"|(?P<hours>\d+|an) hours?(?: and (?P<and_half>a half)| and (?P<and_minutes>\d+) minutes?)?)"
)
_DAYS_AHEAD = re.compile(r"in (?P<count>a|\d{1,3}) (?P<unit>day|week)s?")
_CLOCK = re.compile(
    r"\b(?:(?P<named>noon|midday|midnight)(?: [ap] m)?"
    r"|(?:(?P<minutes>half|quarter|\d+)(?: minutes)? (?P<side>past|after|to|before) )?"
    r"(?P<figures>\d{1,4})(?: o'clock)?(?: (?P<half>[ap]) m)?)\b"
)


def _part(text: str) -> tuple[str | None, str]:
    found = _PART.search(text)
    rest = _PART.sub(lambda part: "today" if part["this"] or part["tonight"] else "", text)
    return DAY_PARTS[found["part"] or "night"] if found else None, rest


def _date(said: re.Match[str], today: date) -> date | None:
    ahead = timedelta(weeks=1 if said["week"] else 0)
    if named := said["named"]:
        return today + timedelta(days={"today": 0, "tomorrow": 1}.get(named, 2)) + ahead
    if weekday := said["weekday"]:
        return _weekday(WEEKDAYS.index(weekday), said, today) + ahead
    month = said["month"] or said["month_last"]
    day = next_date(int(said["day"] or said["day_first"]), MONTHS.index(month) + 1 if month else None, today)
    if day is None or (said["on"] and WEEKDAYS[day.weekday()] != said["on"]):  # "friday the seventh" that is a Monday
        return None
    return day + ahead


def _weekday(weekday: int, said: re.Match[str], today: date) -> date:
    if said["next_week"]:
        return weekday_of_next_week(weekday, today)
    if said["after"]:
        return not_tomorrow(weekday_of_next_week(weekday, today), today) + timedelta(weeks=1)
    if said["next"]:
        return not_tomorrow(weekday_of_next_week(weekday, today), today)
    return next_weekday(weekday, today)


def _days_ahead(text: str) -> int | None:
    ahead = _DAYS_AHEAD.fullmatch(text)
    return _one_or(ahead["count"]) * (7 if ahead["unit"] == "week" else 1) if ahead else None


def _time_of_day(clock: re.Match[str], part: str | None) -> time | None:
    if clock["named"]:
        return time(0 if clock["named"] == "midnight" else 12)
    hour, minute = hour_and_minute(clock["figures"])
    if clock["minutes"]:
        minutes = {"half": 30, "quarter": 15}.get(clock["minutes"]) or int(clock["minutes"])
        minute += minutes if clock["side"] in {"past", "after"} else -minutes
        if len(clock["figures"]) > 2:
            return None
    return time_of_day(hour, minute, clock["half"] or "", part)


def _minutes(length: re.Match[str]) -> int:
    if length["half"]:
        return 30
    if length["minutes"]:
        return int(length["minutes"])
    if length["quarters"]:
        return 15 * _one_or(length["quarters"])
    if length["halves"]:
        return 60 * int(length["halves"]) + 30
    return 60 * _one_or(length["hours"]) + (30 if length["and_half"] else int(length["and_minutes"] or 0))


def _one_or(number: str) -> int:
    return 1 if number in {"a", "an"} else int(number)


_TIMES = SaidTimes(
    Pieces(
        normal=normal,
        length=_LENGTH,
        minutes=_minutes,
        within="in",
        days_ahead=_days_ahead,
        weeks={"next week": 1, "the week after next": 2},
        part=_part,
        its_night=re.compile(rf"\b(?:today|tomorrow|{_WEEKDAY}) night\b"),
        day=_DAY,
        date=_date,
        clock=_CLOCK,
        time_of_day=_time_of_day,
        small_words=re.compile(r"\b(?:the|on|at|for|in|by|around|about|this|to)\b"),
    )
)
parse_when, parse_date, parse_duration = _TIMES.parse_when, _TIMES.parse_date, _TIMES.parse_duration
names_day, names_half = _TIMES.names_day, _TIMES.names_half


def spoken_when(when: str, now: datetime | None) -> str:
    """``tomorrow at 9 a.m.``, ``Friday morning``, ``Friday, December 4 at 2:30 p.m.``; without `now` always with the
    date."""
    if "T" in when:
        moment = datetime.fromisoformat(when)
        return f"{spoken_date(moment.date().isoformat(), now)} {at_time(moment.time())}"
    day, _, part = when.partition("/")
    said = spoken_date(day, now)
    if not part:
        return said
    return f"{said} in the {part}" if "," in said else f"{'this' if said == 'today' else said} {part}"


def spoken_date(day: str, now: datetime | None) -> str:
    """``today``, ``tomorrow``, a weekday within this week, else with its date."""
    meant = date.fromisoformat(day)
    weekday, month = WEEKDAYS[meant.weekday()].capitalize(), MONTHS[meant.month - 1].capitalize()
    if now is None:
        return f"{weekday}, {month} {meant.day}"
    ahead = (meant - now.date()).days
    if ahead in (0, 1):
        return ("today", "tomorrow")[ahead]
    if is_this_week(meant, now.date()):
        return weekday
    if 0 < ahead < 365:
        return f"{weekday}, {month} {meant.day}"
    return f"{month} {meant.day}" if meant.year == now.year else f"{month} {meant.day}, {meant.year}"


def on_date(day: str, now: datetime | None) -> str:
    """As it stands in a sentence: ``today``, ``on Friday``."""
    said = spoken_date(day, now)
    return said if said in {"today", "tomorrow"} else f"on {said}"


def spoken_time(at: time) -> str:
    """``9 a.m.``, ``2:30 p.m.``, ``noon``."""
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'a.m.' if at.hour < 12 else 'p.m.'}"


def at_time(at: time) -> str:
    """``at 9 a.m.``."""
    return f"at {spoken_time(at)}"


def spoken_duration(minutes: int) -> str:
    """``20 minutes``, ``1 hour and 30 minutes``."""
    hours, rest = divmod(minutes, 60)
    said = [count(hours, "hour", "hours")] if hours else []
    return " and ".join([*said, count(rest, "minute", "minutes")] if rest or not said else said)
