"""Synthetic voices: sentences spoken once and kept as WAV files in a folder, so that every run hears the same.

flite's four are small concatenated or statistical voices of 1990 to 2010, espeak-ng is a formant synthesiser, Piper is
neural. flite and espeak-ng speak the same every time; Piper breathes by chance, so that what was kept is what counts.
None of them is a person: they mumble where people do not, and never hesitate. flite (Debian: ``apt install flite``) and
Piper's model (`hero365-edge models pull`) are left out where they are missing, and the published title says how many
voices there were.
"""

import shutil
import subprocess
import wave
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from hashlib import sha1
from pathlib import Path
from tempfile import NamedTemporaryFile, gettempdir

import numpy as np

from assistant.engines import opened_voice
from edge_agent.labelled_recordings import decode
from hardware.audio import SAMPLE_RATE
from models.recognition import Frame
from models.speech import Voice
from models.voice_process import espeak_voice

FOLDER = Path(gettempdir()) / "hero365-edge-spoken"
"""Where sentences are kept unless another folder is named."""
VOICES = ("flite slt", "flite awb", "flite rms", "flite kal", "espeak-ng en-us", "espeak-ng en-us+f3", "Piper joe")
_QUIET = np.zeros(SAMPLE_RATE // 2, np.int16)
"""Before and behind the words."""


@cache
def voices_here() -> tuple[str, ...]:
    """Those of `VOICES` that this machine has; espeak-ng's it always has."""
    with opened_voice() as voice:
        here = {"espeak-ng": True, "flite": shutil.which("flite") is not None, "Piper": voice.name == "Piper"}
    return tuple(voice for voice in VOICES if here[voice.split()[0]])


class Voices:
    """Speaks, or finds what was spoken before. Voices are opened when they are first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()
        self._voices: dict[str, Voice] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def spoken(self, voice: str, text: str) -> Frame:
        """`text` with half a second of quiet around it, 16 kHz."""
        path = self._folder / f"{voice.replace(' ', '-')}.{sha1(text.encode(), usedforsecurity=False).hexdigest()}.wav"
        if not path.exists():
            # Under another name first: two processes may want the same sentence.
            with NamedTemporaryFile(dir=self._folder, suffix=".wav", delete=False) as unfinished:
                self._speak(voice, text, Path(unfinished.name))
                Path(unfinished.name).replace(path)
        return np.concatenate((_QUIET, decode(path), _QUIET))

    def close(self) -> None:
        """Ends the voices' processes."""
        self._open.close()

    def _speak(self, voice: str, text: str, path: Path) -> None:
        engine, _, name = voice.partition(" ")
        match engine:
            case "flite":
                subprocess.run(["flite", "-voice", name, "-t", text, "-o", path], check=True)
            case "espeak-ng":
                _write(self._process(voice, lambda: self._opened_espeak(name)), text, path)
            case _:
                _write(self._process(voice, lambda: self._open.enter_context(opened_voice())), text, path)

    def _process(self, name: str, opened: Callable[[], Voice]) -> Voice:
        if name not in self._voices:
            self._voices[name] = opened()
        return self._voices[name]

    def _opened_espeak(self, name: str) -> Voice:
        voice = espeak_voice(name)
        self._open.callback(voice.close)
        return voice


def _write(voice: Voice, text: str, path: Path) -> None:
    samples = voice.speak(text)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(voice.sample_rate)
        file.writeframes(samples.tobytes())
