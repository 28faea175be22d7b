"""Names that are like something heard, by letters and by sound. Pure, but for the sounds it asks for.

Letters choose (rapidfuzz, over all names), sound settles: phones are asked for only of what letters leave near. Numbers
are never near one another, so that no size is taken for another one; and words that commands are made of are heard as
they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz, process

from conversation.measured_words import Piece, pieces
from conversation.tongue import Tongue
from conversation.ways_of_naming import Ways
from models.phone_distance import sound_alike
from models.sounds import Sounds

_SHORTLIST: Final = 24
"""Names that letters leave near."""
_LETTERS_ALIKE: Final = 55.0
"""Of 100, from which on letters leave a name near."""
_A_WORD: Final = 0.75
"""The least likeness of a word among several in any order, 0 to 1."""
_UNSAID: Final = 0.04
"""What a name loses of which hardly any words were said."""
_FEWEST_LETTERS: Final = 3
"""Shorter words are alike by chance."""
_LETTERS_SHARE: Final = 0.25
"""The share of letters in how alike two words are; the rest is their sound's."""
_THE_SAME_SOUND: Final = 0.97
"""What no ear can tell apart, however it is written."""
_WHOLE_SHARE: Final = 0.5
"""The share of the whole name in the likeness; the rest is the least like of its words."""

Found = tuple[float, str]
"""How like a name is, 0 to 1, and the name."""


