"""Where the owner of a telephone number may be."""

from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone

_UNITED_STATES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu",
)  # fmt: skip
_EASTERN_CENTRAL = ("America/New_York", "America/Chicago")
_CENTRAL_MOUNTAIN = ("America/Chicago", "America/Denver")
_MOUNTAIN_PACIFIC = ("America/Denver", "America/Los_Angeles")
_SPLIT = {
    **dict.fromkeys(("219", "270", "364", "423", "574", "812", "850", "906", "930", "931", "448"), _EASTERN_CENTRAL),
    **dict.fromkeys(("308", "605", "620", "701", "785", "915", "432"), _CENTRAL_MOUNTAIN),
    **dict.fromkeys(("208", "458", "541", "775", "986"), _MOUNTAIN_PACIFIC),
    "928": ("America/Phoenix", "America/Denver"),
}
"""Area codes on both sides of a border between zones; libphonenumber names one side only."""
_MANY = 8
"""With more zones than this libphonenumber means that it does not know."""
_NORTH_AMERICA = 1


def zones_of(number: str, fallback: str) -> tuple[ZoneInfo, ...]:
    """All time zones in which whoever has the number may be, as far as it tells: people move and keep it.

    Args:
        number: E.164.
        fallback: the zone of customers whose number tells nothing; the United States are added to it.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return _named({fallback, *_UNITED_STATES})
    found = {zone for zone in timezone.time_zones_for_number(parsed) if zone != "Etc/Unknown"}
    if parsed.country_code == _NORTH_AMERICA:
        found |= set(_SPLIT.get(str(parsed.national_number)[:3], ()))
    if not found or len(found) > _MANY:
        return _named({fallback, *_UNITED_STATES})
    return _named(found)


def _named(names: set[str]) -> tuple[ZoneInfo, ...]:
    return tuple(ZoneInfo(name) for name in sorted(names))
