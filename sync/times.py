"""Time zones, by the names that are given to them."""

from zoneinfo import ZoneInfo


def a_time_zone(name: str) -> str:
    """The name, if this unit knows a time zone of that name.

    Raises:
        ValueError: it knows none.
    """
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:  # a path, a folder, nothing
        raise ValueError(f"{name!r} is no time zone; one is America/Chicago") from error
    return name