class NameIndex:
    """The ways of naming the records of one kind."""

    def __init__(self, ways: Ways, tongue: Tongue, sounds: Sounds, as_they_are: frozenset[str]) -> None:
        """`as_they_are` are words that are never taken for others."""
        self._ways, self._tongue, self._sounds = ways, tongue, sounds
        self._as_they_are = as_they_are | tongue.words.SIZES
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        for name in ways.whole:
            self._by_letters[_letters(name.split())].append(name)
        self._letters = list(self._by_letters)
        self._pieces = {name: tuple(pieces(name.split(), tongue)) for name in ways.in_words}
        self._with_piece: dict[str, set[str]] = defaultdict(set)
        for name, its in self._pieces.items():
            for text in self._ways_of_saying(its):
                self._with_piece[text].add(name)
        self._words = [text for text in self._with_piece if text.isalpha() and len(text) >= _FEWEST_LETTERS]
        self._numbers = lru_cache(maxsize=4096)(self._numbers_in)
        self._near_words = lru_cache(maxsize=256)(self._words_near)

    def _ways_of_saying(self, its: Sequence[Piece]) -> Iterator[str]:
        """The pieces of a name, words also for more than one, and two words as if they were one."""
        for piece in its:
            yield piece.text
            if piece.is_word:
                yield self._tongue.parts.plural(piece.text)
        yield from (f"{one.text}{other.text}" for one, other in pairwise(its) if one.is_word and other.is_word)

    def near(self, heard: str) -> dict[str, Found]:
        """The records that `heard` may name."""
        words = heard.split()
        found: dict[str, Found] = {}
        in_words = [*self._like_in_words(words)] or [
            each for joined in self._joined(words) for each in self._like_in_words(joined)
        ]
        for name, likeness, values in (*self._like_whole(words), *in_words):
            for value in values:
                found[value] = max(found.get(value, (0.0, "")), (likeness, name))
        return found

    def _like_whole(self, words: Sequence[str]) -> Iterator[tuple[str, float, frozenset[str]]]:
        """Names that are like all that was heard, as it stands."""
        letters = _letters(words)
        if (exact := " ".join(words)) in self._ways.whole:
            yield exact, 1.0, self._ways.whole[exact]
        if len(letters) < _FEWEST_LETTERS:
            return
        near = process.extract(letters, self._letters, scorer=fuzz.ratio, limit=_SHORTLIST, score_cutoff=_LETTERS_ALIKE)
        names = [name for found, _, _ in near for name in self._by_letters[found] if self._may_be(exact, name)]
        sounds = self._sounds.of(word for each in (words, *(name.split() for name in names)) for word in each)
        yield from ((name, _likeness(words, name.split(), sounds), self._ways.whole[name]) for name in names)

    def _may_be(self, heard: str, name: str) -> bool:
        """Whether they have the same numbers, and nothing was heard that is never taken for another word."""
        said_so = self._as_they_are.intersection(heard.split()) <= set(name.split())
        return said_so and self._numbers(heard) == self._numbers(name)

    def _numbers_in(self, name: str) -> tuple[str, ...]:
        return tuple(piece.text for piece in pieces(name.split(), self._tongue) if piece.is_number)

    def _like_in_words(self, words: Sequence[str]) -> Iterator[tuple[str, float, frozenset[str]]]:
        """Names that have every one of `words`, or one that is near it, whatever their order; numbers in theirs."""
        heard = [*pieces(words, self._tongue)]
        if not any(piece.is_word and piece.text not in self._as_they_are for piece in heard):
            return
        near = [dict(self._near_words(piece.text) if piece.is_word else self._the_same(piece.text)) for piece in heard]
        named = [set().union(*(self._with_piece[text] for text in each)) for each in near]
        numbers = [piece.text for piece in heard if piece.is_number]
        for name in set.intersection(*sorted(named, key=len)):
            its = self._pieces[name]
            if _in_order(numbers, [piece.text for piece in its if piece.is_number]):
                said = sum(max(one for text, one in each.items() if name in self._with_piece[text]) for each in near)
                unsaid = max(0.0, 1 - len(heard) / len(its))
                yield name, said / len(heard) - _UNSAID * unsaid, self._ways.in_words[name]

    def _joined(self, words: Sequence[str]) -> Iterator[list[str]]:
        """The same with two words that stand side by side as one, which may have been heard apart: not both are words
        of names."""
        for at, (word, other) in enumerate(pairwise(words)):
            if (word + other).isalpha() and not {word, other} <= self._with_piece.keys():
                yield [*words[:at], word + other, *words[at + 2 :]]

    def _the_same(self, text: str) -> tuple[tuple[str, float], ...]:
        return ((text, 1.0),) if text in self._with_piece else ()

    def _words_near(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words of names that `word` is, or else is near."""
        if word in self._with_piece or word in self._as_they_are or len(word) < _FEWEST_LETTERS:
            return self._the_same(word)
        found = process.extract(word, self._words, scorer=fuzz.ratio, limit=_SHORTLIST, score_cutoff=_LETTERS_ALIKE)
        near = [text for text, _, _ in found]
        sounds = self._sounds.of([word, *near])
        alike = ((text, _likeness([word], [text], sounds)) for text in near)
        return tuple((text, likeness) for text, likeness in alike if likeness >= _A_WORD)


def _in_order(some: Iterable[str], all_of_them: Iterable[str]) -> bool:
    """Whether all of `some` are there, each behind the one before."""
    left = iter(all_of_them)
    return all(one in left for one in some)


def _letters(words: Iterable[str]) -> str:
    """The letters of words, which may have been heard apart or together."""
    return "".join(words).replace("'", "")


def _likeness(words: Sequence[str], name: Sequence[str], sounds: Mapping[str, str] | None) -> float:
    """How like a name what was heard is, 0 to 1: as a whole and, where they have as many words, in the least like."""
    whole = _alike(words, name, sounds)
    if len(words) != len(name) or len(words) == 1:
        return whole
    least = min(_alike([word], [its], sounds) for word, its in zip(words, name, strict=True))
    return _WHOLE_SHARE * whole + (1 - _WHOLE_SHARE) * least


def _alike(words: Sequence[str], name: Sequence[str], sounds: Mapping[str, str] | None) -> float:
    letters = fuzz.ratio(_letters(words), _letters(name)) / 100
    if sounds is None:
        return letters
    heard, its = ("".join(sounds[word] for word in each) for each in (words, name))
    if heard == its:
        return max(letters, _THE_SAME_SOUND)
    both = _LETTERS_SHARE * letters + (1 - _LETTERS_SHARE) * sound_alike(heard, its)
    return max(letters, both)  # half a word sounds otherwise than it does within one, and some are read wrongly
