"""How Whisper may write what is said: capitals, figures, hyphens, abbreviations."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from models.languages import Orthography

_LETTERS = re.compile(r"(?<!\S)\w(?: \w(?!\S))+")
"""Letters one by one: "g f c i"."""
_MOST_ACCENTED = 8
"""Ways of leaving out the accents of a value."""


@lru_cache(maxsize=4096)
def word_spellings(word: str, orthography: Orthography, *, capital: bool) -> tuple[str, ...]:
    """One word as it stands behind another, its leading space included.

    Where it may have a `capital`, a sentence may begin, and so the marks that open one.
    """
    forms = {*_accented(word, orthography), *orthography.short_forms.get(word, ())}
    if word in orthography.number_words:
        forms.add(orthography.figures(word))
    if capital:
        forms |= {form[:1].upper() + form[1:] for form in forms}
        forms |= {f"{mark}{form}" for form in forms for mark in orthography.opening_marks}
    return tuple(sorted(f" {form}" for form in forms))


def unit_spellings(unit: str, orthography: Orthography) -> set[str]:
    """What is written together, in the place where it stands: a word of a name, a number, letters one by one.

    A unit that begins with a hyphen stands behind a number: "12-ounce".
    """
    words = unit.removeprefix("-")
    plain = {words, *_lettered(words), *orthography.short_forms.get(words, ())}
    plain |= {form for text in list(plain) for form in orthography.numbered(text.lower())}
    plain |= {form for text in list(plain) for form in _accented(text, orthography)}
    texts = {way for text in plain for way in (text, text.lower(), _title(text), f"{text[:1].upper()}{text[1:]}")}
    attached = {text for text in texts if not text[0].isalnum() or _LETTERS.fullmatch(words)}  # 24", 9AM
    hyphened = {f"-{text}" for text in texts if unit != words and text[0].isalnum()}
    return {f" {text}" for text in texts} | attached | hyphened


def written_spellings(spoken: str, written: str) -> set[str]:
    """How a value that is spoken so stands in the records, where that has figures, symbols or accents.

    Where a part of it is spoken, "olsen" for Frank Olsen, that is not written as the whole.
    """
    same = _bare(written) == _bare(spoken) != written.lower()
    return {f" {written}", f" {written.lower()}"} if same or re.search(r"[^\w\s'-]|\d", written) else set()


def _lettered(spoken: str) -> Iterator[str]:
    """ "g f c i outlet" as ``GFCI outlet``; "nine a m" as ``9 a.m.``."""
    if not _LETTERS.search(spoken):
        return
    for join in (
        lambda letters: letters.upper(),
        lambda letters: letters,
        lambda letters: "".join(f"{letter}." for letter in letters),
        lambda letters: "".join(f"{letter}." for letter in letters.upper()),
    ):
        yield _LETTERS.sub(lambda match, join=join: join(match[0].replace(" ", "")), spoken)  # type: ignore[misc]


def _accented(text: str, orthography: Orthography) -> set[str]:
    """With all accents, and without those of some words that Whisper may write without."""
    if orthography.accents is None:
        return {text}
    words = [sorted({word, word.translate(orthography.accents)}) for word in text.split()]
    bare = " ".join(way[0] for way in words)
    return {text, bare, *(" ".join(way) for way in islice(product(*words), _MOST_ACCENTED))}


def _bare(text: str) -> str:
    """In lower case and without accents, to be compared."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _title(text: str) -> str:
    return re.sub(r"(?<![\w'])[a-z]|(?<=\bo')[a-z]", lambda letter: letter[0].upper(), text)
