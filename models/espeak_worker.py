"""The program that speaks: espeak-ng's library behind two pipes.

espeak-ng is under the GPL, so its library is loaded only by this program, which is a process of its own.

A frame is a length of four bytes, big-endian, and that many bytes. The program writes one frame with its sample rate
(in digits); then, for each frame of text in UTF-8, one of 16-bit samples. It ends when its input does.
"""

import ctypes
import os
import struct
import sys
from typing import IO

import espeakng_loader

# From espeak-ng/speak_lib.h
_SYNCHRONOUS_NO_PLAYBACK = 2  # AUDIO_OUTPUT_SYNCHRONOUS
_RATE = 1  # espeakRATE
_UTF8 = 1  # espeakCHARS_UTF8
_POSITION_IN_CHARACTERS = 1  # POS_CHARACTER
_SynthCallback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

WORDS_PER_MINUTE = 160  # nominal, below espeak-ng's 175: replies carry names and numbers


def write_frame(pipe: IO[bytes], content: bytes) -> None:
    """Writes `content` and its length."""
    pipe.write(struct.pack(">I", len(content)) + content)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """The content of the next frame, or None where the pipe ends."""
    header = pipe.read(4)
    if len(header) < 4:
        return None
    length: int = struct.unpack(">I", header)[0]
    content = pipe.read(length)
    return content if len(content) == length else None


def _main(voice: str) -> None:
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the library prints is no answer
    spoken = bytearray()

    def collect(samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int | None) -> int:
        if samples and count > 0:
            spoken.extend(ctypes.string_at(samples, 2 * count))
        return 0  # go on

    callback = _SynthCallback(collect)  # kept: the library does not
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    sample_rate = library.espeak_Initialize(_SYNCHRONOUS_NO_PLAYBACK, 0, espeakng_loader.get_data_path().encode(), 0)
    if sample_rate <= 0 or library.espeak_SetVoiceByName(voice.encode()) != 0:
        sys.exit(f"espeak-ng could not start with the voice {voice}")
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetParameter(_RATE, WORDS_PER_MINUTE, 0)
    write_frame(answers, str(sample_rate).encode())
    while (text := read_frame(sys.stdin.buffer)) is not None:
        spoken.clear()
        size = ctypes.c_size_t(len(text) + 1)
        library.espeak_Synth(ctypes.c_char_p(text), size, 0, _POSITION_IN_CHARACTERS, 0, _UTF8, None, None)
        write_frame(answers, bytes(spoken))


if __name__ == "__main__":
    _main(sys.argv[1])
