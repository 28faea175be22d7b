"""How words sound, asked of espeak-ng when it is needed, and remembered: to tell what a name may have been heard as."""

import logging
from collections.abc import Iterable, Mapping
from functools import cache
from threading import Lock
from typing import Final

from models.errors import PronunciationError
from models.espeak_phonemes import VOICES
from models.phoneme_process import PhonemeProcess
from models.phrases import Language
from models.pronunciation import PhonemeSource

_log = logging.getLogger(__name__)

_MOST_KNOWN: Final = 20_000
"""Words whose sound is remembered; about 200 bytes each."""
_MOST_FAILURES: Final = 3
"""After which espeak-ng is not asked again until the next start."""
_HEARD: Final = str.maketrans("ɐɜ", "əɚ", "ˈˌː_ -ʲ̃")
"""What an ear can tell of phonemes: one letter for each, one way of writing what sounds the same."""
_UNWRITTEN: Final = str.maketrans("", "", "'’.")


class Sounds:
    """The phones of words in one language; without espeak-ng there are none."""

    def __init__(self, phonemes: PhonemeSource) -> None:
        self._phonemes = phonemes
        self._known: dict[str, str] = {}
        self._failures = 0
        self._asking = Lock()

    def of(self, words: Iterable[str]) -> Mapping[str, str] | None:
        """The phones of each of `words`, a letter of the international alphabet each; None where they cannot be had."""
        with self._asking:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            wanted = set(words)
            unknown = sorted(wanted - self._known.keys())
            if unknown and not self._ask(unknown):
                return None
            return {word: self._known[word] for word in wanted}

    def _ask(self, words: list[str]) -> bool:
        if self._failures >= _MOST_FAILURES:
            return False
        try:
            said = self._phonemes([word.translate(_UNWRITTEN) for word in words])
        except PronunciationError as error:
            self._failures += 1
            _log.warning("names are compared by their letters alone", extra={"why": str(error)})
            return False
        self._known |= zip(words, (each.translate(_HEARD) for each in said), strict=True)
        return True


@cache
def sounds_of(language: Language) -> Sounds:
    """Those of a language, which everybody in this process shares."""
    return Sounds(PhonemeProcess(VOICES[language]))
