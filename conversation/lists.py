"""Lists of a phrase book, made from words."""

from collections.abc import Iterable, Mapping

from models.phrases import SpokenValue

Values = tuple[SpokenValue, ...]


def values(said: Iterable[str]) -> Values:
    """Words that stand for themselves, as they are written."""
    return tuple(SpokenValue(words.lower(), words) for words in said)


def mapped(meanings: Mapping[str, str]) -> Values:
    """Words and what each means."""
    return tuple(SpokenValue(words, value) for words, value in meanings.items())


def said(value: str, forms: Iterable[str]) -> Values:
    """The ways of saying one value."""
    return tuple(SpokenValue(form, value) for form in forms)


def words_of(listed: object) -> Values:
    """The values of a list that consists of words; none of one that consists of numbers."""
    return listed if isinstance(listed, tuple) else ()
