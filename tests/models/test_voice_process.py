"""Voices in processes of their own: the one that is always there, and Piper where its model is."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import numpy as np
import pytest

from models.errors import SpeechError
from models.voice_frames import read_frame, write_frame
from models.voice_process import VoiceProcess, espeak_voice, piper_voice


@pytest.fixture(scope="module")
def voice() -> Iterator[VoiceProcess]:
    voice = espeak_voice()
    yield voice
    voice.close()


def test_a_sentence_is_spoken_aloud_and_not_rushed(voice: VoiceProcess) -> None:
    words = "the job for the garcia family is saved and will be sent when there is a network " * 2
    samples = voice.speak(words)
    assert samples.dtype == np.int16
    assert np.abs(samples).max() > 5_000
    per_minute = len(words.split()) / (len(samples) / voice.sample_rate / 60)
    assert 130 < per_minute < 260  # short words come faster than the nominal rate


def test_each_text_gets_its_own_sound(voice: VoiceProcess) -> None:
    short, long, again = (len(voice.speak(text)) for text in ("Saved.", "Saved and sent to the office.", "Saved."))
    assert again == pytest.approx(short, rel=0.05)  # the voice wavers a little, as people's do
    assert long > 1.5 * short


@pytest.mark.parametrize("text", ["", "\0", "..."])
def test_text_without_words_is_next_to_nothing(text: str, voice: VoiceProcess) -> None:
    assert len(voice.speak(text)) < voice.sample_rate / 4


def test_what_is_not_english_is_spoken_too(voice: VoiceProcess) -> None:
    assert len(voice.speak("José Núñez, 10 €, 日本 \ud800")) > voice.sample_rate / 2


def test_the_library_is_loaded_in_the_voices_own_process_only(voice: VoiceProcess) -> None:
    voice.speak("Saved.")
    assert "libespeak" in Path(f"/proc/{voice._worker.pid}/maps").read_text()
    assert "libespeak" not in Path("/proc/self/maps").read_text()


def test_a_keyboard_interrupt_is_not_the_voices_business(voice: VoiceProcess) -> None:
    assert os.getpgid(voice._worker.pid) != os.getpgid(0)


def test_a_voice_whose_process_died_speaks_again() -> None:
    voice = espeak_voice()
    before = voice.speak("Saved.")
    voice._worker.kill()
    voice._worker.wait()
    assert np.array_equal(voice.speak("Saved."), before)
    voice.close()


def test_a_voice_that_is_killed_while_it_speaks_says_it_all_the_same() -> None:
    voice = espeak_voice()
    long = "The job for the Garcia family is saved. " * 200
    before = voice.speak(long)
    killing = Timer(0.02, lambda: os.kill(voice.pid, signal.SIGKILL))
    killing.start()
    assert len(voice.speak(long)) == pytest.approx(len(before), rel=0.05)
    killing.join()
    voice.close()


def test_a_voice_that_cannot_be_started_again_says_so_each_time_it_is_asked(joe: Path, tmp_path: Path) -> None:
    for file in joe.iterdir():
        (tmp_path / file.name).symlink_to(file)
    voice = piper_voice(tmp_path / "en_US-joe-medium.onnx")
    os.kill(voice.pid, signal.SIGKILL)
    (tmp_path / "en_US-joe-medium.onnx").unlink()
    for _ in range(3):
        with pytest.raises(SpeechError, match="Piper did not start: "):
            voice.speak("Saved.")
    voice.close()


def test_a_voice_for_which_there_is_no_process_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_process(*_: object, **__: object) -> None:
        raise OSError("Cannot allocate memory")

    voice = espeak_voice()
    os.kill(voice.pid, signal.SIGKILL)
    monkeypatch.setattr("models.voice_process.subprocess.Popen", no_process)
    with pytest.raises(SpeechError, match="did not start: Cannot allocate memory"):
        voice.speak("Saved.")
    voice.close()


def test_closing_ends_the_process() -> None:
    voice = espeak_voice()
    voice.close()
    voice.close()
    assert voice._worker.returncode == 0
    with pytest.raises(SpeechError, match="was closed"):
        voice.speak("Saved.")


def ended_unheard(*program: str) -> tuple[int, bytes]:
    """How a voice ends, and what it prints, when whoever it speaks to is gone before it has spoken."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen([sys.executable, "-m", *program], **pipes) as voice:
        assert voice.stdin and voice.stdout and voice.stderr
        read_frame(voice.stdout)
        voice.stdout.close()
        write_frame(voice.stdin, b"Saved.")
        printed = voice.stderr.read()
    return voice.returncode, printed


def test_a_voice_that_nobody_hears_any_more_ends_silently() -> None:
    assert ended_unheard("models.espeak_worker", "en-us") == (-signal.SIGPIPE, b"")


def test_piper_ends_silently_too(joe: Path) -> None:
    assert ended_unheard("models.piper_worker", str(joe / "en_US-joe-medium.onnx"), "1") == (-signal.SIGPIPE, b"")


def test_an_unknown_voice_does_not_start() -> None:
    with pytest.raises(SpeechError, match="did not start"):
        espeak_voice("klingon-martian")


def test_piper_speaks_in_a_process_of_its_own(joe: Path) -> None:
    voice = piper_voice(joe / "en_US-joe-medium.onnx")
    try:
        short, long = (
            voice.speak(text) for text in ("Saved.", "Job forty two is saved, and will be sent to the office.")
        )
        assert voice.sample_rate == 22_050
        assert np.abs(short).max() > 5_000
        assert 0.3 < len(short) / voice.sample_rate < 1.5
        assert len(long) > 2 * len(short)
        assert "piper" not in sys.modules
    finally:
        voice.close()


@pytest.mark.parametrize("damage", ["truncated", "zeros", "swapped", "no configuration", "empty configuration"])
def test_a_damaged_voice_of_piper_does_not_start_and_says_why(
    joe: Path, tmp_path: Path, damage: str, capfd: pytest.CaptureFixture[str]
) -> None:
    content = (joe / "en_US-joe-medium.onnx").read_bytes()
    model, configuration = tmp_path / "voice.onnx", tmp_path / "voice.onnx.json"
    contents = {"truncated": content[: len(content) // 2], "zeros": bytes(len(content)), "swapped": b"{}" * 1000}
    model.write_bytes(contents.get(damage, content))
    if damage != "no configuration":
        whole = (joe / "en_US-joe-medium.onnx.json").read_text()
        configuration.write_text("{}" if damage == "empty configuration" else whole)
    with pytest.raises(SpeechError, match=r"Piper did not start: .*voice\.onnx cannot be used \(.+\)\.") as refused:
        piper_voice(model)
    assert "\n" not in str(refused.value)
    assert capfd.readouterr().err == ""
