"""When it is day where a customer may be. Pure."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

EARLIEST: Final = time(8)
LATEST: Final = time(21)
_ROUNDS: Final = 8
"""A moment that suits all zones is found after one for each, or there is none."""


def next_day_in_all(now: datetime, zones: Collection[ZoneInfo]) -> datetime | None:
    """The next moment at which it is day in every zone; None where no such moment is found."""
    moment = now
    for _ in range(_ROUNDS):
        later = max((_next_day(moment, zone) for zone in zones), default=moment)
        if later == moment:
            return moment
        moment = later
    return None


def next_night_in_any(moment: datetime, zones: Collection[ZoneInfo]) -> datetime:
    """When it is evening in the first of the zones, from a moment on at which it is day in all."""
    evenings = (datetime.combine(moment.astimezone(zone).date(), LATEST, zone) for zone in zones)
    return min(evening.astimezone(moment.tzinfo) for evening in evenings)


def _next_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself where it is day in the zone, else the next morning there."""
    local = moment.astimezone(zone)
    if EARLIEST <= local.time() < LATEST:
        return moment
    morning = local.date() if local.time() < EARLIEST else local.date() + timedelta(days=1)
    return datetime.combine(morning, EARLIEST, zone).astimezone(moment.tzinfo)
