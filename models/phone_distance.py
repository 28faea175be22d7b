"""How far apart words sound: a distance over phones, in which near ones cost little to mix up. Pure.

A weighted edit distance (Wagner and Fischer 1974) over espeak-ng's phones. Consonants differ in place, manner and
voice, vowels in where the tongue is; what is hardly heard, a neutral vowel or an h, costs little to add or to leave
out. The weights are set by hand after what ears and recognisers mix up: voiced with voiceless, m with n, f with th.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

_VOWELS: Final[Mapping[str, tuple[float, float]]] = {
    "i": (3.0, 0.0), "ɪ": (2.5, 0.4), "ᵻ": (2.5, 0.8), "y": (3.0, 0.5), "e": (2.0, 0.0), "ɛ": (1.4, 0.2),
    "æ": (0.7, 0.3), "a": (0.2, 0.8), "ə": (1.4, 1.0), "ɚ": (1.5, 1.0),
    "ʌ": (1.0, 1.4), "ɑ": (0.0, 1.7), "ɔ": (1.0, 2.0), "o": (1.9, 2.0), "ʊ": (2.5, 1.6), "u": (3.0, 2.0),
    "ø": (2.0, 0.5), "œ": (1.4, 0.5),
}  # fmt: skip
"""How high the tongue is, and how far back."""
_CONSONANTS: Final[Mapping[str, tuple[float, str, bool]]] = {
    "p": (0, "stop", False), "b": (0, "stop", True), "t": (2, "stop", False), "d": (2, "stop", True),
    "ɾ": (2, "stop", True), "k": (4, "stop", False), "ɡ": (4, "stop", True), "ʔ": (5, "stop", False),
    "m": (0, "nasal", True), "n": (2, "nasal", True), "ɲ": (3, "nasal", True), "ŋ": (4, "nasal", True),
    "f": (0.5, "hiss", False), "v": (0.5, "hiss", True), "β": (0, "hiss", True), "θ": (1, "hiss", False),
    "ð": (1, "hiss", True), "s": (2, "hiss", False), "z": (2, "hiss", True), "ʃ": (3, "hiss", False),
    "ʒ": (3, "hiss", True), "ç": (3, "hiss", False), "ʝ": (3, "glide", True), "x": (4, "hiss", False),
    "ɣ": (4, "hiss", True), "h": (5, "hiss", False), "l": (2, "liquid", True), "ɫ": (2, "liquid", True),
    "ʎ": (3, "liquid", True), "ɹ": (2.5, "liquid", True), "r": (2, "liquid", True), "j": (3, "glide", True),
    "w": (0, "glide", True),
}  # fmt: skip
"""Where it is made, from the lips to the throat; how; and whether it is voiced."""
_CLOSE: Final[Mapping[frozenset[str], float]] = {
    frozenset(pair): cost
    for pair, cost in {
        "xh": 0.1, "tɾ": 0.1, "dɾ": 0.15, "ɹɾ": 0.3, "rɾ": 0.1, "rɹ": 0.1, "bv": 0.3, "bβ": 0.1, "vβ": 0.15, "dð": 0.2,
        "ɡɣ": 0.1, "ʝj": 0.1, "ʎʝ": 0.1, "ʎj": 0.15, "ij": 0.2, "ɪj": 0.3, "uw": 0.2, "ʊw": 0.3, "ɹɚ": 0.3, "fθ": 0.2,
        "vð": 0.25, "mn": 0.3, "sθ": 0.3, "əɚ": 0.25, "ɑɔ": 0.1, "ɪᵻ": 0.05, "ɪə": 0.15,
        "lɫ": 0.0, "tʔ": 0.2,
    }.items()
}  # fmt: skip
_FAINT: Final[Mapping[str, float]] = {
    "ə": 0.35, "ᵻ": 0.35, "ɪ": 0.45, "h": 0.35, "ʔ": 0.2, "j": 0.4, "w": 0.5, "ɹ": 0.6, "t": 0.6, "d": 0.6,
    "s": 0.8, "z": 0.7,
}  # fmt: skip
"""What it costs to add or to leave out; a vowel costs 0.6 else, and a consonant 1."""
_OTHER_MANNER, _OTHER_VOICE, _A_PLACE = 0.5, 0.25, 0.2


def sound_alike(one: str, other: str) -> float:
    """0 to 1: how much alike two strings of phones sound; 1 for the same."""
    longest = max(len(one), len(other))
    return max(0.0, 1 - distance(one, other) / longest) if longest else 1.0


@lru_cache(maxsize=65_536)
def distance(one: str, other: str) -> float:
    """What it costs to make `other` out of `one`: about 1 for each phone that is quite another."""
    row = [0.0]
    for phone in other:
        row.append(row[-1] + _absence(phone))
    for phone in one:
        dropped, before, row = _absence(phone), row, [row[0] + _absence(phone)]
        for at, its in enumerate(other):
            instead = before[at] + _instead(phone, its)
            row.append(min(instead, before[at + 1] + dropped, row[at] + _absence(its)))
    return row[-1]


@cache
def _absence(phone: str) -> float:
    return _FAINT.get(phone, 0.6 if phone in _VOWELS else 1.0)


@cache
def _instead(one: str, other: str) -> float:
    """What it costs to hear one phone as another, 0 to 1."""
    if one == other:
        return 0.0
    if (close := _CLOSE.get(frozenset((one, other)))) is not None:
        return close
    if one in _VOWELS and other in _VOWELS:
        (height, back), (its_height, its_back) = _VOWELS[one], _VOWELS[other]
        return min(0.7, 0.1 + 0.2 * (abs(height - its_height) + abs(back - its_back)))
    if one in _CONSONANTS and other in _CONSONANTS:
        (place, manner, voiced), (its_place, its_manner, its_voiced) = _CONSONANTS[one], _CONSONANTS[other]
        differs = _OTHER_MANNER * (manner != its_manner) + _OTHER_VOICE * (voiced != its_voiced)
        return min(1.0, differs + _A_PLACE * abs(place - its_place) + (0.15 if place != its_place else 0.0))
    return 1.0
