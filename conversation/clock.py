"""Reckoning with days and hours, in whatever language they were said.

An hour without a.m. or p.m. lies in the working day, 07:00 to 18:59; alone it is the next such hour, today or
tomorrow. A weekday is the next such day, never today. What "next Friday" is, the languages say for themselves: people
do not agree about it, so that the reply names the date.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

DAY_BEGINS, NIGHT_ENDS = 7, 4
WORKING_DAY, HALF_DAY = 8 * 60, 4 * 60
"""Minutes that are meant by the length of a day, and of half of one."""


def next_weekday(weekday: int, today: date) -> date:
    """The next such day, Monday being 0; never today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def weekday_of_next_week(weekday: int, today: date) -> date:
    """That day of the week that begins next Monday."""
    return today + timedelta(days=7 - today.weekday() + weekday)


def not_tomorrow(day: date, today: date) -> date:
    """`day`, or the same weekday of the week after where it is tomorrow: that is what people call it then."""
    return day + timedelta(weeks=day - today == timedelta(days=1))


def is_this_week(day: date, today: date) -> bool:
    """Whether `day` lies ahead, and not beyond Sunday."""
    return today <= day < today + timedelta(days=7 - today.weekday())


def next_date(day: int, month: int | None, today: date) -> date | None:
    """The next such day; today where it is today. None for the thirtieth of February."""
    return next_nth_day(day, None, months_until(month, today) if month else range(3), today)


def nth_day(nth: int, weekday: int | None, first: date) -> date | None:
    """The nth such weekday, or day where that is None, of the month that begins on `first`; the last one for -1."""
    length = monthrange(first.year, first.month)[1]
    earliest, step = (1, 1) if weekday is None else (1 + (weekday - first.weekday()) % 7, 7)
    day = earliest + step * (nth - 1 if nth >= 0 else (length - earliest) // step)
    return first.replace(day=day) if earliest <= day <= length else None


def next_nth_day(nth: int, weekday: int | None, months: Iterable[int], today: date) -> date | None:
    """The next such day; `months` are those it may lie in, counted from this one."""
    days = (nth_day(nth, weekday, month_begins(today, ahead)) for ahead in months)
    return next((day for day in days if day and day >= today), None)


def month_begins(today: date, ahead: int) -> date:
    """The first of the month that is so many months ahead."""
    year, index = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return date(year, index + 1, 1)


def months_until(month: int, today: date) -> Iterable[int]:
    """How many months are ahead of this one that have that number, for the next years."""
    return range((month - today.month) % 12, 12 * 9, 12)


def days_ahead(today: date, count: int, unit: str) -> date:
    """`unit` is ``day``, ``week``, ``month`` or ``year``. A month has no thirty first: then it is its last day."""
    if unit in {"day", "week"}:
        return today + timedelta(days=count * (7 if unit == "week" else 1))
    first = month_begins(today, count * (12 if unit == "year" else 1))
    return first.replace(day=min(today.day, monthrange(first.year, first.month)[1]))


def week_begins(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def hour_and_minute(figures: str) -> tuple[int, int]:
    """``930`` as half past nine."""
    return (int(figures), 0) if len(figures) <= 2 else divmod(int(figures), 100)


def time_of_day(hour: int, minute: int, half: str, part: str | None) -> time | None:
    """The time that a clock shows at `minute` past the hour, or before it; None for none, "nine ninety".

    `half` is ``a`` for a.m. or ``p`` for p.m.; without, the part of the day decides, and without that it lies in the
    working day. "Twelve at night" is midnight, and the small hours behind it are the night's too.
    """
    if not 0 <= hour <= 23 or not -60 < minute < 60:
        return None
    if hour > 12 or hour == 0:
        return time(*divmod((60 * hour + minute) % (24 * 60), 60))
    shown = (60 * hour + minute) % (12 * 60)
    if half or part:
        first = half == "a" if half else part == "morning" or (part == "evening" and shown < 60 * NIGHT_ENDS)
    else:
        first = shown >= 60 * DAY_BEGINS
    return time(*divmod(shown + (0 if first else 12 * 60), 60))


def in_the_afternoon(moment: datetime) -> datetime:
    """The same on the clock's face, behind noon."""
    return moment.replace(hour=moment.hour % 12 + 12)


def night_of(day: date, at: time, part: str | None, now: datetime, *, is_its_night: bool) -> date:
    """The date of a time in the night of `day`: tonight's midnight and what follows it lie ahead, so tomorrow. So it is
    with the night of another day, where `is_its_night` is what was said: "tomorrow night at twelve" ends tomorrow, and
    "tomorrow at two at night" is on its date."""
    tonight = day == now.date() and at <= now.time()
    return day + timedelta(days=part == "evening" and at.hour < NIGHT_ENDS and (tonight or is_its_night))


def to_the_minute(moment: datetime) -> str:
    """As the catalogue writes it."""
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")
