"""When something is meant to happen, as people say it in Spanish, and how a time is said.

Written forms, and what an hour or a weekday alone means, as in English: ``conversation.english.times``. "A primera
hora" is in the morning, and "después de comer" in the afternoon; "después de las tres" is no time.
"""

import re
from datetime import date, datetime, time

from conversation.clock import HALF_DAY, WORKING_DAY, hour_and_minute, time_of_day
from conversation.said_times import Pieces, SaidTimes
from conversation.spanish import days
from conversation.spanish.days import MONTHS, WEEKDAY, WEEKDAYS
from conversation.spanish.forms import normal
from conversation.spanish.numbers import count

DAY_PARTS = {"morning": "por la mañana", "afternoon": "por la tarde", "evening": "por la noche"}
_PARTS = {"manana": "morning", "madrugada": "morning", "tarde": "afternoon", "noche": "evening", "temprano": "morning"}
_PART = re.compile(
    r"\b(?:(?P<this>esta) (?P<today>manana|tarde|noche)|(?:por|en|de|a) la (?P<part>manana|tarde|noche|madrugada)"
    r"|(?P<early>temprano))\b"
)
_MINUTES = {"media": 30, "cuarto": 15, "1 cuarto": 15, "3 cuartos": 45}
_LENGTH = (
    r"(?:como |unos |unas )?(?:(?P<half>media) hora|(?P<quarters>(?:1 )?cuarto|3 cuartos) de hora"
    r"|(?P<minutes>\d+) minutos?|(?:(?P<hours>\d+)(?: punto (?P<tenths>\d))? |(?=hora (?:y|con) ))(?:horas?|h r(?: s)?)"
    r"(?:(?: y| con)? (?:(?P<part>media|cuarto|1 cuarto|3 cuartos)|(?P<and_minutes>\d\d?)(?: minutos?)?))?)"
)
_CLOCK = re.compile(
    r"\b(?:(?:al? )?(?P<named>mediodia|medianoche|(?:(?<=a )|(?<=al ))medio dia)"
    r"|(?:1 )?(?P<before>cuarto|\d+)(?: minutos)? para las? (?P<next>\d{1,2})"
    r"|(?:a )?(?P<article>las? )?(?P<figures>\d{1,4})(?: y (?P<past>media|cuarto|\d+)| menos (?P<less>cuarto|\d+))?"
    r"(?: en punto)?(?(article)(?: horas)?))(?: (?P<half>[ap]) m)?\b"
)
_LUNCH = "de(?:l| el| la)? (?:comer|comida|lonche|almuerzo|almorzar)"
_SAID_OTHERWISE = tuple(
    (re.compile(rf"\b(?:{wording})\b"), plainer)
    for wording, plainer in (
        ("1 par de(?= (?:minutos|horas|dias|semanas|meses|anos))", "2"),
        (r"otr[oa]s? (?=\d+ (?:hora|minuto)|media hora)", ""),
        ("otra hora", "1 hora"),
        ("(horas?|minutos) mas", r"\1"),
        ("a primera hora", "temprano"),
        (f"antes {_LUNCH}", "por la manana"),
        (f"despues {_LUNCH}", "por la tarde"),
        (rf"(?<!por )(?<!en )(?<!de )(?<!a )la (manana|tarde|noche) (?=del? (?:{WEEKDAY}|hoy|manana))", r"en la \1 "),
    )
)
"""Lengths, parts of the day and hours in other words than those that are read, and in these."""
_RESPELLED = {
    "alas": "a las", "mananita": "manana", "tardecita": "tarde", "nochecita": "noche", "horita": "hora",
    "horitas": "horas", "minutitos": "minutos", "tempranito": "temprano", "min": "minutos", "mins": "minutos",
    "juebes": "jueves", "biernes": "viernes", "viernez": "viernes", "savado": "sabado", "miercole": "miercoles",
    "miercolez": "miercoles", "monday": "lunes", "tuesday": "martes", "wednesday": "miercoles", "thursday": "jueves",
    "friday": "viernes", "saturday": "sabado", "sunday": "domingo", "today": "hoy", "tomorrow": "manana",
}  # fmt: skip
"""How else words are said or typed, some of them in English, and how they are read."""
_KNOWN = days.WORDS | {
    "tarde", "noche", "madrugada", "temprano", "primera", "mediodia", "medianoche", "medio", "hora", "horas", "minutos",
    "minuto", "h", "r", "s", "cuartos", "menos", "punto", "p", "m", "las", "al", "con", "como", "unos",
    "unas", "otra", "otro", "otras", "otros", "mas", "par", "todo", "entero", "completo", "comer", "comida",
    "lonche", "almuerzo", "almorzar", "por", "para", "hacia", "sobre", "eso", "tipo", "desde", "ahora", "ahorita",
}  # fmt: skip


def _part_of_day(said: re.Match[str]) -> tuple[str, str]:
    return _PARTS[said["today"] or said["part"] or said["early"]], "hoy" if said["this"] else ""


def _time_of_day(clock: re.Match[str], part: str | None) -> time | None:
    if clock["named"]:
        return time(0 if clock["named"] == "medianoche" else 12)
    hour, minute = hour_and_minute(clock["figures"] or clock["next"])
    minute += _past(clock["past"]) - _past(clock["less"] or clock["before"])
    return time_of_day(hour, minute, clock["half"] or "", part)


def _past(said: str | None) -> int:
    return _MINUTES.get(said) or int(said) if said else 0


def _minutes(length: re.Match[str]) -> int:
    if length["half"]:
        return _MINUTES["media"]
    if length["minutes"]:
        return int(length["minutes"])
    if length["quarters"]:
        return _MINUTES[length["quarters"]]
    tenths, minutes = int(length["tenths"] or 0), int(length["and_minutes"] or 0)
    return 60 * int(length["hours"] or 1) + 6 * tenths + _MINUTES.get(length["part"] or "", minutes)


_TIMES = SaidTimes(
    Pieces(
        normal=normal,
        respelled=_RESPELLED,
        known=_KNOWN,
        plainly=(*_SAID_OTHERWISE, *days.SAID_OTHERWISE),
        now=frozenset({"ahora", "ahora mismo", "ahorita", "ahorita mismo"}),
        length=_LENGTH,
        minutes=_minutes,
        working_days={"medio dia": HALF_DAY}
        | dict.fromkeys(("todo 1 dia", "1 dia entero", "1 dia completo"), WORKING_DAY),
        ahead="(?:en|dentro de|de aqui a) {}",
        weeks=days.WEEKS,
        week_of=days.WEEK_OF,
        part=_PART,
        part_of_day=_part_of_day,
        its_night=re.compile(r"\b(?:por|en) la noche\b"),
        day=days.DAY,
        date=days.meant,
        day_alone=days.DAY_ALONE,
        clock=_CLOCK,
        time_of_day=_time_of_day,
        small_words=re.compile(r"\b(?:a eso de|el|al?|en|por|para|como|hacia|sobre|tipo|desde)\b"),
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
