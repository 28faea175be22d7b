"""Names of time zones."""

import pytest

from sync.times import a_time_zone


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "America", "../UTC", "local", "x" * 300])
def test_what_is_no_time_zone_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(ValueError, match="is no time zone; one is America/Chicago"):
        a_time_zone(name)
    assert a_time_zone("America/Chicago") == "America/Chicago"
