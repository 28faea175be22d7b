"""When something is meant to happen, as people say it in Spanish, and how a time is said.

Written forms, and what an hour or a weekday alone means, as in English: ``conversation.english.times``. "El próximo
viernes" and "el viernes que viene" are the nearest one, as the academies have it, but never tomorrow, which people call
"mañana". Others mean that of the week after: so the date is named of every day but today and the two behind it.
"""

import re
from datetime import date, datetime, time, timedelta

from conversation.clock import (
    hour_and_minute,
    next_date,
    next_weekday,
    not_tomorrow,
    time_of_day,
    weekday_of_next_week,
)
from conversation.said_times import Pieces, SaidTimes
from conversation.spanish.forms import normal
from conversation.spanish.numbers import count

WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
# fmt: off
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)
# fmt: on
_PLAIN_WEEKDAYS = tuple(normal(day) for day in WEEKDAYS)
DAY_PARTS = {"morning": "por la mañana", "afternoon": "por la tarde", "evening": "por la noche"}
_PARTS = {"manana": "morning", "madrugada": "morning", "tarde": "afternoon", "noche": "evening", "temprano": "morning"}

_WEEKDAY, _MONTH = "|".join(_PLAIN_WEEKDAYS), "|".join(MONTHS)
_PART = re.compile(
    r"\b(?:(?P<this>esta) (?P<today>manana|tarde|noche)|(?:por|en|de|a) la (?P<part>manana|tarde|noche|madrugada)"
    r"|(?P<early>temprano))\b"
)
_DAY = re.compile(
    rf"\b(?:(?:de )?(?:(?P<named>pasado manana|manana|hoy)"
    rf"|(?:el )?(?:dia )?(?:(?P<on>{_WEEKDAY}) (?:el )?)?(?P<day>\d+|primero)(?: de)? (?P<month>{_MONTH})"
    rf"|(?:d?el (?:dia )?|dia |(?:el )?(?P<on_alone>{_WEEKDAY}) (?:el )?)(?P<day_alone>\d+|primero)"
    rf"|(?:(?:d?el|este) )?(?:dia )?(?P<next>proximo )?(?P<weekday>{_WEEKDAY})"
    rf"(?P<next_week> de la (?:proxima semana|semana que viene))?(?P<coming> (?:que viene|proximo|que entra))?)"
    rf"(?: en (?P<ahead>8|15)(?: dias)?)?)\b"
)
_LENGTH = (
    r"(?:(?P<half>media hora)|(?P<quarters>1|3) cuartos? de hora|(?P<minutes>\d+) minutos?"
    r"|(?:(?P<hours>\d+) )?horas?(?: y (?:(?P<and_half>media)|(?P<and_quarter>cuarto)|(?P<and_minutes>\d+) minutos?))?)"
)
_DAYS_AHEAD = re.compile(r"(?:en|dentro de|de aqui a) (?:(?P<weeks>\d{1,3}) semanas?|(?P<days>\d{1,3}) dias?)")
_CLOCK = re.compile(
    r"\b(?:(?P<named>mediodia|medianoche)"
    r"|(?P<before>cuarto|\d+)(?: minutos)? para las? (?P<next>\d{1,2})"
    r"|(?:a )?(?:las? )?(?P<figures>\d{1,4})(?: y (?P<past>media|cuarto|\d+)| menos (?P<less>cuarto|\d+))?"
    r"(?: en punto)?)(?: (?P<half>[ap]) m)?\b"
)
_WEEKS_AHEAD = {None: 0, "8": 1, "15": 2}
"""In Spanish a week is eight days, and two are fifteen."""


def _part(text: str) -> tuple[str | None, str]:
    found = _PART.search(text)
    if found is None:
        return None, text
    rest = f"{text[: found.start()]} {'hoy' if found['this'] else ''} {text[found.end() :]}"
    return _PARTS[found["today"] or found["part"] or found["early"]], " ".join(rest.split())


def _date(said: re.Match[str], today: date) -> date | None:
    ahead = timedelta(weeks=_WEEKS_AHEAD[said["ahead"]])
    if named := said["named"]:
        return today + timedelta(days=("hoy", "manana", "pasado manana").index(named)) + ahead
    if weekday := said["weekday"]:
        return _weekday(_PLAIN_WEEKDAYS.index(weekday), said, today) + ahead
    number = said["day"] or said["day_alone"]
    month = MONTHS.index(said["month"]) + 1 if said["month"] else None
    day = next_date(1 if number == "primero" else int(number), month, today)
    on = said["on"] or said["on_alone"]
    if day is None or (on and _PLAIN_WEEKDAYS[day.weekday()] != on):  # "el viernes 7" that is a Monday
        return None
    return day + ahead


