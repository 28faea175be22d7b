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


def value_spellings(spoken: str, written: str, orthography: Orthography) -> set[str]:
    """A value of a list that is spoken so and written so in the records, with a leading space; "a m" also without."""
    plain = {spoken, *_lettered(spoken)}
    if re.search(r"[^\w\s']|\d", written) or _bare(written) == _bare(spoken):
        plain.add(written)  # figures, symbols and accents; else the words are all there is to write
    plain |= {form for text in list(plain) for form in orthography.numbered(text.lower())}
    plain |= {form for text in list(plain) for form in _accented(text, orthography)}
    texts = set()
    for text in plain:
        texts |= {f" {text}", f" {text.lower()}", f" {_title(text)}", f" {text[:1].upper()}{text[1:]}"}
    if _LETTERS.fullmatch(spoken):
        texts |= {text.lstrip() for text in texts if " " not in text.strip()}
    return {text for text in texts if text.strip()}


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
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _title(text: str) -> str:
    return re.sub(r"(?<![\w'])[a-z]|(?<=\bo')[a-z]", lambda letter: letter[0].upper(), text)
