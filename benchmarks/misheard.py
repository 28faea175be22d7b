"""Names as somebody may write them who has heard them badly: seeded confusions of letters and of sounds.

Four ways. One letter: another that stands for nearly the same sound, one too many or too few. Two letters: that twice,
in two places. By its sound: one word written anew as it sounds, by espeak-ng, without knowing how it is spelled. Apart
or together: two words in one, or one in two. Number words, which nobody writes otherwise, stay as they are.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

from models.numbers import SMALL, TENS
from models.sounds import sounds_of

_LETTERS: Mapping[str, tuple[str, ...]] = {
    "a": ("e", "o", "ai"), "b": ("p", "v"), "c": ("k", "s"), "d": ("t",), "e": ("i", "a", "ee"), "f": ("ph", "v"),
    "g": ("k", "j"), "h": ("",), "i": ("e", "y", "ee"), "j": ("g", "y"), "k": ("c", "g"), "l": ("ll", "r"), "m": ("n",),
    "n": ("m", "nn"), "o": ("a", "u", "oo"), "p": ("b",), "r": ("rr", "l"), "s": ("z", "ss", "c"), "t": ("d", "tt"),
    "u": ("o", "oo"), "v": ("b", "f"), "w": ("v", "wh"), "x": ("cks",), "y": ("i", "ie"), "z": ("s",),
}  # fmt: skip
_SPELLED: Mapping[str, str] = {
    "i": "ee", "ɪ": "i", "ᵻ": "i", "e": "ay", "ɛ": "e", "æ": "a", "a": "a", "ɐ": "a", "ə": "u", "ɚ": "er", "ɜ": "er",
    "ʌ": "u", "ɑ": "o", "ɔ": "aw", "o": "o", "ʊ": "u", "u": "oo", "ɡ": "g", "ŋ": "ng", "θ": "th", "ð": "th", "ʃ": "sh",
    "ʒ": "zh", "ɹ": "r", "ɾ": "t", "j": "y", "x": "h", "ʔ": "t",
}  # fmt: skip
_DIPHTHONGS: Mapping[str, str] = {
    "dʒ": "j", "tʃ": "ch", "eɪ": "ay", "aɪ": "igh", "oʊ": "oa", "aʊ": "ow", "ɔɪ": "oy", "ju": "ew",
}  # fmt: skip
_FEWEST_LETTERS = 4
_ALWAYS_HEARD = frozenset({*SMALL, *filter(None, TENS), "inch", "quarter", "half", "eighth", "eighths"})
"""Words so frequent that nobody writes them otherwise."""


def one_letter(name: str, random: Random) -> str:
    """With one letter for another of nearly the same sound."""
    places = [at for at, letter in enumerate(name) if letter in _LETTERS and _word_at(name, at)]
    if not places:
        return name
    at = random.choice(places)
    return name[:at] + random.choice(_LETTERS[name[at]]) + name[at + 1 :]


def two_letters(name: str, random: Random) -> str:
    """That twice."""
    return one_letter(one_letter(name, random), random)


def by_sound(name: str, random: Random) -> str:
    """With one word written as it sounds."""
    words = name.split()
    long = [at for at, word in enumerate(words) if _may_be_misheard(word)]
    if not long:
        return name
    at = random.choice(long)
    phones = (sounds_of("en").of([words[at]]) or {words[at]: words[at]})[words[at]]
    spelled = re.sub("|".join(_DIPHTHONGS), lambda found: _DIPHTHONGS[found[0]], phones)
    words[at] = "".join(_SPELLED.get(phone, phone) for phone in spelled)
    return " ".join(words)


def apart_or_together(name: str, random: Random) -> str:
    """With a space too many or too few."""
    spaces = [
        at for at, letter in enumerate(name) if letter == " " and _word_at(name, at + 1) and _word_at(name, at - 1)
    ]
    if spaces and random.random() < 0.5:
        at = random.choice(spaces)
        return name[:at] + name[at + 1 :]
    places = [at for at in range(2, len(name) - 2) if name[at - 2 : at + 2].isalpha() and _word_at(name, at)]
    at = random.choice(places) if places else 0
    return f"{name[:at]} {name[at:]}".strip()


def _word_at(name: str, at: int) -> str:
    """The word there, where it is long enough to be known again."""
    word = name[:at].rpartition(" ")[2] + name[at:].partition(" ")[0]
    return word if _may_be_misheard(word) else ""


def _may_be_misheard(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS and word.isalpha() and word not in _ALWAYS_HEARD


MISHEARD: Mapping[str, Callable[[str, Random], str]] = {
    "as it is": lambda name, _: name,
    "one letter": one_letter,
    "two letters": two_letters,
    "by its sound": by_sound,
    "apart or together": apart_or_together,
}
