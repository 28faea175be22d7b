"""When a message may go to a customer."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_relay.day_and_night import EARLIEST, LATEST
from cloud_relay.messages.numbers import zones_of
from cloud_relay.messages.policy import OPTED_OUT, QUIET, TOO_LATE, Refuse, Send, Wait, decide
from sync.messages import Message, Recipient

CHICAGO, LOS_ANGELES = ZoneInfo("America/Chicago"), ZoneInfo("America/Los_Angeles")


def message(channel: str = "sms", expires: datetime | None = None) -> Message:
    return Message(
        id=uuid4(),
        business="northside",
        channel=channel,  # type: ignore[arg-type]
        recipient=Recipient(name="Maria Garcia", phone="+13125550101", email="maria@example.com"),
        text="The part has arrived.",
        language="en",
        said_at=datetime(2026, 11, 25, 18, tzinfo=UTC),
        expires=expires,
    )


def at(hour: int, minute: int = 0, zone: ZoneInfo = CHICAGO) -> datetime:
    return datetime(2026, 11, 25, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "decision"),
    [
        (at(8), Send()),
        (at(20, 59), Send()),
        (at(21), Wait(at(8) + timedelta(days=1))),
        (at(7, 59), Wait(at(8))),
        (at(0), Wait(at(8))),
    ],
)
def test_a_text_message_comes_by_day(now: datetime, decision: Send | Wait) -> None:
    assert decide(message(), now, opted_out=False, zones=[CHICAGO]) == decision


def test_it_has_to_be_day_wherever_the_customer_may_be() -> None:
    assert decide(message(), at(8), opted_out=False, zones=[CHICAGO, LOS_ANGELES]) == Wait(at(8, zone=LOS_ANGELES))
    evening = decide(message(), at(19, 30, LOS_ANGELES), opted_out=False, zones=[CHICAGO, LOS_ANGELES])
    assert evening == Wait(at(8, zone=LOS_ANGELES) + timedelta(days=1))


def test_an_email_comes_at_any_hour() -> None:
    assert decide(message("email"), at(3), opted_out=False, zones=[CHICAGO]) == Send()


def test_whoever_wants_no_more_gets_none() -> None:
    assert decide(message(), at(12), opted_out=True, zones=[CHICAGO]) == Refuse(OPTED_OUT)


def test_what_comes_too_late_is_not_sent() -> None:
    assert decide(message(expires=at(12)), at(12), opted_out=False, zones=[CHICAGO]) == Refuse(TOO_LATE)
    assert decide(message(expires=at(7)), at(6), opted_out=False, zones=[CHICAGO]) == Refuse(QUIET)


def test_where_it_is_never_day_in_all_places_nothing_is_sent() -> None:
    around_the_world = [ZoneInfo(f"Etc/GMT{offset:+d}") for offset in range(-12, 13)]
    assert decide(message(), at(12), opted_out=False, zones=around_the_world) == Refuse(QUIET)


ZONES = st.sampled_from([CHICAGO, LOS_ANGELES, ZoneInfo("America/New_York"), ZoneInfo("Europe/Madrid")])


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)), st.sets(ZONES, min_size=1))  # noqa: DTZ001 - hypothesis adds the zone
def test_a_held_message_goes_when_it_may(now: datetime, zones: set[ZoneInfo]) -> None:
    """Through changes of the clocks too."""
    match decide(message(), now, opted_out=False, zones=zones):
        case Wait(until):
            assert until > now
            assert decide(message(), until, opted_out=False, zones=zones) == Send()
        case Send():
            assert all(EARLIEST <= now.astimezone(zone).time() < LATEST for zone in zones)
        case Refuse(reason):
            assert reason == QUIET


@pytest.mark.parametrize(
    ("number", "zones"),
    [
        ("+13125550101", {"America/Chicago"}),
        ("+18505550101", {"America/New_York", "America/Chicago"}),
        ("+12705550101", {"America/New_York", "America/Chicago"}),
        ("+34911234567", {"Europe/Madrid"}),
    ],
)
def test_a_number_tells_where_somebody_may_be(number: str, zones: set[str]) -> None:
    assert {zone.key for zone in zones_of(number, "America/Chicago")} == zones


@pytest.mark.parametrize("number", ["+18005550101", "+99955501011", "no number"])
def test_a_number_that_tells_nothing_may_be_anywhere_in_the_country(number: str) -> None:
    assert {"America/New_York", "Pacific/Honolulu", "America/Anchorage", "America/Boise"} <= {
        zone.key for zone in zones_of(number, "America/Boise")
    }
