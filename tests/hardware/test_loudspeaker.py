"""What the unit says is played, or kept as WAV files."""

import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from hardware.audio import BLOCK_S, AudioError, DeviceError
from hardware.loudspeaker import Loudspeaker, WavFolder
from hardware.microphone import Microphone

SAMPLES = np.arange(-50, 50, dtype=np.int16)


def test_each_sound_becomes_the_next_file(tmp_path: Path) -> None:
    sink = WavFolder(tmp_path / "said")
    sink.play([SAMPLES[:60], SAMPLES[60:]], 22_050, "reply")
    sink.play([SAMPLES[:10]], 16_000)
    sink.close()

    assert [path.name for path in sorted((tmp_path / "said").iterdir())] == ["001-reply.wav", "002.wav"]
    with wave.open(str(tmp_path / "said" / "001-reply.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        assert np.array_equal(np.frombuffer(file.readframes(1000), "<i2"), SAMPLES)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "said").write_text("a file")
    with pytest.raises(AudioError, match=r"said/001\.wav cannot be written"):
        WavFolder(tmp_path / "said").play([SAMPLES], 16_000)


class PortAudioError(Exception):
    pass


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """PortAudio with one loudspeaker, called "built-in", and no microphone."""
    played: list[Any] = []

    class OutputStream:
        """Plays into the list; leaving it is what waits for the end."""

        def __init__(self, *, samplerate: int, device: str | None, channels: int, dtype: str) -> None:
            if device not in (None, "built-in"):
                raise ValueError(f"No output device matching {device!r}")
            played.append((samplerate, channels, dtype))

        def __enter__(self) -> "OutputStream":
            return self

        def __exit__(self, *_: object) -> None:
            played.append("heard to the end")

        def write(self, samples: Any) -> None:
            played.append(samples)

        def abort(self) -> None:
            played.append("silent")

    def no_input(*_: Any, **__: Any) -> None:
        raise PortAudioError("Error querying device -1")

    package = SimpleNamespace(
        OutputStream=OutputStream,
        PortAudioError=PortAudioError,
        check_input_settings=no_input,
        query_devices=no_input,
    )
    monkeypatch.setitem(sys.modules, "sounddevice", package)
    return played


def test_playing_returns_when_all_was_played(played: list[Any]) -> None:
    speaker = Loudspeaker("built-in")
    speaker.play([SAMPLES, SAMPLES[:10]], 22_050, "reply")
    speaker.close()
    stream, first, second, end = played
    assert (stream, end) == ((22_050, 1, "int16"), "heard to the end")
    assert np.array_equal(np.concatenate([first, second]), np.concatenate([SAMPLES, SAMPLES[:10]]))


def stopped_within(stop: Event) -> Iterator[Any]:
    """Two seconds of sound; nobody wants more when the second one is asked for."""
    yield np.ones(22_050, np.int16)
    stop.set()
    yield np.ones(22_050, np.int16)


def test_when_nobody_wants_to_hear_more_the_device_is_silenced(played: list[Any]) -> None:
    stop = Event()
    Loudspeaker().play(stopped_within(stop), 22_050, stop=stop)
    _, *blocks, silent, _ = played
    assert sum(map(len, blocks)) == 22_050
    assert max(map(len, blocks)) <= BLOCK_S * 22_050 + 1
    assert silent == "silent"


def test_it_is_silent_within_one_block(played: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    stop = Event()
    stream = sys.modules["sounddevice"].OutputStream
    monkeypatch.setattr(stream, "write", lambda _, samples: (played.append(samples), stop.set()))
    Loudspeaker().play([np.ones(22_050, np.int16)], 22_050, stop=stop)
    _, block, silent, _ = played
    assert len(block) == BLOCK_S * 22_050 == 441
    assert silent == "silent"


def test_a_file_holds_what_was_heard_until_then(tmp_path: Path) -> None:
    stop = Event()
    WavFolder(tmp_path).play(stopped_within(stop), 22_050, stop=stop)
    with wave.open(str(tmp_path / "001.wav")) as file:
        assert file.getnframes() == 22_050


def test_a_loudspeaker_that_is_not_there_is_named(played: list[Any]) -> None:
    with pytest.raises(DeviceError, match="loudspeaker kitchen cannot be opened"):
        Loudspeaker("kitchen").play([SAMPLES], 16_000)


def test_a_microphone_that_is_not_there_is_named(played: list[Any]) -> None:
    with pytest.raises(DeviceError, match="microphone of this system cannot be opened: Error querying"):
        Microphone()


@pytest.mark.parametrize("device", [Microphone, Loudspeaker])
def test_without_portaudio_it_is_said_what_to_install(device: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr("ctypes.util.find_library", lambda _: None)
    with pytest.raises(DeviceError, match="sudo apt install libportaudio2"):
        device()
