"""The program that speaks with Piper.

Piper is under the GPL, so it is imported only by this program, which is a process of its own.
"""

import json
import sys
from pathlib import Path

import onnxruntime
from piper import PiperConfig, PiperVoice

from models.voice_frames import answers, serve, write_frame


def _main(model: Path, threads: int) -> None:
    frames = answers()
    try:
        voice = _loaded(model, threads)
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever started this is told
        write_frame(frames, f"{model} cannot be used ({str(error).partition(chr(10))[0]}).".encode())
        sys.exit(1)

    def speak(text: bytes) -> bytes:
        return b"".join(chunk.audio_int16_bytes for chunk in voice.synthesize(text.decode()))

    speak(b"Ready.")  # the first sentence of a session takes longer
    serve(frames, voice.config.sample_rate, speak)


def _loaded(model: Path, threads: int) -> PiperVoice:
    """As `PiperVoice.load` does, which would take every core, and keep them busy with waiting for one another."""
    config = PiperConfig.from_dict(json.loads(model.with_name(f"{model.name}.json").read_text("utf-8")))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return PiperVoice(onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"]), config)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
