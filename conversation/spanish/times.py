"""When something is meant to happen, as people say it in Spanish, and how a time is said.

Written forms, and what an hour or a weekday alone means, as in English: ``conversation.english.times``. "El próximo
viernes" and "el viernes que viene" are the nearest one, as the academies have it, but never tomorrow, which people call
"mañana". Others mean that of the week after: so the date is named of every day but today and the two behind it.
"""

import re
from datetime import date, datetime, time, timedelta

from conversation.clock import (
    DAY_BEGINS,
    hour_and_minute,
    next_date,
    next_weekday,
    night_of,
    not_tomorrow,
    time_of_day,
    to_the_minute,
    weekday_of_next_week,
)
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
    rf"\b(?:(?P<named>pasado manana|manana|hoy)"
    rf"|(?:el )?(?:dia )?(?:(?P<on>{_WEEKDAY}) (?:el )?)?(?P<day>\d+|primero)(?: de)? (?P<month>{_MONTH})"
    rf"|(?:d?el (?:dia )?|dia |(?:el )?(?P<on_alone>{_WEEKDAY}) (?:el )?)(?P<day_alone>\d+|primero)"
    rf"|(?:(?:el|este) )?(?:dia )?(?P<next>proximo )?(?P<weekday>{_WEEKDAY})"
    rf"(?P<next_week> de la (?:proxima semana|semana que viene))?(?P<coming> (?:que viene|proximo|que entra))?)\b"
)
_LENGTH = (
    r"(?:(?P<half>media hora)|(?P<quarters>1|3) cuartos? de hora|(?P<minutes>\d+) minutos?"
    r"|(?:(?P<hours>\d+) )?horas?(?: y (?:(?P<and_half>media)|(?P<and_quarter>cuarto)|(?P<and_minutes>\d+) minutos?))?)"
)
_DURATION, _SPAN = re.compile(_LENGTH), re.compile(f"(?:en|dentro de|de aqui a) {_LENGTH}")
_DAYS_AHEAD = re.compile(r"(?:en|dentro de|de aqui a) (?:(?P<weeks>\d{1,3}) semanas?|(?P<days>\d{1,3}) dias?)")
_CLOCK = re.compile(
    r"\b(?:(?P<named>mediodia|medianoche)"
    r"|(?P<before>cuarto|\d+)(?: minutos)? para las? (?P<next>\d{1,2})"
    r"|(?:a )?(?:las? )?(?P<figures>\d{1,4})(?: y (?P<past>media|cuarto|\d+)| menos (?P<less>cuarto|\d+))?"
    r"(?: en punto)?)(?: (?P<half>[ap]) m)?\b"
)
_WEEKS = {"la proxima semana": 1, "la semana que viene": 1, "la semana proxima": 1, "la siguiente semana": 1}
_SMALL_WORDS = re.compile(r"\b(?:el|la|las|al?|de|del|en|por|para|como|hacia|sobre|eso|este|horas?)\b")


def parse_when(said: str, now: datetime) -> str | None:
    """What `said` means, seen from `now`; None for what is no time ("el treinta y dos", "las nueve y noventa")."""
    text = normal(said)
    if span := _SPAN.fullmatch(text):
        return to_the_minute(now + _length(span))
    if ahead := _DAYS_AHEAD.fullmatch(text):
        number = int(ahead["weeks"]) * 7 if ahead["weeks"] else int(ahead["days"])
        return (now.date() + timedelta(days=number)).isoformat()
    part, rest = _take_part(text)
    day, rest = _take_day(rest, now.date())
    clock = _CLOCK.search(rest)
    rest = _SMALL_WORDS.sub(" ", _CLOCK.sub(" ", rest, count=1))
    if rest.strip() or (day is None and clock is None and part is None):
        return None
    this = "esta" in text.split()
    if clock is None:
        over = part == "morning" and not this and now.hour >= DAY_BEGINS
        day = day or now.date() + timedelta(days=over)
        return day.isoformat() + (f"/{part}" if part else "")
    at = _time_of_day(clock, part)
    if at is None:
        return None
    if day is None:  # the next time the clock says so
        day = now.date() if at > now.time() or this else now.date() + timedelta(days=1)
    return to_the_minute(datetime.combine(night_of(day, at, part, now), at))


