"""The program that speaks with espeak-ng's library.

espeak-ng is under the GPL, so its library is loaded only by this program, which is a process of its own.
"""

import ctypes
import sys

import espeakng_loader

from models.voice_frames import answers, serve

# From espeak-ng/speak_lib.h
_SYNCHRONOUS_NO_PLAYBACK = 2  # AUDIO_OUTPUT_SYNCHRONOUS
_RATE = 1  # espeakRATE
_UTF8 = 1  # espeakCHARS_UTF8
_POSITION_IN_CHARACTERS = 1  # POS_CHARACTER
_SynthCallback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

WORDS_PER_MINUTE = 160  # nominal, below espeak-ng's 175: replies carry names and numbers


def _main(voice: str) -> None:
    frames = answers()
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

    def speak(text: bytes) -> bytes:
        spoken.clear()
        size = ctypes.c_size_t(len(text) + 1)
        library.espeak_Synth(ctypes.c_char_p(text), size, 0, _POSITION_IN_CHARACTERS, 0, _UTF8, None, None)
        return bytes(spoken)

    serve(frames, sample_rate, speak)


if __name__ == "__main__":
    _main(sys.argv[1])
