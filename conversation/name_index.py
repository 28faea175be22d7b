"""Names that are like something heard, by letters and by sound. Pure, but for the sounds it asks for.

Letters choose (rapidfuzz, over all names), sound settles: phones are asked for only of what letters leave near. Numbers
are never near one another, so that no size is taken for another one; and words that commands are made of are heard as
they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from conversation.ways_of_naming import Names, Ways
from models.phone_distance import sound_alike
from models.sounds import Sounds

_SHORTLIST: Final = 24
"""Names that letters leave near."""
_LETTERS_ALIKE: Final = 55.0
"""Of 100, from which on letters leave a name near."""
_WORDS_ALIKE: Final = 60.0
"""The same for a word alone."""
_A_WORD: Final = 0.8
"""The least likeness of a word among several in any order, 0 to 1."""
_UNSAID: Final = 0.06
"""What a name loses of which hardly any words were said."""
_FEWEST_LETTERS: Final = 3
"""Shorter words are alike by chance."""
_WHOLE_SHARE: Final = 0.5
"""The share of the whole name in the likeness; the rest is the least like of its words."""


class NameIndex:
    """The ways of naming the records of one kind."""

    def __init__(
        self, ways: Ways, sounds: Sounds, as_they_are: frozenset[str] = frozenset(), sizes: frozenset[str] = frozenset()
    ) -> None:
        """`as_they_are` are words that are never taken for others; `sizes` those that are parts of a number."""
        self._ways, self._sounds, self._as_they_are, self._sizes = ways, sounds, as_they_are | sizes, sizes
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        for name in ways.whole:
            self._by_letters[_letters(self._named(name.split()))].append(name)
        self._by_letters.pop("", None)
        self._letters = list(self._by_letters)
        self._with_word: dict[str, set[str]] = defaultdict(set)
        for name in ways.in_words:
            for word in name.split():
                self._with_word[word].add(name)
        self._words = [word for word in self._with_word if word.isalpha() and len(word) >= _FEWEST_LETTERS]
        self._near_words = lru_cache(maxsize=256)(self._words_near)

    def near(self, heard: str) -> dict[str, tuple[float, str]]:
        """The records that `heard` may name, each with how like it is, 0 to 1, and the name that it is like."""
        words = heard.split()
        found: dict[str, tuple[float, str]] = {}
        for name, likeness, names in (*self._like_whole(words), *self._like_in_words(words)):
            for value in names[name]:
                found[value] = max(found.get(value, (0.0, "")), (likeness, name))
        return found

    def _like_whole(self, words: list[str]) -> Iterator[tuple[str, float, Names]]:
        if (exact := " ".join(words)) in self._ways.whole:
            yield exact, 1.0, self._ways.whole
        named = self._named(words)
        letters = _letters(named)
        if len(letters) < _FEWEST_LETTERS:
            return
        near = process.extract(
            letters, self._letters, scorer=fuzz.ratio, limit=_SHORTLIST, score_cutoff=_LETTERS_ALIKE
        )
        names = {
            name: self._named(name.split())
            for found, _, _ in near
            for name in self._by_letters[found]
            if self._may_be(words, name.split())
        }
        sounds = self._sounds.of(word for each in (named, *names.values()) for word in each)
        yield from ((name, _likeness(named, its, sounds), self._ways.whole) for name, its in names.items())

    def _may_be(self, words: list[str], name: list[str]) -> bool:
        """Whether they have the same numbers, and nothing was heard that is never taken for another word."""
        numbers, its = ([word for word in each if self._is_number(word)] for each in (words, name))
        return numbers == its and self._as_they_are.intersection(words) <= set(name)

    def _named(self, words: Iterable[str]) -> list[str]:
        return [word for word in words if not self._is_number(word)]

    def _is_number(self, word: str) -> bool:
        return word in self._sizes or any(map(str.isdigit, word))

    def _like_in_words(self, words: list[str]) -> Iterator[tuple[str, float, Names]]:
        """Names that have every one of `words`, or one that is near it."""
        best: dict[str, list[float]] | None = None
        for word in words:
            here: dict[str, float] = defaultdict(float)
            for near, likeness in self._near_words(word):
                for name in self._with_word[near]:
                    here[name] = max(here[name], likeness)
            best = {name: [*(best or {}).get(name, ()), one] for name, one in here.items() if best is None or name in best}
        for name, each in (best or {}).items():
            said = sum(each) / len(each)
            unsaid = max(0, 1 - len(words) / len(name.split()))
            yield name, said - _UNSAID * unsaid, self._ways.in_words

    def _words_near(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words of names that `word` is, or else is near."""
        if word in self._with_word:
            return ((word, 1.0),)
        if word in self._as_they_are or not word.isalpha() or len(word) < _FEWEST_LETTERS:
            return ()
        found = process.extract(word, self._words, scorer=fuzz.ratio, limit=_SHORTLIST, score_cutoff=_WORDS_ALIKE)
        near = [name for name, _, _ in found]
        sounds = self._sounds.of([word, *near])
        alike = ((name, _likeness([word], [name], sounds)) for name in near)
        return tuple((name, likeness) for name, likeness in alike if likeness >= _A_WORD)


def _letters(words: Iterable[str]) -> str:
    """The letters of words, which may have been heard apart or together."""
    return "".join(words).replace("'", "")


def _likeness(words: list[str], name: list[str], sounds: Mapping[str, str] | None) -> float:
    """How like a name what was heard is, 0 to 1: as a whole and, where they have as many words, in the least like."""
    whole = _alike(words, name, sounds)
    if len(words) != len(name) or len(words) == 1:
        return whole
    least = min(_alike([word], [its], sounds) for word, its in zip(words, name, strict=True))
    return _WHOLE_SHARE * whole + (1 - _WHOLE_SHARE) * least


def _alike(words: list[str], name: list[str], sounds: Mapping[str, str] | None) -> float:
    letters = fuzz.ratio(_letters(words), _letters(name)) / 100
    if sounds is None:
        return letters
    heard, its = ("".join(sounds[word] for word in each) for each in (words, name))
    return (letters + sound_alike(heard, its)) / 2
