"""Recordings are decoded, and what is none is refused in one sentence, whatever it claims to be."""

import random

import pytest

from cloud_relay.errors import UnusableError
from cloud_relay.voice.recorded import FORMATS, decoded
from cloud_relay.voice.sound import LONGEST_S
from tests.cloud_relay.recordings import noise, silence

A_SECOND = 16_000


@pytest.mark.parametrize("media_type", FORMATS)
def test_every_media_type_is_read(media_type: str) -> None:
    samples = decoded(noise(media_type, seconds=1), f"{media_type.upper()}; codecs=whatever")
    assert len(samples) == pytest.approx(A_SECOND, rel=0.1)
    assert samples.std() == pytest.approx(3000, rel=0.5)


@pytest.mark.parametrize("media_type", ["", "text/html", "video/mp4", "audio", "image/svg+xml"])
def test_another_media_type_is_not(media_type: str) -> None:
    with pytest.raises(UnusableError, match="is not taken"):
        decoded(silence(), media_type)


@pytest.mark.parametrize("media_type", FORMATS)
def test_what_is_none_is_refused(media_type: str) -> None:
    """Nothing, garbage, and true recordings that were cut off or scratched."""
    whole, chance = noise(media_type), random.Random(media_type)  # noqa: S311 - any damage
    tried: list[bytes] = [b"", b"\0" * 5000, *(chance.randbytes(chance.randrange(1, 4000)) for _ in range(20))]
    for _ in range(60):
        scratched = bytearray(whole[: chance.randrange(1, len(whole))])
        for _ in range(chance.randrange(20)):
            scratched[chance.randrange(min(len(scratched), 300))] = chance.randrange(256)
        tried.append(bytes(scratched))
    for data in tried:
        try:
            decoded(data, media_type)
        except UnusableError as error:
            assert str(error).endswith(".")


@pytest.mark.parametrize("media_type", FORMATS)
def test_one_type_under_the_name_of_another_is_refused(media_type: str) -> None:
    for other in set(FORMATS) - {media_type}:
        if FORMATS[other] != FORMATS[media_type]:
            with pytest.raises(UnusableError):
                decoded(noise(other), media_type)


@pytest.mark.parametrize("rate", [1, 3_999, 192_001, 300_000_000])
def test_a_rate_that_nobody_records_with_costs_nothing(rate: int) -> None:
    with pytest.raises(UnusableError, match="sample rate"):
        decoded(silence(1000 / rate, rate), "audio/wav")


def test_a_minute_is_the_longest() -> None:
    assert len(decoded(silence(LONGEST_S - 1), "audio/wav")) == (LONGEST_S - 1) * A_SECOND
    with pytest.raises(UnusableError, match="60 seconds"):
        decoded(silence(LONGEST_S + 1), "audio/wav")


def test_without_sound_there_is_nothing_to_hear() -> None:
    with pytest.raises(UnusableError):
        decoded(silence(0), "audio/wav")