def parse_date(said: str, now: datetime) -> str | None:
    """The date that `said` means, seen from `now`; of a week its Monday."""
    text = normal(said)
    if text in _WEEKS:
        return (now.date() + timedelta(days=7 * _WEEKS[text] - now.weekday())).isoformat()
    day, rest = _take_day(_take_part(text)[1], now.date())
    return day.isoformat() if day and not _SMALL_WORDS.sub(" ", rest).strip() else None


def names_day(said: str) -> bool:
    """Whether the time that was `said` has its day: not so "a las diez", and "por la mañana"."""
    text = normal(said)
    counted = _SPAN.fullmatch(text) or _DAYS_AHEAD.fullmatch(text)
    return bool(counted or _DAY.search(_take_part(text)[1]))  # "esta tarde" is a part of today


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
    return f"el {weekday} {in_month}" if 0 < ahead < 365 else f"el {in_month} de {meant.year}"


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


def parse_duration(said: str) -> str | None:
    """Minutes: ``90`` for "una hora y media"; None for what is no length of time."""
    text = normal(said)
    span = _DURATION.fullmatch(text)
    return str(int(_length(span).total_seconds()) // 60) if span else text if text.isdecimal() else None


def spoken_duration(minutes: int) -> str:
    """``20 minutos``, ``1 hora y 30 minutos``."""
    hours, rest = divmod(minutes, 60)
    said = [count(hours, "hora", "horas")] if hours else []
    return " y ".join([*said, count(rest, "minuto", "minutos")] if rest or not said else said)


def _take_part(text: str) -> tuple[str | None, str]:
    """The part of the day that is named in `text`, and what else it says."""
    found = _PART.search(text)
    if found is None:
        return None, text
    rest = f"{text[: found.start()]} {'hoy' if found['this'] else ''} {text[found.end() :]}"
    return _PARTS[found["today"] or found["part"] or found["early"]], " ".join(rest.split())


def _take_day(text: str, today: date) -> tuple[date | None, str]:
    """The day named in `text`, and what else it says."""
    found = _DAY.search(text)
    if found is None:
        return None, text
    rest = text[: found.start()] + " " + text[found.end() :]
    if named := found["named"]:
        return today + timedelta(days=("hoy", "manana", "pasado manana").index(named)), rest
    if weekday := found["weekday"]:
        return _weekday(_PLAIN_WEEKDAYS.index(weekday), found, today), rest
    said = found["day"] or found["day_alone"]
    month = MONTHS.index(found["month"]) + 1 if found["month"] else None
    day = next_date(1 if said == "primero" else int(said), month, today)
    on = found["on"] or found["on_alone"]
    if day is None or (on and _PLAIN_WEEKDAYS[day.weekday()] != on):  # "el viernes 7" that is a Monday
        return None, text
    return day, rest


def _weekday(weekday: int, said: re.Match[str], today: date) -> date:
    if said["next_week"]:
        return weekday_of_next_week(weekday, today)
    day = next_weekday(weekday, today)
    return not_tomorrow(day, today) if said["next"] or said["coming"] else day


def _time_of_day(clock: re.Match[str], part: str | None) -> time | None:
    if clock["named"]:
        return time(0 if clock["named"] == "medianoche" else 12)
    hour, minute = hour_and_minute(clock["figures"] or clock["next"])
    minute += _minutes(clock["past"]) - _minutes(clock["less"] or clock["before"])
    return time_of_day(hour, minute, clock["half"] or "", part)


def _minutes(said: str | None) -> int:
    return {"media": 30, "cuarto": 15}.get(said) or int(said) if said else 0


def _length(span: re.Match[str]) -> timedelta:
    if span["half"]:
        return timedelta(minutes=30)
    if span["minutes"] or span["quarters"]:
        return timedelta(minutes=int(span["minutes"] or 0) + 15 * int(span["quarters"] or 0))
    behind = 30 if span["and_half"] else 15 if span["and_quarter"] else int(span["and_minutes"] or 0)
    return timedelta(hours=int(span["hours"] or 1), minutes=behind)
