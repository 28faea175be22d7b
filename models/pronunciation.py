"""Pronunciations in ARPAbet: the dictionary's where it has the word, espeak-ng's for the rest (names, brands)."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, product
from typing import Protocol

from models.errors import PronunciationError


class PhonemeSource(Protocol):
    """Says how words sound that no dictionary knows."""

    def __call__(self, words: Sequence[str]) -> list[str]:
        """The phonemes of each word, in the international alphabet."""


Dictionary = Callable[[str], tuple[str, ...]]
"""The pronunciations of a word, most common first; empty for an unknown word."""

_WAYS_TO_SAY_A_WORD = 3
_WAYS_TO_SAY_A_NAME = 6

# espeak-ng's American phonemes to the phones of CMUdict. A flapped t is T there, as in "butter" B AH T ER.
_ARPABET: Mapping[str, str] = {
    "aɪ": "AY", "aʊ": "AW", "eɪ": "EY", "oʊ": "OW", "ɔɪ": "OY", "əl": "AH L", "n̩": "AH N", "l̩": "AH L",
    "ɜː": "ER", "tʃ": "CH", "dʒ": "JH", "ɪɹ": "IH R", "oː": "AO",
    "ɑ": "AA", "a": "AA", "æ": "AE", "ʌ": "AH", "ə": "AH", "ɐ": "AH", "ɔ": "AO", "o": "OW", "ɛ": "EH", "e": "EH",
    "ɚ": "ER", "ɝ": "ER", "ɜ": "ER", "ɪ": "IH", "ᵻ": "IH", "i": "IY", "ʊ": "UH", "u": "UW",
    "b": "B", "d": "D", "ð": "DH", "f": "F", "ɡ": "G", "h": "HH", "k": "K", "l": "L", "m": "M", "n": "N",
    "ŋ": "NG", "p": "P", "ɹ": "R", "r": "R", "s": "S", "ʃ": "SH", "t": "T", "ɾ": "T", "θ": "TH", "v": "V", "w": "W",
    "j": "Y", "z": "Z", "ʒ": "ZH", "x": "K", "ʔ": "T", "ɬ": "L", "ç": "HH", "ɲ": "N Y", "y": "UW", "ø": "ER",
}  # fmt: skip
_UNHEARD = frozenset("ˈˌː_ -ʲ̃")
_LONGEST = max(len(phoneme) for phoneme in _ARPABET)


def arpabet(phonemes: str) -> str:
    """espeak-ng's phonemes as the phones of CMUdict: ``ɡ_ɑːɹ_s_ˈiː_ə`` as ``G AA R S IY AH``.

    Raises:
        PronunciationError: a phoneme that English does not have.
    """
    phones: list[str] = []
    rest = "".join(symbol for symbol in phonemes if symbol not in "ˈˌ_")
    while rest:
        for length in range(min(_LONGEST, len(rest)), 0, -1):
            if rest[:length] in _ARPABET:
                phones.append(_ARPABET[rest[:length]])
                break
        else:
            length = 1
            if rest[0] not in _UNHEARD:
                raise PronunciationError(f"no English phone is written {rest[0]!r} in {phonemes!r}")
        rest = rest[length:]
    return " ".join(phones)


def pronounce(spoken: Iterable[str], dictionary: Dictionary, phonemes: PhonemeSource) -> dict[str, tuple[str, ...]]:
    """The ways of saying each of `spoken`: words, or several words said in one go with perhaps a pause between two.

    Raises:
        PronunciationError: a word that nobody knows how to say.
    """
    phrases = set(spoken)
    words = {word for phrase in phrases for word in phrase.split()}
    known = {word: dictionary(word) or dictionary(_plain(word)) for word in words}
    unknown = sorted(word for word, ways in known.items() if not ways)
    for word, said in zip(unknown, phonemes(unknown) if unknown else (), strict=True):
        known[word] = (arpabet(said),)
        if not known[word][0]:
            raise PronunciationError(f"nobody knows how {word!r} is said")
    return {phrase: _in_one_go([known[word] for word in phrase.split()]) for phrase in phrases}


def _in_one_go(words: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    if len(words) == 1:
        return words[0]
    ways = list(islice(product(*(word[:_WAYS_TO_SAY_A_WORD] for word in words)), _WAYS_TO_SAY_A_NAME))
    usual = ways[0]  # with a pause in each of the other ways a book of long names would be twice as large
    paused = [(*usual[:pause], "SIL", *usual[pause:]) for pause in range(1, len(usual))]
    return tuple(map(" ".join, (*ways, *paused)))


def _plain(word: str) -> str:
    """Without accents: ``garcía`` as ``garcia``."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
