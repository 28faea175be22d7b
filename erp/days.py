"""Days and times in words with their dates, for sentences that are read on another day than they were made."""

from datetime import date, datetime, time

from erp.sentences import Language, Sentence, in_each

_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
}  # fmt: skip
PARTS = {
    "": in_each("", ""),
    "morning": in_each(" in the morning", " por la mañana"),
    "afternoon": in_each(" in the afternoon", " por la tarde"),
    "evening": in_each(" in the evening", " por la noche"),
}
"""The parts of a day in `erp.values.When`, as they follow the day."""


def spoken_day(day: date) -> Sentence:
    """``Friday, November 27``, ``viernes 27 de noviembre``."""
    return in_each(
        f"{_WEEKDAYS['en'][day.weekday()]}, {_MONTHS['en'][day.month - 1]} {day.day}",
        f"{_WEEKDAYS['es'][day.weekday()]} {day.day} de {_MONTHS['es'][day.month - 1]}",
    )


def spoken_with_year(when: str) -> Sentence:
    """`erp.values.When` or a date, as ``Friday, November 27, 2026 at 9 a.m.``."""
    day, _, part = when.partition("/")
    moment = datetime.fromisoformat(day)
    said, follows = spoken_day(moment), _at(moment.time()) if "T" in day else PARTS[part]
    return in_each(f"{said['en']}, {moment.year}{follows['en']}", f"el {said['es']} de {moment.year}{follows['es']}")


def spoken_clock(clock: time) -> Sentence:
    """``9 a.m.``, ``noon``; ``las 9 a.m.``, ``el mediodía``."""
    if clock in _BY_NAME:
        return _BY_NAME[clock]
    minutes = f":{clock.minute:02}" if clock.minute else ""
    shown = f"{clock.hour % 12 or 12}{minutes} {'a.m.' if clock.hour < 12 else 'p.m.'}"
    return in_each(shown, f"{'la' if clock.hour % 12 == 1 else 'las'} {shown}")


_BY_NAME = {time(0): in_each("midnight", "la medianoche"), time(12): in_each("noon", "el mediodía")}


def _at(clock: time) -> Sentence:
    said = spoken_clock(clock)
    return in_each(f" at {said['en']}", f" a {said['es']}".replace(" a el ", " al "))
