"""How words sound, from espeak-ng. Run as a program it turns lines of words into lines of phonemes.

espeak-ng is under the GPL, so its library is loaded only by that program, which is a process of its own and says
nothing but text to the rest of the unit.
"""

import ctypes
import subprocess
import sys
from collections.abc import Mapping, Sequence

import espeakng_loader

from models.errors import PronunciationError
from models.phrases import Language

_SYNCHRONOUS_NO_PLAYBACK = 2  # AUDIO_OUTPUT_SYNCHRONOUS of espeak-ng/speak_lib.h
_UTF8 = 1  # espeakCHARS_UTF8
_IPA_SEPARATED = 0x02 | ord("_") << 8  # phoneme mode of espeak_TextToPhonemes: IPA, with this between the phonemes
_SECONDS_FOR_A_LIST = 60
VOICES: Mapping[Language, str] = {"en": "en-us", "es": "es-419"}
"""espeak-ng's voice for each language."""


def program_of(voice: str) -> list[str]:
    """The program that answers every line of words with a line of phonemes."""
    return [sys.executable, "-m", "models.espeak_phonemes", voice]


def phonemes(words: Sequence[str], voice: str = "en-us", within_s: float = _SECONDS_FOR_A_LIST) -> list[str]:
    """The phonemes of each word in the international alphabet, separated by ``_`` (``ɡ_ɑː_ɹ_s_ˈiː_ə``).

    Raises:
        PronunciationError: espeak-ng could not be run, or did not answer for every word in `within_s` seconds.
    """
    lines = "\n".join(words).encode()
    try:
        answer = subprocess.run(program_of(voice), input=lines, capture_output=True, check=True, timeout=within_s)
    except (OSError, subprocess.SubprocessError) as error:
        raise PronunciationError(f"espeak-ng could not say how {len(words)} words sound: {error}") from error
    spoken = answer.stdout.decode().splitlines()
    if len(spoken) != len(words):
        raise PronunciationError(f"espeak-ng gave {len(spoken)} pronunciations for {len(words)} words")
    return spoken


def _main(voice: str) -> None:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_Initialize(_SYNCHRONOUS_NO_PLAYBACK, 0, espeakng_loader.get_data_path().encode(), 0)
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        sys.exit(f"espeak-ng has no voice {voice}")
    for line in sys.stdin.buffer:
        text = ctypes.c_char_p(line.strip())
        spoken = library.espeak_TextToPhonemes(ctypes.byref(text), _UTF8, _IPA_SEPARATED)
        sys.stdout.buffer.write((spoken or b"") + b"\n")
        sys.stdout.buffer.flush()  # somebody may wait for this line before giving the next


if __name__ == "__main__":
    _main(sys.argv[1])
