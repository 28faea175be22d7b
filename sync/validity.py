"""Whether a command may still be sent by itself: some come too late, and some were said while the clock was wrong."""

from datetime import timedelta

from erp import Command, Language, slots_of
from erp.days import spoken_with_year
from erp.sentences import in_each
from sync.attempt import Ask, Rejected
from sync.clock import Calendar, Stamp
from sync.rows import QueuedCommand

_LANGUAGES: tuple[Language, Language] = ("en", "es")
_KINDS_OF_TIME = frozenset({"times", "dates"})


def objection(row: QueuedCommand, command: Command, calendar: Calendar) -> Ask | Rejected | None:
    """What speaks against sending it now; nothing once a person has looked at it."""
    if row.confirmed or row.stamp is None:
        return None
    return _too_late(row.stamp, command, calendar) or _meant_another_time(row, command, calendar)


def _too_late(stamp: Stamp, command: Command, calendar: Calendar) -> Ask | Rejected | None:
    if command.spec.meaningful_for is None:
        return None
    age = calendar.age(stamp)
    if age is None:
        return Ask(
            in_each(
                "It was said before the unit was started last, and I don't know how long ago; retry it or cancel it.",
                "Se dijo antes de encender la unidad la última vez y no sé hace cuánto; reinténtalo o cancélalo.",
            )
        )
    if age <= command.spec.meaningful_for:
        return None
    long, tiempo = _spoken(age, _UNITS), _spoken(age, _UNIDADES)
    return Rejected(
        in_each(
            f"It was said {long or 'less than a minute'} ago and is no longer sent by itself.",
            f"Se dijo hace {tiempo or 'menos de un minuto'} y ya no se envía solo.",
        )
    )


def _meant_another_time(row: QueuedCommand, command: Command, calendar: Calendar) -> Ask | None:
    """ "Tomorrow" is another day for a clock that stands in another year."""
    times = [
        str(value)
        for name, slot in slots_of(type(command)).items()
        if slot.values in _KINDS_OF_TIME and (value := getattr(command, name)) is not None
    ]
    if not times or row.stamp is None or not calendar.was_wrong(row.stamp):
        return None
    understood = [spoken_with_year(time) for time in times]
    en, es = ("; ".join(one[language] for one in understood).rstrip(".") for language in _LANGUAGES)
    words = f'"{row.origin.words}"' if row.origin.words else ""
    return Ask(
        in_each(
            f"You said {words or 'this'} when the clock was wrong; it was saved as {en}. Edit it, or retry it "
            "if that is right.",
            f"Dijiste {words or 'esto'} cuando el reloj estaba mal; se guardó como {es}. Cámbialo, o "
            "reinténtalo si está bien.",
        )
    )


_UNITS = ("day", "hour", "minute")
_UNIDADES = ("día", "hora", "minuto")


def _spoken(age: timedelta, units: tuple[str, ...]) -> str:
    """In the largest unit that fits; empty where none does."""
    seconds = int(age.total_seconds())
    for unit, length in zip(units, (86400, 3600, 60), strict=True):
        if count := seconds // length:
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return ""
