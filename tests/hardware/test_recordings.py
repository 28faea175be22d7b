"""Recordings of any kind become the unit's audio, or one clear sentence."""

import os
import wave
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from hardware import recordings
from hardware.audio import (
    FRAME,
    SAMPLE_RATE,
    RecordingEmpty,
    RecordingMissing,
    RecordingTooLong,
    RecordingUnreadable,
)
from hardware.recordings import Recording


def tone(rate: int, seconds: float = 1.0, hertz: float = 440) -> NDArray[np.int16]:
    return np.asarray(12_000 * np.sin(2 * np.pi * hertz * np.arange(round(rate * seconds)) / rate), np.int16)


def write(path: Path, samples: NDArray[np.int16], rate: int, channels: int, codec: str) -> Path:
    layout = "stereo" if channels == 2 else "mono"
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(np.repeat(samples, channels)[None], format="s16", layout=layout)
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.format, layout, rate)
        for chunk in [*resampler.resample(frame), *resampler.resample(None), None]:
            container.mux(stream.encode(chunk))
    return path


@pytest.mark.parametrize(
    ("name", "rate", "channels", "codec"),
    [
        ("phone.wav", 8_000, 1, "pcm_s16le"),
        ("studio.wav", 48_000, 2, "pcm_s24le"),
        ("disc.flac", 44_100, 2, "flac"),
        ("float.wav", 22_050, 1, "pcm_f32le"),
        ("memo.m4a", 44_100, 1, "aac"),
    ],
)
def test_any_format_is_heard_as_16_khz_mono(name: str, rate: int, channels: int, codec: str, tmp_path: Path) -> None:
    path = write(tmp_path / name, tone(rate), rate, channels, codec)

    frames = list(Recording(path, tail_s=0).frames())

    heard = np.concatenate(frames)
    assert {frame.shape for frame in frames} == {(FRAME,)}
    assert heard.dtype == np.int16
    assert abs(len(heard) - SAMPLE_RATE) <= 2 * FRAME
    middle = heard[SAMPLE_RATE // 4 : SAMPLE_RATE // 4 * 3]
    spectrum = np.abs(np.fft.rfft(middle))
    assert np.argmax(spectrum) * SAMPLE_RATE / len(middle) == pytest.approx(440, abs=2)
    assert np.abs(middle).max() == pytest.approx(12_000, rel=0.05)


def test_every_sample_is_heard_in_order_then_zeros_then_the_tail(tmp_path: Path) -> None:
    spoken = np.arange(1, 3 * FRAME + 101, dtype=np.int16)
    path = write(tmp_path / "numbers.wav", spoken, SAMPLE_RATE, 1, "pcm_s16le")

    heard = np.concatenate(list(Recording(path, tail_s=0.5).frames()))

    assert np.array_equal(heard[: len(spoken)], spoken)
    assert not heard[len(spoken) :].any()
    assert len(heard) == 4 * FRAME + 7 * FRAME  # half a second is six frames and a part


def test_a_closed_recording_ends(tmp_path: Path) -> None:
    recording = Recording(write(tmp_path / "a.wav", tone(SAMPLE_RATE), SAMPLE_RATE, 1, "pcm_s16le"))
    frames = recording.frames()
    next(frames)
    recording.close()
    assert list(frames) == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingMissing, match=r"There is no file .*gone\.wav"):
        Recording(tmp_path / "gone.wav")


def test_a_directory_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(RecordingMissing, match="is not a file"):
        Recording(tmp_path)


def test_what_is_not_audio_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.wav"
    path.write_text("Dear technician,\n" * 500)
    with pytest.raises(RecordingUnreadable, match=r"letter\.wav cannot be read as audio: give a recording"):
        Recording(path)


def test_a_picture_has_no_audio(tmp_path: Path) -> None:
    with av.open(tmp_path / "picture.png", "w", format="image2") as container:
        stream = container.add_stream("png", rate=1)
        stream.width = stream.height = 16
        stream.pix_fmt = "rgb24"
        picture = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
        container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    with pytest.raises(RecordingUnreadable, match="has no audio in it"):
        Recording(tmp_path / "picture.png")


def test_a_file_without_anything_is_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    with pytest.raises(RecordingEmpty, match=r"empty\.wav is empty"):
        Recording(tmp_path / "empty.wav")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "secret.wav", tone(SAMPLE_RATE), SAMPLE_RATE, 1, "pcm_s16le")
    path.chmod(0)
    with pytest.raises(RecordingUnreadable, match=r"secret\.wav cannot be read: Permission denied"):
        Recording(path)


def test_a_file_without_samples_is_empty(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "empty.wav"), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
    with pytest.raises(RecordingEmpty, match="holds no sound"):
        list(Recording(tmp_path / "empty.wav").frames())


def test_a_recording_that_says_it_is_too_long_is_refused_unheard(tmp_path: Path) -> None:
    path = write(tmp_path / "day.wav", np.zeros(601 * 1_000, np.int16), 1_000, 1, "pcm_s16le")
    with pytest.raises(RecordingTooLong, match="longer than 10 minutes"):
        Recording(path)


def test_a_recording_that_hides_its_length_is_refused_while_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.wav", tone(SAMPLE_RATE), SAMPLE_RATE, 1, "pcm_s16le")
    recording = Recording(path)
    write(path, tone(SAMPLE_RATE, 3), SAMPLE_RATE, 1, "pcm_s16le")
    monkeypatch.setattr(Recording, "_open", lambda _: av.open(path))
    monkeypatch.setattr(recordings, "LONGEST_S", 2)
    with pytest.raises(RecordingTooLong):
        list(recording.frames())
