"""Words that sound the same: Clark and Clarke. No ear can settle between them, however sure a recogniser is."""

import logging
from collections.abc import Iterable

from models.errors import PronunciationError
from models.pronunciation import PhonemeSource

_log = logging.getLogger(__name__)

_MOST_KNOWN = 20_000
"""Words whose sound is remembered."""
WITHIN_S = 2.0
"""Seconds. A pause in which somebody waits is no time for more; espeak-ng takes a tenth of one."""


class Homophones:
    """Compares sentences by their sound; what a word sounds like is asked once."""

    def __init__(self, phonemes: PhonemeSource) -> None:
        self._phonemes = phonemes
        self._known: dict[str, str] = {}

    def of(self, sentence: str, others: Iterable[str]) -> str | None:
        """The first of `others` that sounds the same as `sentence`, word by word; none where espeak-ng is missing or
        takes too long."""
        differing = {other: pairs for other in others if (pairs := _differing(sentence, other))}
        try:
            self._ask({word for pairs in differing.values() for pair in pairs for word in pair})
        except PronunciationError as error:
            _log.warning("homophones are not known", extra={"why": str(error)})
            return None
        for other, pairs in differing.items():
            if all(self._known[word] == self._known[its_other] for word, its_other in pairs):
                return other
        return None

    def _ask(self, words: set[str]) -> None:
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        if unknown := sorted(words - self._known.keys()):
            self._known |= zip(unknown, map(_heard, self._phonemes(unknown)), strict=True)


def _heard(phonemes: str) -> str:
    """What an ear can tell of them: espeak-ng writes the second vowel of Anderson and Andersen in two ways."""
    return phonemes.replace("ɜː", "ɚ").replace("ɐ", "ə")


def _differing(sentence: str, other: str) -> list[tuple[str, str]]:
    """The words in which two sentences differ, side by side; none where their sound tells them apart anyway."""
    words, others = sentence.split(), other.split()
    if len(words) != len(others):
        return []
    pairs = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return pairs if all(word.replace("'", "").isalpha() for pair in pairs for word in pair) else []
