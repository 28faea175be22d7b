"""The days that people name by a feast, as they lie in the United States."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from conversation.clock import nth_day

_MONDAY, _THURSDAY, _SUNDAY = 0, 3, 6


def next_holiday(name: str, beside: int, today: date) -> date | None:
    """The next such feast, or the next day that lies `beside` days behind one; today where it is today.

    `name` is one of `HOLIDAYS`.
    """
    feasts = (HOLIDAYS[name](year) for year in (today.year - 1, today.year, today.year + 1))
    days = (feast + timedelta(days=beside) for feast in feasts if feast)
    return next((day for day in days if day >= today), None)


def easter(year: int) -> date:
    """Easter Sunday, by the rule that J.-M. Oudin gave for the Gregorian calendar."""
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (century - (century - 17) // 25) // 3 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=moon - weekday)


def _fixed(month: int, day: int) -> Callable[[int], date | None]:
    return partial(date, month=month, day=day)


def _nth(nth: int, weekday: int, month: int) -> Callable[[int], date | None]:
    """The nth such weekday of the month, the last for -1."""
    return lambda year: nth_day(nth, weekday, date(year, month, 1))


HOLIDAYS: Mapping[str, Callable[[int], date | None]] = {
    "new year": _fixed(1, 1),
    "kings": _fixed(1, 6),
    "martin luther king": _nth(3, _MONDAY, 1),
    "valentine": _fixed(2, 14),
    "presidents": _nth(3, _MONDAY, 2),
    "saint patrick": _fixed(3, 17),
    "easter": easter,
    "mothers": _nth(2, _SUNDAY, 5),
    "memorial": _nth(-1, _MONDAY, 5),
    "juneteenth": _fixed(6, 19),
    "fathers": _nth(3, _SUNDAY, 6),
    "independence": _fixed(7, 4),
    "labor": _nth(1, _MONDAY, 9),
    "columbus": _nth(2, _MONDAY, 10),
    "halloween": _fixed(10, 31),
    "the dead": _fixed(11, 2),
    "veterans": _fixed(11, 11),
    "thanksgiving": _nth(4, _THURSDAY, 11),
    "christmas": _fixed(12, 25),
}
"""Name to the day that it is in a year."""