def _weekday(weekday: int, said: re.Match[str], today: date) -> date:
    if said["next_week"]:
        return weekday_of_next_week(weekday, today)
    day = next_weekday(weekday, today)
    return not_tomorrow(day, today) if said["next"] or said["coming"] else day


def _days_ahead(text: str) -> int | None:
    ahead = _DAYS_AHEAD.fullmatch(text)
    return int(ahead["days"] or 7 * int(ahead["weeks"])) if ahead else None


def _time_of_day(clock: re.Match[str], part: str | None) -> time | None:
    if clock["named"]:
        return time(0 if clock["named"] == "medianoche" else 12)
    hour, minute = hour_and_minute(clock["figures"] or clock["next"])
    minute += _past(clock["past"]) - _past(clock["less"] or clock["before"])
    return time_of_day(hour, minute, clock["half"] or "", part)


def _past(said: str | None) -> int:
    return {"media": 30, "cuarto": 15}.get(said) or int(said) if said else 0


def _minutes(length: re.Match[str]) -> int:
    if length["half"]:
        return 30
    if length["minutes"] or length["quarters"]:
        return int(length["minutes"] or 15 * int(length["quarters"]))
    behind = 30 if length["and_half"] else 15 if length["and_quarter"] else int(length["and_minutes"] or 0)
    return 60 * int(length["hours"] or 1) + behind


_TIMES = SaidTimes(
    Pieces(
        normal=normal,
        length=_LENGTH,
        minutes=_minutes,
        within="(?:en|dentro de|de aqui a)",
        days_ahead=_days_ahead,
        weeks=dict.fromkeys(
            ("la proxima semana", "la semana que viene", "la semana proxima", "la siguiente semana"), 1
        ),
        part=_part,
        its_night=re.compile(r"\b(?:por|en) la noche\b"),
        day=_DAY,
        date=_date,
        clock=_CLOCK,
        time_of_day=_time_of_day,
        small_words=re.compile(r"\b(?:el|la|las|al?|de|del|en|por|para|como|hacia|sobre|eso|este|horas?)\b"),
    )
)
parse_when, parse_date, parse_duration = _TIMES.parse_when, _TIMES.parse_date, _TIMES.parse_duration
names_day, names_half = _TIMES.names_day, _TIMES.names_half


def spoken_when(when: str, now: datetime | None) -> str:
    """``mañana a las 9 a.m.``, ``el viernes 27 por la mañana``; without `now` always with the month."""
    if "T" in when:
        moment = datetime.fromisoformat(when)
        return f"{spoken_date(moment.date().isoformat(), now)} {at_time(moment.time())}"
    day, _, part = when.partition("/")
    said = spoken_date(day, now)
    return f"{said} {DAY_PARTS[part]}" if part else said


def spoken_date(day: str, now: datetime | None) -> str:
    """``hoy``, ``mañana``, ``el viernes 27`` within a week of the same month, else ``el viernes 4 de diciembre``."""
    meant = date.fromisoformat(day)
    weekday, in_month = WEEKDAYS[meant.weekday()], f"{meant.day} de {MONTHS[meant.month - 1]}"
    if now is None:
        return f"el {weekday} {in_month}"
    ahead = (meant - now.date()).days
    if ahead in (0, 1, 2):
        return ("hoy", "mañana", "pasado mañana")[ahead]
    if 2 < ahead < 7 and meant.month == now.month:
        return f"el {weekday} {meant.day}"
    if 0 < ahead < 365:
        return f"el {weekday} {in_month}"
    return f"el {in_month}" if meant.year == now.year else f"el {in_month} de {meant.year}"


def on_date(day: str, now: datetime | None) -> str:
    """As it stands in a sentence, which is the same."""
    return spoken_date(day, now)


def spoken_time(at: time) -> str:
    """``9 a.m.``, ``2:30 p.m.``, ``mediodía``."""
    if (at.hour, at.minute) == (12, 0):
        return "mediodía"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'a.m.' if at.hour < 12 else 'p.m.'}"


def at_time(at: time) -> str:
    """``a las 9 a.m.``, ``a la 1 p.m.``, ``al mediodía``."""
    said = spoken_time(at)
    article = "al" if said == "mediodía" else "a la" if at.hour % 12 == 1 else "a las"
    return f"{article} {said}"


def spoken_duration(minutes: int) -> str:
    """``20 minutos``, ``1 hora y 30 minutos``."""
    hours, rest = divmod(minutes, 60)
    said = [count(hours, "hora", "horas")] if hours else []
    return " y ".join([*said, count(rest, "minuto", "minutos")] if rest or not said else said)
