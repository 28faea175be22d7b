"""What characters are called: letters, words of an alphabet, figures and signs, one behind the other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from conversation.tongue import Spelling, Tongue
from conversation.written_forms import plain

_FEWEST, _FEWEST_LETTERS, _FEWEST_FIGURES = 3, 2, 4
_LONGEST_CALLED = 3
"""Words that one character is called by."""
_LONGEST_NUMBER = 4
_WITH_HYPHENS = re.compile(r"(?=.*[^\W\d_])[^\W_](?:-[^\W_]){2,}")
"""As letters are written that were said one by one."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; letters with hyphens between them are a word each."""

    said: str
    """In lower case, without accents but for ñ."""
    start: int
    end: int
    """Where it stands in the text, without what ends a sentence."""
    ends: bool
    """Whether something ends behind it."""


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    """One, or the same several times."""
    words: int
    """How many words it took to name it."""
    is_word: bool = False
    """What names it is a word by itself: only beside other letters it is one."""
    code_word: str = ""
    """The word of the alphabet that it was named by."""
    is_told: bool = False
    """It was said with a word that begins with it, or that it is a capital, or is none."""
    is_capital: bool = False


class Run:
    """Characters that were named one behind the other, in so many `words`."""

    def __init__(self, characters: Sequence[_Character]) -> None:
        self._characters = characters
        self.words = sum(character.words for character in characters)
        self._letters = [each for each in characters if each.text.isalpha()]
        self._figures = sum(len(each.text) for each in characters if each.text.isdigit())
        self._code_words = [each.code_word for each in characters if each.code_word]
        self._told = sum(each.is_told for each in characters)

    @property
    def text(self) -> str:
        """In capitals; where it was said which letters are, in these alone."""
        told = any(each.is_capital for each in self._characters)
        return "".join(each.text.upper() if each.is_capital or not told else each.text for each in self._characters)

    @property
    def is_name(self) -> bool:
        """Whether it is nothing but letters, and enough of them for a name."""
        return len(self._letters) == len(self._characters) >= _FEWEST

    @property
    def is_code(self) -> bool:
        """Whether it is one behind what announces it: there a few may still be several numbers, or words."""
        certain = len(self._code_words) + self._told
        if len(self.text) < _FEWEST:
            return certain >= _FEWEST_LETTERS
        letters = sum(len(each.text) for each in self._letters)
        is_long = letters >= _FEWEST_LETTERS or self._figures >= _FEWEST_FIGURES
        return is_long or (certain > 0 and self._figures >= _FEWEST)

    def is_certain(self, spelling: Spelling) -> bool:
        """Whether it is spelled wherever it stands; a few words of the alphabet may be people."""
        are_many = len(self._code_words) >= _FEWEST and not spelling.PEOPLE.issuperset(self._code_words)
        return are_many or self._told >= _FEWEST_LETTERS

    def is_in_address(self, spelling: Spelling) -> bool:
        """Whether it is spelled where an e-mail address is given."""
        has_letter = any(not (each.code_word or each.is_word) for each in self._letters)
        return has_letter or bool(self._told) or self.is_certain(spelling)


def words_in(text: str) -> Iterator[Word]:
    """The words of `text`, one behind the other."""
    for found in re.finditer(r"\S+", text):
        said = found[0].rstrip(".,;:!?") or found[0]
        compared = "ñ".join(map(plain, said.lower().split("ñ")))
        start, ends = found.start(), said != found[0]
        if _WITH_HYPHENS.fullmatch(said):
            last = len(compared) - 1
            yield from (
                Word(compared[at], start + at, start + at + 1, ends and at == last) for at in range(0, last + 1, 2)
            )
        else:
            yield Word(compared, start, start + len(said), ends)


def run_at(words: Sequence[Word], at: int, tongue: Tongue) -> Run:
    """All that is spelled from there on; no sign stands at its beginning or its end."""
    characters: list[_Character] = []
    while at < len(words) and not (characters and words[at - 1].ends):
        is_behind_sign = bool(characters) and not characters[-1].text.isalnum()
        character = _character(words, at, tongue) or (_several(words, at, tongue) if is_behind_sign else None)
        if character is None or not (characters or character.text.isalnum()):
            break
        characters.append(character)
        at += character.words
    characters = list(_beside_letters(characters))
    while characters and not characters[-1].text.isalnum():
        characters.pop()
    return Run(characters)


