"""When a customer may be called back. Pure."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cloud_relay.day_and_night import next_day_in_all, next_night_in_any
from cloud_relay.office.callback import Window

SHORTEST = timedelta(minutes=15)
"""Less than that before the evening is not worth offering."""


def offered(wished: Window, now: datetime, zones: Collection[ZoneInfo]) -> Window | None:
    """The part of the wished window that lies ahead, by day; where there is none, as long a time on the next day.

    Args:
        wished: by the customer.
        now: aware.
        zones: all in which they may be; it has to be day in each. None is offered where that never is.
    """
    begins = next_day_in_all(max(wished.begins, now), zones)
    if begins is None:
        return None
    night = next_night_in_any(begins, zones)
    if min(wished.ends, night) - begins >= SHORTEST:
        return Window(begins=begins, ends=min(wished.ends, night))
    if night - begins < SHORTEST:
        begins = next_day_in_all(night, zones) or begins
        night = next_night_in_any(begins, zones)
    lasting = max(wished.ends - wished.begins, SHORTEST)
    return Window(begins=begins, ends=min(begins + lasting, night))
