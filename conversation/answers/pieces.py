"""What answers have in common: how old they are, amounts, counts, and lists of things."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from conversation.tongue import Tongue
from erp import Slots, Snapshot

Answer = Callable[[Slots, Snapshot, datetime, Tongue], str]
"""The answer to one command. The time is the local one."""

TOLD = "told"
"""Stands among the slots where "the rest" is asked for: how many things were told before."""
_FRESH = timedelta(minutes=15)
MOST_TOLD = 3


def age(records: str, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """How old the answer is, where that may make a difference: ``, as of 2 hours ago``. `records` are those of
    ``Snapshot.as_of``."""
    read = snapshot.as_of.get(records)
    if read is None or now - read <= _FRESH:
        return ""
    minutes = int((now - read).total_seconds() // 60)
    units = ((24 * 60, "day", "día"), (60, "hour", "hora"), (1, "minute", "minuto"))
    size, unit, unidad = next(each for each in units if minutes >= each[0])
    count = minutes // size
    en = tongue.numbers.count(count, unit, f"{unit}s")
    return tongue.says(
        f", as of {en} ago", f", según datos de hace {tongue.numbers.count(count, unidad, f'{unidad}s')}"
    )


def money(amount: Decimal, tongue: Tongue) -> str:
    """``268 dollars``."""
    return tongue.numbers.spoken_amount(f"{amount:.2f}")


def figure(number: Decimal) -> str:
    """Without noughts at its end: ``2.5``."""
    return f"{number.normalize():f}"


def told(things: Sequence[str], tongue: Tongue, most: int = MOST_TOLD) -> str:
    """The first things, and how many others there are: ``a; b; c; and 4 others``."""
    more = len(things) - most
    if more <= 0:
        return "; ".join(things)
    others = tongue.says(f"and {tongue.numbers.count(more, 'other', 'others')}", f"y {more} más")
    return "; ".join([*things[:most], others])


def noted(notes: str, now: datetime, tongue: Tongue, most: int) -> str:
    """The latest notes, the latest first, and how many others there are; empty where there are none. A day that stands
    in front of a note in figures is spoken: ``November 2: wants a new boiler``."""
    lines = [_dated(line.strip(" ."), now, tongue) for line in notes.splitlines() if line.strip(" .")]
    return told(lines[::-1], tongue, most)


def _dated(line: str, now: datetime, tongue: Tongue) -> str:
    try:
        day = date.fromisoformat(line[:10])
    except ValueError:
        return line
    return f"{tongue.times.spoken_date(day.isoformat(), now)}{line[10:]}"


def local(moment: datetime, snapshot: Snapshot) -> datetime:
    """The moment on the clocks of the business."""
    return moment.astimezone(ZoneInfo(snapshot.time_zone))


def capitalised(sentence: str) -> str:
    """With its first letter as a capital, and the others as they are."""
    return sentence[:1].upper() + sentence[1:]


def ended(sentence: str) -> str:
    """With its full stop, which "at 9 a.m." has already."""
    return sentence if sentence.endswith(".") else f"{sentence}."
