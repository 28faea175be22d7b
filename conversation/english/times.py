"""When something is meant to happen, as people say it, and how a time is said.

Written forms: ``2026-11-26T09:00``; ``2026-11-26`` where no time was said; ``2026-11-26/morning`` where only that was.
An hour without a.m. or p.m. lies in the working day, 07:00 to 18:59; alone it is the next such hour, today or
tomorrow. A weekday is the next such day, never today. With "next" it is that of the next week, which begins on Monday,
since most Americans call the one of this week "this Friday" or "Friday"; and it is never tomorrow, which they call so.
Others mean the nearest one: so the date is named of every day beyond this week.
"""

import re
from datetime import date, datetime, time, timedelta

from conversation.clock import (
    DAY_BEGINS,
    hour_and_minute,
    is_this_week,
    next_date,
    next_weekday,
    night_of,
    not_tomorrow,
    time_of_day,
    to_the_minute,
    weekday_of_next_week,
)
from conversation.english.forms import normal
from conversation.english.numbers import count

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
    rf"\b(?:(?P<named>day after tomorrow|today|tonight|tomorrow)"
    rf"|(?:(?P<on>{_WEEKDAY}) )?(?:(?P<month>{_MONTH}) (?:the )?(?P<day>\d+)(?:st|nd|rd|th)?"
    rf"|(?:the )?(?P<day_first>\d+)(?:st|nd|rd|th)(?: of)?(?: (?P<month_last>{_MONTH}))?)"
    rf"|(?:this |(?P<next>next )|coming )?(?P<weekday>{_WEEKDAY})(?P<next_week> next week)?)\b"
)
_LENGTH = (
    r"(?:(?P<half>half an hour)|(?P<quarters>a|1|3) quarters? of an hour|(?P<minutes>\d+) minutes?"
    r"|(?P<halves>\d+) and a half hours"
    r"|(?P<hours>\d+|an) hours?(?: and (?P<and_half>a half)| and (?P<and_minutes>\d+) minutes?)?)"
)
_DURATION, _SPAN = re.compile(_LENGTH), re.compile(f"in {_LENGTH}")
_DAYS_AHEAD = re.compile(r"in (?P<count>a|\d{1,3}) (?P<unit>day|week)s?")
_CLOCK = re.compile(
    r"\b(?:(?P<named>noon|midday|midnight)(?: [ap] m)?"
    r"|(?:(?P<minutes>half|quarter|\d+)(?: minutes)? (?P<side>past|after|to|before) )?"
    r"(?P<figures>\d{1,4})(?: o'clock)?(?: (?P<half>[ap]) m)?)\b"
)
_PART = re.compile(r"\b(morning|afternoon|evening|night|tonight)\b")
_WEEKS = {"next week": 1, "the week after next": 2}
_SMALL_WORDS = re.compile(r"\b(?:the|on|at|for|in|by|around|about|this|to)\b")


def parse_when(said: str, now: datetime) -> str | None:
    """What `said` means, seen from `now`; None for what is no time ("the thirty second", "nine ninety")."""
    text = normal(said)
    if span := _SPAN.fullmatch(text):
        return to_the_minute(now + _length(span))
    if ahead := _DAYS_AHEAD.fullmatch(text):
        number = 1 if ahead["count"] == "a" else int(ahead["count"])
        return (now.date() + timedelta(days=number * (7 if ahead["unit"] == "week" else 1))).isoformat()
    day, rest = _take_day(text, now.date())
    part = _PART.search(text)
    clock = _CLOCK.search(rest)
    rest = _SMALL_WORDS.sub(" ", _PART.sub(" ", _CLOCK.sub(" ", rest, count=1)))
    if rest.strip() or (day is None and clock is None and part is None):
        return None
    half_of_day = DAY_PARTS.get(part[1], "evening") if part else None
    if clock is None:
        over = text == "in the morning" and now.hour >= DAY_BEGINS
        day = day or now.date() + timedelta(days=over)
        return day.isoformat() + (f"/{half_of_day}" if half_of_day else "")
    at = _time_of_day(clock, half_of_day)
    if at is None:
        return None
    if day is None:  # the next time the clock says so
        day = now.date() if at > now.time() or text.startswith("this") else now.date() + timedelta(days=1)
    return to_the_minute(datetime.combine(night_of(day, at, half_of_day, now), at))


def parse_date(said: str, now: datetime) -> str | None:
    """The date that `said` means, seen from `now`; of a week its Monday."""
    text = normal(said)
    if text in _WEEKS:
        return (now.date() + timedelta(days=7 * _WEEKS[text] - now.weekday())).isoformat()
    day, rest = _take_day(text, now.date())
    return day.isoformat() if day and not _SMALL_WORDS.sub(" ", _PART.sub(" ", rest)).strip() else None


def names_day(said: str) -> bool:
    """Whether the time that was `said` has its day: not so "at ten", and "in the morning"."""
    text = normal(said)
    counted = _SPAN.fullmatch(text) or _DAYS_AHEAD.fullmatch(text)
    return bool(counted or _DAY.search(text) or "this" in text.split())


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
    return f"{weekday}, {month} {meant.day}" if 0 < ahead < 365 else f"{month} {meant.day}, {meant.year}"


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


def _take_day(text: str, today: date) -> tuple[date | None, str]:
    """The day named in `text`, and what else it says."""
    match = _DAY.search(text)
    if match is None:
        return None, text
    rest = text[: match.start()] + " " + text[match.end() :]
    if named := match["named"]:
        return today + timedelta(days={"tomorrow": 1, "day after tomorrow": 2}.get(named, 0)), rest
    if weekday := match["weekday"]:
        return _weekday(WEEKDAYS.index(weekday), match, today), rest
    month = match["month"] or match["month_last"]
    day = next_date(int(match["day"] or match["day_first"]), MONTHS.index(month) + 1 if month else None, today)
    if day is None or (match["on"] and WEEKDAYS[day.weekday()] != match["on"]):  # "friday the seventh" that is a Monday
        return None, text
    return day, rest


def _weekday(weekday: int, said: re.Match[str], today: date) -> date:
    if said["next_week"]:
        return weekday_of_next_week(weekday, today)
    if said["next"]:
        return not_tomorrow(weekday_of_next_week(weekday, today), today)
    return next_weekday(weekday, today)


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


def _length(span: re.Match[str]) -> timedelta:
    if span["half"]:
        return timedelta(minutes=30)
    if span["minutes"]:
        return timedelta(minutes=int(span["minutes"]))
    if span["quarters"]:
        return timedelta(minutes=15 * int(span["quarters"].replace("a", "1")))
    if span["halves"]:
        return timedelta(hours=int(span["halves"]), minutes=30)
    hours = 1 if span["hours"] == "an" else int(span["hours"])
    return timedelta(hours=hours, minutes=30 if span["and_half"] else int(span["and_minutes"] or 0))


def parse_duration(said: str) -> str | None:
    """Minutes: ``90`` for "an hour and a half"; None for what is no length of time."""
    text = normal(said)
    span = _DURATION.fullmatch(text)
    return str(int(_length(span).total_seconds()) // 60) if span else text if text.isdecimal() else None


def spoken_duration(minutes: int) -> str:
    """``20 minutes``, ``1 hour and 30 minutes``."""
    hours, rest = divmod(minutes, 60)
    said = [count(hours, "hour", "hours")] if hours else []
    return " and ".join([*said, count(rest, "minute", "minutes")] if rest or not said else said)
