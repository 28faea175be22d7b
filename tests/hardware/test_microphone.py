"""The microphone delivers what is captured, and says when it does not."""

import numpy as np
import pytest

from hardware import microphone
from hardware.audio import FRAME, SAMPLE_RATE, MicrophoneLost, MicrophoneSilent
from hardware.microphone import BUFFERED_FRAMES, Captured, Microphone


class Device:
    """A sound card in place of PortAudio's, which plays its part by hand."""

    def __init__(self, samplerate: int = SAMPLE_RATE) -> None:
        self.samplerate = samplerate
        self.closed = False

    def open(self, name: str | None, captured: Captured) -> "Device":
        self.name, self.captured = name, captured
        return self

    def hears(self, value: int, *, overrun: bool = False) -> None:
        self.captured(np.full(self.samplerate * FRAME // SAMPLE_RATE, value, np.int16), overrun)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def device() -> Device:
    return Device()


@pytest.fixture
def mic(device: Device) -> Microphone:
    return Microphone("USB headset", open_stream=device.open)


def test_frames_come_in_the_order_they_were_captured(device: Device, mic: Microphone) -> None:
    for value in (1, 2, 3):
        device.hears(value)
    frames = mic.frames()
    assert [int(next(frames)[0]) for _ in range(3)] == [1, 2, 3]
    assert device.name == "USB headset"


def test_a_frame_is_kept_when_the_device_uses_its_buffer_again(device: Device, mic: Microphone) -> None:
    buffer = np.full(FRAME, 7, np.int16)
    device.captured(buffer, False)
    buffer[:] = 9
    assert set(next(mic.frames())) == {7}


def test_what_nobody_takes_in_time_is_counted_and_not_kept(device: Device, mic: Microphone) -> None:
    for value in range(BUFFERED_FRAMES + 5):
        device.hears(value)
    assert mic.overruns == 5
    device.hears(1, overrun=True)
    assert mic.overruns == 7  # what the device lost itself, and this frame
    assert int(next(mic.frames())[0]) == 0


def test_what_was_captured_while_the_unit_spoke_is_dropped(device: Device, mic: Microphone) -> None:
    device.hears(1)
    device.hears(2)
    mic.drain()
    device.hears(3)
    assert int(next(mic.frames())[0]) == 3


def test_a_microphone_that_delivers_nothing_is_lost(mic: Microphone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "LOST_AFTER_S", 0.01)
    with pytest.raises(MicrophoneLost, match="USB headset has delivered nothing"):
        next(mic.frames())


def test_a_microphone_that_gives_only_zeros_for_five_seconds_is_silent(device: Device, mic: Microphone) -> None:
    frames = mic.frames()
    with pytest.raises(MicrophoneSilent, match="unmute it"):
        for _ in range(5 * SAMPLE_RATE // FRAME + 1):
            device.hears(0)
            assert not next(frames).any()


def test_one_sound_in_five_seconds_is_enough(device: Device, mic: Microphone) -> None:
    frames = mic.frames()
    for count in range(200):
        device.hears(1 if count % 60 == 59 else 0)
        next(frames)


def test_closing_ends_the_frames_even_when_the_buffer_is_full(device: Device, mic: Microphone) -> None:
    for _ in range(BUFFERED_FRAMES):
        device.hears(1)
    mic.close()
    assert device.closed
    assert list(mic.frames()) == []


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_a_device_of_another_rate_is_heard_at_16_khz(rate: int) -> None:
    device = Device(rate)
    mic = Microphone(open_stream=device.open)
    tone = np.sin(2 * np.pi * 1000 * np.arange(rate) / rate) * 10_000
    for block in np.array_split(tone.astype(np.int16), 13):
        device.captured(block, False)
    heard = np.concatenate([frame for frame, _ in zip(mic.frames(), range(11), strict=False)])
    assert len(heard) == 11 * FRAME
    strongest = np.abs(np.fft.rfft(heard)).argmax() * SAMPLE_RATE / len(heard)
    assert strongest == pytest.approx(1000, abs=2)
