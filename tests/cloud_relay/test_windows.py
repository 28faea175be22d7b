"""When a customer may be called back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_relay.day_and_night import EARLIEST, LATEST
from cloud_relay.office.callback import LONGEST_WINDOW, Window
from cloud_relay.office.windows import offered
from tests.cloud_relay.test_policy import CHICAGO, LOS_ANGELES, ZONES, at


def window(begins: datetime, ends: datetime) -> Window:
    return Window(begins=begins, ends=ends)


TOMORROW = timedelta(days=1)


@pytest.mark.parametrize(
    ("wished", "now", "may_be"),
    [
        (window(at(13), at(15)), at(12), window(at(13), at(15))),
        (window(at(13), at(15)), at(14), window(at(14), at(15))),
        (window(at(7), at(10)), at(6), window(at(8), at(10))),
        (window(at(20), at(23)), at(12), window(at(20), at(21))),
        (window(at(22), at(23)), at(12), window(at(8) + TOMORROW, at(9) + TOMORROW)),
        (window(at(9), at(11)), at(12), window(at(12), at(14))),
        (window(at(9), at(11)), at(20), window(at(20), at(21))),
        (window(at(9), at(11)), at(20, 50), window(at(8) + TOMORROW, at(10) + TOMORROW)),
    ],
)
def test_what_is_offered_lies_ahead_and_by_day(wished: Window, now: datetime, may_be: Window) -> None:
    assert offered(wished, now, [CHICAGO]) == may_be


def test_it_has_to_be_day_wherever_the_customer_may_be() -> None:
    wished = window(at(8), at(22))
    assert offered(wished, at(7), [CHICAGO, LOS_ANGELES]) == window(at(8, zone=LOS_ANGELES), at(21))


def test_where_it_is_never_day_in_all_places_nothing_is_offered() -> None:
    around_the_world = [ZoneInfo(f"Etc/GMT{offset:+d}") for offset in range(-12, 13)]
    assert offered(window(at(13), at(15)), at(12), around_the_world) is None


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    st.timedeltas(timedelta(days=-3), timedelta(days=3)),
    st.timedeltas(timedelta(minutes=1), LONGEST_WINDOW),
    st.sets(ZONES, min_size=1, max_size=2),
)
def test_nobody_is_called_at_night(now: datetime, ahead: timedelta, lasting: timedelta, zones: set[ZoneInfo]) -> None:
    """Through changes of the clocks too."""
    may_be = offered(window(now + ahead, now + ahead + lasting), now, zones)
    if may_be is not None:
        assert may_be.begins >= now
        for zone in zones:
            begins, ends = may_be.begins.astimezone(zone), may_be.ends.astimezone(zone)
            assert begins.time() >= EARLIEST
            assert ends.time() <= LATEST
            assert begins.date() == ends.date()
