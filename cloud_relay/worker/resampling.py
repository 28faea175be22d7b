"""Sound at another rate."""

from livekit import rtc


def resampled(sound: bytes, rate: int, wanted: int) -> bytes:
    """All of `sound`, mono with 16 bits, at `wanted` samples a second instead of `rate`."""
    if rate == wanted:
        return sound
    resampler = rtc.AudioResampler(rate, wanted, quality=rtc.AudioResamplerQuality.HIGH)
    frames = [*resampler.push(bytearray(sound)), *resampler.flush()]
    return b"".join(bytes(frame.data) for frame in frames)
