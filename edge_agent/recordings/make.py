"""Makes the recordings with flite (Debian: ``apt install flite``): ``python -m edge_agent.recordings.make``."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import av
import numpy as np

from edge_agent.recordings.script import FREE_SENTENCES, SENTENCES, Sentence
from hardware.audio import SAMPLE_RATE
from hardware.recordings import Recording
from models.recognition import Frame

FOLDER = Path(__file__).parent
_QUIET_S = 0.4
"""Before and behind the words."""


def make(folder: Path = FOLDER) -> None:
    """Writes every sentence in each of its voices."""
    for sentence in (*SENTENCES, *FREE_SENTENCES):
        for voice in sentence.voices:
            quiet = np.zeros(round(_QUIET_S * SAMPLE_RATE), np.int16)
            samples = np.concatenate((quiet, _spoken(sentence, voice), quiet))
            _write_flac(folder / f"{sentence.name}.{voice}.flac", samples)


def _spoken(sentence: Sentence, voice: str) -> Frame:
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "spoken.wav"
        subprocess.run(["flite", "-voice", voice, "-t", sentence.spoken, "-o", wav], check=True)
        return np.concatenate(list(Recording(wav, tail_s=0).frames()))


def _write_flac(path: Path, samples: Frame) -> None:
    with av.open(path, "w") as file:
        track = file.add_stream("flac", rate=SAMPLE_RATE, layout="mono", options={"compression_level": "12"})
        sound = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
        sound.sample_rate = SAMPLE_RATE
        for packet in (*track.encode(sound), *track.encode(None)):
            file.mux(packet)


if __name__ == "__main__":
    if not shutil.which("flite"):
        sys.exit("The recordings are spoken by flite, which is not installed: sudo apt install flite")
    make()