def _beside_letters(characters: Sequence[_Character]) -> Iterator[_Character]:
    """Until letters come that are words, and no others beside them."""
    for are_letters, group in groupby(characters, lambda each: each.text.isalpha()):
        together = list(group)
        if are_letters and all(each.is_word and not each.is_told for each in together):
            return
        yield from together


def _character(words: Sequence[Word], at: int, tongue: Tongue) -> _Character | None:
    spelling = tongue.spelling
    if found := called_at(words, at, _characters(tongue)):
        text, taken = found
        said = " ".join(word.said for word in words[at : at + taken])
        code_word = said if said in spelling.ALPHABET else ""
        character = _Character(text, taken, said in spelling.WORDS, code_word)
        return _told(words, at, character, tongue) if text.isalpha() else character
    for called, is_capital in ((spelling.CAPITAL, True), (spelling.SMALL, False)):
        if (before := _taken(words, at, called)) and (letter := _character(words, at + before, tongue)):
            is_letter = letter.text.isalpha()
            told = replace(letter, words=letter.words + before, is_told=True, is_capital=is_capital)
            return told if is_letter else None
    times = spelling.TIMES.get(words[at].said) if at < len(words) else None
    repeated = _character(words, at + 1, tongue) if times and not words[at].ends else None
    return replace(repeated, text=repeated.text * times, words=repeated.words + 1) if repeated and times else None


def _told(words: Sequence[Word], at: int, letter: _Character, tongue: Tongue) -> _Character:
    """The letter with what is said of it behind it: "as in boy", or "capital"."""
    behind = at + letter.words
    if words[behind - 1].ends:
        return letter
    if taken := _taken(words, behind, tongue.spelling.AS_IN):
        word = words[behind + taken].said if behind + taken < len(words) else ""
        if len(word) > 1 and word[0] == letter.text and word not in tongue.words.NO_NAME:
            return replace(letter, words=letter.words + taken + 1, is_told=True)
    if taken := _taken(words, behind, tongue.spelling.CAPITAL_BEHIND):
        return replace(letter, words=letter.words + taken, is_told=True, is_capital=True)
    return letter


def _several(words: Sequence[Word], at: int, tongue: Tongue) -> _Character | None:
    """A number of several figures: behind a sign it is part of a code."""
    number = number_at(words, at, tongue)
    return _Character(*number) if number else None


def number_at(words: Sequence[Word], at: int, tongue: Tongue) -> tuple[str, int] | None:
    """The figures of the longest number that is said there, and how many words it took."""
    for taken in range(_LONGEST_NUMBER, 0, -1):
        said = _together(words, at, taken)
        figures = tongue.forms.normal(said).replace(" ", "") if said else ""
        if figures.isdecimal():
            return figures, taken
    return None


def called_at(words: Sequence[Word], at: int, characters: Mapping[str, str]) -> tuple[str, int] | None:
    """The character that is named there, and how many words it took."""
    for taken in range(_LONGEST_CALLED, 0, -1):
        if (said := _together(words, at, taken)) in characters:
            return characters[said], taken
    return None


def _taken(words: Sequence[Word], at: int, called: Sequence[str]) -> int:
    """How many words it takes to say one of `called` there; none where it is not said."""
    return next((taken for taken in (2, 1) if _together(words, at, taken) in called), 0)


def _together(words: Sequence[Word], at: int, taken: int) -> str:
    """So many words that stand together; empty where something ends between them."""
    found = words[at : at + taken]
    return "" if len(found) < taken or any(word.ends for word in found[:-1]) else " ".join(w.said for w in found)


@cache
def _characters(tongue: Tongue) -> Mapping[str, str]:
    """What each character is called."""
    spelling = tongue.spelling
    alone = {each: each for each in "abcdefghijklmnñopqrstuvwxyz0123456789-/"}
    return {
        **alone, **spelling.ALPHABET, **spelling.LETTERS, **spelling.SIGNS, **spelling.SIGNS_OF_CODES,
        **spelling.FIGURES,
    }  # fmt: skip
