"""Reckoning with days and hours, in whatever language they were said.

An hour without a.m. or p.m. lies in the working day, 07:00 to 18:59; alone it is the next such hour, today or
tomorrow. A weekday is the next such day, never today. What "next Friday" is, the languages say for themselves: people
do not agree about it, so that the reply names the date.
"""

from datetime import date, datetime, time, timedelta

DAY_BEGINS, NIGHT_ENDS = 7, 4


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
    """The next such day; today where it is today."""
    for ahead in range(0, 12 * 9):
        year, index = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        if month in (None, index + 1):
            try:
                meant = date(year, index + 1, day)
            except ValueError:  # the thirtieth of February
                continue
            if meant >= today:
                return meant
    return None


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
