"""The program that speaks with Piper.

Piper is under the GPL, so it is imported only by this program, which is a process of its own.
"""

import sys

from piper import PiperVoice

from models.voice_frames import answers, serve


def _main(model: str) -> None:
    frames = answers()
    voice = PiperVoice.load(model)

    def speak(text: bytes) -> bytes:
        return b"".join(chunk.audio_int16_bytes for chunk in voice.synthesize(text.decode()))

    speak(b"Ready.")  # the first sentence of a session takes longer
    serve(frames, voice.config.sample_rate, speak)


if __name__ == "__main__":
    _main(sys.argv[1])
