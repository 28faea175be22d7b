"""Which day is meant: "el viernes", "el último viernes del mes", "de hoy en ocho", "el día después de navidad".

A weekday is the next such day, never today. "El próximo viernes" and "el viernes que viene" are the nearest one, as the
academies have it, but never tomorrow, which people call "mañana". Others mean that of the week after: so the date is
named of every day but today and the two behind it.
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
from conversation.written_forms import plain

WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
# fmt: off
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)
# fmt: on
_PLAIN_WEEKDAYS = tuple(plain(day) for day in WEEKDAYS)
_HOLIDAYS = {
    "vispera de ano nuevo": ("new year", -1), "nochevieja": ("new year", -1), "(?:dia de )?ano nuevo": ("new year", 0),
    "(?:dia de )?reyes": ("kings", 0), "(?:dia de )?san valentin": ("valentine", 0), "viernes santo": ("easter", -2),
    "domingo de (?:pascua|resurreccion)": ("easter", 0), "dia del padre": ("fathers", 0), "halloween": ("halloween", 0),
    "dia de (?:los )?muertos": ("the dead", 0), "dia de los veteranos": ("veterans", 0),
    "(?:dia de )?(?:accion de gracias|thanksgiving)": ("thanksgiving", 0), "nochebuena": ("christmas", -1),
    "(?:dia de )?navidad": ("christmas", 0),
}  # fmt: skip
"""What is said to the feast and how many days behind it that is. Left out are those that lie otherwise in Mexico."""

WEEKDAY, _MONTH = "|".join(_PLAIN_WEEKDAYS), "|".join(MONTHS)
_NEXT_WEEK = "proxima semana|semana que (?:viene|entra)|semana (?:proxima|entrante)|siguiente semana"
_NEXT_MONTH = "proximo mes|mes que (?:viene|entra)|mes (?:proximo|entrante)"
_AHEAD = r"(?:en|dentro de|de aqui a) (?P<in>\d{1,3}) (?P<unit>dia|semana|mes|ano)(?:e?s)?"
_NAMED = "(?:el dia de )?(?P<named>pasado manana|(?<!la )manana|hoy)(?: mismo)?"
_FEAST = rf"(?:el )?(?:dia (?P<beside>antes|despues) de(?:l| el)? )?(?P<holiday>{'|'.join(_HOLIDAYS)})"
_NTH = {"primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4, "quinto": 5, "ultimo": -1}
_OF_THE_MONTH = (
    rf"(?:d?el )?(?P<nth>{'|'.join(_NTH)}) (?P<nth_day>dia|{WEEKDAY})"
    rf" del? (?P<of_month>{_NEXT_MONTH}|(?:este )?mes|{_MONTH})"
    rf"|(?:d?el )?(?:dia )?(?P<day_of>primero|\d\d?) del? (?P<in_month>{_NEXT_MONTH}|(?:este )?mes)"
)
_DATE = (
    rf"(?:d?el )?(?:dia )?(?:(?P<on>{WEEKDAY}) (?:el )?)?(?P<day>\d\d?|primero)(?: de)? (?P<month>{_MONTH})"
    r"(?: del? (?P<year>20\d\d))?"
    rf"|(?:d?el (?:dia )?|dia |(?:el )?(?P<on_alone>{WEEKDAY}) (?:el )?)"
    r"(?P<day_alone>\d\d?|primero)(?! y (?:media|cuarto))"
)
_OF_THE_WEEK = (
    rf"(?:(?:d?el|este) )?(?:dia )?(?P<next>proximo )?(?P<weekday>{WEEKDAY})"
    rf"(?: (?:de (?:la (?P<next_week>{_NEXT_WEEK})|esta semana)|(?P<coming>que (?:viene|entra|sigue)|proximo|entrante)"
    r"))?"
)
DAY = re.compile(
    rf"\b(?:{_AHEAD}|(?:de )?(?:{_NAMED}|{_FEAST}|{_OF_THE_MONTH}|{_DATE}|{_OF_THE_WEEK})"
    r"(?: en (?P<behind>8|15)(?: dias)?)?)\b"
)
_WEEKS_BEHIND = {None: 0, "8": 1, "15": 2}
"""In Spanish a week is eight days, and two are fifteen."""
WEEKS = dict.fromkeys(
    (
        f"{the}{week}"
        for the in ("", "la ")
        for week in (
            "proxima semana", "semana que viene", "semana que entra", "semana proxima", "semana entrante",
            "siguiente semana", "semana despues de esta",
        )
    ),
    1,
)  # fmt: skip
WEEK_OF = re.compile(r"(?:la )?semana (?:(?P<behind>despues) )?(?P<day>del? .+)")
DAY_ALONE = re.compile(r"(?:al |el |del )?(?:dia )?([1-9]|[12]\d|3[01]|primero)")
SAID_OTHERWISE = (
    (re.compile(rf"\b(?:la )?({_NEXT_WEEK})(?: el)? ({WEEKDAY})\b"), r"\2 de la \1"),
    (re.compile(rf"\b(?:el )?({_NEXT_MONTH})(?: el)?(?: dia)? (\d\d?|primero)\b"), r"el \2 del \1"),
)
"""Days said the other way about."""
WORDS = frozenset((*_PLAIN_WEEKDAYS, *MONTHS, *_NTH)) | {
    "dia", "dias", "semana", "semanas", "mes", "meses", "ano", "anos", "hoy", "manana", "pasado", "mismo", "antes",
    "despues", "proximo", "proxima", "siguiente", "que", "viene", "entra", "entrante", "sigue", "este", "esta", "aqui",
    "dentro", "el", "la", "los", "de", "del", "en", "a", "y", "media", "cuarto",
    "vispera", "nuevo", "nochevieja", "reyes", "san", "valentin", "santo", "pascua", "resurreccion", "padre",
    "halloween", "muertos", "veteranos", "accion", "gracias", "thanksgiving", "nochebuena", "navidad",
}  # fmt: skip
"""All that these are said with, but figures."""


def meant(said: re.Match[str], today: date) -> date | None:
    """The day that `DAY` has found; None for one that cannot be, "el viernes 7" that is a Monday."""
    if said["in"]:
        unit = {"dia": "day", "semana": "week", "mes": "month", "ano": "year"}[said["unit"]]
        return days_ahead(today, int(said["in"]), unit)
    day = _weekday(said, today) if said["weekday"] else _dated(said, today)
    return day + timedelta(weeks=_WEEKS_BEHIND[said["behind"]]) if day else None


def _dated(said: re.Match[str], today: date) -> date | None:
    if named := said["named"]:
        return today + timedelta(days=("hoy", "manana", "pasado manana").index(named))
    if said["holiday"]:
        name, behind = next(feast for words, feast in _HOLIDAYS.items() if re.fullmatch(words, said["holiday"]))
        return next_holiday(name, behind + {None: 0, "antes": -1, "despues": 1}[said["beside"]], today)
    if nth := said["nth"]:
        weekday = None if said["nth_day"] == "dia" else _PLAIN_WEEKDAYS.index(said["nth_day"])
        return next_nth_day(_NTH[nth], weekday, _months(said["of_month"], today), today)
    if said["day_of"]:
        return next_nth_day(_number(said["day_of"]), None, _months(said["in_month"], today), today)
    return _day_of_month(said, today)


def _months(said: str, today: date) -> Iterable[int]:
    """Those it may lie in: "del mes", once its day is over, is of the next one."""
    if said in MONTHS:
        return months_until(MONTHS.index(said) + 1, today)
    return {"mes": (0, 1), "este mes": (0,)}.get(said, (1,))


def _day_of_month(said: re.Match[str], today: date) -> date | None:
    number, month = (
        _number(said["day"] or said["day_alone"]),
        MONTHS.index(said["month"]) + 1 if said["month"] else None,
    )
    day = next_date(number, month, today)
    if day and said["year"]:
        day = next_date(number, month, max(today, date(int(said["year"]), 1, 1)))
        day = day if day and day.year == int(said["year"]) else None
    on = said["on"] or said["on_alone"]
    return None if day is None or (on and _PLAIN_WEEKDAYS[day.weekday()] != on) else day


def _number(said: str) -> int:
    return 1 if said == "primero" else int(said)


def _weekday(said: re.Match[str], today: date) -> date:
    weekday = _PLAIN_WEEKDAYS.index(said["weekday"])
    if said["next_week"]:
        return weekday_of_next_week(weekday, today)
    day = next_weekday(weekday, today)
    return not_tomorrow(day, today) if said["next"] or said["coming"] else day
