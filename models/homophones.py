"""Words that sound the same: Clark and Clarke. No ear can settle between them, however sure a recogniser is."""

import logging

from models.errors import PronunciationError
from models.pronunciation import PhonemeSource

_log = logging.getLogger(__name__)

_MOST_KNOWN = 20_000
"""Words whose sound is remembered."""


class Homophones:
    """Compares sentences by their sound; what a word sounds like is asked once."""

    def __init__(self, phonemes: PhonemeSource) -> None:
        self._phonemes = phonemes
        self._known: dict[str, str] = {}

    def same(self, one: str, other: str) -> bool:
        """Whether two different sentences sound the same, word by word. Without espeak-ng none does."""
        words, others = one.split(), other.split()
        if len(words) != len(others):
            return False
        pairs = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
        spoken = [word for pair in pairs for word in pair]
        if not all(word.replace("'", "").isalpha() for word in spoken):
            return False
        try:
            self._ask([word for word in dict.fromkeys(spoken) if word not in self._known])
        except PronunciationError as error:
            _log.warning("homophones are not known", extra={"why": str(error)})
            return False
        return all(self._known[word] == self._known[its_other] for word, its_other in pairs)

    def _ask(self, words: list[str]) -> None:
        if len(self._known) > _MOST_KNOWN:
            self._known = {word: self._known[word] for word in list(self._known)[-_MOST_KNOWN // 2 :]}
        if words:
            self._known |= zip(words, self._phonemes(words), strict=True)
